"""The observatory of results: places add up, outlines are those of the communes, tables are those of the dictionary."""

import csv
import io
import json
from datetime import date

import numpy as np
import polars as pl
import pytest
import shapely

from maillage.results import observatoire
from maillage.results.couverture import Coverage, contours, of_rows
from maillage.results.observatoire import dictionary, files, plans
from maillage.results.observatoire.mesh import mesh
from maillage.results.observatoire.rings import rings_of
from maillage.results.observatoire.tables import table
from tests.support.occitanie import REGION, TODAY, occitanie


@pytest.fixture(scope="module")
def coverage() -> Coverage:
    return occitanie()


def test_the_figures_of_a_region_are_the_sums_of_its_departements(coverage: Coverage) -> None:
    region = observatoire.view(coverage, "region", REGION)
    inside = [observatoire.view(coverage, "departement", row.code) for row in region.children]
    assert region.row.population == sum(view.row.population for view in inside)
    assert region.row.uncovered == sum(view.row.uncovered for view in inside)
    assert region.signed.fixed == sum(view.signed.fixed for view in inside)
    assert sum(people for *_, people, _ in region.uncovered) == region.row.uncovered
    assert region.history[-1].covered == region.row.covered


def test_expected_amounts_are_those_of_each_cpts(coverage: Coverage) -> None:
    region = observatoire.view(coverage, "region", REGION)
    home = [listed.cpts for listed in region.cpts if listed.is_home]
    assert region.every.fixed == sum(one.amount.fixed or 0 for one in home)
    assert region.every.variable == sum(one.amount.variable or 0 for one in home)
    assert region.every.proof == min(one.amount.proof for one in home)
    assert {post.key for post in region.every.posts} >= {"fonctionnement", "acces_aux_soins", "crise_sanitaire"}


def test_before_the_agreement_amounts_are_refused_with_a_sentence(coverage: Coverage) -> None:
    told = observatoire.expected(coverage.at(date(2018, 6, 1)), [50_000])
    assert told.posts == ()
    assert told.refusal


def test_the_outline_of_a_cpts_is_the_union_of_its_communes(coverage: Coverage) -> None:
    found, drawn = contours.cpts_shapes(coverage), coverage.land.warehouse.shapes.level("commune")
    for one in observatoire.all_cpts(coverage)[:20]:
        whole = shapely.union_all(np.array([drawn[code] for code in one.codes]))
        assert found[one.id].is_valid
        assert shapely.symmetric_difference(whole, found[one.id]).area < 1e-4 * whole.area


def test_rings_of_a_group_enclose_its_land(coverage: Coverage) -> None:
    """Holes turn the other way: the signed areas of the rings add up to the area of the communes."""
    land = coverage.land
    group = np.where(observatoire.territory("departement", "09").inside, land.number_in("epci"), -1)
    drawn = mesh(land)
    areas: dict[int, float] = {}
    for number, vertices in rings_of(drawn, group):
        x, y = drawn.lonlat[vertices].T
        areas[number] = areas.get(number, 0) + float((x * np.roll(y, -1) - np.roll(x, -1) * y).sum() / 2)
    shapes = land.warehouse.shapes.level("commune", "09")
    for number, area in areas.items():
        communes = [shapes[land.columns.codes[row]].area for row in np.flatnonzero(group == number).tolist()]
        assert area == pytest.approx(sum(communes), rel=1e-4)


def test_maps_draw_every_cpts_and_every_zone_of_a_place(coverage: Coverage) -> None:
    drawn = observatoire.territory_map(coverage, "region", REGION)
    view = observatoire.view(coverage, "region", REGION)
    keys = {(shape.kind, shape.key) for shape in drawn.fills}
    assert {key for kind, key in keys if kind == "zone"} == {zone.id for zone in view.zones}
    assert {key for kind, key in keys if kind == "cpts"} == {listed.cpts.id for listed in view.cpts}
    assert all(shape.path.startswith("M") for shape in drawn.fills)
    france = observatoire.territory_map(coverage, "france", "france")
    assert len(france.areas) == 18


def test_the_map_of_a_region_is_light(coverage: Coverage) -> None:
    import gzip

    drawn = observatoire.territory_map(coverage, "region", REGION)
    text = "".join(shape.path for shape in drawn.fills) + "".join(drawn.lines)
    assert len(gzip.compress(text.encode())) < 300_000


def test_an_unknown_place_and_an_absurd_day_are_refused_with_a_sentence(coverage: Coverage, monkeypatch) -> None:
    with pytest.raises(observatoire.UnknownTerritory, match="essayez par exemple 09"):
        observatoire.territory("departement", "999")
    with pytest.raises(observatoire.Unreadable, match="01/01/2030"):
        observatoire.at(TODAY, date(2030, 1, 1))


def test_a_commune_leads_to_its_cpts_or_to_its_zone(coverage: Coverage) -> None:
    zone = observatoire.all_zones(coverage)[0]
    found = observatoire.find(coverage, zone.communes[0][0])[0]
    assert found.zone is zone
    assert found.cpts == ()
    one = observatoire.all_cpts(coverage)[0]
    assert [each.id for each in observatoire.find(coverage, one.codes[0])[0].cpts] == [one.id]


@pytest.mark.parametrize("name", dictionary.tables())
def test_each_table_has_the_columns_of_the_dictionary(coverage: Coverage, name: str) -> None:
    told, frame = dictionary.tables()[name], table(coverage, name)
    assert frame.columns == [column.name for column in told.columns]
    assert frame.height > 0
    assert frame.select(told.key).is_duplicated().sum() == 0
    assert frame.get_column("fictif").all()


@pytest.mark.parametrize(("name", "kind"), [(t.name, kind) for t in dictionary.tables().values() for kind in t.kinds])
def test_each_file_opens_and_says_that_it_is_fictitious(coverage: Coverage, name: str, kind: str) -> None:
    found = files.file(coverage, name, kind)
    assert "fictif" in found.name
    rows = table(coverage, name).height
    if kind == "csv":
        read = list(csv.DictReader(io.StringIO(found.content.decode("utf-8-sig")), delimiter=";"))
        assert len(read) == rows
        assert read[0]["fictif"] == "true"
    elif kind == "parquet":
        assert pl.read_parquet(io.BytesIO(found.content)).height == rows
        assert pl.read_parquet_metadata(io.BytesIO(found.content))["fictif"] == "oui"
    else:
        read = json.loads(found.content)
        assert read["fictif"] is True
        assert "Licence Ouverte" in read["licence"]
        assert all(feature["geometry"]["coordinates"] for feature in read["features"])
        assert len(read["features"]) == rows


def test_perimeters_that_overlap_are_drawn_whole() -> None:
    rows = [("a", "A", code, "aci_signe", None) for code in ("09225", "09282")]
    rows += [("b", "B", code, "aci_signe", None) for code in ("09225", "09185")]
    coverage = of_rows(rows, today=TODAY)
    drawn = contours.cpts_shapes(coverage)
    shapes = coverage.land.warehouse.shapes.level("commune", "09")
    for name, codes in (("a", ("09225", "09282")), ("b", ("09225", "09185"))):
        assert drawn[name].area == pytest.approx(sum(shapes[code].area for code in codes))


def test_a_commune_of_two_cpts_counts_in_the_sum_of_each_and_the_place_says_how_many() -> None:
    rows = [("a", "A", code, "aci_signe", None) for code in ("09225", "09282")]
    alone = observatoire.view(of_rows(rows, today=TODAY), "departement", "09")
    assert alone.contested == 0
    rows += [("b", "B", code, "aci_signe", None) for code in ("09225", "09185")]
    both = observatoire.view(of_rows(rows, today=TODAY), "departement", "09")
    assert both.contested == 1
    assert sum(one.cpts.population for one in both.cpts) > both.row.covered, "each is paid on its own population"


def test_a_name_that_a_spreadsheet_would_compute_is_written_as_text() -> None:
    coverage = of_rows([("x", "=1+1", "09225", "aci_signe", None)], today=TODAY)
    assert "'=1+1" in files.file(coverage, "cpts", "csv").content.decode("utf-8")


def test_a_plan_is_changed_group_by_group(coverage: Coverage) -> None:
    proposal = plans.proposed(coverage, REGION)
    assert proposal.left == 0
    same = plans.edited(coverage, REGION, {})
    assert dict(same.assignment) == dict(proposal.assignment)
    group = plans.groups(coverage, REGION)[0]
    left = plans.edited(coverage, REGION, {group.key: ""})
    assert left.left == group.population
    assert plans.written(coverage, REGION, proposal.table).assignment == proposal.assignment


def test_nothing_loaded_gives_empty_places() -> None:
    coverage = of_rows([], today=TODAY)
    view = observatoire.view(coverage, "departement", "09")
    assert view.cpts == ()
    assert view.zones == ()
    assert view.row.covered == 0
    assert observatoire.territory_map(coverage, "departement", "09").fills
