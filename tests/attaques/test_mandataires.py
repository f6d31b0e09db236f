"""What a proxy or a load balancer in front says, and what a visitor says in its place."""

import pytest
from django.test import Client, RequestFactory, override_settings

from maillage.www.shared import clients

pytestmark = pytest.mark.django_db


def test_health_answers_under_any_name_and_pages_do_not(client: Client) -> None:
    assert client.get("/sante", HTTP_HOST="10.0.3.7:8000").status_code == 200
    assert client.get("/sante", HTTP_HOST="[2001:db8::1]").status_code == 200
    assert client.head("/sante", HTTP_HOST="10.0.3.7").status_code == 200
    assert client.get("/textes/", HTTP_HOST="10.0.3.7:8000").status_code == 400


@override_settings(SECURE_SSL_REDIRECT=True)
def test_health_needs_no_https(client: Client) -> None:
    assert client.get("/sante", HTTP_HOST="10.0.3.7:8000").status_code == 200
    assert client.get("/textes/").status_code == 301


@pytest.mark.parametrize(
    ("proxies", "told", "read"),
    [
        (0, "198.51.100.1", "203.0.113.9"),
        (1, "198.51.100.1, 203.0.113.50", "203.0.113.50"),
        (2, "198.51.100.1, 203.0.113.50, 192.0.2.4", "203.0.113.50"),
        (2, "192.0.2.4", "203.0.113.9"),
        (1, "pas-une-adresse", "203.0.113.9"),
    ],
)
def test_only_what_trusted_proxies_saw_names_the_visitor(proxies: int, told: str, read: str) -> None:
    request = RequestFactory().get("/", HTTP_X_FORWARDED_FOR=told, REMOTE_ADDR="203.0.113.9")
    with override_settings(MAILLAGE_PROXIES=proxies):
        assert clients.address(request) == read
