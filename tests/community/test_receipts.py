"""Nobody moves a clock alone: the CPTS declares with a proof, the agency confirms, contests or lets stand, Maillage dates what
it transmits."""

from datetime import UTC, date, datetime, timedelta

import pytest

from maillage.accounts import journal
from maillage.accounts.models import JournalEntry
from maillage.accounts.refusals import UnableToSave
from maillage.accounts.walls import outside, within
from maillage.community.communities import actions as communities
from maillage.community.filing import actions, selectors
from maillage.community.filing.models import Decision, Receipt, Transmission, TransmissionKind, Way
from maillage.community.filing.states import State
from maillage.community.outbox.models import Message
from maillage.institutions import actions as institutions
from maillage.institutions import alerts, receipts
from maillage.institutions.agenda import RECEIPT, entries
from maillage.institutions.models import Institution, InstitutionGrant, Kind
from maillage.results.cpts.filing_state import basis, describe, history
from tests.support.institutions import declared, send
from tests.support.personas import NOW, TODAY, People

PROJET = TransmissionKind.PROJET
DAY = timedelta(days=1)


def voice(who: People) -> actions.Voice:
    return actions.Voice(who.ars.pk, "ars", who.ars.name)


def posted(who: People, received_on: date | None = None, at: datetime | None = None) -> Transmission:
    """A project sent on TODAY by post, its receipt declared."""
    sent = send(who, PROJET, way=Way.POSTE)
    declared(sent, who, received_on or TODAY, at or NOW)
    return sent


def mails() -> list[str]:
    """Addresses of the agencies to which a receipt was told by mail; the caisse reads it too."""
    with outside("every mail, for a test"):
        return sorted(
            Message.objects.filter(subject__regex="réception est (à vérifier|déclarée)")
            .exclude(to__startswith="denis")
            .values_list("to", flat=True)
        )


def state(sent: Transmission, day: date) -> State:
    with within(sent.community):
        return selectors.standing(sent, day).state


@pytest.mark.parametrize("sent_on", [date(2026, 8, 3), TODAY - DAY, TODAY + DAY])
@pytest.mark.parametrize("kind", list(TransmissionKind))
@pytest.mark.parametrize("way", list(Way))
def test_a_copy_leaves_on_the_day_it_is_frozen(who: People, kind: TransmissionKind, way: Way, sent_on: date) -> None:
    with within(who.ours), pytest.raises(UnableToSave, match="Jour de l'envoi : le"):
        actions.transmit(who.ours, kind=kind, content={}, sent_on=sent_on, by=who.amina, now=NOW, way=way)


def test_the_day_of_the_sending_is_that_of_france(who: People) -> None:
    """At half past eleven in the evening of Greenwich, it is already the next day in Paris."""
    late = datetime(2026, 11, 2, 23, 30, tzinfo=UTC)
    with within(who.ours):
        sent = actions.transmit(who.ours, kind=PROJET, content={}, sent_on=TODAY + DAY, by=who.amina, now=late)
        assert selectors.standing(sent, TODAY + DAY).since == TODAY + DAY


def test_a_declared_receipt_gives_no_certificate_before_the_agency_had_fifteen_days(who: People) -> None:
    sent = posted(who, TODAY, NOW + 80 * DAY)
    until = TODAY + 95 * DAY
    assert state(sent, TODAY + 80 * DAY) is State.A_CONFIRMER
    assert state(sent, until) is State.A_CONFIRMER
    assert state(sent, until + DAY) is State.REPUTE_VALIDE
    with within(who.ours):
        found = selectors.standing(sent, until + DAY)
        assert (found.since, found.contest_until, found.is_firm) == (date(2027, 1, 2), until, True)
        assert selectors.validated_on(who.ours, until) is None
        assert selectors.validated_on(who.ours, until + DAY) == date(2027, 1, 2)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2026, 12, 29), date(2027, 2, 28)),
        (date(2026, 12, 31), date(2027, 2, 28)),
        (date(2027, 12, 30), date(2028, 2, 29)),
        (date(2026, 7, 31), date(2026, 9, 30)),
        (date(2026, 6, 30), date(2026, 8, 30)),
        (date(2028, 2, 29), date(2028, 4, 29)),
    ],
)
@pytest.mark.parametrize("way", [Way.MAILLAGE, Way.POSTE])
def test_the_two_months_end_at_the_end_of_a_month_whoever_dated_the_receipt(
    who: People, way: Way, start: date, end: date
) -> None:
    at = datetime(start.year, start.month, start.day, 9, tzinfo=UTC)
    sent = send(who, PROJET, way=way, at=at)
    with within(who.ours):
        if way == Way.POSTE:
            given = {"voice": voice(who), "by": who.esther, "now": at, "today": start}
            actions.date_receipt(sent, received_on=start, **given)  # type: ignore[arg-type]
        else:
            receipts.tell(sent, now=at, today=start)
    assert state(sent, end) is State.EN_EXAMEN
    assert state(sent, end + DAY) is State.REPUTE_VALIDE


def test_a_transmission_by_maillage_starts_its_clock_that_day_with_its_own_rule(who: People) -> None:
    with within(who.ours):
        sent = receipts.transmit(who.ours, kind=PROJET, content={}, sent_on=TODAY, by=who.amina, now=NOW, today=TODAY)
        found = selectors.standing(sent, TODAY)
        assert found.receipt
        assert (found.state, found.receipt.source, found.receipt.received_on) == (State.EN_EXAMEN, "electronique", TODAY)
        assert found.contest_until == TODAY + 15 * DAY
        assert "aucun texte lu ne le dit" in basis(found)
        with pytest.raises(UnableToSave, match="ne se déplace pas"):
            given = {"received_on": TODAY, "reference": "X", "proofs": [], "by": who.amina}
            receipts.declare(sent, **given, now=NOW, today=TODAY)  # type: ignore[arg-type]


def test_without_an_agency_in_this_instance_the_day_is_to_be_confirmed(who: People) -> None:
    InstitutionGrant.objects.filter(institution=who.ars).delete()
    sent = posted(who)
    assert mails() == []
    for day in (TODAY + 63 * DAY, TODAY + 400 * DAY):
        assert state(sent, day) is State.A_CONFIRMER
    with within(who.ours):
        found = describe(selectors.standing(sent, TODAY + 63 * DAY))
    assert "à faire confirmer par l'ARS" in found.label
    assert "aucune agence de ce territoire" in found.meaning


def test_an_agency_that_comes_later_is_told_then_and_has_its_delay(who: People) -> None:
    InstitutionGrant.objects.filter(institution=who.ars).delete()
    sent = posted(who)
    institutions.give_role(who.ars, person=who.esther, role="agent_ars", by=None, now=NOW + 70 * DAY)
    alerts.send_all(today=TODAY + 70 * DAY, now=NOW + 70 * DAY)
    assert mails() == ["esther@exemple.fr"]
    alerts.send_all(today=TODAY + 71 * DAY, now=NOW + 71 * DAY)
    assert len(mails()) == 1
    assert state(sent, TODAY + 85 * DAY) is State.A_CONFIRMER
    assert state(sent, TODAY + 86 * DAY) is State.REPUTE_VALIDE


def test_the_agency_of_another_territory_confirms_nothing(who: People) -> None:
    Institution.objects.filter(pk=who.ars.pk).update(departements=["29"])
    sent = posted(who)
    assert mails() == []
    assert state(sent, TODAY + 400 * DAY) is State.A_CONFIRMER


def test_a_contested_receipt_stops_the_clock_until_the_agency_dates_it(who: People) -> None:
    sent = posted(who)
    told = {"voice": voice(who), "by": who.esther}
    with within(who.ours):
        with pytest.raises(UnableToSave, match="dites pourquoi"):
            actions.contest_receipt(sent, reason=" ", **told, now=NOW, today=TODAY)  # type: ignore[arg-type]
        actions.contest_receipt(sent, reason="Arrivé le 9.", **told, now=NOW + 9 * DAY, today=TODAY + 9 * DAY)  # type: ignore[arg-type]
        found = selectors.standing(sent, TODAY + 400 * DAY)
        assert (found.state, found.clock, found.is_firm) == (State.CONTESTE, None, False)
        assert found.computed
        assert found.computed.end == date(2027, 1, 2)
        assert "à faire confirmer par l'ARS" in describe(found).meaning
        with pytest.raises(UnableToSave, match="déjà contestée"):
            actions.contest_receipt(sent, reason="Encore", **told, now=NOW, today=TODAY)  # type: ignore[arg-type]
        own = TODAY + 7 * DAY
        actions.date_receipt(sent, received_on=own, **told, now=NOW + 9 * DAY, today=TODAY + 9 * DAY)  # type: ignore[arg-type]
        after = selectors.standing(sent, TODAY + 9 * DAY)
        assert after.clock
        assert (after.state, after.clock.start, after.clock.end, after.is_firm) == (
            State.EN_EXAMEN, own, date(2027, 1, 9), True,
        )  # fmt: skip
        said = [one.sentence for one in history(sent.receipts.all())]
    assert [("déclarée" in one, "signalée" in one, "contestée" in one, "datée par ARS" in one) for one in said] == [
        (True, False, False, False),
        (False, True, False, False),
        (False, False, True, False),
        (False, False, False, True),
    ]
    acts = JournalEntry.objects.filter(chain=str(who.ours.pk), action__startswith="reception").order_by("number")
    assert [one.action for one in acts] == ["reception", "reception_signalee", "reception_contestee", "reception"]
    assert list(journal.breaks()) == []


def test_another_day_of_the_agency_needs_its_reason_and_the_same_day_does_not(who: People) -> None:
    sent = posted(who)
    told = {"voice": voice(who), "by": who.esther, "now": NOW + 5 * DAY, "today": TODAY + 5 * DAY}
    with within(who.ours):
        with pytest.raises(UnableToSave, match="dites pourquoi"):
            actions.date_receipt(sent, received_on=TODAY + 2 * DAY, **told)  # type: ignore[arg-type]
        assert Receipt.objects.count() == 1
        actions.date_receipt(sent, received_on=TODAY, **told)  # type: ignore[arg-type]
        found = selectors.standing(sent, TODAY + 63 * DAY)
        assert (found.state, found.is_firm, found.contest) == (State.REPUTE_VALIDE, True, None)
        with pytest.raises(UnableToSave, match="déjà datée du 02/11/2026 par ARS Occitanie"):
            actions.date_receipt(sent, received_on=TODAY, **told)  # type: ignore[arg-type]


def test_after_fifteen_days_nobody_contests_any_more(who: People) -> None:
    sent = posted(who)
    told = {"reason": "Trop tard.", "voice": voice(who), "by": who.esther, "now": NOW}
    with within(who.ours):
        with pytest.raises(UnableToSave, match="elle fait foi depuis"):
            actions.contest_receipt(sent, **told, today=TODAY + 16 * DAY)  # type: ignore[arg-type]
        actions.contest_receipt(sent, **told, today=TODAY + 15 * DAY)  # type: ignore[arg-type]


def test_only_the_agency_dates_a_project(who: People) -> None:
    sent = send(who, PROJET, way=Way.POSTE)
    caisse = actions.Voice(who.cpam.pk, "cpam", who.cpam.name)
    with within(who.ours), pytest.raises(UnableToSave, match="à l'agence régionale"):
        actions.date_receipt(sent, received_on=TODAY, voice=caisse, by=who.denis, now=NOW, today=TODAY)


def test_an_opposition_after_a_computed_day_that_the_agency_never_dated_is_heard(who: People) -> None:
    """The fault of yesterday: the CPTS dated its own receipt, and the agency could not oppose."""
    sent = posted(who, TODAY, NOW + 80 * DAY)
    later = NOW + 90 * DAY
    given = {"ground": "territoire", "reasons": "Deux bassins.", "voice": voice(who), "by": who.esther, "now": later}
    with within(who.ours):
        assert selectors.standing(sent, later.date()).state is State.A_CONFIRMER
        actions.decide(sent, kind=Decision.Kind.OPPOSITION, decided_on=later.date(), **given)  # type: ignore[arg-type]
        found = selectors.standing(sent, later.date() + 30 * DAY)
    assert found.state is State.OPPOSITION


def test_an_opposition_is_refused_once_the_date_stands(who: People) -> None:
    sent = posted(who)
    later = NOW + 90 * DAY
    given = {"ground": "territoire", "reasons": "Deux bassins.", "voice": voice(who), "by": who.esther, "now": later}
    with within(who.ours), pytest.raises(UnableToSave, match="réputé validé depuis ce jour"):
        actions.decide(sent, kind=Decision.Kind.OPPOSITION, decided_on=TODAY + 30 * DAY, **given)  # type: ignore[arg-type]


def test_the_last_day_to_contest_is_in_the_agenda_of_the_agency_only(who: People) -> None:
    posted(who)
    with within(who.ours):
        kept = [one for one in entries(who.ars, TODAY) if one.kind == RECEIPT]
        assert [one.on for one in kept] == [TODAY + 15 * DAY]
        assert not [one for one in entries(who.cpam, TODAY) if one.kind == RECEIPT]


def test_two_agencies_of_one_territory_are_told_together(who: People) -> None:
    other = institutions.create_institution(kind=Kind.ARS, name="ARS Corse", departements=["09"], now=NOW, email="a@b.example")
    institutions.give_role(other, person=who.denis, role="agent_ars", by=None, now=NOW)
    sent = posted(who)
    with within(who.ours):
        found = selectors.standing(sent, TODAY)
    assert found.receipt
    assert found.receipt.told_to == "ARS Corse, ARS Occitanie"
    assert {"a@b.example", "esther@exemple.fr"} <= set(mails())


def test_a_cpts_that_moves_after_it_declared_leaves_the_delay_to_who_was_told(who: People) -> None:
    sent = posted(who)
    with within(who.ours):
        communities.set_perimeter(who.ours, codes=["84031"], since=TODAY, by=who.amina, now=NOW + timedelta(hours=1))
    assert state(sent, TODAY + 63 * DAY) is State.REPUTE_VALIDE
