"""The control totals of the recipe: a build whose totals differ does not replace the embedded data."""

from typing import Any

import polars as pl
import shapely

from maillage.opendata.base.build.ages import AgesTable
from maillage.opendata.base.build.contours import DIRECT, FILLED, PARTIAL, UNION, UNKNOWN, Contours
from maillage.opendata.base.build.packages import UnableToBuild
from maillage.opendata.base.build.passage import Passage
from maillage.opendata.base.build.populations import Populations

RAW = {
    2016: 66_132_540,
    2017: 66_526_267,
    2019: 67_244_921,
    2020: 67_418_672,
    2021: 67_648_309,
    2022: 68_017_091,
    2023: 68_350_798,
}
UNRESOLVED = {2016: 4_021, 2019: 3_894, 2020: 3_578, 2021: 3_389, 2022: 3_386, 2023: 0}
LARGEST = {"75056": 2_103_778, "13055": 886_040, "69123": 519_127, "31555": 514_819, "06088": 357_737}
DEPARTEMENTS = {
    "84": (151, 572_056, 129_678, 564_565),
    "31": (586, 1_471_468, 242_457, 1_434_364),
    "974": (24, 889_679, 112_114, 871_155),
}
"""Communes, inhabitants 2023, 65 and over, inhabitants of the census 2021."""
IRIS = {"pop": 67_408_104, "under_20": 16_013_133, "from_20_to_64": 37_571_118, "over_65": 13_823_803}
WITHOUT_AGES = {"15031", "15035", "15047", "15171", "60694", "85165", "85212"}


def check(what: str, found: Any, expected: Any) -> None:
    """UnableToBuild with a sentence when a total is not the expected one."""
    if found != expected:
        raise UnableToBuild(f"Contrôle « {what} » : trouvé {found}, attendu {expected}. Rien n'a été remplacé.")


def check_sources(passage: Passage, populations: Populations, ages: AgesTable, contours: Contours) -> None:
    """What the packages say, before any correction."""
    check("entrées de la table de passage", len(passage.former), 2_352)
    check("codes rétablis", sum(code in passage.present for code in passage.former), 12)
    for year, total in RAW.items():
        check(f"population municipale {year}", populations.raw[year], total)
    for year, lost in UNRESOLVED.items():
        check(f"habitants {year} placés par le seul historique des codes", populations.unresolved[year], lost)
    check("âges par IRIS", ages.raw, IRIS)
    check("habitants des IRIS rattachés par les communes déléguées", ages.placed_by_former, 67_404_530)
    check("habitants des IRIS rattachés", ages.placed, IRIS["pop"])
    origins = list(contours.origins.values())
    check("contours publiés", contours.published, 34_867)
    check("contours reconstruits par union", origins.count(UNION), 4)
    check("contours complétés", origins.count(FILLED), 45)
    check("contours partiels", [code for code, origin in contours.origins.items() if origin == PARTIAL], ["25390"])
    check("contours publiés inchangés", origins.count(DIRECT), 34_867 - 45 - 1 + 45)
    check("contours inconnus", origins.count(UNKNOWN), 4)
    check("contours valides", bool(shapely.is_valid(list(contours.geometries.values())).all()), True)


def check_communes(units: pl.DataFrame, places: pl.DataFrame) -> None:
    """The table of communes as it will be shipped."""
    communes = units.filter(pl.col("kind") == "commune")
    check("communes", (len(communes), communes["code"].n_unique()), (34_875, 34_875))
    overseas = communes.filter(pl.col("code").str.starts_with("97"))
    check("communes d'outre-mer", len(overseas), 129)
    check("arrondissements", len(units) - len(communes), 45)
    counts = {kind: len(places.filter(pl.col("kind") == kind)) for kind in ("departement", "region", "epci")}
    check("niveaux", counts, {"departement": 101, "region": 18, "epci": 1_255})
    alone = communes.filter(pl.col("epci") == "")["code"].to_list()
    check("communes sans EPCI", alone, ["22016", "29083", "29155", "85113"])
    check("communes sans code postal", int((communes["postal_codes"].list.len() == 0).sum()), 0)
    _check_populations(communes, units)
    _check_ages(communes)


def _check_populations(communes: pl.DataFrame, units: pl.DataFrame) -> None:
    total = int(communes["pmun_2023"].sum())
    check("population 2023", (total, communes["pmun_2023"].null_count()), (RAW[2023], 0))
    metropole = int(communes.filter(~pl.col("code").str.starts_with("97"))["pmun_2023"].sum())
    check("population 2023 de la métropole", metropole, 66_165_815)
    mayotte = int(communes.filter(pl.col("departement") == "976")["pmun_2023"].sum())
    check("population de Mayotte", mayotte, 256_518)
    largest = communes.sort("pmun_2023", descending=True).head(5).select("code", "pmun_2023").iter_rows()
    check("cinq plus grandes communes", dict(largest), LARGEST)
    inside = units.filter(pl.col("kind") == "arrondissement").group_by("parent").agg(pl.col("pmun_2023").sum())
    cities = communes.filter(pl.col("code").is_in(["75056", "13055", "69123"]))
    check("arrondissements", dict(inside.iter_rows()), dict(cities.select("code", "pmun_2023").iter_rows()))


def _check_ages(communes: pl.DataFrame) -> None:
    without = communes.filter(pl.col("over_65").is_null() & (pl.col("departement") != "976"))
    check("communes sans âges hors Mayotte", set(without["code"]), WITHOUT_AGES)
    check("communes sans âges", communes["over_65"].null_count(), 24)
    for code, expected in DEPARTEMENTS.items():
        rows = communes.filter(pl.col("departement") == code)
        people = sum(int(rows[name].sum()) for name in ("under_20", "from_20_to_64", "over_65"))
        found = (len(rows), int(rows["pmun_2023"].sum()), int(rows["over_65"].sum()), people)
        check(f"département {code}", found[:3], expected[:3])
        check(f"âges du département {code}", abs(people - expected[3]) <= 2 * len(rows), True)
