"""Headers, cookies and service addresses: what every answer carries, and what none does."""

import re

import pytest
from django.core.management import call_command
from django.test import Client, override_settings

from maillage.www.shared import clients

pytestmark = pytest.mark.django_db
PAGES = ["/", "/a-propos/", "/accessibilite/", "/mentions-legales/", "/sources/", "/composants/", "/nulle-part/"]


@pytest.mark.parametrize("address", PAGES)
def test_every_answer_is_protected(client: Client, address: str) -> None:
    answer = client.get(address)
    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]


@pytest.mark.parametrize("address", PAGES)
def test_no_cookie_without_a_form(client: Client, address: str) -> None:
    assert client.get(address).cookies == {}


@pytest.mark.parametrize("address", PAGES)
def test_nothing_inline_and_nothing_from_elsewhere(client: Client, address: str) -> None:
    text = client.get(address).content.decode()
    assert "<html" in text
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text)
    assert not re.search(r"""<(?:script|link|img)[^>]+(?:src|href)=["'](?:https?:)?//""", text)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text))


def test_writing_is_refused_where_one_only_reads(client: Client) -> None:
    for address in PAGES[:-1]:
        assert client.post(address).status_code == 405, address


def test_health_robots_and_icon(client: Client) -> None:
    assert client.get("/sante").content == b"ok\n"
    assert b"User-agent" in client.get("/robots.txt").content
    assert client.get("/favicon.ico")["Location"].endswith(".svg")


def test_the_deployment_check_is_silent_in_production(capsys: pytest.CaptureFixture[str]) -> None:
    with override_settings(
        DEBUG=False, SECURE_SSL_REDIRECT=True, SECURE_HSTS_SECONDS=31_536_000, CSRF_COOKIE_SECURE=True, SESSION_COOKIE_SECURE=True,
        SECRET_KEY="k3y" + "abcdefghijklmnopqrstuvwxyz0123456789" * 2,
    ):  # fmt: skip
        call_command("check", tags=["security"], deploy=True, fail_level="WARNING")


@pytest.mark.parametrize(
    ("proxies", "forwarded", "seen"),
    [
        (0, "203.0.113.9", "198.51.100.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        (2, "203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "203.0.113.9", "198.51.100.1"),
        (1, "<script>", "198.51.100.1"),
    ],
)
def test_a_forged_address_never_counts(rf, settings, proxies: int, forwarded: str, seen: str) -> None:
    settings.MAILLAGE_PROXIES = proxies
    request = rf.get("/", REMOTE_ADDR="198.51.100.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert clients.address(request) == seen
