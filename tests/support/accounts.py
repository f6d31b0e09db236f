"""Signing in as people do, for tests of the account."""

from typing import Any

from allauth.account.models import EmailAddress
from django.test import Client
from lxml import html

from maillage.accounts.models import User
from tests.support.journal import entries

PASSWORD = "une longue phrase secrète"


def real_person() -> User:
    """Password, verified address, no role; no persona."""
    person = User.objects.create_user("vera@exemple.fr", PASSWORD, name="Véra Vraie")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def sign_in(email: str, password: str) -> Client:
    """A browser after the sign-in form was sent, right or wrong."""
    client = Client()
    client.post("/compte/login/", {"login": email, "password": password})
    return client


def is_signed_in(client: Client) -> bool:
    return bool(client.get("/compte/").status_code == 200)


def text(response: Any) -> str:
    """What a page says, without its tags."""
    return " ".join(html.fromstring(response.content).text_content().split())


def acts(chain: object = "instance") -> list[str]:
    """Acts of a chain of the journal, in order."""
    return [entry.action for entry in entries(chain=str(chain))]
