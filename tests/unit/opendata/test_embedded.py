"""The embedded France keeps the control totals of its sources, and says what it is made of."""

import polars as pl
import pytest

from maillage.opendata.warehouse.folder import verify
from maillage.opendata.warehouse.opened import open_warehouse
from maillage.opendata.warehouse.schema import AGES, EMBEDDED, LIMITS, YEARS
from maillage.opendata.warehouse.start import ABSENT


@pytest.fixture(scope="module")
def units():
    return pl.read_parquet(EMBEDDED / "communes.parquet")


@pytest.fixture(scope="module")
def communes(units):
    return units.filter(pl.col("kind") == "commune")


def test_every_file_is_the_one_the_manifest_names():
    manifest = verify(EMBEDDED, deep=True)
    assert {source.licence for source in manifest.sources} == {"Licence Ouverte 2.0"}
    assert len(manifest.sources) == 9
    for name, limit in LIMITS.items():
        assert (EMBEDDED / f"{name}.parquet").stat().st_size <= limit


def test_communes_and_population_of_france(communes, units):
    assert len(communes) == communes["code"].n_unique() == 34_875
    assert len(units) == 34_875 + 45
    assert communes["pmun_2023"].sum() == 68_350_798
    assert communes.filter(pl.col("departement") != "976")["pmun_2023"].sum() == 68_094_280
    assert communes.filter(~pl.col("code").str.starts_with("97"))["pmun_2023"].sum() == 66_165_815


@pytest.mark.parametrize(
    ("code", "count", "population", "seniors"),
    [("84", 151, 572_056, 129_678), ("31", 586, 1_471_468, 242_457), ("974", 24, 889_679, 112_114)],
)
def test_totals_of_a_departement(communes, code, count, population, seniors):
    rows = communes.filter(pl.col("departement") == code)
    assert (len(rows), rows["pmun_2023"].sum(), rows["over_65"].sum()) == (count, population, seniors)


def test_arrondissements_sum_to_their_cities(units, communes):
    inside = units.filter(pl.col("kind") == "arrondissement").group_by("parent").agg(pl.col("pmun_2023", "over_65").sum())
    for city, population, seniors in inside.iter_rows():
        whole = communes.filter(pl.col("code") == city)
        assert (population, seniors) == (whole["pmun_2023"][0], whole["over_65"][0])


def test_no_commune_jumps_where_its_perimeter_is_said_constant(communes):
    """A fall or a rise of a third in a year is a change of perimeter that the table of gaps must know."""
    for before, after in ((2017, 2019), (2019, 2020), (2020, 2021), (2021, 2022), (2022, 2023)):
        big = communes.filter(pl.col(f"pmun_{before}") > 2_000).drop_nulls([f"pmun_{before}", f"pmun_{after}"])
        ratio = big[f"pmun_{after}"] / big[f"pmun_{before}"]
        strange = big.filter((ratio > 1.5) | (ratio < 0.67))["code"].to_list()
        assert strange == [], (before, after)


def test_every_gap_names_a_missing_figure(units):
    gaps = pl.read_parquet(EMBEDDED / "gaps.parquet")
    value = {row["code"]: row for row in units.iter_rows(named=True)}
    for code, figure, _, other in gaps.iter_rows():
        column = "over_65" if figure == "ages" else figure
        assert value[code][column] is None or (figure == "pmun_2017" and code.startswith("976"))
        assert not other or value[other][column] is not None


def test_every_retired_code_leads_to_a_present_commune(communes):
    passage = pl.read_parquet(EMBEDDED / "passage.parquet")
    retired = passage.filter(pl.col("kind").is_in(["deleguee", "associee", "ancienne"]))
    present = set(communes["code"])
    assert len(retired) > 4_000
    assert not set(retired["code"]) & present
    assert set(retired["target"]) <= present


@pytest.mark.parametrize(
    "code",
    [
        "02311",
        "08300",
        "16238",
        "18131",
        "19092",
        "25134",
        "25297",
        "25628",
        "26371",
        "42072",
        "45287",
        "71131",
        "72287",
        "95282",
    ],
)
def test_codes_merged_without_delegated_commune_are_placed_too(code):
    assert open_warehouse().former.get(code).target


def test_the_quick_columns_say_what_the_tables_say(units):
    columns = open_warehouse().columns
    assert columns.codes == units["code"].to_list()
    assert columns.names == units["name"].to_list()
    assert columns.epcis == units["epci"].to_list()
    for year in YEARS:
        assert list(columns.population[year]) == units[f"pmun_{year}"].fill_null(ABSENT).to_list()
    for name, values in zip(AGES, columns.ages, strict=True):
        assert list(values) == units[name].fill_null(ABSENT).to_list()
    assert columns.points[:50] == list(units.head(50).select("lon", "lat").iter_rows())


def test_the_quick_graph_is_the_table_of_borders():
    warehouse = open_warehouse()
    pairs = pl.read_parquet(EMBEDDED / "adjacency.parquet")
    rows = {code: row for row, code in enumerate(warehouse.columns.codes)}
    assert all(rows[b] in warehouse.graph.around(rows[a]) for a, b in pairs.head(3_000).iter_rows())
    assert sum(len(warehouse.graph.around(row)) for row in rows.values()) == 2 * len(pairs)
