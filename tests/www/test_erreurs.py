"""Pages for what cannot be served: plain French, a way out, no trace."""

import io
from types import SimpleNamespace

import pytest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path
from django_ratelimit.decorators import ratelimit

from maillage.www.shared import errors

pytestmark = pytest.mark.django_db


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("détail intérieur")


@ratelimit(key="ip", rate="2/m", group="essai")
def limited(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


def refused(request: HttpRequest) -> HttpResponse:
    return errors.page(request, 400, explanation="Le code 99999 n'existe pas.", remedy="Cherchez la commune par son nom.")


def without_database(request: HttpRequest) -> HttpResponse:
    raise OperationalError("server closed the connection unexpectedly")


class Urls:
    """Root addresses of these tests."""

    from maillage.config.urls import handler400, handler403, handler404, handler500, urlpatterns

    more = (path("casse", broken), path("sans-base", without_database), path("limite", limited), path("refus", refused))
    urlpatterns = [*more, *urlpatterns]  # noqa: RUF012


with_broken_pages = override_settings(ROOT_URLCONF=Urls)


def test_an_unknown_address(client: Client) -> None:
    answer = client.get("/nulle-part/")
    assert answer.status_code == 404
    text = answer.content.decode()
    assert "Cette page n'existe pas" in text.replace("&#x27;", "'")
    assert 'action="/territoire/"' in text


@with_broken_pages
def test_a_fault_of_ours_is_told_without_detail_nor_database(django_db_blocker: pytest.FixtureRequest) -> None:
    answer = Client(raise_request_exception=False).get("/casse")
    assert answer.status_code == 500
    text = answer.content.decode()
    assert "Une erreur" in text
    assert "détail intérieur" not in text
    assert "Traceback" not in text
    assert 'href="/"' in text


@with_broken_pages
def test_a_database_that_does_not_answer_is_told_and_nothing_is_said_to_be_saved(
    django_db_blocker: pytest.FixtureRequest,
) -> None:
    answer = Client(raise_request_exception=False).get("/sans-base")
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    text = answer.content.decode().replace("&#x27;", "'")
    assert "La base de données n'a pas répondu" in text
    assert "n'a pas été enregistré" in text
    assert "unexpectedly" not in text


@with_broken_pages
def test_too_many_requests(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django_ratelimit.core.time", SimpleNamespace(time=lambda: 1_800_000_000))
    assert [client.get("/limite").status_code for _ in range(3)] == [200, 200, 429]
    answer = client.get("/limite")
    assert answer["Retry-After"] == "60"
    assert "Attendez une minute" in answer.content.decode()


@with_broken_pages
def test_limits_are_counted_for_each_visitor(client: Client) -> None:
    for _ in range(3):
        client.get("/limite")
    assert client.get("/limite", REMOTE_ADDR="192.0.2.7").status_code == 200


@with_broken_pages
def test_a_view_says_what_was_wrong(client: Client) -> None:
    answer = client.get("/refus")
    assert answer.status_code == 400
    assert "Le code 99999" in answer.content.decode()


def test_a_huge_upload_is_refused_before_it_is_read(client: Client) -> None:
    class Unread(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            raise AssertionError("the body was read")

    answer = client.generic("POST", "/territoire/", b"", CONTENT_LENGTH=str(50_000_000), **{"wsgi.input": Unread()})
    assert answer.status_code == 413
    assert "4 Mo" in answer.content.decode()


@pytest.mark.parametrize("length", ["", "abc", "-5"])
def test_a_strange_length_is_not_a_fault(client: Client, length: str) -> None:
    assert client.generic("GET", "/sante", CONTENT_LENGTH=length).status_code == 200


def test_a_form_from_elsewhere() -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/a-propos/", {"a": "b"})
    assert answer.status_code == 403
    assert "rechargez-la" in answer.content.decode()


def test_an_unknown_host_is_refused(client: Client) -> None:
    answer = client.get("/", HTTP_HOST="mechant.exemple")
    assert answer.status_code == 400
    assert "Traceback" not in answer.content.decode()
