"""The first steps: a meeting has two sides and stops the clock; support, coordinator, sessions and early missions keep their rules."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from maillage.accounts.refusals import Stale, UnableToSave
from maillage.accounts.walls import within
from maillage.community.creation import selectors
from maillage.community.creation.actions import accelerator, meetings, missions, support
from maillage.community.creation.models import AcceleratorSession, EarlyCoordinator, Support
from maillage.community.filing import actions as filing
from maillage.community.filing.models import Transmission, TransmissionKind
from tests.support.personas import NOW, TODAY, People

ARS = filing.Voice(None, "ars", "ARS Occitanie")
LATER = NOW + timedelta(days=9)
SUPPORT = {
    "institution_name": "ARS Occitanie",
    "amount": 4_000_000,
    "purpose": "Écriture du projet",
    "since": date(2026, 12, 1),
    "until": date(2027, 11, 30),
    "decided_on": TODAY,
}
COORDINATOR = {
    "starts_on": date(2026, 12, 1),
    "ends_on": date(2027, 11, 30),
    "share": 50,
    "employer": "Association de préfiguration",
    "objectives": "Écrire le projet",
    "project_due_on": date(2027, 6, 1),
    "contract_due_on": date(2027, 11, 1),
}


def contact(who: People) -> Transmission:
    return filing.transmit(who.ours, kind=TransmissionKind.CONTACT, content={}, sent_on=TODAY, by=who.amina, now=NOW)


def test_the_other_side_confirms_and_the_other_dates_fall(who: People) -> None:
    with within(who.ours):
        sent = contact(who)
        first = meetings.propose(sent, at=LATER, place="Foix", by=who.amina, now=NOW)
        second = meetings.propose(sent, at=LATER + timedelta(days=1), place="Foix", by=who.esther, now=NOW, voice=ARS)
        with pytest.raises(UnableToSave, match="l'autre partie"):
            meetings.confirm(first, by=who.amina, now=NOW)
        with pytest.raises(UnableToSave, match="l'autre partie"):
            meetings.confirm(second, by=who.esther, now=NOW, voice=ARS)
        meetings.confirm(first, by=who.esther, now=NOW, voice=ARS)
        assert first.confirmed_by_name == "ARS Occitanie"
        assert list(selectors.planned(who.ours)) == [first]
        with pytest.raises(UnableToSave, match="n'attend plus"):
            meetings.confirm(second, by=who.amina, now=NOW)


def test_a_meeting_held_stops_the_fifteen_days(who: People) -> None:
    with within(who.ours):
        sent = contact(who)
        meeting = meetings.propose(sent, at=LATER, place="Foix", by=who.amina, now=NOW)
        assert selectors.contact_clock(sent).stopped_on is None
        with pytest.raises(UnableToSave, match="d'abord que la rencontre"):
            meetings.save_minutes(meeting, body="Oui", version=1, by=who.amina, now=NOW)
        meetings.hold(meeting, held_on=date(2026, 11, 11), by=who.amina, now=LATER)
        clock = selectors.contact_clock(sent)
        assert (clock.stopped_on, clock.end) == (date(2026, 11, 11), date(2026, 11, 17))
        assert not clock.is_late(date(2027, 1, 1))
        meetings.hold(meeting, held_on=TODAY, by=who.amina, now=LATER)
        assert selectors.contact_clock(sent).stopped_on == TODAY
        meetings.save_minutes(meeting, body="Décisions", version=1, by=who.amina, now=LATER)
        with pytest.raises(Stale):
            meetings.save_minutes(meeting, body="Autre", version=1, by=who.bruno, now=LATER)
        assert meeting.minutes == "Décisions"
        with pytest.raises(UnableToSave, match="compte rendu"):
            meetings.cancel(meeting, by=who.amina, now=LATER)


def test_a_meeting_said_held_by_mistake_starts_the_clock_again(who: People) -> None:
    with within(who.ours):
        sent = contact(who)
        meeting = meetings.record(sent, held_on=TODAY, place="Foix", by=who.amina, now=NOW)
        meetings.cancel(meeting, by=who.amina, now=NOW)
        assert selectors.contact_clock(sent).stopped_on is None
        with pytest.raises(UnableToSave, match="annulée"):
            meetings.hold(meeting, held_on=TODAY, by=who.amina, now=NOW)


def test_a_meeting_arranged_elsewhere_is_recorded(who: People) -> None:
    with within(who.ours):
        sent = contact(who)
        for day, word in ((TODAY - timedelta(days=1), "précéder"), (TODAY + timedelta(days=1), "avenir")):
            with pytest.raises(UnableToSave, match=word):
                meetings.record(sent, held_on=day, place="Foix", by=who.amina, now=NOW)
        meetings.record(sent, held_on=TODAY, place="Foix", by=who.amina, now=NOW)
        assert selectors.met_on(sent) == TODAY


@pytest.mark.parametrize(("at", "place", "word"), [(NOW, "Foix", "à venir"), (LATER, " ", "où se tient")])
def test_a_bad_proposal_is_refused(who: People, at: datetime, place: str, word: str) -> None:
    with within(who.ours):
        sent = contact(who)
        with pytest.raises(UnableToSave, match=word):
            meetings.propose(sent, at=at, place=place, by=who.amina, now=NOW)


def test_dates_are_proposed_within_reason(who: People) -> None:
    with within(who.ours):
        sent = contact(who)
        made = [meetings.propose(sent, at=LATER, place="Foix", by=who.amina, now=NOW) for _ in range(meetings.MAX_OPEN)]
        with pytest.raises(UnableToSave, match="déjà proposées"):
            meetings.propose(sent, at=LATER, place="Foix", by=who.amina, now=NOW)
        meetings.cancel(made[0], by=who.amina, now=NOW)
        with pytest.raises(UnableToSave, match="déjà annulée"):
            meetings.cancel(made[0], by=who.amina, now=NOW)
        assert meetings.propose(sent, at=LATER, place="Foix", by=who.amina, now=NOW).is_open


def test_support_adds_up_and_an_error_leaves_the_sum(who: People) -> None:
    with within(who.ours):
        given = support.record_support(who.ours, **SUPPORT, by=who.amina, now=NOW)
        support.record_support(who.ours, **{**SUPPORT, "amount": 100}, by=who.amina, now=NOW)
        assert selectors.supported(who.ours) == 4_000_100
        support.withdraw_support(given, by=who.amina, now=NOW)
        assert selectors.supported(who.ours) == 100
        assert Support.objects.count() == 2


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"amount": 0}, "plus grande que zéro"),
        ({"until": date(2026, 11, 1)}, "avant de commencer"),
        ({"purpose": " "}, "quel objet"),
    ],
)
def test_a_bad_support_is_refused(who: People, change: dict[str, object], word: str) -> None:
    with within(who.ours), pytest.raises(UnableToSave, match=word):
        support.record_support(who.ours, **{**SUPPORT, **change}, by=who.amina, now=NOW)


def test_the_coordinator_has_dated_objectives(who: People) -> None:
    with within(who.ours):
        support.save_coordinator(who.ours, **COORDINATOR, version=0, by=who.amina, now=NOW)
        again = support.save_coordinator(who.ours, **{**COORDINATOR, "share": 80}, version=1, by=who.amina, now=NOW)
        assert (again.share, again.version) == (80, 2)
        for version in (0, 1):
            with pytest.raises(Stale):
                support.save_coordinator(who.ours, **COORDINATOR, version=version, by=who.bruno, now=NOW)
        for change in ({"project_due_on": date(2026, 1, 1)}, {"share": 120}, {"ends_on": date(2026, 1, 1)}):
            with pytest.raises(UnableToSave):
                support.save_coordinator(who.ours, **{**COORDINATOR, **change}, version=2, by=who.amina, now=NOW)
        assert EarlyCoordinator.objects.get().share == 80


def test_only_a_socle_mission_that_runs_is_early(who: People) -> None:
    with within(who.ours):
        for mission, since, word in (
            ("qualite", TODAY, "mission socle"),
            ("parcours", TODAY + timedelta(days=1), "avenir"),
        ):
            with pytest.raises(UnableToSave, match=word):
                missions.record_mission(who.ours, mission=mission, since=since, evidence="Planning", by=who.amina, now=NOW)
        with pytest.raises(UnableToSave, match="ce qui prouve"):
            missions.record_mission(who.ours, mission="parcours", since=TODAY, evidence=" ", by=who.amina, now=NOW)
        for evidence in ("Planning", "Planning et bilan"):
            known = missions.record_mission(
                who.ours, mission="acces_aux_soins", since=TODAY, evidence=evidence, by=who.amina, now=NOW
            )
        assert [row.evidence for row in selectors.early_missions(who.ours)] == ["Planning et bilan"]
        missions.remove_mission(known, by=who.amina, now=NOW)
        assert not selectors.early_missions(who.ours).exists()


def test_the_crisis_mission_is_socle_since_the_second_avenant() -> None:
    assert "crise_sanitaire" not in selectors.socle_missions(date(2021, 1, 1))
    assert selectors.socle_missions(TODAY) == ("acces_aux_soins", "parcours", "prevention", "crise_sanitaire")


def test_a_session_keeps_its_outcome(who: People) -> None:
    with within(who.ours):
        stage = AcceleratorSession.Stage.LETTRE
        session = accelerator.record_session(who.ours, stage=stage, on=TODAY, theme="Missions", by=who.amina, now=NOW)
        accelerator.save_outcome(session, outcome="Trois fiches", version=1, by=who.amina, now=NOW)
        with pytest.raises(Stale):
            accelerator.save_outcome(session, outcome="Rien", version=1, by=who.bruno, now=NOW)
        assert [row.outcome for row in selectors.sessions(who.ours)] == ["Trois fiches"]
        with pytest.raises(UnableToSave, match="sur quoi porte"):
            accelerator.record_session(who.ours, stage=stage, on=TODAY, theme="", by=who.amina, now=NOW)


def test_each_side_of_the_wall_has_its_own(who: People) -> None:
    with within(who.ours):
        support.record_support(who.ours, **SUPPORT, by=who.amina, now=NOW)
        meetings.propose(contact(who), at=timezone.now() + timedelta(days=999), place="Foix", by=who.amina, now=NOW)
    with within(who.theirs):
        assert not selectors.supports(who.ours).exists()
        assert not selectors.planned(who.ours).exists()
