"""Coverage by stage, level and day, against naive sums; amounts against a simulated contract."""

from datetime import date

import pytest

from maillage.kernel.known import Known
from maillage.results import runs
from maillage.results.couverture import amounts
from maillage.results.couverture.cpts import UnknownCpts
from maillage.results.couverture.levels import UnknownLevel
from tests.support.perimeters import COLUMNS, DAY, coverage, epci, population

FOIX, OLMES, COUSERANS = (COLUMNS.epcis[COLUMNS.row_of[code]] for code in ("09122", "09160", "09261"))


@pytest.fixture(scope="module")
def three():
    rows = [*epci(FOIX, "aci_signe"), *epci(OLMES, "lettre_intention"), *epci(COUSERANS, None)]
    return coverage(rows)


def test_each_commune_counts_once_at_its_stage(three):
    row = next(row for row in three.by_level("departement") if row.code == "09")
    inside = [i for i, d in enumerate(COLUMNS.departements) if d == "09"]
    expected = {"aci_signe": FOIX, "lettre_intention": OLMES, "stade_inconnu": COUSERANS}
    for stage, code in expected.items():
        codes = [COLUMNS.codes[i] for i in inside if COLUMNS.epcis[i] == code]
        assert row.by_stage[stage] == population(codes)
        assert row.communes_by_stage[stage] == len(codes)
    assert row.by_stage["projet_valide"] == 0
    assert row.population == sum(COLUMNS.newest[i] for i in inside)
    assert row.uncovered + row.covered == row.population
    assert row.uncovered_communes + sum(row.communes_by_stage.values()) == row.communes == len(inside)
    assert row.cpts == 3


def test_levels_add_up(three):
    france = three.by_level("france")[0]
    for level in ("region", "departement", "commune"):
        rows = three.by_level(level)
        assert sum(row.population for row in rows) == france.population
        assert sum(row.uncovered for row in rows) == france.uncovered
        assert sum(row.communes for row in rows) == france.communes == 34_875
    with pytest.raises(UnknownLevel, match="niveau"):
        three.by_level("canton")


def test_a_commune_claimed_twice_is_at_the_most_advanced_stage(three):
    rows = [*epci(FOIX, "lettre_intention"), ("autre", "CPTS autre", "09122", "aci_signe", None)]
    found = coverage(rows)
    row = next(row for row in found.by_level("commune") if row.code == "09122")
    assert row.by_stage["aci_signe"] == row.population
    assert row.cpts == 2
    assert found.cpts("autre").contested == ("09122",)
    assert found.cpts("autre").neighbours[0].shared == 1
    assert found.by_level("france")[0].covered == population(code for _, _, code, _, _ in epci(FOIX))


def test_a_city_is_covered_arrondissement_by_arrondissement():
    found = coverage([("a", "A", "69381", "aci_signe", None), ("a", "A", "69382", "aci_signe", None)])
    lyon = next(row for row in found.by_level("commune") if row.code == "69123")
    assert lyon.covered == population(["69381", "69382"])
    assert (lyon.communes, lyon.uncovered_communes) == (1, 1)
    whole = coverage([("a", "A", "69123", "aci_signe", None)])
    assert whole.cpts("a").codes == ("69123",)
    assert whole.cpts("a").population == population(["69123"])
    assert next(row for row in whole.by_level("commune") if row.code == "69123").uncovered_communes == 0


def test_the_day_decides_of_the_stage():
    steps = [("lettre_intention", date(2020, 1, 1)), ("projet_valide", date(2021, 6, 1)), ("aci_signe", date(2022, 3, 1))]
    found = coverage([row for stage, since in steps for row in epci(FOIX, stage, since)])
    name = f"cpts-{FOIX}"
    assert found.cpts(name).stage == "aci_signe"
    assert found.cpts(name).since == date(2022, 3, 1)
    assert found.at(date(2021, 12, 31)).cpts(name).stage == "projet_valide"
    assert found.at(date(2021, 5, 31)).cpts(name).stage == "lettre_intention"
    with pytest.raises(UnknownCpts):
        found.at(date(2019, 12, 31)).cpts(name)
    assert found.at(DAY) is found


def test_history_grows_with_the_stages():
    rows = [
        *epci(FOIX, "lettre_intention", date(2020, 2, 10)),
        *epci(OLMES, "aci_signe", date(2023, 1, 1)),
        *epci(COUSERANS, "projet_valide"),
    ]
    points = coverage(rows).history()
    assert [point.day for point in points] == [date(2020, 4, 1), date(2023, 1, 1), DAY]
    undated = population(code for _, _, code, _, _ in epci(COUSERANS))
    assert {point.undated for point in points} == {undated}
    assert points[0].by_stage["lettre_intention"] == points[-1].by_stage["lettre_intention"]
    assert points[0].by_stage["aci_signe"] == 0 < points[1].by_stage["aci_signe"]
    assert [point.cpts for point in points] == [2, 3, 3]


@pytest.mark.parametrize("people", [12_000, 40_000, 79_999, 80_000, 80_001, 174_999, 175_000, 400_000])
def test_an_amount_is_that_of_a_simulated_contract(people):
    told = amounts.sized([people], DAY)[0]
    run = runs.simulate(amounts.hypothesis(Known(people, "test"), DAY), day=DAY)
    year = run.years[amounts.YEAR - 1]
    assert told.taille == year.taille
    assert told.amount.fixed == year.total.cents
    assert (told.amount.proof, told.amount.variable_proof) == (year.sums["acquis"].proof, year.sums["en_jeu"].proof)
    assert told.amount.variable == sum(mission.en_jeu.cents for mission in year.missions)


def test_no_amount_before_the_agreement():
    told = amounts.sized([50_000], date(2019, 1, 1))[0]
    assert told.taille is None
    assert told.amount.fixed is None
    assert told.amount.refusal


def test_retired_codes_are_counted_in_their_commune():
    former = coverage([("a", "A", "9122", "aci_signe", None)])
    assert former.cpts("a").codes == ("09122",)
    assert coverage([("a", "A", "99999", "aci_signe", None)]).is_empty
