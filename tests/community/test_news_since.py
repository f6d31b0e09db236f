"""What is new in a space since a person last opened it, and the table of kinds that it is read from."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from maillage.accounts import journal
from maillage.accounts.acts import ACTS
from maillage.accounts.models import JournalEntry, SpaceVisit
from maillage.accounts.walls import outside, within
from maillage.community.creation.actions import support
from maillage.community.filing.models import TransmissionKind
from maillage.community.outbox.models import Message
from maillage.institutions import instruction
from maillage.institutions.news import readers, since, telling
from maillage.institutions.news.kinds import INTERNAL, KINDS, kind_of
from tests.support.institutions import send
from tests.support.personas import NOW, TODAY, People

CONTACT, LETTRE, PROJET = TransmissionKind.CONTACT, TransmissionKind.LETTRE, TransmissionKind.PROJET


def test_since_the_last_visit_is_per_person_and_space(who: People) -> None:
    sent = send(who, LETTRE)
    with within(who.ours):
        assert since.visit(who.amina, who.ours, now=NOW) is None
        instruction.receive(who.ars, sent, received_on=TODAY, today=TODAY, by=who.esther, now=NOW + timedelta(hours=1))
        at = since.visit(who.amina, who.ours, now=NOW + timedelta(hours=2))
        assert at == NOW
        [one] = since.of_community(who.ours, who.amina, since=at, now=NOW + timedelta(hours=2))
        assert one.sentence == "ARS Occitanie a daté la réception au 02/11/2026\N{NO-BREAK SPACE}: Lettre d'intention n° 1."
        again = since.visit(who.amina, who.ours, now=NOW + timedelta(hours=3))
        assert since.of_community(who.ours, who.amina, since=again, now=NOW + timedelta(hours=3)) == ()
        both = since.of_community(who.ours, who.bruno, since=since.visit(who.bruno, who.ours, now=NOW), now=NOW)
        assert [one.sentence.split(" a ")[0] for one in both] == ["ARS Occitanie", "Amina Essai", "Amina Essai"]
    assert SpaceVisit.objects.count() == 2
    with within(who.theirs):
        assert since.of_community(who.theirs, who.chloe, since=None, now=NOW) == ()


def test_what_was_done_again_and_again_is_said_once(who: People) -> None:
    with within(who.ours):
        for minutes in range(4):
            journal.write("budget", by=who.amina, at=NOW + timedelta(minutes=minutes), chain=who.ours.pk, acte="ligne")
        one, *_ = since.of_community(who.ours, who.bruno, since=None, now=NOW)
    assert (one.sentence, one.count) == ("Amina Essai a changé le budget prévisionnel.", 4)


def test_reading_news_takes_the_same_queries_whatever_their_number(who: People) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as kept, within(who.ours):
            assert since.of_institution(who.ars, [who.ours], who.esther, since=None, now=NOW)
        return len(kept)

    sent = send(who, LETTRE)
    with within(who.ours):
        one = queries()
        for number in range(5):
            instruction.ask(who.cpam, sent, body=f"Pièce {number}", due_on=None, by=who.denis, now=NOW)
        assert queries() == one


def test_every_kind_is_an_act_that_leads_to_a_page_of_each_side(who: People) -> None:
    """The table itself: acts that the journal knows, keys once, words that exist, pages that resolve."""
    assert {kind.act for kind in (*KINDS, *INTERNAL)} <= ACTS.keys()
    assert len({kind.key for kind in KINDS}) == len(KINDS)
    plan = send(who, PROJET)
    with within(who.ours):
        entry = JournalEntry.objects.filter(chain=str(who.ours.pk), action="transmission").get()
        for kind in (*KINDS, *INTERNAL):
            line = telling.Line(entry, kind, who.ours, plan)
            assert resolve(telling.to_community(line).path)
            assert resolve(telling.to_institution(line, who.ars).path)
            assert "{" not in telling.to_community(line).sentence
            assert (kind.title != "") == kind.is_mailed


def test_the_acts_of_the_two_sides_are_known_apart(who: People) -> None:
    sent = send(who, LETTRE)
    with within(who.ours):
        instruction.receive(who.ars, sent, received_on=TODAY, today=TODAY, by=who.esther, now=NOW)
        entry = JournalEntry.objects.filter(chain=str(who.ours.pk), action="reception").get()
        kind = kind_of(entry)
        assert kind is not None
        assert kind.key == "reception"
        assert [one.person for one in readers.of_line(telling.lines([entry], {str(who.ours.pk): who.ours})[0])] == [
            who.amina,
            who.denis,
        ]


def test_what_a_cpts_notes_for_itself_is_told_to_nobody_else(who: People) -> None:
    """A support that it records, minutes, a text: its own people read it in the space, no institution is told."""
    period = {"since": TODAY, "until": TODAY, "decided_on": TODAY}
    with within(who.ours):
        given = {"institution_name": "ARS", "amount": 100, "purpose": "x", "by": who.amina, "now": NOW}
        support.record_support(who.ours, **period, **given)
        assert since.of_institution(who.ars, [who.ours], who.esther, since=None, now=NOW) == ()
        assert (
            "Amina Essai a enregistré un soutien financier."
            in since.of_community(who.ours, who.bruno, since=None, now=NOW)[0].sentence
        )
    with outside("every mail, for a test"):
        assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("action", "details", "key"),
    [
        ("contrat", {"signature": "ars", "le": "2026-11-02", "institution": "ARS Occitanie"}, "signature"),
        ("contrat", {"signature_contestee": "cpam", "institution": "CPAM"}, "signature_contestee"),
        ("contrat", {"signature_retiree": "cpts"}, "signature_retiree"),
        ("contrat", {"transmis": "Contrat", "empreinte": "x"}, "transmis"),
        ("contrat", {"resiliation": "cpts"}, "resiliation"),
        ("contrat", {"champs": "population"}, "interne_contrat"),
        ("rencontre", {"etat": "contestee", "institution": "ARS"}, "rencontre_contestee"),
        ("rencontre", {"etat": "compte_rendu"}, "interne_rencontre"),
        ("soutien", {"conteste": True}, "soutien_conteste"),
        ("soutien", {"coordinateur": True}, "interne_soutien"),
        ("decision", {"nature": "opposition", "institution": "ARS"}, "opposition"),
        ("avis", {"institution": "CPAM"}, "avis_interne"),
        ("avis", {"institution": "CPAM", "sens": "favorable"}, "avis"),
        ("connexion", {}, ""),
    ],
)
def test_a_line_is_told_as_what_it_is(action: str, details: dict[str, Any], key: str) -> None:
    kind = kind_of(JournalEntry(action=action, details=details))
    assert (kind.key if kind else "") == key
