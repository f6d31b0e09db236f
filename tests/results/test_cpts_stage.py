"""The stage of a CPTS follows its files: sent, answered, opposed, withdrawn, deemed validated."""

from datetime import date, timedelta

import pytest

from maillage.accounts.walls import within
from maillage.community.filing import actions
from maillage.community.filing.models import Decision, Transmission, TransmissionKind
from maillage.results.cpts.stage import Stage, stage_of
from tests.support.personas import NOW, TODAY, People

ARS = actions.Voice(None, "ars", "ARS Occitanie")


def sent(who: People, kind: TransmissionKind) -> Transmission:
    return actions.transmit(who.ours, kind=kind, content={"titre": "Essai"}, sent_on=TODAY, by=who.amina, now=NOW)


def test_a_new_cpts_is_an_idea_since_its_creation(who: People) -> None:
    with within(who.ours):
        found = stage_of(who.ours, TODAY)
    assert (found.stage, found.since) == (Stage.IDEE, TODAY)


@pytest.mark.parametrize(
    ("kinds", "stage"),
    [
        ([TransmissionKind.CONTACT], Stage.CONTACT),
        ([TransmissionKind.CONTACT, TransmissionKind.LETTRE], Stage.LETTRE),
        ([TransmissionKind.PROJET], Stage.PROJET_DEPOSE),
    ],
)
def test_the_most_advanced_file_says_the_stage(who: People, kinds: list[TransmissionKind], stage: Stage) -> None:
    with within(who.ours):
        for kind in kinds:
            sent(who, kind)
        assert stage_of(who.ours, TODAY).stage == stage
        assert stage_of(who.ours, TODAY - timedelta(days=1)).stage == Stage.IDEE


def test_a_withdrawn_project_gives_the_stage_before_it_and_an_opposed_one_is_said(who: People) -> None:
    with within(who.ours):
        sent(who, TransmissionKind.LETTRE)
        first = sent(who, TransmissionKind.PROJET)
        actions.withdraw(first, on=TODAY, by=who.amina, now=NOW)
        assert stage_of(who.ours, TODAY).stage == Stage.LETTRE
        second = sent(who, TransmissionKind.PROJET)
        actions.date_receipt(second, received_on=TODAY, by=who.esther, now=NOW, today=TODAY, voice=ARS)
        opposed = {"kind": Decision.Kind.OPPOSITION, "ground": "territoire", "reasons": "Deux CPTS."}
        actions.decide(second, decided_on=TODAY, voice=ARS, by=who.esther, now=NOW, **opposed)  # type: ignore[arg-type]
        found = stage_of(who.ours, TODAY)
        assert (found.stage, found.since) == (Stage.PROJET_OPPOSE, TODAY)
        assert found.filing
        assert found.filing.label == "Opposition du 02/11/2026, motif\N{NO-BREAK SPACE}: le territoire n'est pas pertinent"
        third = sent(who, TransmissionKind.PROJET)
        assert stage_of(who.ours, TODAY).stage == Stage.PROJET_DEPOSE
        actions.withdraw(third, on=TODAY, by=who.amina, now=NOW)
        assert stage_of(who.ours, TODAY).stage == Stage.PROJET_OPPOSE


def test_two_months_without_an_answer_validate_the_project(who: People) -> None:
    with within(who.ours):
        project = sent(who, TransmissionKind.PROJET)
        actions.date_receipt(project, received_on=TODAY, by=who.esther, now=NOW, today=TODAY, voice=ARS)
        assert stage_of(who.ours, date(2027, 1, 2)).stage == Stage.PROJET_DEPOSE
        found = stage_of(who.ours, date(2027, 1, 3))
    assert (found.stage, found.since) == (Stage.PROJET_VALIDE, date(2027, 1, 2))
