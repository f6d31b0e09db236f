"""White zones: the same groups as a naive walk, and solutions whose figures are sums anybody can redo."""

import numpy as np
import pytest

from maillage.opendata.warehouse.dissolving import HalfEdges
from maillage.opendata.warehouse.shapes import dissolve
from maillage.results.couverture import amounts
from maillage.results.couverture.places import level_rows_in, place_of, uncovered_in
from maillage.results.couverture.shape import moments
from maillage.results.territoires import UnknownPlace
from maillage.results.territoires.source import current
from tests.support.perimeters import COLUMNS, DAY, coverage, population, region_but

LEFT = [COLUMNS.epcis[COLUMNS.row_of[code]] for code in ("09122", "12176", "65286")]


@pytest.fixture(scope="module")
def occitanie():
    return coverage(region_but("76", LEFT))


def naive_groups(codes):
    """Connected groups by walking from border to border."""
    graph, left, groups = current().graph, {COLUMNS.row_of[code] for code in codes}, []
    while left:
        todo, group = [left.pop()], set()
        while todo:
            row = todo.pop()
            group.add(row)
            near = left.intersection(graph.around(row))
            left -= near
            todo += near
        groups.append(frozenset(COLUMNS.codes[row] for row in group))
    return set(groups)


def test_zones_are_the_connected_groups(occitanie):
    covered = {code for _, _, code, _, _ in region_but("76", LEFT)}
    codes = [c for i, c in enumerate(COLUMNS.codes) if COLUMNS.regions[i] == "76" and c not in covered]
    zones = occitanie.white_zones()
    assert {frozenset(zone.codes) for zone in zones} == naive_groups(codes)
    assert [zone.population for zone in zones] == sorted((population(zone.codes) for zone in zones), reverse=True)
    assert len({zone.id for zone in zones}) == len(zones)


def test_neighbours_are_those_that_touch(occitanie):
    graph = current().graph
    owner = {code: cpts for cpts, _, code, _, _ in region_but("76", LEFT)}
    for zone in occitanie.white_zones():
        rows = [COLUMNS.row_of[code] for code in zone.codes]
        touching = [owner[COLUMNS.codes[near]] for row in rows for near in graph.around(row) if COLUMNS.codes[near] in owner]
        assert {n.cpts: n.borders for n in zone.neighbours if n.borders} == {
            name: touching.count(name) for name in set(touching)
        }


def test_each_zone_has_its_three_solutions(occitanie):
    for zone in occitanie.white_zones():
        kinds = [solution.kind for solution in zone.solutions]
        assert kinds == ["creation", *["extension", "extension_temporaire"] * len(zone.neighbours)]
        creation, *others = zone.solutions
        assert creation.population_after == zone.population
        for solution in others:
            before = occitanie.cpts(solution.cpts)
            told = amounts.sized([before.population, before.population + zone.population], DAY)
            assert (solution.population_before, solution.population_after) == (told[0].population, told[1].population)
            assert (solution.taille_before, solution.taille_after) == (told[0].taille, told[1].taille)
            assert (solution.amount_before, solution.amount_after) == (told[0].amount, told[1].amount)
            assert 0 < solution.compactness <= 1
            assert (solution.later is not None) == (solution.kind == "extension_temporaire")


def test_a_departement_shows_its_zones_whole(occitanie):
    zones = occitanie.white_zones(departement="09")
    assert zones
    assert all(any(share.code == "09" for share in zone.departements) for zone in zones)
    everywhere = {zone.id: zone for zone in occitanie.white_zones()}
    assert all(everywhere[zone.id].codes == zone.codes for zone in zones)
    assert occitanie.white_zones(region="93") == ()


def test_the_communes_of_the_ariege_without_cpts(occitanie):
    place = place_of("departement", "Ariège")
    assert place == place_of("departement", "9")
    found = uncovered_in(occitanie, place)
    row = level_rows_in(occitanie, "departement", place)[0]
    assert sum(people for _, _, people in found) == row.uncovered
    assert len(found) == row.uncovered_communes
    assert all(code.startswith("09") for code, _, _ in found)
    with pytest.raises(UnknownPlace, match="Atlantide"):
        place_of("region", "Atlantide")


def test_an_island_is_offered_the_nearest_cpts():
    rows = [row for row in region_but("53", ()) if row[2] != "29155"]
    (zone,) = [zone for zone in coverage(rows).white_zones() if "29155" in zone.codes]
    assert [neighbour.borders for neighbour in zone.neighbours] == [0]
    assert "la plus proche" in zone.sentence


def test_moments_add_up_and_a_disc_is_the_most_compact(occitanie):
    land = occitanie.land
    rows = np.array([COLUMNS.row_of[code] for code in occitanie.white_zones()[0].codes])
    half = np.arange(len(rows)) % 2
    both = moments(land, rows, half, 2)
    whole = moments(land, rows, np.zeros(len(rows), np.int64), 1)
    together = both.of([0]) + both.of([1])
    assert np.allclose(together.compactness, whole.compactness)
    alone = moments(land, rows[:1], np.zeros(1, np.int64), 1)
    assert alone.compactness[0] == pytest.approx(1)


def test_dissolving_gives_the_union():
    drawn = current().shapes.level("commune", "09")
    codes = list(drawn)
    level = COLUMNS.levels["epci"]
    groups = sorted({COLUMNS.epcis[COLUMNS.row_of[code]] for code in codes})
    group = [groups.index(COLUMNS.epcis[COLUMNS.row_of[code]]) for code in codes]
    found = HalfEdges.of(list(drawn.values())).dissolve(np.arange(len(codes)), group, len(groups))
    for i, code in enumerate(groups):
        expected = dissolve([drawn[c] for c, g in zip(codes, group, strict=True) if g == i])
        assert found[i].symmetric_difference(expected).area < 1e-9, level.names[level.number[code]]
        assert found[i].is_valid


def test_a_unit_may_be_in_several_territories():
    drawn = list(current().shapes.level("commune", "09").values())[:3]
    found = HalfEdges.of(drawn).dissolve([0, 1, 1, 2], [0, 0, 1, 1], 3)
    assert found[0].area == pytest.approx(drawn[0].area + drawn[1].area)
    assert found[1].area == pytest.approx(drawn[1].area + drawn[2].area)
    assert found[2] is None
