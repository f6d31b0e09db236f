"""What reaches an institution: files by clock, alerts once each, private calendars, answers in both journals."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from maillage.accounts import calendars as links
from maillage.accounts import journal
from maillage.accounts.models import JournalEntry
from maillage.accounts.refusals import UnableToSave
from maillage.accounts.walls import within
from maillage.community.communities import actions as communities
from maillage.community.creation.actions import meetings
from maillage.community.filing import actions as filing
from maillage.community.filing.models import Transmission, TransmissionKind, Way
from maillage.community.filing.states import State
from maillage.institutions import actions, alerts, calendars, files, instruction, selectors
from maillage.institutions.agenda import CLOCK, PIECE, entries
from maillage.institutions.files import Level
from maillage.institutions.models import Institution, Kind
from maillage.results.cpts.portfolio import portfolio
from maillage.results.cpts.stage import Stage
from tests.support.institutions import declared
from tests.support.mails import OUTBOX
from tests.support.personas import NOW, TODAY, People

CONTACT, LETTRE, PROJET = TransmissionKind.CONTACT, TransmissionKind.LETTRE, TransmissionKind.PROJET


def send(who: People, kind: TransmissionKind = CONTACT, on: date = TODAY, way: Way = Way.MAILLAGE) -> Transmission:
    now = NOW + (on - TODAY)
    with within(who.ours):
        return filing.transmit(who.ours, kind=kind, content={"title": "Essai"}, sent_on=on, by=who.amina, now=now, way=way)


def received(who: People, sent: Transmission, on: date = TODAY) -> None:
    with within(who.ours):
        instruction.receive(who.ars, sent, received_on=on, by=who.esther, now=NOW, today=TODAY)


def run(who: People, days: int) -> tuple[int, list[str]]:
    return alerts.send_all(today=TODAY + timedelta(days=days), now=NOW + timedelta(days=days))


def at(who: People, sent: Transmission, days: int) -> files.File:
    with within(who.ours):
        found = files.file(who.ars, sent.pk, TODAY + timedelta(days=days))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("days", "level"),
    [(0, Level.COURANT), (7, Level.COURANT), (8, Level.MOITIE), (11, Level.MOITIE), (12, Level.TROIS_QUARTS), (15, Level.FIN)],
)
def test_the_fifteen_days_are_told_at_half_three_quarters_and_end(who: People, days: int, level: Level) -> None:
    sent = send(who)
    assert at(who, sent, days).level is level
    assert not at(who, sent, days).is_late(TODAY + timedelta(days=days))


def test_a_contact_without_a_meeting_is_late_the_day_after(who: People) -> None:
    sent = send(who)
    assert at(who, sent, 16).is_late(TODAY + timedelta(days=16))
    with within(who.ours):
        meetings.record(sent, held_on=TODAY, place="Foix", by=who.amina, now=NOW)
    done = at(who, sent, 16)
    assert not done.is_open
    assert not done.is_late(TODAY + timedelta(days=16))


def test_a_project_deemed_validated_is_closed_not_late(who: People) -> None:
    sent = send(who, PROJET)
    received(who, sent)
    assert at(who, sent, 61).is_open
    assert not at(who, sent, 62).is_open


def test_the_clock_that_ends_first_comes_first_then_no_clock_then_closed(who: People) -> None:
    letter, contact = send(who, LETTRE), send(who)
    plan = send(who, PROJET, TODAY - timedelta(days=100), Way.POSTE)
    received(who, plan, TODAY - timedelta(days=90))
    with within(who.ours):
        assert [one.sent for one in files.files(who.ars, TODAY)] == [contact, letter, plan]


def test_reading_files_takes_the_same_queries_whatever_their_number(who: People) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as kept, within(who.ours):
            files.files(who.ars, TODAY)
        return len(kept)

    send(who)
    one = queries()
    for kind in (LETTRE, PROJET):
        send(who, kind)
    assert queries() == one


def test_each_level_is_mailed_once_to_each_institution(who: People) -> None:
    send(who)
    assert run(who, 7) == (0, [])
    assert run(who, 8) == (2, [])
    assert run(who, 8) == (0, [])
    assert run(who, 11) == (0, [])
    assert run(who, 12) == (2, [])
    assert run(who, 15) == (2, [])
    assert run(who, 40) == (0, [])
    assert {address for one in mail.outbox for address in one.to} == {"denis@exemple.fr", "esther@exemple.fr"}
    first, last = mail.outbox[0].body, mail.outbox[-1].body
    assert "mi-délai passé" in first
    assert "il reste 7\N{NO-BREAK SPACE}jours, jusqu'au 17/11/2026" in first
    assert "dernier jour" in last
    assert "Amina" not in "".join(one.body for one in mail.outbox)


def test_an_alert_goes_to_the_address_of_the_institution_when_it_has_one(who: People) -> None:
    who.ars.email = "cpts@ars.exemple.fr"
    who.ars.save()
    send(who)
    run(who, 8)
    assert ["cpts@ars.exemple.fr"] in [one.to for one in mail.outbox]
    assert ["esther@exemple.fr"] not in [one.to for one in mail.outbox]


def test_a_missed_last_day_is_still_told_once(who: People) -> None:
    sent = send(who, PROJET)
    received(who, sent)
    assert run(who, 64) == (2, [])
    assert "réputé validé" in mail.outbox[0].body
    assert run(who, 65) == (0, [])


def test_an_old_file_is_not_told_when_the_command_first_runs(who: People) -> None:
    sent = send(who, PROJET)
    received(who, sent)
    assert run(who, 200) == (0, [])


def test_a_receipt_declared_after_its_delay_is_told_and_validates_nothing_at_once(who: People) -> None:
    """The CPTS filed on paper long ago, and says so only now: the agency has its fifteen days."""
    sent = send(who, PROJET, way=Way.POSTE)
    declared(sent, who, TODAY + timedelta(days=1), NOW + timedelta(days=99))
    assert run(who, 99) == (2, [])
    assert "à confirmer ou à contester" in mail.outbox[0].body
    assert at(who, sent, 114).standing.state is State.A_CONFIRMER
    assert at(who, sent, 115).standing.state is State.REPUTE_VALIDE


def test_an_address_that_is_none_loses_no_alert_and_stops_no_other(who: People, settings: Settings) -> None:
    settings.EMAIL_BACKEND = OUTBOX
    send(who)
    Institution.objects.filter(pk=who.ars.pk).update(email="ars.occitanie")
    sent, (refused,) = run(who, 8)
    assert (sent, refused.startswith("ARS Occitanie : « ars.occitanie » n'est pas une adresse")) == (1, True)
    Institution.objects.filter(pk=who.ars.pk).update(email="ars@exemple.fr")
    assert run(who, 8) == (1, [])
    assert run(who, 8) == (0, [])


@pytest.mark.parametrize("later", [0, 400])
def test_a_cpts_that_moves_takes_no_file_from_who_instructs_it(who: People, later: int) -> None:
    """Changing region while the clock runs would else give a tacit validation that nobody saw coming."""
    sent = send(who, PROJET)
    received(who, sent)
    with within(who.ours):
        there = {"codes": ["84031"], "since": TODAY + timedelta(days=later), "by": who.amina, "now": NOW + timedelta(hours=1)}
        communities.set_perimeter(who.ours, **there)
    assert who.ours in selectors.portfolio(who.ars)
    assert run(who, 31)[0] == 2
    competent = selectors.competent_for(who.ours, Kind.ARS)
    assert competent == ([who.ars] if later else [])


@pytest.mark.parametrize("planned", [True, False])
def test_an_institution_reads_nothing_of_what_is_sent_after_the_cpts_left(who: People, *, planned: bool) -> None:
    """It keeps what it received, and the acts of that file; the institution that comes reads both."""
    there = actions.create_institution(kind=Kind.ARS, name="ARS Provence", departements=["84"], now=NOW)
    kept, gone, later = send(who, LETTRE), NOW + timedelta(days=10), NOW + timedelta(days=11)
    since = TODAY + timedelta(days=10)
    with within(who.ours):
        moved = NOW + timedelta(hours=1) if planned else gone
        communities.set_perimeter(who.ours, codes=["84031"], since=since, by=who.amina, now=moved)
        new = filing.transmit(who.ours, kind=PROJET, content={"title": "Essai"}, sent_on=later.date(), by=who.amina, now=later)
        assert [one.sent for one in files.files(who.ars, later.date())] == [kept]
        assert files.file(who.ars, kept.pk, later.date())
        assert files.file(who.ars, new.pk, later.date()) is None
        assert {one.sent.pk for one in files.files(there, later.date())} == {kept.pk, new.pk}
        (row,) = portfolio(who.ars, [who.ours], later.date()).rows
        assert (row.stage, row.open_files) == (Stage.LETTRE, 1)
    assert selectors.competent_for(who.ours, Kind.ARS) == [there]


def test_a_cpts_that_sent_nothing_leaves_with_its_perimeter(who: People) -> None:
    with within(who.ours):
        communities.set_perimeter(who.ours, codes=["84031"], since=TODAY, by=who.amina, now=NOW)
    assert who.ours not in selectors.portfolio(who.ars)


def test_an_answer_is_written_in_both_journals(who: People) -> None:
    sent = send(who, LETTRE)
    received(who, sent)
    assert JournalEntry.objects.filter(chain=str(who.ars.pk), action="reception", person_id=who.esther.pk).count() == 1
    assert JournalEntry.objects.filter(chain=str(who.ours.pk), action="reception").count() == 1
    assert list(journal.breaks()) == []


def test_two_decisions_at_once_make_one(who: People) -> None:
    sent = send(who, PROJET)
    received(who, sent)
    given = {"decided_on": TODAY, "by": who.esther, "now": NOW}
    with within(who.ours):
        instruction.decide(who.ars, sent, kind="validation", ground="", reasons="", **given)
        with pytest.raises(UnableToSave, match="déjà reçu sa suite"):
            instruction.decide(who.ars, sent, kind="opposition", ground="prs", reasons="Non", **given)


def test_an_opinion_given_meanwhile_by_a_colleague_is_told(who: People) -> None:
    sent = send(who, LETTRE)
    given = {"sense": "favorable", "body": "", "shared": True, "by": who.esther, "now": NOW}
    with within(who.ours):
        instruction.opine(who.ars, sent, seen="", **given)
        with pytest.raises(UnableToSave, match="vient d'enregistrer l'avis"):
            instruction.opine(who.ars, sent, seen="", **given)
        last = instruction.last_opinion(who.ars, sent)
        assert last is not None
        instruction.opine(who.ars, sent, seen=str(last.pk), **given)
        instruction.opine(who.cpam, sent, seen="", **given | {"by": who.denis})


def test_the_agenda_holds_clocks_meetings_and_the_pieces_of_the_institution(who: People) -> None:
    contact, letter = send(who), send(who, LETTRE)
    with within(who.ours):
        instruction.propose_meeting(who.ars, contact, at=NOW + timedelta(days=3), place="Foix", by=who.esther, now=NOW)
        instruction.ask(who.ars, letter, body="Les statuts", due_on=TODAY, by=who.esther, now=NOW)
        instruction.ask(who.cpam, letter, body="Le budget", due_on=TODAY, by=who.denis, now=NOW)
        kept = entries(who.ars, TODAY)
    assert [one.kind for one in kept] == [PIECE, "rencontre", CLOCK]
    assert "statuts" in kept[0].what
    assert not kept[1].sure


def test_a_calendar_link_opens_until_it_is_replaced_withdrawn_or_the_role_ends(who: People) -> None:
    agenda = calendars.agenda(who.ars)
    first = links.make(agenda, by=who.esther, now=NOW)
    token = links.token(first)
    assert calendars.opened(token) == who.ars
    assert calendars.opened(token[:-2]) is None
    second = links.make(agenda, by=who.esther, now=NOW)
    assert calendars.opened(token) is None
    assert calendars.opened(links.token(second)) == who.ars
    actions.end_role(selectors.people(who.ars).get(), by=who.esther, now=NOW)
    assert calendars.opened(links.token(second)) is None
    assert links.withdraw(agenda, by=who.esther, now=NOW)
    assert not links.withdraw(agenda, by=who.esther, now=NOW)
