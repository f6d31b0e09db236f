"""The figures of a diagnosis, computed again the naive way from the tables."""

from decimal import Decimal

import numpy as np
import polars as pl
import pytest

from maillage.results import territoires
from maillage.results.diagnostic import diagnose
from maillage.results.territoires.source import current

EPCI, DEPARTEMENT, REGION = "200040442", "84", "93"
Tables = dict[str, pl.DataFrame]


def _codes() -> tuple[str, ...]:
    return territoires.members("epci", EPCI)


def _people(codes: tuple[str, ...]) -> dict[str, int]:
    columns = current().columns
    return {code: columns.newest[columns.row_of[code]] for code in codes}


def _with_arrondissements(codes: tuple[str, ...]) -> set[str]:
    columns = current().columns
    inside = {columns.codes[i] for c in codes for i in columns.arrondissements.get(columns.row_of[c], ())}
    return inside | set(codes)


def _close(found: Decimal | None, expected: float) -> bool:
    return found is not None and float(found) == pytest.approx(expected, rel=1e-9)


def test_a_count_and_a_density_are_sums(tables: Tables) -> None:
    views = diagnose(_codes()).views
    for codes, value, density in (
        (_codes(), "measured", "measured"),
        (territoires.members("departement", DEPARTEMENT), "departement", "departement"),
        (territoires.members("region", REGION), "region", "region"),
    ):
        kept = tables["professionnels"].filter(
            pl.col("commune").is_in(list(_with_arrondissements(codes))) & (pl.col("profession") == "infirmier")
        )
        number, people = kept["nombre"].sum(), sum(_people(codes).values())
        count, ratio = views["effectif_infirmier"], views["densite_infirmier"]
        found = (
            (count.measured, ratio.measured) if value == "measured" else (count.comparisons[value], ratio.comparisons[density])
        )
        assert _close(found[0].value, number)
        assert _close(found[1].value, number * 10_000 / people)
        assert found[1].denominator == people


def test_a_published_rate_adds_up_as_people_do(tables: Tables) -> None:
    rows = tables["indicateurs"].filter(
        (pl.col("indicateur") == "taux_pauvrete") & pl.col("code").is_in(list(_codes())) & ~pl.col("secret")
    )
    measured = diagnose(_codes()).views["taux_pauvrete"].measured
    assert _close(measured.value, 100 * rows["numerateur"].sum() / rows["denominateur"].sum())
    assert (measured.covered, measured.total) == (len(rows), len(_codes()))
    assert measured.is_partial
    assert "les autres n'ont pas de donnée" in measured.reason


def test_a_figure_of_the_departement_says_so_and_is_not_compared_with_itself(tables: Tables) -> None:
    row = tables["indicateurs"].filter(modalite="diabete", code=DEPARTEMENT).sort("annee").tail(1)
    view = diagnose(_codes()).views["prevalence_diabete"]
    assert _close(view.measured.value, 100 * row["numerateur"].item() / row["denominateur"].item())
    assert view.level_label == "valeur départementale"
    assert "departement" not in view.comparisons
    assert {"region", "france"} <= set(view.comparisons)
    assert view.by_commune == {}


def test_a_rate_that_the_source_gives_for_no_region_is_a_median_that_says_so(tables: Tables) -> None:
    views = diagnose(_codes()).views
    published = views["mortalite_toutes_causes"].comparisons
    assert published["region"].level == "region"
    assert "Médiane" not in published["france"].reason


def test_zones_and_perimeters_count_inhabitants(tables: Tables) -> None:
    views, people = diagnose(_codes()).views, _people(_codes())
    total = sum(people.values())
    zoned = tables["zonage"].filter((pl.col("profession") == "infirmier") & pl.col("zone").is_in(["1", "2"]))
    inside = sum(people.get(code, 0) for code in zoned["commune"])
    assert _close(views["zonage_infirmier"].measured.value, 100 * inside / total)
    covered = set(tables["perimetres"]["commune"])
    inside = sum(count for code, count in people.items() if code in covered)
    assert _close(views["couverture_cpts_tous_stades"].measured.value, 100 * inside / total)


def test_the_latest_stage_of_a_cpts_is_the_one_that_counts(tables: Tables) -> None:
    last = tables["perimetres"].sort("depuis").group_by("cpts", "commune").last()
    signed = set(last.filter(pl.col("stade") == "aci_signe")["commune"])
    people = _people(_codes())
    expected = 100 * sum(count for code, count in people.items() if code in signed) / sum(people.values())
    assert _close(diagnose(_codes()).views["couverture_cpts_aci_signe"].measured.value, expected)


def test_distances_are_those_of_the_sphere(tables: Tables) -> None:
    columns = current().columns
    places = tables["etablissements"].filter(pl.col("famille") == "urgences").select("lon", "lat").to_numpy()
    total, people = 0.0, 0
    for code in _codes():
        lon, lat = np.radians(columns.point(columns.row_of[code]))
        other = np.radians(places)
        half = np.sin((other[:, 1] - lat) / 2) ** 2 + np.cos(lat) * np.cos(other[:, 1]) * np.sin((other[:, 0] - lon) / 2) ** 2
        inhabitants = columns.newest[columns.row_of[code]]
        total += 1.3 * 2 * 6371.0088 * np.arcsin(np.sqrt(half)).min() * inhabitants
        people += inhabitants
    found = diagnose(_codes()).views["distance_urgences"].measured.value
    assert float(found or 0) == pytest.approx(total / people, rel=1e-6)


def test_what_is_reached_in_the_country_is_what_is_there(tables: Tables) -> None:
    """The E2SFCA shares out the whole supply: mean by inhabitant (as they are weighted) × inhabitants = professionals."""
    view = diagnose(_codes()).views["accessibilite_orthophoniste"]
    kept = tables["professionnels"].filter(pl.col("profession") == "orthophoniste", pl.col("mode") != "autre")
    france = view.comparisons["france"]
    assert float(france.numerator or 0) == pytest.approx(kept["nombre"].sum(), rel=1e-6)


def test_communes_add_up_to_the_territory(demonstration: object) -> None:
    view = diagnose(_codes()).views["effectif_medecin_generaliste"]
    assert set(view.by_commune) == set(_codes())
    assert sum((m.value or Decimal(0)) for m in view.by_commune.values()) == view.measured.value


def test_a_city_is_its_arrondissements(demonstration: object) -> None:
    city = diagnose(["69123"])
    parts = [diagnose([f"6938{n}"]) for n in range(1, 10)]
    for key in ("effectif_infirmier", "etablissements_pharmacie", "population"):
        whole = city.views[key].measured.value
        assert whole == sum((d.views[key].measured.value or Decimal(0)) for d in parts)
        assert whole
    assert city.views["accessibilite_infirmier"].measured.value
    assert city.views["niveau_de_vie"].measured.value


def test_the_rank_is_among_all_the_others(tables: Tables) -> None:
    columns = current().columns
    counted = dict(
        tables["professionnels"].filter(profession="infirmier").group_by("commune").agg(pl.col("nombre").sum()).iter_rows()
    )
    nurses, people = dict[str, float](), dict[str, int]()
    for row, code in enumerate(columns.codes):
        nurses[columns.epcis[row]] = nurses.get(columns.epcis[row], 0) + counted.get(code, 0)
        if columns.kinds[row] == "commune":
            people[columns.epcis[row]] = people.get(columns.epcis[row], 0) + columns.newest[row]
    densities = {epci: nurses[epci] / people[epci] for epci in people if epci}
    ranking = diagnose(_codes()).views["densite_infirmier"].rank
    assert ranking is not None
    assert ranking.rank.of == len(densities)
    assert ranking.rank.position == 1 + sum(other > densities[EPCI] for other in densities.values())


def test_years_make_a_trend(demonstration: object) -> None:
    diagnosis = diagnose(_codes())
    population = diagnosis.views["population"].trend
    assert population is not None
    assert dict(population.points)[2023] == diagnosis.views["population"].measured.value
    assert dict(population.points)[2018] is None
    flu = diagnosis.views["vaccination_grippe_65"].trend
    assert flu is not None
    assert dict(flu.points)[max(dict(flu.points))] == diagnosis.views["vaccination_grippe_65"].measured.value
