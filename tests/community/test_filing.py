"""What is sent is frozen; clocks run from dates; answers have their rules."""

from datetime import UTC, date, datetime, timedelta

import pytest

from maillage.accounts.models import JournalEntry
from maillage.accounts.refusals import UnableToSave
from maillage.accounts.walls import within
from maillage.community.filing import actions, clocks, selectors
from maillage.community.filing.models import Decision, Opinion, Transmission, TransmissionKind, Way
from maillage.community.filing.states import State
from tests.support.personas import NOW, TODAY, People

VOICE = actions.Voice(None, "ars", "ARS Occitanie")
CONTENT = {"titre": "Projet", "sections": {"besoins": "Texte"}}


def project(who: People, way: Way = Way.POSTE, now: datetime = NOW) -> Transmission:
    given = {"kind": TransmissionKind.PROJET, "content": CONTENT, "sent_on": now.date(), "by": who.amina, "way": way}
    return actions.transmit(who.ours, now=now, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("received", "end"),
    [
        (date(2026, 10, 12), date(2026, 12, 12)),
        (date(2026, 12, 31), date(2027, 2, 28)),
        (date(2027, 12, 31), date(2028, 2, 29)),
        (date(2026, 7, 31), date(2026, 9, 30)),
        (date(2028, 2, 29), date(2028, 4, 29)),
    ],
)
def test_two_months_end_on_the_same_day_or_the_last_of_the_month(received: date, end: date) -> None:
    clock = clocks.tacit_validation(received)
    assert clock.end == end
    assert not clock.is_over(end)
    assert clock.is_over(end + timedelta(days=1))


def test_the_first_meeting_is_due_in_fifteen_days() -> None:
    clock = clocks.first_meeting(date(2026, 11, 20))
    assert clock.end == date(2026, 12, 5)
    assert clock.days_left(date(2026, 12, 5)) == 0
    assert clocks.first_meeting(date(2026, 11, 20), met_on=date(2026, 12, 6)).is_late(date(2026, 12, 10))


def test_a_project_is_deemed_validated_when_nobody_opposes(who: People) -> None:
    with within(who.ours):
        sent = project(who, now=datetime(2026, 10, 10, 9, tzinfo=UTC))
        assert selectors.standing(sent, TODAY).state is State.ENVOYE
        actions.date_receipt(sent, received_on=date(2026, 10, 12), by=who.esther, now=NOW, today=TODAY, voice=VOICE)
        assert selectors.standing(sent, date(2026, 12, 12)).state is State.EN_EXAMEN
        after = selectors.standing(sent, date(2026, 12, 13))
        assert (after.state, after.since) == (State.REPUTE_VALIDE, date(2026, 12, 12))
        assert selectors.validated_on(who.ours, date(2026, 12, 13)) == date(2026, 12, 12)
        assert selectors.validated_on(who.ours, date(2026, 12, 12)) is None


def test_a_file_taken_back_and_sent_again_does_not_write_to_the_agents_without_end(
    who: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "MAX_A_DAY", 2)
    with within(who.ours):
        for _ in range(2):
            actions.withdraw(project(who), on=TODAY, by=who.amina, now=NOW)
        with pytest.raises(UnableToSave, match="attendra demain"):
            project(who)
        assert project(who, now=NOW + timedelta(days=1))


def test_the_same_file_is_not_sent_twice(who: People) -> None:
    with within(who.ours):
        sent = project(who)
        with pytest.raises(UnableToSave, match="déjà été transmis"):
            project(who)
        actions.withdraw(sent, on=TODAY, by=who.amina, now=NOW)
        assert project(who).number == 2


@pytest.mark.parametrize(
    ("received", "reference", "word"),
    [
        (date(2026, 11, 1), "AR 1", "ne peut pas précéder l'envoi"),
        (date(2026, 11, 9), "AR 1", "avenir"),
        (TODAY, "", "référence de l'accusé"),
    ],
)
def test_a_bad_receipt_is_refused(who: People, received: date, reference: str, word: str) -> None:
    with within(who.ours):
        sent = project(who)
        with pytest.raises(UnableToSave, match=word):
            actions.date_receipt(sent, received_on=received, by=who.amina, now=NOW, today=TODAY, reference=reference)
        assert not sent.receipts.exists()


def test_a_receipt_is_dated_once(who: People) -> None:
    with within(who.ours):
        sent = project(who)
        actions.date_receipt(sent, received_on=TODAY, by=who.esther, now=NOW, today=TODAY, voice=VOICE)
        with pytest.raises(UnableToSave, match="déjà datée"):
            actions.date_receipt(sent, received_on=TODAY, by=who.amina, now=NOW, today=TODAY, reference="AR 2")


@pytest.mark.parametrize(
    ("decided", "ground", "reasons", "word"),
    [
        (date(2027, 1, 3), "prs", "Motifs", "datée de l'avenir"),
        (date(2026, 12, 1), "", "Motifs", "deux motifs possibles"),
        (date(2026, 12, 1), "budget", "Motifs", "deux motifs possibles"),
        (date(2026, 12, 1), "prs", " ", "motivez-la"),
        (date(2026, 11, 1), "prs", "Motifs", "précéder l'envoi"),
    ],
)
def test_an_opposition_has_its_rules(who: People, decided: date, ground: str, reasons: str, word: str) -> None:
    with within(who.ours):
        sent = project(who)
        actions.date_receipt(sent, received_on=TODAY, by=who.esther, now=NOW, today=TODAY, voice=VOICE)
        with pytest.raises(UnableToSave, match=word):
            actions.decide(
                sent,
                kind=Decision.Kind.OPPOSITION,
                decided_on=decided,
                ground=ground,
                reasons=reasons,
                voice=VOICE,
                by=who.esther,
                now=datetime(2027, 1, 2, 9, tzinfo=UTC),
            )
        assert not Decision.objects.exists()


def test_an_opposition_in_time_stops_the_clock(who: People) -> None:
    with within(who.ours):
        sent = project(who)
        actions.date_receipt(sent, received_on=TODAY, by=who.esther, now=NOW, today=TODAY, voice=VOICE)
        actions.decide(
            sent,
            kind=Decision.Kind.OPPOSITION,
            decided_on=date(2027, 1, 2),
            ground="territoire",
            reasons="Trois communes relèvent d'un autre bassin.",
            voice=VOICE,
            by=who.esther,
            now=datetime(2027, 1, 2, 9, tzinfo=UTC),
        )
        found = selectors.standing(sent, date(2027, 3, 1))
        assert found.state is State.OPPOSITION
        assert found.clock
        assert not found.clock.is_late(date(2027, 3, 1))


def test_a_reserved_opinion_is_motivated(who: People) -> None:
    with within(who.ours):
        sent = project(who)
        with pytest.raises(UnableToSave, match="Motivez"):
            actions.give_opinion(sent, sense=Opinion.Sense.RESERVES, body="", shared=True, voice=VOICE, by=who.denis, now=NOW)


def test_an_opinion_kept_between_institutions_is_not_told_by_the_journal_of_the_cpts(who: People) -> None:
    with within(who.ours):
        sent = project(who)
        for shared in (False, True):
            actions.give_opinion(
                sent, sense=Opinion.Sense.DEFAVORABLE, body="Trop petit", shared=shared, voice=VOICE, by=who.denis, now=NOW
            )
        told = JournalEntry.objects.filter(chain=str(who.ours.pk), action="avis").order_by("number")
        assert [entry.details.get("sens") for entry in told] == [None, "defavorable"]
