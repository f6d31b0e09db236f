"""The plan of a région: covers everything, keeps to its rules, is the best on small cases; the plan « 100 % CPTS »."""

import itertools
from datetime import date

import numpy as np
import pytest

from maillage.results.couverture import plan
from maillage.results.couverture.ground import ground
from maillage.results.couverture.plan100 import InvalidFollowing, plan_100
from maillage.results.couverture.plan_parcels import Parcels
from maillage.results.couverture.plan_rules import PlanRules, ceilings
from maillage.results.couverture.plan_solver import choose
from maillage.results.couverture.zones import Groups
from maillage.results.territoires import UnknownPlace
from maillage.results.territoires.source import current
from tests.support.perimeters import COLUMNS, DAY, coverage, population, region_but

LEFT = [COLUMNS.epcis[COLUMNS.row_of[code]] for code in ("09122", "09160", "12176", "65286", "65440")]


@pytest.fixture(scope="module")
def occitanie():
    return coverage(region_but("76", LEFT))


@pytest.fixture(scope="module")
def proposed(occitanie):
    return occitanie.plan("76")


def test_the_plan_covers_everything(occitanie, proposed):
    uncovered = {COLUMNS.codes[row] for row in occitanie.uncovered}
    assert {code for code, _ in proposed.assignment} == uncovered
    assert proposed.left == 0
    assert proposed.population == population(uncovered)
    assert proposed.proven


def test_each_cpts_stays_in_one_piece(occitanie, proposed):
    """Except what nothing touches: the three communes of the Hautes-Pyrénées enclosed in the next département."""
    graph = current().graph
    before = {each.id: len(graph.pieces([COLUMNS.row_of[c] for c in each.codes])) for each in occitanie.all_cpts()}
    apart = {move.cpts: move for move in proposed.moves if move.pieces > max(1, before.get(move.cpts, 1))}
    assert [set(move.codes) for move in apart.values()] == [{"65185", "65292", "65422"}]
    assert all("enclave" in move.exceptions[-1] for move in apart.values())


def test_a_move_says_before_and_after(occitanie, proposed):
    for move in proposed.moves:
        assert move.taken == population(move.codes)
        had = occitanie.cpts(move.cpts).population if move.kind == "extension" else 0
        assert move.after.population == had + move.taken
        assert (move.before is None) == (move.kind == "creation")
        assert move.exceptions or move.km <= proposed.rules.km
    assert proposed.changes == sum(move.changes_taille for move in proposed.moves)


def test_a_plan_edited_by_hand_gives_its_effects(occitanie, proposed):
    same = plan.by_hand(occitanie, "76", plan.read_table(proposed.table))
    assert same.moves == proposed.moves
    assert same.by_hand
    code, _ = proposed.assignment[0]
    edited = dict(proposed.assignment) | {code: ""}
    assert plan.by_hand(occitanie, "76", edited).left == population([code])
    named = plan.by_hand(occitanie, "76", {code: "nouvelle-essai"})
    assert [move.kind for move in named.moves] == ["creation"]


@pytest.mark.parametrize(
    ("assignment", "why"),
    [({"99999": "nouvelle-a"}, "99999"), ({"09122": "cpts-inconnue"}, "cpts-inconnue"), ({"31555": "nouvelle-a"}, "Toulouse")],
)
def test_an_impossible_plan_is_refused(occitanie, assignment, why):
    with pytest.raises(plan.InvalidPlan, match=why):
        plan.by_hand(occitanie, "76", assignment)


def test_unreadable_plans_are_refused(occitanie):
    with pytest.raises(plan.InvalidPlan, match="code_commune"):
        plan.read_table("a;b\n1;2")
    with pytest.raises(UnknownPlace):
        occitanie.plan("00")


def test_nothing_to_cover():
    assert coverage(region_but("94", ())).plan("94").moves == ()


def test_ceilings_are_the_last_inhabitant_of_each_taille():
    found = ceilings([10_000, 50_000, 100_000, 200_000], DAY)
    assert found[0] in (39_999, 40_000)
    assert found[1] in (79_999, 80_000)
    assert found[3] is None
    assert ceilings([found[1], found[1] + 1], DAY)[0] == found[1]
    assert ceilings([found[1] + 1], DAY)[0] != found[1]


def test_before_the_first_agreement_no_territory_has_a_taille():
    assert ceilings([10_000, 200_000], date(2018, 7, 1)) == [None, None]


def line_of_parcels(people, spread, own):
    """Parcels in a line, one CPTS at each end."""
    size = len(people)
    population_ = np.array(people)
    groups = Groups(np.arange(size), np.arange(size), np.arange(size), np.ones(size, np.int64), population_)
    touching = [{p for p in (i - 1, i + 1) if 0 <= p < size} for i in range(size)]
    ends = np.array([[1 + i for i in range(size)], [size - i for i in range(size)]])
    seeds = np.abs(np.subtract.outer(np.arange(size), np.arange(size)))
    return Parcels(
        groups, np.arange(2), touching, np.vstack([ends, seeds]), np.ones((2 + size, size)), np.array(spread, float)
    ), own


def cost(parcels, own, limits, rules, host):
    """Changes of taille, creations and exceptions of an answer; None when it is not in one piece."""
    total = 0
    for h in set(host):
        members = [p for p, mine in enumerate(host) if mine == h]
        for p in members:
            nearer = [q for q in members if q in parcels.touching[p] and parcels.hops[h, q] < parcels.hops[h, p]]
            if parcels.hops[h, p] > (1 if h < 2 else 0) and not nearer:
                return None
        people = sum(int(parcels.groups.population[p]) for p in members)
        if h < 2:
            total += limits[h] is not None and own[h] + people > limits[h]
            total += 100 * (own[h] + people > max(own[h] * (1 + rules.growth), rules.growth_floor))
        else:
            if h - 2 not in members or people > max(rules.creation_most, parcels.groups.population[h - 2]):
                return None
            total += rules.creation_weight + 100 * (people < rules.creation_least)
    return total


@pytest.mark.parametrize("seed", range(6))
def test_the_solver_finds_the_best_of_all_plans(seed):
    random = np.random.default_rng(seed)
    people = random.integers(3_000, 30_000, 4).tolist()
    own = random.integers(20_000, 120_000, 2).tolist()
    parcels, own = line_of_parcels(people, random.uniform(1, 10, (6, 4)), own)
    rules, limits = PlanRules(), ceilings(own, DAY)
    choice = choose(parcels, own, limits, rules)
    plans = {
        host: found
        for host in itertools.product(range(6), repeat=4)
        if (found := cost(parcels, own, limits, rules, host)) is not None
    }
    least = min(plans.values())
    assert plans[choice.host] == least
    shapes = {host: parcels.spread[list(host), range(4)].sum() for host, found in plans.items() if found == least}
    assert shapes[choice.host] == pytest.approx(min(shapes.values()), rel=1e-3)
    assert choice.proven


def test_the_plan_100_has_its_twenty_actions(tmp_path, occitanie):
    view = plan_100(occitanie, tmp_path)
    assert len(view.actions) == 20
    assert {followed.state for followed in view.actions} == {""}
    assert view.covered.is_missing
    assert view.membership.is_missing


def test_the_plan_100_is_followed_in_a_file(tmp_path, occitanie):
    (tmp_path / "suivi_plan_100.yaml").write_text(
        "'2.1': {etat: en_cours, avancement: 0.5, le: 2026-01-01, commentaire: Six zones vues}\n"
    )
    (tmp_path / "adhesions.csv").write_text("cpts;professionnels;adherents;actifs\na;100;20;5\nb;100;30;15\nc;50;;\n")
    view = plan_100(occitanie, tmp_path)
    action = next(followed for followed in view.actions if followed.action.number == "2.1")
    assert (action.state, float(action.progress), action.comment) == ("en_cours", 0.5, "Six zones vues")
    told = view.membership.get()
    assert (told.cpts, told.members_share, told.active_share) == (2, 0.25, 0.4)


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("suivi_plan_100.yaml", "'9.9': {etat: fait}\n", "9.9"),
        ("suivi_plan_100.yaml", "'2.1': {etat: presque}\n", "presque"),
        ("adhesions.csv", "cpts;adherents\na;1\n", "professionnels"),
        ("adhesions.csv", "cpts;professionnels;adherents;actifs\na;10;20;5\n", "ligne 2"),
    ],
)
def test_a_wrong_file_of_the_instance_is_told(tmp_path, occitanie, name, text, why):
    (tmp_path / name).write_text(text)
    with pytest.raises(InvalidFollowing, match=why):
        plan_100(occitanie, tmp_path)


def test_areas_are_those_of_the_country():
    land = ground()
    total = land.areas[land.is_unit & (land.number_in("region") >= 0)].sum()
    assert 600_000 < total < 660_000
