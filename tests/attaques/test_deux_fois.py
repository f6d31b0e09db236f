"""Every form of the product sent twice counts once: found on the pages, filled as a person would, sent, and sent again."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import resolve
from django.utils import timezone
from lxml import html

from maillage.accounts.models import User
from maillage.accounts.walls import outside
from maillage.community.communities.models import Community
from maillage.community.missions.models import Objective
from maillage.results import demonstration
from maillage.www.shared import once
from maillage.www.shared.models import SentForm
from tests.support.addresses import CPTS, INSTITUTION, addresses
from tests.support.answers import closed
from tests.support.files import PDF
from tests.support.personas import People, signed_in

pytestmark = pytest.mark.django_db
UNCOUNTED = {"sessions", "usersessions", "shared", "contenttypes", "auth"}
LEFT = {"account_logout", "compte:horloge", "compte:demonstration", "communaute:export_zip"}
"""They write nothing, and end the session of the test or move its clock."""
TEXTS = {"email": "nouvelle@exemple.fr", "siren": "", "siret": "", "finess": "", "rna": "", "website": "", "phone": ""}


@dataclass
class Form:
    """A form as a browser sees it: where it goes, what it holds once filled."""

    action: str
    values: dict[str, Any] = field(default_factory=dict)

    def body(self) -> dict[str, Any]:
        """Files are opened again at each sending."""
        return {name: _file() if value is PDF else value for name, value in self.values.items()}


def _file() -> SimpleUploadedFile:
    return SimpleUploadedFile("Pièce jointe.pdf", PDF, content_type="application/pdf")


def read(client: Client, page: str) -> Any:
    """The tree of a page; None for what is no page."""
    answer = client.get(page)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    closed(answer)
    return html.fromstring(body) if answer.status_code == 200 and "text/html" in answer.get("Content-Type", "") else None


def forms(client: Client, page: str) -> Iterator[Form]:
    """The forms of a page that post."""
    tree = read(client, page)
    for found in [] if tree is None else tree.xpath("//form[translate(@method, 'POST', 'post') = 'post']"):
        yield Form(urljoin(page, found.get("action") or page), _filled(found))


def _filled(found: Any) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for one in found.xpath(".//input | .//textarea | .//select"):
        name, kind = one.get("name"), one.get("type", one.tag)
        if not name or one.get("disabled") is not None:
            continue
        if kind == "select":
            options = [option.get("value", "") for option in one.xpath(".//option")]
            chosen = [option.get("value", "") for option in one.xpath(".//option[@selected]")]
            values[name] = next((value for value in [*chosen, *options] if value), "")
        elif kind in ("radio", "checkbox"):
            if name not in values or one.get("checked") is not None:
                values[name] = one.get("value", "on")
        elif kind == "file":
            values[name] = PDF
        elif kind == "textarea":
            values[name] = (one.text or "").strip() or "Un texte écrit pour l'essai."
        else:
            values[name] = one.get("value") or _typed(name, kind)
    return values


def _typed(name: str, kind: str) -> str:
    if kind == "date":
        return "2026-11-20"
    if kind == "datetime-local":
        return "2026-12-05T18:30"
    if kind == "number":
        return "1"
    return TEXTS.get(name.rpartition("-")[2], TEXTS["email"] if kind == "email" else "1000")


def rows() -> dict[str, int]:
    """How many rows of each table: what a second sending must not add to."""
    with outside("a test counts everything"):
        models = [model for model in apps.get_models() if model._meta.app_label not in UNCOUNTED]
        return {model._meta.label: model._base_manager.count() for model in models}


@pytest.fixture
def world(settings: Any) -> dict[str, list[str]]:
    """Person -> every page of their spaces that takes no argument, or a row of theirs."""
    settings.RATELIMIT_ENABLE = False
    settings.MAILLAGE_DEMO = True
    demonstration.populate(date(2026, 11, 22))
    found: dict[str, list[str]] = {"esther.": [], "denis.": []}
    for community in Community.objects.all():
        assert community.created_by
        pages = found.setdefault(community.created_by.email, ["/compte/", "/c/nouvelle/"])
        pages += [one.filled(community.slug, {}) for one in addresses(CPTS) if not one.arguments]
    for start, slug in (("esther.", "ars-occitanie"), ("denis.", "cpam-de-l-ariege")):
        found[start] += [one.filled(slug, {}) for one in addresses(INSTITUTION) if not one.arguments]
    return found


def crawled(client: Client, pages: list[str]) -> Iterator[Form]:
    """The forms of these pages and of those that they link to in a space; each kind of page and of form once."""
    kinds, places, waiting = set(), set(), list(pages)
    while waiting:
        page = waiting.pop(0)
        tree = None if (kind := resolve(page).view_name) in kinds else read(client, page)
        kinds.add(kind)
        if tree is None:
            continue
        for form in tree.xpath("//form[translate(@method, 'POST', 'post') = 'post']"):
            action = urljoin(page, form.get("action") or page)
            if (place := resolve(urlsplit(action).path).view_name) not in places | LEFT:
                places.add(place)
                yield Form(action, _filled(form))
        links = [urlsplit(urljoin(page, link)).path for link in tree.xpath("//main//a/@href")]
        waiting += [path for path in links if path.startswith(("/c/", "/institution/"))]


def test_every_form_sent_twice_counts_once(world: dict[str, list[str]]) -> None:
    done, wrong = set(), []
    for start, pages in world.items():
        person = User.objects.filter(email__startswith=start).first()
        assert person, start
        client = signed_in(person)
        for form in list(crawled(client, pages)):
            assert form.values.get(once.FIELD), f"{form.action} : formulaire sans clé"
            first = client.post(form.action, form.body())
            closed(first)
            if first.status_code not in (302, 303):
                continue
            assert not first["Location"].startswith("/compte/login"), form.action
            done.add(resolve(urlsplit(form.action).path).view_name)
            before = rows()
            again = client.post(form.action, form.body())
            if rows() != before or again.status_code != 302 or again["Location"] != first["Location"]:
                changed = {name: (before[name], count) for name, count in rows().items() if before[name] != count}
                wrong.append(f"{form.action} : {again.status_code} {changed}")
    assert wrong == []
    assert len(done) > 30, sorted(done)


def objective(who: People) -> Form:
    """The form of a new objective, as a page gave it."""
    address = f"/c/{who.ours.slug}/projet/objectifs/nouveau/"
    [form] = [one for one in forms(signed_in(who.amina), address) if one.action == address]
    form.values["title"] = "Accès aux soins"
    return form


def test_what_is_corrected_and_sent_again_is_another_sending(who: People) -> None:
    """Back in the browser, other words, the same key: nothing is lost."""
    client, form = signed_in(who.amina), objective(who)
    assert client.post(form.action, form.body()).status_code == 302
    form.values["title"] = "Accès aux soins en vallée"
    assert client.post(form.action, form.body()).status_code == 302
    with outside("a test"):
        assert Objective._base_manager.count() == 2


def test_a_refused_form_may_be_sent_again_as_it_is(who: People) -> None:
    client, form = signed_in(who.amina), objective(who)
    form.values["title"] = ""
    for _ in range(2):
        assert client.post(form.action, form.body()).status_code == 400
    assert not SentForm.objects.exists()


def test_an_act_cut_before_its_answer_is_not_done_again(who: People, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that dies between an act and its page: the act is there, and the second sending is told so."""
    monkeypatch.setattr(once, "_settle", lambda *_: None)
    client, form = signed_in(who.amina), objective(who)
    client.post(form.action, form.body())
    [row] = SentForm.objects.all()
    assert (row.is_acted, row.location) == (True, "")
    SentForm.objects.update(started_at=row.started_at - timedelta(minutes=5))
    again = client.post(form.action, form.body())
    assert again.status_code == 409
    assert "déjà enregistré" in again.content.decode()
    with outside("a test"):
        assert Objective._base_manager.count() == 1


def test_a_sending_cut_before_its_act_is_done_again(who: People, monkeypatch: pytest.MonkeyPatch) -> None:
    client, form = signed_in(who.amina), objective(who)
    with monkeypatch.context() as patched:
        patched.setattr(once, "_settle", lambda *_: None)
        client.post(form.action, form.body())
    with outside("a test takes the act back"):
        Objective._base_manager.all().delete()
    SentForm.objects.update(is_acted=False, started_at=timezone.now() - timedelta(minutes=5))
    assert client.post(form.action, form.body()).status_code == 302
    with outside("a test"):
        assert Objective._base_manager.count() == 1


def test_old_answers_are_forgotten(who: People) -> None:
    client, form = signed_in(who.amina), objective(who)
    client.post(form.action, form.body())
    SentForm.objects.update(started_at=timezone.now() - once.KEPT - timedelta(minutes=1))
    form.values["title"] = "Un autre"
    client.post(form.action, form.body())
    assert SentForm.objects.count() == 1


def test_an_account_made_twice_is_one_account_and_one_mail(db: None, settings: Any) -> None:
    """The second sending of a sign-up finds the page that waits for the code, as the first did."""
    from django.core import mail

    settings.RATELIMIT_ENABLE = False
    client = Client()
    [form] = [one for one in forms(client, "/compte/signup/") if one.action.endswith("/compte/signup/")]
    form.values |= {
        "email": "neuve@exemple.fr",
        "name": "Neuve Personne",
        "password1": "une longue phrase",
        "password2": "une longue phrase",
    }
    answers = [client.post(form.action, form.body()) for _ in range(2)]
    assert [one.status_code for one in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert User.objects.filter(email="neuve@exemple.fr").count() == 1
    assert len(mail.outbox) == 1


def test_two_who_share_a_key_are_two(who: People) -> None:
    """The key of a page is not a secret that opens the answer of somebody else."""
    form = objective(who)
    assert signed_in(who.amina).post(form.action, form.body()).status_code == 302
    assert signed_in(who.lea).post(form.action, form.body()).status_code == 403
