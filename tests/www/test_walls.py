"""Attacks on every address of the spaces: the list comes from the resolver, the identifiers from real rows.

Amina's CPTS (the one of the demonstration that filed its project) is full; a mark is planted in everything it wrote.
Nobody from outside ever meets the mark. A new address is attacked as soon as it exists; one whose argument is unknown here
fails, so that somebody says what to fill it with.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

import pytest
from django.db.models import CharField, F, TextField, Value
from django.db.models.functions import Concat
from django.http import HttpResponseBase
from django.test import Client

from maillage.accounts import walls
from maillage.accounts.models import User
from maillage.accounts.walls import outside
from maillage.community.communities.models import Community
from maillage.community.filing.models import Transmission
from maillage.institutions import actions as institutions
from maillage.institutions.models import Institution, InstitutionGrant, Kind
from maillage.results import demonstration
from tests.support.addresses import CPTS, INSTITUTION, Address, addresses
from tests.support.personas import NOW, person, signed_in

pytestmark = pytest.mark.django_db
MARK = "Zzmarque"
OURS, THEIRS = "cpts-des-trois-rivieres", "cpts-des-deux-vallees"
ARS, AWAY = "ars-occitanie", "ars-paca"
SPACES = {CPTS: OURS, INSTITUTION: ARS}
# argument -> what pages take for it; identifiers of rows are drawn from the database
WORDS: dict[str, tuple[str, ...]] = {
    "number": ("1",),
    "token": ("faux",),
    "key": ("porteurs", "identite", "objet", "membres", "statuts", "acces_aux_soins", "cpts", "rna"),
    "kind": ("contact", "lettre", "projet", "pdf", "docx", "xlsx", "csv"),
    "ending": ("pdf", "docx"),
    "what": ("confirmer", "annuler", "tenue"),
    "act": ("confirmer", "annuler", "tenir"),
    "paper": ("convocation", "emargement", "proces-verbal"),
    "name": ("document.pdf", "projet.pdf", "lettre.pdf", "contact.pdf"),
}


@dataclass(frozen=True)
class World:
    """Who attacks, and what may be stolen."""

    people: dict[str, Client]
    ids: list[str]

    def fillings(self, address: Address) -> Iterator[dict[str, str]]:
        """Every way to fill an address with real identifiers and known words."""
        choices = [self.ids if name in address.rows else WORDS[name] for name in address.arguments]
        for values in product(*choices):
            yield dict(zip(address.arguments, values, strict=True))


@pytest.fixture
def world(settings: Any) -> World:
    settings.RATELIMIT_ENABLE = False
    demonstration.populate(date(2026, 11, 22))
    away = institutions.create_institution(kind=Kind.ARS, name="ARS PACA", departements=["84"], now=NOW, fictif=True)
    agent = person("Lointain")
    for role in ("agent_ars", "gestion_acces"):
        institutions.give_role(away, person=agent, role=role, by=None, now=NOW)
    people = {name: User.objects.get(email__startswith=f"{name}.") for name in ("amina", "chloe", "esther")}
    ids = _plant(Community.objects.get(slug=OURS))
    return World({name: signed_in(one) for name, one in {**people, "away": agent}.items()}, ids)


def _plant(community: Community) -> list[str]:
    """The mark in every text of the CPTS; gives the identifier of one row of each kind, and of its two funders' roles."""
    ids = []
    with outside("a test marks everything that one CPTS wrote"):
        for model in walls.walled_models():
            rows = model._default_manager.filter(community=community)
            for field in model._meta.concrete_fields:
                if type(field) is TextField or (type(field) is CharField and field.max_length >= 100 and not field.choices):
                    rows.update(**{field.name: Concat(F(field.name), Value(f" {MARK}"))})
            ids += [str(pk) for pk in list(rows.order_by("pk").values_list("pk", flat=True))[:1]]
        for sent in Transmission.objects.filter(community=community):
            sent.content["title"] += f" {MARK}"
            sent.save(update_fields=["content"])
            ids.append(str(sent.pk))
    funders = InstitutionGrant.objects.filter(institution=Institution.objects.get(slug=ARS)).values_list("pk", flat=True)
    return [*dict.fromkeys([*ids, *map(str, funders)])]


def text(answer: HttpResponseBase) -> str:
    parts = answer.streaming_content if answer.streaming else [answer.content]  # type: ignore[attr-defined]
    return b"".join(parts).decode("utf-8", "replace")


def asked(client: Client, path: str, methods: tuple[str, ...] = ("GET", "POST")) -> Iterator[tuple[str, str, int]]:
    """Method, what happened, status; the mark is looked for in each answer."""
    for method in methods:
        answer = client.generic(method, path, data=b"", content_type="application/x-www-form-urlencoded")
        assert MARK not in text(answer), f"{method} {path} shows what another CPTS wrote"
        yield method, f"{method} {path} {answer.status_code} {answer.get('Location', '')}".strip(), answer.status_code


def first(world: World, address: Address, slug: str) -> str:
    """One real path of the address: the door of a space is asked before anything else is read."""
    paths = (address.filled(slug, values) for values in world.fillings(address))
    found = next((path for path in paths if address.leads_here(path)), "")
    assert found, f"{address.route} : aucune valeur connue ne mène à cette adresse ; complétez WORDS"
    return found


def test_each_argument_is_known() -> None:
    for space in SPACES:
        found = addresses(space)
        assert len(found) > 10
        for address in found:
            unknown = set(address.arguments) - set(address.rows) - WORDS.keys()
            assert not unknown, f"{address.route} : dites dans WORDS par quoi remplir {unknown}"


def test_the_mark_is_read_by_those_who_wrote_it(world: World) -> None:
    plain = [one.filled(OURS, {}) for one in addresses(CPTS) if not one.arguments]
    answers = [world.people["amina"].get(path) for path in plain]
    assert sum(MARK in text(answer) for answer in answers) >= 4


def test_nobody_enters_the_space_of_others(world: World) -> None:
    """Anonymous: to the sign-in page. Another CPTS, another territory: it does not exist. A forged token opens nothing."""
    wrong = []
    for space, slug in SPACES.items():
        for address in addresses(space):
            path = first(world, address, slug)
            shut = (404, 405) if "token" in address.arguments else (404,)
            for _, said, status in asked(Client(), path):
                if not (status == 302 and "/compte/login/?next=" in said) and not (
                    "token" in address.arguments and status in shut
                ):
                    wrong.append(f"anonymous {said}")
            for who in ("chloe", "away"):
                wrong += [f"{who} {said}" for _, said, status in asked(world.people[who], path) if status not in shut]
    assert wrong == []


def test_identifiers_of_another_open_nothing_in_ones_own_space(world: World) -> None:
    """One's own slug with each identifier of Amina's CPTS, on each address that takes one."""
    wrong = []
    for space, who, slug in ((CPTS, "chloe", THEIRS), (INSTITUTION, "away", AWAY)):
        found = [address for address in addresses(space) if address.rows]
        assert found
        for address in found:
            words = {name: WORDS[name][0] for name in address.arguments if name not in address.rows}
            methods: tuple[str, ...] = ("GET", "POST")
            for one in world.ids:
                path = address.filled(slug, {**words, **dict.fromkeys(address.rows, one)})
                answers = list(asked(world.people[who], path, methods))
                wrong += [f"{who} {said}" for _, said, status in answers if status not in (404, 405)]
                methods = tuple(method for method, _, status in answers if status != 405)
    assert wrong == []


def test_ones_own_pages_say_nothing_of_others(world: World) -> None:
    for space, who, slug in ((CPTS, "chloe", THEIRS), (INSTITUTION, "away", AWAY)):
        plain = [address.filled(slug, {}) for address in addresses(space) if not address.arguments]
        assert plain
        for path in plain:
            answer = world.people[who].get(path)
            assert answer.status_code in (200, 302, 403, 404, 405), path
            assert MARK not in text(answer), path
