"""What each side is told of the acts of the other: who, what, when, and nothing to who may not read it."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from maillage.accounts.models import MailChoice, Rhythm, SpaceVisit, User
from maillage.accounts.walls import outside, within
from maillage.community.communities import actions as communities
from maillage.community.communities.models import CommunityGrant
from maillage.community.creation.actions import meetings
from maillage.community.filing import actions as filing
from maillage.community.filing.models import PieceRequest, Transmission, TransmissionKind
from maillage.community.outbox import actions as outbox
from maillage.community.outbox.models import Message, MessageKind, MessageState
from maillage.institutions import actions, departures, instruction
from maillage.institutions.models import Institution, Kind, Notice
from maillage.institutions.news import choices, digest, posting, since
from tests.support.institutions import declared
from tests.support.personas import NOW, TODAY, People, person

CONTACT, LETTRE, PROJET = TransmissionKind.CONTACT, TransmissionKind.LETTRE, TransmissionKind.PROJET
SECRET = "Un mot que personne d'autre ne lit"
MORNING = datetime.fromisoformat("2026-11-03T07:00:00+01:00")


def send(who: People, kind: TransmissionKind = LETTRE, now: datetime = NOW) -> Transmission:
    with within(who.ours):
        content = {"title": SECRET, "sections": [{"key": "a", "title": "a", "body": SECRET}]}
        return filing.transmit(who.ours, kind=kind, content=content, sent_on=TODAY, by=who.amina, now=now)


def mails(to: str = "") -> list[Message]:
    with outside("every mail, for a test"):
        found = Message.objects.filter(to__startswith=to).order_by("created_at", "to")
        return list(found.filter(key__regex="^(nouvelle|jour):"))


def forget() -> None:
    with outside("every mail, for a test"):
        Message.objects.all().delete()


def subjects(to: str) -> list[str]:
    return [one.subject for one in mails(to)]


@pytest.mark.parametrize("kind", [CONTACT, LETTRE, PROJET])
def test_filing_tells_the_agency_the_caisse_and_the_msa(who: People, kind: TransmissionKind) -> None:
    """Their agents who instruct, and the address of the institution when it has one; nobody elsewhere, and not who filed."""
    msa = actions.create_institution(kind=Kind.MSA, name="MSA Sud", departements=["09"], now=NOW, email="cpts@msa.exemple.fr")
    actions.create_institution(kind=Kind.ARS, name="ARS Bretagne", departements=["29"], now=NOW, email="ars@exemple.bzh")
    Institution.objects.filter(pk=who.ars.pk).update(email="Cpts@ars.exemple.fr")
    sent = send(who, kind)
    assert [one.to for one in mails()] == [
        "cpts@ars.exemple.fr",
        "cpts@msa.exemple.fr",
        "denis@exemple.fr",
        "esther@exemple.fr",
    ]
    [told] = mails("esther")
    assert told.subject == "CPTS du Pays de Foix\N{NO-BREAK SPACE}: un dossier est transmis"
    assert f"a transmis par Maillage\N{NO-BREAK SPACE}: {sent}" in told.body
    assert f"/institution/ars-occitanie/dossiers/{sent.pk}/" in told.body
    assert f"/institution/{msa.slug}/dossiers/{sent.pk}/" in mails("cpts@msa")[0].body
    assert "/compte/courriels/" in told.body
    assert told.kind == MessageKind.TRANSACTIONNEL


def test_no_mail_says_what_a_file_says_nor_names_a_person(who: People) -> None:
    sent = send(who)
    with within(who.ours):
        asked = filing.ask_piece(sent, body=SECRET, due_on=None, voice=instruction.voice(who.ars), by=who.esther, now=NOW)
        filing.answer_piece(asked, answer=SECRET, by=who.amina, now=NOW)
        instruction.opine(who.cpam, sent, sense="reserves", body=SECRET, shared=True, seen="", by=who.denis, now=NOW)
    every = "".join(one.subject + one.body for one in mails())
    assert len(mails()) >= 5
    assert SECRET not in every
    assert not re.search("Amina|Denis|Esther|réserves|reserves", every)


def answers(who: People, letter: Transmission, contact: Transmission, plan: Transmission) -> list[tuple[str, str]]:
    """Every act of an institution, once; the title of its mail and the page that it leads to."""
    given: dict[str, Any] = {"by": who.esther, "now": NOW}
    home = f"/c/{who.ours.slug}/"
    instruction.receive(who.ars, letter, received_on=TODAY, today=TODAY, **given)
    instruction.ask(who.ars, letter, body="Les statuts", due_on=None, **given)
    instruction.opine(who.ars, letter, sense="favorable", body="", shared=True, seen="", **given)
    values = {"ground": "", "reasons": "Bravo", "decided_on": TODAY}
    instruction.decide(who.ars, letter, kind="reponse", **values, **given)
    period = {"since": TODAY, "until": TODAY, "decided_on": TODAY}
    instruction.grant(who.ars, letter, amount=1_000_00, purpose="Poste", reference="", **period, **given)
    instruction.propose_meeting(who.ars, contact, at=NOW + timedelta(days=2), place="Foix", **given)
    with within(who.ours):
        ours = meetings.propose(contact, at=NOW + timedelta(days=3), place="Pamiers", by=who.amina, now=NOW)
    instruction.confirm_meeting(who.ars, ours, **given)
    instruction.cancel_meeting(who.ars, ours, **given)
    instruction.record_meeting(who.ars, contact, held_on=TODAY, place="Foix", **given)
    instruction.receive(who.ars, plan, received_on=TODAY, today=TODAY, **given)
    instruction.decide(who.ars, plan, kind="opposition", **values | {"ground": "prs"}, **given)
    letter_page, contact_page = f"{home}creation/envois/lettre/1/", f"{home}creation/contact/"
    return [
        ("la réception est datée", letter_page),
        ("une pièce est demandée", letter_page),
        ("un avis est donné", letter_page),
        ("une réponse est donnée", letter_page),
        ("un soutien est enregistré", f"{home}creation/soutien/"),
        ("une rencontre est proposée", contact_page),
        ("une rencontre est confirmée", contact_page),
        ("une rencontre est annulée", contact_page),
        ("une rencontre est enregistrée", contact_page),
        ("la réception est datée", f"{home}depot/"),
        ("une opposition est notifiée", f"{home}depot/"),
    ]


def test_the_cpts_is_told_of_each_act_of_an_institution(who: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posting, "MANY", 100)
    letter, contact, plan = send(who), send(who, CONTACT), send(who, PROJET)
    forget()
    with within(who.ours):
        expected = answers(who, letter, contact, plan)
    found = mails("amina")
    assert sorted(one.subject.partition("\N{NO-BREAK SPACE}: ")[2] for one in found) == sorted(title for title, _ in expected)
    for title, page in expected:
        assert any(title in one.subject and page in one.body for one in found), title
    assert not mails("bruno")
    assert not mails("chloe")
    assert not [one for one in mails("esther") if "confirm" in one.subject]


def test_what_the_cpts_answers_is_told_to_the_institutions(who: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posting, "MANY", 100)
    letter, contact = send(who), send(who, CONTACT)
    with within(who.ours):
        instruction.ask(who.ars, letter, body="Les statuts", due_on=None, by=who.esther, now=NOW)
        filing.answer_piece(PieceRequest.objects.get(), answer="Voici", by=who.amina, now=NOW)
        meetings.propose(contact, at=NOW + timedelta(days=2), place="Foix", by=who.amina, now=NOW)
    declared(letter, who)
    with within(who.ours):
        filing.withdraw(letter, on=TODAY, by=who.amina, now=NOW)
    told = "".join(subjects("esther"))
    for title in ("pièce est fournie", "rencontre est proposée", "réception est déclarée", "dossier est retiré"):
        assert title in told
    assert [title.partition(": ")[2] for title in subjects("amina")] == ["une pièce est demandée"]


def test_an_opinion_kept_between_institutions_is_not_told_to_the_cpts(who: People) -> None:
    sent = send(who)
    with within(who.ours):
        instruction.opine(who.cpam, sent, sense="defavorable", body="Non", shared=False, seen="", by=who.denis, now=NOW)
        mine = since.of_community(who.ours, who.amina, since=None, now=NOW)
        theirs = since.of_institution(who.ars, [who.ours], who.esther, since=None, now=NOW)
    assert not mails("amina")
    assert mine == ()
    assert any("a donné son avis aux institutions" in one.sentence for one in theirs)


def test_many_in_a_day_become_one_mail_the_next_morning(who: People) -> None:
    sent = send(who)
    forget()
    with within(who.ours):
        for number in range(7):
            instruction.ask(who.ars, sent, body=f"Pièce {number}", due_on=None, by=who.esther, now=NOW)
    assert len(mails("amina")) == posting.MANY
    assert Notice.objects.filter(recipient=who.amina.pk).count() == 7 - posting.MANY
    assert digest.send_due(now=MORNING - timedelta(minutes=1)) == 0
    assert digest.send_due(now=MORNING) == 1
    assert digest.send_due(now=MORNING) == 0
    last = mails("amina")[-1]
    assert last.subject == "CPTS du Pays de Foix\N{NO-BREAK SPACE}: 4 nouveautés"
    assert last.body.count("demande une pièce") == 4
    assert last.kind == MessageKind.INFORMATION


def test_once_a_day_is_once_a_day_across_spaces(who: People) -> None:
    with within(who.theirs):
        communities.give_role(who.theirs, person=who.amina, role="presidence", by=who.chloe, now=NOW)
    choices.choose(who.amina, Rhythm.CHAQUE_JOUR, now=NOW)
    far = actions.create_institution(kind=Kind.ARS, name="ARS PACA", departements=["84"], now=NOW)
    with within(who.theirs):
        other = filing.transmit(who.theirs, kind=LETTRE, content={}, sent_on=TODAY, by=who.chloe, now=NOW)
        instruction.ask(far, other, body="Les statuts", due_on=None, by=person("Fanch"), now=NOW)
    sent = send(who)
    with within(who.ours):
        instruction.ask(who.ars, sent, body="Les statuts", due_on=None, by=who.esther, now=NOW)
    assert not mails("amina")
    assert digest.send_due(now=MORNING) == 1
    [told] = mails("amina")
    assert told.subject == "Maillage\N{NO-BREAK SPACE}: 2 nouveautés"
    assert told.community_id is None
    assert "CPTS du Comtat" in told.body


def test_never_keeps_what_the_procedure_demands(who: People) -> None:
    sent = send(who)
    choices.choose(who.amina, Rhythm.JAMAIS, now=NOW)
    with within(who.ours):
        instruction.ask(who.ars, sent, body="Les statuts", due_on=None, by=who.esther, now=NOW)
        assert not mails("amina")
        instruction.receive(who.ars, sent, received_on=TODAY, today=TODAY, by=who.esther, now=NOW)
    assert ["réception" in one for one in subjects("amina")] == [True]
    choices.choose(who.amina, Rhythm.TOUT_DE_SUITE, now=NOW)
    with within(who.ours):
        instruction.ask(who.ars, sent, body="Le budget", due_on=None, by=who.esther, now=NOW)
    assert len(mails("amina")) == 2


def test_the_link_of_a_mail_stops_them_without_signing_in(who: People) -> None:
    sent = send(who)
    with within(who.ours):
        instruction.ask(who.ars, sent, body="Les statuts", due_on=None, by=who.esther, now=NOW)
    assert "/courrier/desabonner/" in mails("amina")[0].body
    outbox.unsubscribe(who.amina.email, now=NOW)
    assert choices.rhythm_of(who.amina) == Rhythm.JAMAIS
    with within(who.ours):
        instruction.ask(who.ars, sent, body="Le budget", due_on=None, by=who.esther, now=NOW)
    assert len(mails("amina")) == 1


@pytest.mark.parametrize("left", ["role", "erased"])
def test_who_left_is_told_nothing(who: People, left: str) -> None:
    """Neither at once, nor by the mail of the day that waited for them."""
    with within(who.ours):
        communities.give_role(who.ours, person=who.bruno, role="presidence", by=who.amina, now=NOW)
        choices.choose(who.amina, Rhythm.CHAQUE_JOUR, now=NOW)
    sent = send(who)
    forget()
    with within(who.ours):
        instruction.ask(who.ars, sent, body="Les statuts", due_on=None, by=who.esther, now=NOW)
        assert Notice.objects.filter(recipient=who.amina.pk).count() == 1
        if left == "role":
            communities.end_role(CommunityGrant.objects.get(person=who.amina), by=who.bruno, now=NOW)
    if left == "erased":
        since.visit(who.amina, who.ours, now=NOW - timedelta(days=1))
        who.amina.is_fictif = False
        departures.leave(who.amina, now=NOW)
        assert not Notice.objects.filter(recipient=who.amina.pk).exists()
        assert not MailChoice.objects.exists()
        assert not SpaceVisit.objects.filter(person=who.amina).exists()
    with within(who.ours):
        instruction.ask(who.ars, sent, body="Le budget", due_on=None, by=who.esther, now=NOW)
    digest.send_due(now=MORNING)
    assert not mails("amina")
    assert not [one for one in mails() if "supprime" in one.to]
    assert len(mails("bruno")) == 2


def test_the_mail_of_the_day_leaves_out_what_was_seen(who: People) -> None:
    choices.choose(who.amina, Rhythm.CHAQUE_JOUR, now=NOW)
    sent = send(who)
    with within(who.ours):
        instruction.ask(who.ars, sent, body="Les statuts", due_on=None, by=who.esther, now=NOW)
    since.visit(who.amina, who.ours, now=NOW + timedelta(hours=1))
    assert digest.send_due(now=MORNING) == 0
    assert not Notice.objects.filter(recipient=who.amina.pk).exists()


def test_a_bad_address_stops_neither_the_act_nor_the_other_mails(who: People) -> None:
    Institution.objects.filter(pk=who.ars.pk).update(email="ars@occitanie\nBcc: tous@exemple.fr")
    User.objects.filter(pk=who.denis.pk).update(email="dénis@exemple.fr")
    sent = send(who)
    assert sent.pk
    lost = [one.to for one in mails() if one.state == MessageState.ABANDONNE]
    assert lost == ["ars@occitanie\N{REPLACEMENT CHARACTER}bcc: tous@exemple.fr", "dénis@exemple.fr"]
    assert [one.to for one in mails() if one.state == MessageState.A_ENVOYER] == ["esther@exemple.fr"]


def test_an_act_undone_tells_nobody(who: People) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        send(who)
        raise RuntimeError
    assert not mails()


def test_an_institution_is_told_nothing_of_a_cpts_that_left_its_territory(who: People) -> None:
    there = actions.create_institution(kind=Kind.ARS, name="ARS Provence", departements=["84"], now=NOW, email="p@exemple.fr")
    kept = send(who)
    with within(who.ours):
        moved = {"codes": ["84031"], "since": TODAY + timedelta(days=10), "by": who.amina, "now": NOW + timedelta(days=10)}
        communities.set_perimeter(who.ours, **moved)
        forget()
        later = NOW + timedelta(days=11)
        filing.transmit(who.ours, kind=PROJET, content={}, sent_on=later.date(), by=who.amina, now=later)
        assert [one.to for one in mails()] == ["p@exemple.fr"]
        forget()
        asked = filing.ask_piece(kept, body="x", due_on=None, voice=instruction.voice(who.ars), by=who.esther, now=later)
        filing.answer_piece(asked, answer="y", by=who.amina, now=later)
        told = since.of_institution(who.ars, [who.ours], who.esther, since=NOW + timedelta(days=10), now=later)
    assert {one.to for one in mails()} == {"amina@exemple.fr", "denis@exemple.fr", "esther@exemple.fr", there.email}
    assert [one.sentence for one in told] == [
        "CPTS du Pays de Foix a répondu à une demande de pièce\N{NO-BREAK SPACE}: Lettre d'intention n° 1."
    ]


@pytest.mark.parametrize(
    ("at", "due"),
    [
        ("2026-11-02T09:00:00+01:00", "2026-11-03T07:00:00+01:00"),
        ("2026-11-02T06:59:00+01:00", "2026-11-02T07:00:00+01:00"),
        ("2026-11-02T07:00:00+01:00", "2026-11-03T07:00:00+01:00"),
        ("2026-10-24T23:30:00+02:00", "2026-10-25T07:00:00+01:00"),
    ],
)
def test_the_mail_of_the_day_leaves_at_seven(at: str, due: str) -> None:
    assert posting.next_digest(datetime.fromisoformat(at)) == datetime.fromisoformat(due)


def test_the_queue_makes_the_mail_of_the_day(who: People, settings: Any) -> None:
    """One look a morning for each recipient, whatever waits; the worker and the command make it alike."""
    settings.MAILLAGE_SMTP = {"host": "courrier.exemple.fr", "port": 587}
    choices.choose(who.amina, Rhythm.CHAQUE_JOUR, now=NOW)
    sent = send(who)
    with within(who.ours):
        for number in range(3):
            instruction.ask(who.ars, sent, body=f"Pièce {number}", due_on=None, by=who.esther, now=NOW)
    asked = [one for one in DBTaskResult.objects.all() if one.task_path.endswith("digest_task")]
    assert [(one.args_kwargs["args"], one.run_after) for one in asked] == [([str(who.amina.pk)], MORNING)]
    assert digest.digest_task.call(str(who.amina.pk)) == (timezone.now() >= MORNING)
    digest.send_due(now=MORNING)
    assert len(mails("amina")) == 1
