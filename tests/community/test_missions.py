"""Objectives rest on figures, fiches-actions serve them; nobody overwrites anybody, nothing erased is lost."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from maillage.accounts.models import JournalEntry
from maillage.accounts.refusals import Stale, UnableToSave
from maillage.accounts.walls import within
from maillage.community.missions import actions, selectors
from maillage.community.missions.models import FicheAction, Objective
from maillage.community.missions.states import MOVES, FicheState, moves
from tests.support.personas import NOW, TODAY, People

FIGURE = {"key": "part_65_plus", "label": "65 ans et plus", "value": "24 %", "unit": "", "vintage": "2021", "on": "2026-11-02"}


def values(**more: Any) -> dict[str, Any]:
    return {"title": "Rappels de vaccination", "mission": "prevention", **more}


def objective(who: People, title: str = "Mieux prévenir", figures: tuple = (FIGURE,)) -> Objective:
    return actions.create_objective(who.ours, title=title, finding="", figures=figures, by=who.amina, now=NOW)


def fiche(who: People, **more: Any) -> FicheAction:
    return actions.create_fiche(who.ours, values=values(**more), by=who.amina, now=NOW)


def test_a_linked_figure_keeps_its_value_until_it_is_refreshed(who: People) -> None:
    with within(who.ours):
        one = objective(who)
        newer = {**FIGURE, "value": "25 %", "vintage": "2022"}
        actions.save_objective(one, title="Autre", finding="", figures=[newer], version=1, by=who.amina, now=NOW)
        assert one.figures[0]["value"] == "24 %"
        actions.refresh_figures(one, figures=[newer], by=who.amina, now=NOW)
        assert one.figures[0]["value"] == "25 %"
        actions.refresh_figures(one, figures=[], by=who.amina, now=NOW)
        assert one.figures[0]["value"] == "25 %"


def test_the_second_writer_of_an_objective_is_told(who: People) -> None:
    with within(who.ours):
        one = objective(who)
        actions.save_objective(one, title="Un", finding="", figures=[], version=1, by=who.amina, now=NOW)
        with pytest.raises(Stale, match="Amina Essai a changé cet objectif"):
            actions.save_objective(one, title="Deux", finding="", figures=[], version=1, by=who.bruno, now=NOW)
        assert Objective.objects.get().title == "Un"


def test_an_objective_that_a_fiche_serves_is_not_erased(who: People) -> None:
    with within(who.ours):
        one = objective(who)
        served = fiche(who, objective=one)
        with pytest.raises(UnableToSave, match="1 fiche-action"):
            actions.erase_objective(one, by=who.amina, now=NOW)
        actions.erase_fiche(served, by=who.amina, now=NOW)
        actions.erase_objective(one, by=who.amina, now=NOW)
        assert FicheAction.objects.get().objective is None


def test_objectives_move_one_place(who: People) -> None:
    with within(who.ours):
        first, second = objective(who, "A"), objective(who, "B")
        assert actions.shift_objective(second, up=True)
        assert not actions.shift_objective(second, up=True)
        assert [one.title for one in selectors.objectives(who.ours)] == ["B", "A"]
        assert actions.shift_objective(second, up=False)
        assert [one.pk for one in selectors.objectives(who.ours)] == [first.pk, second.pk]


def test_numbers_of_fiches_are_given_once(who: People) -> None:
    with within(who.ours):
        first, second = fiche(who), fiche(who)
        actions.erase_fiche(second, by=who.amina, now=NOW)
        assert fiche(who).number == 3
        assert [one.number for one in selectors.fiches(who.ours)] == [1, 3]
        actions.restore_fiche(second, by=who.amina, now=NOW)
        assert [one.number for one in selectors.fiches(who.ours)] == [1, 2, 3]
        assert first.version == 1


def test_the_second_writer_of_a_fiche_is_told_and_changes_nothing(who: People) -> None:
    with within(who.ours):
        one = fiche(who)
        actions.save_fiche(one, values=values(pilot="Amina"), version=1, by=who.amina, now=NOW)
        with pytest.raises(Stale, match="Votre saisie est conservée"):
            actions.save_fiche(one, values=values(pilot="Bruno"), version=1, by=who.bruno, now=NOW)
        assert one.pilot == "Amina"


def test_each_save_keeps_a_version_and_the_same_words_keep_none(who: People) -> None:
    with within(who.ours):
        one, goal = fiche(who, starts_on=TODAY), objective(who)
        for by, context in ((who.bruno, "a\nb"), (who.amina, "a\r\nb")):
            actions.save_fiche(one, values=values(objective=goal, context=context), version=one.version, by=by, now=NOW)
        actions.erase_fiche(one, by=who.amina, now=NOW)
        actions.restore_fiche(one, by=who.amina, now=NOW)
        kept = list(selectors.fiche_versions(one))
        assert [(row.number, row.by) for row in kept] == [(2, who.bruno), (1, who.amina)]
        assert [row.content["objective_title"] for row in kept] == ["Mieux prévenir", ""]
        assert kept[1].content["starts_on"] == TODAY.isoformat()
        actions.save_objective(goal, title="Mieux prévenir", finding="", figures=[FIGURE], version=1, by=who.bruno, now=NOW)
        assert [row.number for row in selectors.objective_versions(goal)] == [1]


def test_an_erased_fiche_is_not_changed(who: People) -> None:
    with within(who.ours):
        one = fiche(who)
        actions.erase_fiche(one, by=who.amina, now=NOW)
        with pytest.raises(Stale):
            actions.save_fiche(one, values=values(pilot="Bruno"), version=1, by=who.bruno, now=NOW)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"title": " "}, "intitulé"),
        ({"mission": "autre"}, "parmi les six"),
        ({"starts_on": date(2027, 5, 2), "ends_on": date(2027, 5, 1)}, "01/05/2027 précède le début, le 02/05/2027"),
    ],
)
def test_a_fiche_that_makes_no_sense_is_refused(who: People, more: dict[str, Any], sentence: str) -> None:
    with within(who.ours), pytest.raises(UnableToSave, match=sentence):
        fiche(who, **more)


def test_dates_are_held_by_the_database_too(who: People) -> None:
    with within(who.ours):
        one = fiche(who, starts_on=date(2027, 5, 2))
        with pytest.raises(IntegrityError), transaction.atomic():
            FicheAction.objects.filter(pk=one.pk).update(ends_on=date(2027, 5, 1))


def test_every_state_leads_somewhere_and_nowhere_else(who: People) -> None:
    assert set(MOVES) == set(FicheState)
    with within(who.ours):
        one = fiche(who)
        with pytest.raises(UnableToSave, match="« prévue » : elle ne peut pas devenir « terminée », seulement « en cours »"):
            actions.move_fiche(one, to="done", by=who.amina, now=NOW)
        with pytest.raises(UnableToSave, match="« ailleurs »"):
            actions.move_fiche(one, to="ailleurs", by=who.amina, now=NOW)
        for state in ("running", "done", "running", "stopped", "planned"):
            assert state in moves(one.state)
            actions.move_fiche(one, to=state, by=who.amina, now=NOW)


def test_a_copy_is_planned_without_dates_and_leaves_the_original(who: People) -> None:
    with within(who.ours):
        one = fiche(who, starts_on=TODAY, evaluation="Bilan", human=[{"profile": "Infirmière", "hours": 24}])
        copy = actions.duplicate_fiche(one, by=who.amina, now=NOW)
        assert (copy.number, copy.title, copy.starts_on, copy.evaluation) == (2, "Rappels de vaccination (copie)", None, "")
        assert copy.hours == one.hours == 24


def test_fiches_move_inside_their_mission(who: People) -> None:
    with within(who.ours):
        first, other, second = fiche(who), fiche(who, mission="parcours"), fiche(who)
        assert actions.shift_fiche(second, up=True)
        assert not actions.shift_fiche(other, up=True)
        assert [one.pk for one in selectors.fiches(who.ours) if one.mission == "prevention"] == [second.pk, first.pk]


def test_the_same_diagnosis_is_kept_once(who: People) -> None:
    with within(who.ours):
        for content in ({"a": [1]}, {"a": [1]}, {"a": [2]}):
            actions.insert_diagnosis(who.ours, content=content, stamp="s", by=who.amina, now=NOW, today=TODAY)
        assert [one.number for one in selectors.diagnoses(who.ours)] == [1, 2]
        assert selectors.diagnosis(who.ours).content == {"a": [2]}


def test_another_cpts_sees_nothing(who: People) -> None:
    with within(who.ours):
        mine = objective(who)
        fiche(who)
        actions.insert_diagnosis(who.ours, content={}, stamp="s", by=who.amina, now=NOW, today=TODAY)
    with within(who.theirs):
        assert not selectors.objectives(who.theirs)
        assert not selectors.fiches(who.ours)
        assert not selectors.diagnoses(who.ours)
        with pytest.raises(UnableToSave, match="objectif de votre projet"):
            actions.create_fiche(who.theirs, values=values(objective=mine), by=who.chloe, now=NOW)


def test_the_journal_tells_acts_without_contents(who: People) -> None:
    with within(who.ours):
        fiche(who, pilot="Bruno Essai")
    entry = JournalEntry.objects.filter(action="fiche_action").get()
    assert entry.details == {"acte": "creee", "numero": 1}
