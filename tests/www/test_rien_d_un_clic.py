"""Every address that withdraws, deletes, cancels or contests is met by a first POST that confirms nothing: nothing changes.

The list comes from the resolver and from what each view calls; the rows are those of the demonstration, with the few that it has
not. An address that no row meets fails, so that somebody adds the row.
"""

import ast
import inspect
import textwrap
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import product
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from maillage.accounts import clock
from maillage.accounts.models import User
from maillage.accounts.walls import outside, walled_models
from maillage.community.communities import actions as communities
from maillage.community.communities import selectors as perimeters
from maillage.community.communities.models import Community
from maillage.community.contract import actions as contract
from maillage.community.contract.models import Contract, Termination
from maillage.institutions import actions as institutions
from maillage.institutions.models import Institution, InstitutionGrant, InstitutionInvitation
from maillage.results import demonstration
from maillage.results.instance import tables
from tests.support.addresses import CPTS, INSTITUTION, Address, addresses
from tests.support.personas import signed_in
from tests.www.test_confirmations import TAKES_AWAY, called

pytestmark = pytest.mark.django_db
_FEW = 4
REFUSES = {"object_to", "refuse_completion", "asked"}
OURS, ARS = "cpts-du-piemont", "ars-occitanie"
WORDS = {"what": ("annuler",), "act": ("annuler",), "kind": ("lettre", "projet"), "number": ("1",)}
SENT = {"retirer": "oui"}
"""What the form of a piece says besides, when it takes the piece back."""


def takes_away(address: Address) -> bool:
    """Whether the view of an address withdraws, deletes, cancels or contests, by what it calls."""
    view = inspect.unwrap(address.pattern.callback)
    tree = ast.parse(textwrap.dedent(inspect.getsource(view)))
    names = {name for one in ast.walk(tree) if isinstance(one, ast.FunctionDef) for name in called(one)}
    return any(TAKES_AWAY.match(name) for name in names) or bool(names & REFUSES)


@pytest.fixture
def people(settings: Any) -> dict[str, Client]:
    """Who may do everything in the space of a CPTS under contract, and in that of its agency."""
    settings.RATELIMIT_ENABLE = False
    today = clock.today()
    demonstration.populate(today)
    fatou, esther = (User.objects.get(email__startswith=f"{name}.") for name in ("fatou", "esther"))
    now = timezone.now()
    community, agency = Community.objects.get(slug=OURS), Institution.objects.get(slug=ARS)
    with outside("a test adds the rows that the demonstration has not"):
        _complete(community, fatou, today, now)
    institutions.give_role(agency, person=esther, role="gestion_acces", by=None, now=now)
    institutions.invite(agency, email="quelqu-un@maillage.example", role="agent_ars", by=esther, now=now)
    return {CPTS: signed_in(fatou), INSTITUTION: signed_in(esther)}


def _complete(community: Community, fatou: User, today: date, now: datetime) -> None:
    for role in ("presidence", "tresorerie"):
        communities.give_role(community, person=fatou, role=role, by=None, now=now)
    communities.invite(community, email="quelqu-un@maillage.example", role="lecture", by=fatou, now=now)
    version = perimeters.perimeter(community, today)
    assert version is not None
    ahead = today + timedelta(days=40)
    communities.set_perimeter(community, codes=version.codes[1:], since=ahead, by=fatou, now=now)
    first = Contract.objects.filter(community=community, number=0).get()
    last = Contract.objects.filter(community=community).last()
    assert last is not None
    contract.complete_amounts(last, amounts={"fonctionnement": {"montant": 6_000_000}}, by=fatou, now=now)
    said = {"party": Termination.Party.CPTS, "notified_on": today, "last_day": today + timedelta(days=90), "reason": "Essai"}
    Termination.objects.create(community=community, contract=first, recorded_by=fatou, recorded_at=now, **said)


def everything() -> dict[str, list[str]]:
    """Every record of the instance, its journal too."""
    with outside("a test compares the whole instance"):
        return {model._meta.label_lower: [tables.as_json(row) for row in tables.rows(model)] for model in tables.records()}


def identifiers() -> list[str]:
    """The first and the last row of each kind of the CPTS, all where they are few or belong to a deed, and those of the
    institution."""
    found: list[str] = []
    with outside("a test fills the addresses"):
        for model in walled_models():
            rows = model._default_manager.filter(community__slug=OURS).order_by("pk")
            keys = list(rows.values_list("pk", flat=True))
            found += map(str, keys if len(keys) <= _FEW else [*keys[:1], *keys[-1:]])
            if any(field.name == "contract" for field in model._meta.fields):
                found += map(str, keys)
        for own in (InstitutionGrant, InstitutionInvitation):
            found += map(str, own.objects.filter(institution__slug=ARS).values_list("pk", flat=True))
    return list(dict.fromkeys(found))


def fillings(address: Address, ids: list[str]) -> Iterator[dict[str, str]]:
    with outside("a test fills the addresses"):
        deeds = [str(key) for key in Contract.objects.filter(community__slug=OURS).values_list("pk", flat=True)]
        sent = [str(key) for key in _transmissions()]
    words = {**WORDS, "key": ("acces_aux_soins", "statuts")}
    outer = [*deeds, *sent] if len(address.rows) > 1 else ids
    choices = [(outer if name == "key" else ids) if name in address.rows else words[name] for name in address.arguments]
    for values in product(*choices):
        yield dict(zip(address.arguments, values, strict=True))


def _transmissions() -> list[Any]:
    model = next(one for one in walled_models() if one._meta.label_lower == "filing.transmission")
    return list(model._default_manager.filter(community__slug=OURS).values_list("pk", flat=True))


def asks(client: Client, path: str) -> bool:
    """Whether a first POST meets the page that asks to confirm, or for a reason."""
    answer = client.post(path, SENT)
    if answer.status_code not in (200, 400):
        return False
    told = answer.content.decode()
    return 'name="confirme"' in told or 'name="reason"' in told


def test_a_first_post_changes_nothing_anywhere(people: dict[str, Client]) -> None:
    ids, before = identifiers(), everything()
    unmet, met = [], 0
    for space, slug in ((CPTS, OURS), (INSTITUTION, ARS)):
        for address in filter(takes_away, addresses(space)):
            paths = (address.filled(slug, values) for values in fillings(address, ids))
            if any(asks(people[space], path) for path in paths if address.leads_here(path)):
                met += 1
            else:
                unmet.append(address.route)
    after = everything()
    assert [label for label in after if after[label] != before[label]] == []
    assert unmet == []
    assert met > 20
