"""The facts of a selection, on real communes, against naive sums of the table of communes."""

from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.opendata.warehouse.schema import EMBEDDED
from maillage.results.territoires import describe, members

TABLE = pl.read_parquet(EMBEDDED / "communes.parquet")
ROWS = {row["code"]: row for row in TABLE.iter_rows(named=True)}
ORDINARY = [code for code, row in ROWS.items() if row["kind"] == "commune" and row["departement"] in ("84", "2B", "974")]


def populations(territory):
    return {point.year: point.population.value for point in territory.history}


@settings(max_examples=40)
@given(st.lists(st.sampled_from(ORDINARY), min_size=1, max_size=60))
def test_sums_are_those_of_the_table(codes):
    territory = describe(codes)
    rows = [ROWS[code] for code in set(codes)]
    assert territory.population.value == sum(row["pmun_2023"] for row in rows)
    assert territory.ages.get().over_65 == sum(row["over_65"] for row in rows)
    assert populations(territory)[2019] == sum(row["pmun_2019"] for row in rows)
    assert sum(part.population for part in territory.departements) == territory.population.value
    assert sum(piece.population for piece in territory.pieces) == territory.population.value
    assert sorted(code for piece in territory.pieces for code in piece.codes) == list(territory.codes)


def test_marseille_whole_or_in_parts():
    whole = describe(["13055"])
    assert whole.population.value == 886_040
    assert describe(["13055", "13201"]).population == whole.population
    assert describe([f"132{n:02}" for n in range(1, 17)]).population == whole.population
    two = describe(["13201", "13202"])
    assert two.population.value == 37_599 + 24_378
    assert two.population.perimeter == "2\u00a0arrondissements"
    (part,) = two.departements
    assert (part.communes, part.communes_total) == (1, 119)


@pytest.mark.parametrize(("code", "population"), [("2A004", 76_320), ("97411", 155_634), ("01015", 710), ("84007", 92_188)])
def test_population_of_one_commune(code, population):
    territory = describe([code])
    assert (territory.population.value, territory.population.vintage) == (population, "2023")


def test_2018_is_missing_and_says_why():
    history = {point.year: point.population for point in describe(["84007"]).history}
    assert list(history) == list(range(2016, 2024))
    assert history[2018].is_missing
    assert "2018" in history[2018].reason


def test_mayotte_is_labelled_2017():
    territory = describe(["97608"])
    assert territory.population.vintage == "2017"
    assert populations(territory)[2017] == 17_831
    assert populations(territory)[2023] is None
    assert territory.trend.is_missing
    assert territory.ages.is_missing
    assert "mayotte_figee" in {remark.code for remark in territory.remarks}


def test_mayotte_with_others_says_both_years():
    territory = describe(["97608", "97411"])
    assert territory.population.value == 17_831 + 155_634
    assert territory.population.vintage == "2023 (Mayotte\u00a0: 2017)"
    assert territory.trend.is_missing


def test_a_commune_that_split_has_no_trend_alone_but_has_one_with_its_children():
    alone = describe(["15141"])
    assert populations(alone)[2019] is None
    assert "Celles" in {point.year: point for point in alone.history}[2019].population.reason
    family = describe(["15141", "15031", "15035", "15047", "15171"])
    assert populations(family)[2019] == ROWS["15141"]["pmun_2019"] == 1_804
    assert family.trend.vintage == "2017–2023"
    assert family.trend.value == (Decimal(family.population.get()) / populations(family)[2017] - 1).quantize(Decimal("1e-6"))
    assert family.ages.get().over_65 == ROWS["15141"]["over_65"]


def test_a_recent_merger_is_not_compared_with_its_former_chef_lieu():
    territory = describe(["69149"])
    reasons = {point.year: point.population.reason for point in territory.history}
    assert "ancien chef-lieu d'Oullins-Pierre-Bénite" in reasons[2021]
    assert territory.trend.value is not None


def test_nothing_selected_is_not_zero_everywhere():
    territory = describe([])
    assert territory.codes == territory.communes == territory.pieces == territory.holes == ()


def test_what_is_refused_is_among_the_remarks():
    territory = describe(["84007", "97501"])
    assert territory.codes == ("84007",)
    assert [remark.subject for remark in territory.remarks if remark.code == "refus"] == ["97501"]


def test_a_departement_is_whole_and_says_its_detached_part():
    territory = describe(members("departement", "84"))
    (part,) = territory.departements
    assert (part.communes, part.population) == (part.communes_total, part.population_total) == (151, 572_056)
    assert len(territory.pieces) == 2
    assert "84138" in territory.pieces[1].codes


def test_a_missing_commune_is_a_hole():
    territory = describe(set(members("departement", "84")) - {"84031"})
    assert [hole.names for hole in territory.holes] == [("Carpentras",)]
    assert territory.holes[0].population == ROWS["84031"]["pmun_2023"]


def test_the_enclaves_of_bigorre_are_the_holes_of_nouvelle_aquitaine():
    territory = describe(members("region", "75"))
    assert {code for hole in territory.holes for code in hole.codes} == {"65160", "65292", "65185", "65422", "65476"}


def test_the_arrondissement_left_out_is_a_hole():
    left_out = describe([str(code) for code in range(75101, 75121) if code != 75104])
    assert len(left_out.pieces) == 1
    assert [hole.codes for hole in left_out.holes] == [("75104",)]


def test_an_island_is_its_own_piece_and_makes_no_hole():
    territory = describe(["85113", "85234", "2A004"])
    assert len(territory.pieces) == 3
    assert territory.holes == ()


def test_communes_without_outline_belong_to_where_they_came_from():
    family = describe(["15141", "15031"])
    assert len(family.pieces) == 1
    assert family.holes == ()
    assert "contour_inconnu" in {remark.code for remark in family.remarks}
