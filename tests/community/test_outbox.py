"""Mails: asked for with the act, sent once, tried again, abandoned in sight, refused by those who want none."""

import re
import smtplib
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail, signing
from django.core.mail import BadHeaderError
from django.db import transaction
from django.utils import timezone
from django_scopes.exceptions import ScopeError
from django_tasks_db.models import DBTaskResult

import maillage
from maillage.accounts.refusals import UnableToSave
from maillage.accounts.walls import within
from maillage.community.communities import actions as communities
from maillage.community.outbox import actions, delivery, links, selectors, transport
from maillage.community.outbox.models import Message, MessageKind, MessageState
from tests.support.mails import OUTBOX
from tests.support.personas import NOW, People

SERVER = {"host": "courrier.exemple.fr", "port": 587}
Sent = list[Message]


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Sent:
    """A mail server that takes everything."""
    settings.MAILLAGE_SMTP = SERVER
    taken: Sent = []
    monkeypatch.setattr(transport, "send", taken.append)
    return taken


def failing(monkeypatch: pytest.MonkeyPatch, settings: Any, error: Exception = ConnectionRefusedError("x")) -> None:  # noqa: B008
    def refuse(message: Message) -> None:
        raise error

    settings.MAILLAGE_SMTP = SERVER
    monkeypatch.setattr(transport, "send", refuse)


def post(**more: Any) -> Message:
    values = {"to": "Denis@Exemple.fr", "subject": "Délai à suivre", "body": "Bonjour", "now": NOW, **more}
    made = actions.post(**values)
    assert made is not None
    return made


def kept(message: Message) -> Message:
    found = selectors.one(message.pk)
    assert found is not None
    return found


def test_a_mail_is_asked_for_with_its_act_and_undone_with_it(db: None) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        post()
        raise RuntimeError
    assert selectors.search("") == []
    assert kept(post()).to == "denis@exemple.fr"


def test_the_queue_gets_it_in_the_same_transaction(db: None, sent: Sent) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        post()
        raise RuntimeError
    assert not DBTaskResult.objects.exists()
    message = post()
    assert DBTaskResult.objects.get().args_kwargs["args"] == [str(message.pk)]
    assert sent == []


def test_without_a_mail_server_it_waits_and_is_taken_later(db: None, settings: Any) -> None:
    assert settings.MAILLAGE_SMTP == {}
    post()
    assert not DBTaskResult.objects.exists()
    assert selectors.counts()[MessageState.A_ENVOYER] == 1
    assert delivery.take_again(now=NOW) == 1
    assert DBTaskResult.objects.count() == 1


def test_the_same_mail_is_not_asked_for_twice(db: None) -> None:
    post(key="alerte-1")
    assert actions.post(to="d@exemple.fr", subject="Encore", body="…", now=NOW, key="alerte-1") is None
    assert len(selectors.search("")) == 1


POISONS = (
    "denis",
    "",
    "été@exemple.fr",
    "denis@été.fr",
    "denis@exemple.fr\nBcc: tous@exemple.fr",
    "d\x00@exemple.fr",
    "d" * 300 + "@x.fr",
)


@pytest.mark.parametrize("poison", POISONS)
def test_an_address_that_is_none_is_shown_as_abandoned_and_stops_nothing(db: None, sent: Sent, poison: str) -> None:
    """The act that wrote to it goes on; the others are written to; whoever keeps the instance sees it, and why."""
    bad, good = post(to=poison), post()
    assert [one.pk for one in selectors.abandoned()] == [bad.pk]
    assert kept(bad).last_error.startswith("«")
    assert delivery.deliver_all(now=NOW)[MessageState.ENVOYE] == 1
    assert [one.pk for one in sent] == [good.pk]
    actions.send_again(bad.pk, now=NOW)
    assert delivery.deliver(bad.pk, now=NOW) == MessageState.ABANDONNE
    assert len(sent) == 1


@pytest.mark.parametrize(
    "error",
    [
        smtplib.SMTPRecipientsRefused({"d@exemple.fr": (550, b"unknown")}),
        smtplib.SMTPNotSupportedError("SMTPUTF8"),
        UnicodeEncodeError("ascii", "é", 0, 1, "ordinal"),
        BadHeaderError("Header values can't contain newlines"),
        ValueError("anything that one mail may hold"),
    ],
)
def test_a_mail_that_cannot_leave_stops_itself_only_then_is_abandoned(
    db: None, settings: Any, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    settings.MAILLAGE_SMTP = SERVER
    taken: Sent = []

    def send(message: Message) -> None:
        if message.to.startswith("poison"):
            raise error
        taken.append(message)

    monkeypatch.setattr(transport, "send", send)
    bad, now = post(to="poison@exemple.fr"), NOW
    for number in range(delivery.ATTEMPTS):
        post(to=f"p{number}@exemple.fr", now=now)
        delivery.deliver_all(now=now)
        assert len(taken) == number + 1
        now += delivery.DELAYS[-1] + timedelta(seconds=1)
    assert kept(bad).state == MessageState.ABANDONNE
    assert kept(bad).last_error


def test_what_does_not_print_does_not_leave(db: None) -> None:
    made = post(subject="CPTS\x00 du\u202e Lac\r\nBcc: x", body="Bonjour\x00\n\u202eZoé")
    assert (made.subject, made.body) == ("CPTS du Lac Bcc: x", "Bonjour\nZoé")


def test_a_sent_mail_never_leaves_again_and_forgets_its_body(db: None, sent: Sent) -> None:
    message = post(body="Votre code : 123456")
    assert delivery.deliver(message.pk, now=NOW) == MessageState.ENVOYE
    after = kept(message)
    assert (after.state, after.sent_at, after.body, after.claimed_until) == (MessageState.ENVOYE, NOW, "", None)
    assert delivery.deliver(message.pk, now=NOW + timedelta(days=1)) is None
    assert len(sent) == 1


def test_the_task_of_the_worker_sends_it(db: None, sent: Sent) -> None:
    message = post(now=timezone.now())
    assert delivery.deliver_task.call(str(message.pk)) == MessageState.ENVOYE
    assert delivery.deliver_task.call(str(message.pk)) == ""


def test_two_workers_do_not_take_the_same_mail(db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MAILLAGE_SMTP = SERVER
    seen: list[MessageState | None] = []
    monkeypatch.setattr(transport, "send", lambda message: seen.append(delivery.deliver(message.pk, now=NOW)))
    assert delivery.deliver(post().pk, now=NOW) == MessageState.ENVOYE
    assert seen == [None]


def test_a_server_that_is_down_is_tried_again_later_and_later(db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, settings)
    message, now, waits = post(), NOW, []
    for _ in delivery.DELAYS:
        assert delivery.deliver(message.pk, now=now) == MessageState.A_ENVOYER
        after = kept(message)
        assert delivery.deliver(message.pk, now=now) is None
        waits.append(after.next_at - now)
        now = after.next_at
    assert waits == list(delivery.DELAYS) == sorted(waits)
    assert "ne répond pas" in kept(message).last_error
    assert delivery.deliver(message.pk, now=now) == MessageState.ABANDONNE
    assert [one.pk for one in selectors.abandoned()] == [message.pk]
    assert kept(message).body == "Bonjour"


def test_an_abandoned_mail_can_be_sent_again(db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, settings, smtplib.SMTPRecipientsRefused({}))
    message, now = post(), NOW
    for wait in (*delivery.DELAYS, timedelta()):
        delivery.deliver(message.pk, now=now)
        now += wait
    assert "refuse l'adresse" in kept(message).last_error
    taken: Sent = []
    monkeypatch.setattr(transport, "send", taken.append)
    assert delivery.deliver(message.pk, now=now) is None
    actions.send_again(message.pk, now=now)
    assert delivery.deliver(message.pk, now=now) == MessageState.ENVOYE
    with pytest.raises(UnableToSave, match="n'est pas abandonné"):
        actions.send_again(message.pk, now=now)
    with pytest.raises(UnableToSave, match="Aucun message"):
        actions.send_again(uuid4(), now=now)


def killed(message: Message) -> None:
    raise KeyboardInterrupt


def test_a_worker_killed_in_the_middle_leaves_the_mail_to_another(
    db: None, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MAILLAGE_SMTP = SERVER
    message = post()
    monkeypatch.setattr(transport, "send", killed)
    with pytest.raises(KeyboardInterrupt):
        delivery.deliver(message.pk, now=NOW)
    taken: Sent = []
    monkeypatch.setattr(transport, "send", taken.append)
    assert delivery.deliver(message.pk, now=NOW + delivery.LEASE) is None
    second_look = NOW + delivery.LEASE + timedelta(seconds=1)
    assert second_look in set(DBTaskResult.objects.values_list("run_after", flat=True))
    assert delivery.deliver(message.pk, now=second_look) == MessageState.ENVOYE
    assert len(taken) == 1


def test_a_mail_that_kills_every_worker_is_abandoned(db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MAILLAGE_SMTP = SERVER
    message, now = post(), NOW
    monkeypatch.setattr(transport, "send", killed)
    for _ in range(delivery.ATTEMPTS):
        with pytest.raises(KeyboardInterrupt):
            delivery.deliver(message.pk, now=now)
        now += delivery.LEASE + timedelta(seconds=1)
    assert delivery.deliver(message.pk, now=now) == MessageState.ABANDONNE


def test_all_that_is_due_leaves_at_once(db: None, sent: Sent) -> None:
    post(), post(), post(now=NOW + timedelta(hours=1))
    assert delivery.deliver_all(now=NOW)[MessageState.ENVOYE] == 2
    assert len(sent) == 2


def test_a_copy_is_known_by_its_message_id(db: None, settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = "Maillage <ne-pas-repondre@maillage.exemple.fr>"
    message = post()
    assert transport.headers(message)["Message-ID"] == f"<{message.pk.hex}@maillage.exemple.fr>"
    assert "List-Unsubscribe" not in transport.headers(message)


def test_information_carries_the_link_that_stops_it(db: None, settings: Any) -> None:
    settings.MAILLAGE_URL = "https://maillage.exemple.fr"
    told = transport.headers(post(kind=MessageKind.INFORMATION))
    assert told["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = told["List-Unsubscribe"].strip("<>")
    assert address.startswith("https://maillage.exemple.fr/courrier/desabonner/")
    assert links.read(address.rstrip("/").rpartition("/")[2]) == "denis@exemple.fr"


def test_a_forged_link_stops_nothing() -> None:
    for token in ("x", signing.dumps("denis@exemple.fr", salt="autre")):
        with pytest.raises(links.LinkRefused, match="altéré"):
            links.read(token)


def test_an_address_that_wants_none_gets_no_information(db: None, sent: Sent) -> None:
    waiting = post(kind=MessageKind.INFORMATION)
    actions.unsubscribe("denis@exemple.fr", now=NOW)
    actions.unsubscribe("denis@exemple.fr", now=NOW)
    assert actions.post(to="denis@exemple.fr", subject="x", body="x", now=NOW, kind=MessageKind.INFORMATION) is None
    assert delivery.deliver(waiting.pk, now=NOW) == MessageState.ABANDONNE
    assert delivery.deliver(post().pk, now=NOW) == MessageState.ENVOYE
    actions.subscribe_again("denis@exemple.fr")
    assert post(kind=MessageKind.INFORMATION)


def test_libraries_write_to_the_outbox_too(db: None, settings: Any) -> None:
    settings.EMAIL_BACKEND = OUTBOX
    mail.send_mail("Code\nde connexion", "123456", None, ["a@exemple.fr", "b@exemple.fr"])
    found = selectors.several(selectors.search("code connexion"))
    assert {one.to for one in found} == {"a@exemple.fr", "b@exemple.fr"}
    assert {one.subject for one in found} == {"Code de connexion"}


def test_a_mail_written_within_one_community_is_its_row(who: People, settings: Any) -> None:
    settings.EMAIL_BACKEND = OUTBOX
    with within(who.ours):
        communities.invite(who.ours, email="zoe@exemple.fr", role="adherent", by=who.amina, now=NOW)
        assert Message.objects.get().community == who.ours
    with within(who.ours, who.theirs):
        mail.send_mail("Deux", "x", None, ["a@exemple.fr"])
    found = selectors.several(selectors.search("Deux"))
    assert [one.community for one in found] == [None]


def test_signs_do_not_begin_a_line(db: None) -> None:
    made = post(subject="Objet : x", body="Rôle : https://maillage.exemple.fr/a?b=1 !")
    assert made.subject == "Objet\N{NO-BREAK SPACE}: x"
    assert "https://maillage.exemple.fr/a?b=1\N{NO-BREAK SPACE}!" in made.body


def test_attachments_are_refused_to_the_developer(db: None, settings: Any) -> None:
    settings.EMAIL_BACKEND = OUTBOX
    loaded = mail.EmailMessage("x", "x", None, ["a@exemple.fr"], attachments=[("a.txt", "x", "text/plain")])
    with pytest.raises(ValueError, match="pièce jointe"):
        loaded.send()


def test_mails_of_a_community_stay_in_its_walls(who: People) -> None:
    with within(who.ours):
        post(community=who.ours)
        assert Message.objects.count() == 1
    with within(who.theirs):
        assert Message.objects.count() == 0
    with pytest.raises(ScopeError):
        Message.objects.count()


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (smtplib.SMTPAuthenticationError(535, b"secret"), "refuse l'identifiant"),
        (smtplib.SMTPDataError(451, b"secret"), "a répondu 451"),
        (smtplib.SMTPServerDisconnected("secret"), "a interrompu"),
        (TimeoutError("secret"), "ne répond pas"),
    ],
)
def test_a_failure_is_told_without_its_details(error: Exception, said: str) -> None:
    assert said in transport.sentence(error)
    assert "secret" not in transport.sentence(error)


def test_smtp_speaks_to_the_server_of_the_settings(db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MAILLAGE_SMTP = SERVER
    given: list[tuple[dict[str, Any], list[Any]]] = []

    class Server:
        def __init__(self, **options: Any) -> None:
            self.options = options

        def send_messages(self, mails: list[Any]) -> None:
            given.append((self.options, mails))

    monkeypatch.setattr(transport, "EmailBackend", Server)
    transport.send(post())
    [(options, [one])] = given
    assert options == {"fail_silently": False, **SERVER}
    assert (one.to, one.subject) == (["denis@exemple.fr"], "Délai à suivre")


def test_mails_leave_by_one_door() -> None:
    """What Django sends goes to the outbox; the mail server is spoken to by `transport` alone."""
    from maillage.config import settings as written

    assert written.EMAIL_BACKEND == OUTBOX
    source = Path(maillage.__file__).parent
    talking = re.compile(r"smtplib|backends\.smtp|get_connection\(|mail_admins|AdminEmailHandler")
    found = {path.relative_to(source).as_posix() for path in source.rglob("*.py") if talking.search(path.read_text())}
    assert found == {"community/outbox/transport.py"}
