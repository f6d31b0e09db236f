"""Attacks on accounts: who exists, who is shut out, what is played again, where links lead, what a log keeps."""

import json
import logging
import re
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal import auth as totp
from allauth.usersessions.models import UserSession
from django.conf import settings as live
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from maillage.accounts import invitations, links
from maillage.accounts.models import User
from maillage.accounts.roles import CPTS
from maillage.accounts.walls import outside, within
from maillage.community.communities import actions as communities
from maillage.community.communities.models import CommunityInvitation
from maillage.community.outbox import links as outbox_links
from maillage.config.log import WithoutSecrets
from maillage.institutions import actions as institutions
from maillage.institutions import departures
from maillage.institutions.models import InstitutionInvitation
from tests.support.accounts import PASSWORD, is_signed_in, real_person
from tests.support.personas import NOW, People, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]
EVIL = "mechant.exemple"
STRANGER, AT_HOME = "203.0.113.9", "192.0.2.1"


@pytest.fixture(autouse=True)
def _no_limit_reached(db: None) -> None:
    cache.clear()


@pytest.fixture
def vera(db: None) -> User:
    return real_person()


def sign_in(email: str, password: str, *, at: str) -> Client:
    client = Client(REMOTE_ADDR=at)
    client.post("/compte/login/", {"login": email, "password": password})
    return client


# --- links lead home ---------------------------------------------------------------------------------------
def reset(client: Client, person: User) -> None:
    client.post("/compte/password/reset/", {"email": person.email})


def unknown(client: Client, person: User) -> None:
    client.post("/compte/password/reset/", {"email": "personne@exemple.fr"})


def twice(client: Client, person: User) -> None:
    typed = {"name": "Autre", "email": person.email, "password1": PASSWORD, "password2": PASSWORD}
    client.post("/compte/signup/", typed)


def new(client: Client, person: User) -> None:
    typed = {"name": "Nora", "email": "nora@exemple.fr", "password1": PASSWORD, "password2": PASSWORD}
    client.post("/compte/signup/", typed)


def changed(client: Client, person: User) -> None:
    client.force_login(person)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "email": person.email}]
    session.save()
    another = "une autre phrase secrète"
    client.post("/compte/password/change/", {"oldpassword": PASSWORD, "password1": another, "password2": another})


@pytest.mark.parametrize("ask", [reset, unknown, twice, new, changed])
@pytest.mark.parametrize("header", ["HTTP_HOST", "HTTP_X_FORWARDED_HOST"])
def test_the_mails_of_the_library_lead_home_whatever_the_host(
    vera: User, settings: Any, ask: Callable[[Client, User], None], header: str
) -> None:
    settings.ALLOWED_HOSTS, settings.MAILLAGE_URL = ["*"], "https://maillage.exemple.fr"
    ask(Client(**{header: EVIL}), vera)
    [sent] = mail.outbox
    assert EVIL not in sent.subject + sent.body
    assert "maillage.exemple.fr" in sent.body
    found = re.findall(r"https?://\S+", sent.body)
    assert (ask in (reset, unknown, twice)) == bool(found)
    assert all(one.startswith("https://maillage.exemple.fr/compte/") for one in found)


def test_a_link_keeps_its_path_and_loses_its_host(settings: Any) -> None:
    settings.MAILLAGE_URL = "https://maillage.exemple.fr"
    assert links.ours(f"http://{EVIL}:81/compte/password/reset/key/a-b/?x=1") == (
        "https://maillage.exemple.fr/compte/password/reset/key/a-b/?x=1"
    )
    assert links.host() == "maillage.exemple.fr"


# --- who exists --------------------------------------------------------------------------------------------
def signup(email: str) -> None:
    typed = {"name": "Autre", "email": email, "password1": PASSWORD, "password2": PASSWORD}
    assert Client().post("/compte/signup/", typed).status_code == 302


def test_a_password_is_digested_as_often_whether_the_account_exists_or_not(vera: User, settings: Any, monkeypatch: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = False
    made: list[str] = []
    original = User.set_password
    monkeypatch.setattr(User, "set_password", lambda self, raw: (made.append(raw), original(self, raw))[1])
    signup(vera.email)
    known, made = len(made), []
    monkeypatch.setattr(User, "set_password", lambda self, raw: (made.append(raw), original(self, raw))[1])
    signup("nouvelle@exemple.fr")
    assert known == len(made) == 1


# --- who is shut out ---------------------------------------------------------------------------------------
def test_a_stranger_who_fails_shuts_out_nobody_but_themselves(vera: User) -> None:
    for _ in range(8):
        sign_in(vera.email, "autre chose", at=STRANGER)
    assert not is_signed_in(sign_in(vera.email, PASSWORD, at=STRANGER))
    assert is_signed_in(sign_in(vera.email, PASSWORD, at=AT_HOME))


@pytest.mark.parametrize("spelling", ["VERA@exemple.fr", " vera@exemple.fr "])
def test_another_spelling_or_host_gives_no_other_attempts(vera: User, settings: Any, spelling: str) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    for number in range(5):
        client = Client(REMOTE_ADDR=STRANGER, HTTP_HOST=f"h{number}.exemple")
        client.post("/compte/login/", {"login": spelling, "password": "autre chose"})
    assert not is_signed_in(sign_in(vera.email, PASSWORD, at=STRANGER))


# --- what is played again ----------------------------------------------------------------------------------
class Moving:
    """The clock that the library reads for codes."""

    def __init__(self, now: float) -> None:
        self.now = now

    def time(self) -> float:
        return self.now


@pytest.mark.parametrize("seconds", [1, 29, 31, 45, 59])
def test_a_code_serves_once_while_the_tolerance_accepts_it(
    vera: User, settings: Any, monkeypatch: pytest.MonkeyPatch, seconds: int
) -> None:
    """At its first use the code belongs to the coming period: it stays acceptable for a minute and a half."""
    secret, clock = "JBSWY3DPEHPK3PXP" * 2, Moving(1_800_000_000 - 1_800_000_000 % 30)
    totp.TOTP.activate(vera, secret)
    monkeypatch.setattr(totp, "time", clock)
    monkeypatch.setattr(time, "time", clock.time)
    code = totp.format_hotp_value(totp.hotp_value(secret, int(clock.now) // 30 + 1))

    def asked() -> bool:
        client = sign_in(vera.email, PASSWORD, at=AT_HOME)
        client.post("/compte/2fa/authenticate/", {"code": code})
        return is_signed_in(client)

    assert asked()
    clock.now += seconds
    assert totp.validate_totp_code(secret, code)
    assert not asked()


SHAPES = [
    "[" * 100_000 + "]" * 100_000,
    '{"a":' * 50_000 + "1" + "}" * 50_000,
    "[]",
    "1",
    "null",
    '"x"',
    "{}",
    '{"id": 1}',
    "NaN",
    "1" * 5_000,
    "{",
    json.dumps({"id": "x", "rawId": "!!", "type": "public-key", "response": {}}),
    json.dumps({"id": "YQ", "rawId": "YQ", "type": "public-key", "response": []}),
    json.dumps({"id": "YQ", "rawId": "YQ", "type": "x", "response": {"clientDataJSON": "YQ"}}),
    json.dumps(
        {
            "id": "YQ",
            "rawId": "YQ",
            "type": "public-key",
            "response": {"clientDataJSON": "YQ", "authenticatorData": "YQ", "signature": "YQ", "userHandle": "YQ"},
        }
    ),
    json.dumps(
        {
            "id": "YQ",
            "rawId": "YQ",
            "type": "public-key",
            "response": {"clientDataJSON": "e30", "attestationObject": "YQ"},
        }
    ),
    json.dumps(
        {
            "id": "YQ",
            "rawId": "YQ",
            "type": "public-key",
            "response": {"clientDataJSON": "W10", "attestationObject": "oA", "userHandle": "AAAA"},
        }
    ),
]


@pytest.mark.parametrize("shape", SHAPES, ids=range(len(SHAPES)))
def test_what_no_key_answers_is_refused_as_any_bad_input(vera: User, shape: str) -> None:
    """Sign-in by key, a key added, a key asked for again: never a fault of the server."""
    alone = Client()
    alone.get("/compte/2fa/webauthn/login/")
    assert alone.post("/compte/2fa/webauthn/login/", {"credential": shape}).status_code < 500
    assert not is_signed_in(alone)
    inside = Client()
    inside.post("/compte/login/", {"login": vera.email, "password": PASSWORD})
    inside.post("/compte/reauthenticate/", {"password": PASSWORD})
    assert inside.get("/compte/2fa/webauthn/add/").status_code == 200
    assert inside.post("/compte/2fa/webauthn/add/", {"name": "Clé", "credential": shape}).status_code < 500
    assert inside.post("/compte/2fa/webauthn/reauthenticate/", {"credential": shape}).status_code < 500


# --- what stays --------------------------------------------------------------------------------------------
def test_who_is_erased_leaves_no_address_in_any_invitation(who: People) -> None:
    """Of a CPTS and an institution where they hold no role, and whatever the case it was typed in."""
    address = who.bruno.email
    with within(who.theirs):
        kept = communities.invite(who.theirs, email=address, role="lecture", by=who.chloe, now=NOW)
        other = communities.invite(who.theirs, email="zoe@exemple.fr", role="lecture", by=who.chloe, now=NOW)
        CommunityInvitation.objects.filter(pk=kept.pk).update(email=address.upper())
    institutions.give_role(who.ars, person=who.denis, role="gestion_acces", by=None, now=NOW)
    institutions.invite(who.ars, email=address, role="agent_ars", by=who.denis, now=NOW)
    who.bruno.is_fictif = False
    departures.leave(who.bruno, now=NOW)
    with outside("every invitation, for a test"):
        ours = list(CommunityInvitation.objects.values_list("email", "withdrawn_at"))
    assert sorted(ours, key=str) == [("", NOW), (other.email, None)]
    assert list(InstitutionInvitation.objects.values_list("email", "withdrawn_at")) == [("", NOW)]


def test_sessions_that_expired_are_forgotten_at_the_next_sign_in(vera: User, who: People) -> None:
    old, kept = signed_in(who.amina), signed_in(who.bruno)
    UserSession.objects.create(user=who.amina, session_key=old.session.session_key, ip=AT_HOME, user_agent="x", data={})
    UserSession.objects.create(user=who.bruno, session_key=kept.session.session_key, ip=AT_HOME, user_agent="x", data={})
    Session.objects.filter(pk=old.session.session_key).update(expire_date=timezone.now() - timedelta(seconds=1))
    assert is_signed_in(sign_in(vera.email, PASSWORD, at=AT_HOME))
    assert not Session.objects.filter(pk=old.session.session_key).exists()
    assert not UserSession.objects.filter(user=who.amina).exists()
    assert UserSession.objects.filter(user=who.bruno).exists()
    assert kept.get("/compte/").status_code == 200


# --- what a log keeps --------------------------------------------------------------------------------------
def secrets(who: People) -> list[tuple[str, str]]:
    """Addresses that open something, and the part that opens."""
    invited = invitations.token(invitations.Link(CPTS, who.ours.pk, who.ours.pk))
    stop = outbox_links.unsubscribe_path(who.amina.email).rstrip("/").rpartition("/")[2]
    return [
        (f"/compte/invitation/{invited}/", invited),
        (f"/courrier/desabonner/{stop}/", stop),
        (f"/institution/agenda/{invited}.ics", invited),
        (f"/c/creation/agenda/{invited}/maillage.ics", invited),
        ("/compte/password/reset/key/2vz5-cabc123-0f9e8d7c6b5a/", "cabc123-0f9e8d7c6b5a"),
    ]


def test_a_log_keeps_no_link_that_opens_something(who: People) -> None:
    handler = live.LOGGING["handlers"]["stderr"]
    assert live.LOGGING["filters"][handler["filters"][0]]["()"] == f"{WithoutSecrets.__module__}.{WithoutSecrets.__qualname__}"
    for path, secret in secrets(who):
        for words, args in (("Forbidden (%s): %s", ("CSRF cookie not set.", path)), (f"Internal Server Error: {path}", ())):
            record = logging.LogRecord("django.security.csrf", logging.WARNING, "x", 1, words, args, None)
            assert WithoutSecrets().filter(record)
            assert secret not in record.getMessage()
            assert path[:12] in record.getMessage()
    plain = logging.LogRecord("x", logging.WARNING, "x", 1, "à %s : %s", ("10:42:03", "/c/cpts-de-foix/depot/"), None)
    assert WithoutSecrets().filter(plain)
    assert plain.getMessage() == "à 10:42:03 : /c/cpts-de-foix/depot/"


def test_a_refused_form_writes_no_token(who: People, caplog: pytest.LogCaptureFixture) -> None:
    """As Django writes it: the line of a form without its token, through the filter of the settings."""
    path, secret = secrets(who)[0]
    caplog.handler.addFilter(WithoutSecrets())
    assert Client(enforce_csrf_checks=True).post(path, {"name": "x"}).status_code == 403
    assert "/compte/invitation/" in caplog.text
    assert secret not in caplog.text
