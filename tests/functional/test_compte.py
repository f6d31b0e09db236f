"""Signing in, in a real browser: a passkey, an application of codes and its recovery codes, a persona; axe on each page."""

import re
import time
from collections.abc import Callable, Iterator

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect

from maillage.accounts.models import User
from tests.support.accounts import PASSWORD, real_person
from tests.support.browser import DESKTOP, strict_page
from tests.support.personas import People, people

pytestmark = pytest.mark.django_db(transaction=True)
FOR_ANYONE = ("login/", "signup/", "password/reset/", "roles/", "invitation/abc/", "demonstration/")
FOR_ONESELF = ("", "2fa/", "2fa/webauthn/", "sessions/", "email/", "password/change/", "effacer/", "logout/")
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def vera() -> User:
    cache.clear()
    return real_person()


@pytest.fixture
def keyed(browser: Browser, server: str) -> Iterator[Page]:
    """A wide screen whose device holds a key that always agrees; passkeys ask for a name, not a number."""
    with strict_page(browser, server.replace("127.0.0.1", "localhost"), viewport=DESKTOP) as opened:
        device = opened.context.new_cdp_session(opened)
        device.send("WebAuthn.enable")
        device.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
        yield opened


def by_password(page: Page, person: User) -> None:
    page.goto("/compte/login/?next=/compte/")
    page.get_by_label("Courriel").fill(person.email)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter", exact=True).click()


def confirm(page: Page) -> None:
    """The password again, before anything that protects the account."""
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Confirmer").click()


def leave(page: Page) -> None:
    page.goto("/compte/")
    page.get_by_role("button", name="Se déconnecter").click()


def test_a_passkey_replaces_the_password(keyed: Page, vera: User, axe: Callable[[Page], None]) -> None:
    by_password(keyed, vera)
    keyed.goto("/compte/2fa/webauthn/add/")
    confirm(keyed)
    axe(keyed)
    keyed.get_by_role("button", name="Ajouter").click()
    expect(keyed.get_by_role("heading", name="Codes de secours")).to_be_visible()
    leave(keyed)
    keyed.goto("/compte/login/?next=/compte/")
    keyed.get_by_role("button", name="Avec une clé d'accès").click()
    expect(keyed.get_by_role("heading", name="Mes espaces")).to_be_visible()
    expect(keyed.get_by_text("Second facteur actif.")).to_be_visible()


def test_a_key_that_cannot_serve_is_told(page: Page, vera: User) -> None:
    """Browsers refuse passkeys at a bare number, such as 127.0.0.1."""
    page.goto("/compte/login/")
    page.get_by_role("button", name="Avec une clé d'accès").click()
    expect(page.get_by_role("status").filter(has_text="Les clés ne fonctionnent pas à cette adresse")).to_be_visible()


def test_a_code_is_asked_after_the_password_and_a_recovery_code_serves_once(plain_page: Page, vera: User) -> None:
    page = plain_page
    by_password(page, vera)
    page.goto("/compte/2fa/totp/activate/")
    confirm(page)
    secret = page.get_by_label("Secret").input_value()
    page.get_by_label("Code de l'authentificateur").fill(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    page.get_by_role("button", name="Ajouter").click()
    codes = page.locator("ol.account-codes li").all_inner_texts()
    assert len(set(codes)) == 10
    page.goto("/compte/2fa/recovery-codes/")
    assert codes[0] not in page.content()
    for expected in ("Mes espaces", "Second facteur"):
        leave(page)
        by_password(page, vera)
        expect(page.get_by_role("heading", name="Second facteur")).to_be_visible()
        page.get_by_label("Code").fill(codes[0])
        page.get_by_role("button", name="Se connecter", exact=True).click()
        expect(page.get_by_role("heading", name=expected, exact=True)).to_be_visible()
        if expected == "Second facteur":
            expect(page.locator("#id_code_error")).to_have_text("Code incorrect.")


def test_each_page_reads_well(page: Page, vera: User, reads_well: Callable[[Page], None]) -> None:
    for address in FOR_ANYONE:
        read(page, address, reads_well)
    by_password(page, vera)
    for address in FOR_ONESELF:
        read(page, address, reads_well)


def read(page: Page, address: str, reads_well: Callable[[Page], None]) -> None:
    page.goto(f"/compte/{address}")
    assert page.locator("h1").count() == 1, address
    reads_well(page)


def test_a_click_makes_one_a_persona_and_the_clock_advances(page: Page) -> None:
    who: People = people()
    page.goto("/compte/demonstration/")
    page.get_by_role("button", name="+ 2 mois").click()
    expect(page.get_by_text("L'horloge de la démonstration est au")).to_be_visible()
    page.get_by_role("button", name=re.compile(who.amina.name)).click()
    expect(page.get_by_role("link", name="La déplacer")).to_be_visible()
    assert page.url.endswith("/c/cpts-du-pays-de-foix/")
