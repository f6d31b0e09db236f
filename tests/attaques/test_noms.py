"""A name holds one line and hides nothing, wherever it is typed; and the statutes are written by who holds the association."""

import io
from typing import Any

import pytest
from django.apps import apps
from django.db.models import CharField

from maillage.accounts import people
from maillage.accounts.models import User
from maillage.accounts.walls import within
from maillage.community.communities import actions as communities
from maillage.community.communities.models import Community
from maillage.community.governance import actions as governance
from maillage.community.governance.models import Assembly
from maillage.community.library import actions as library
from maillage.institutions import actions as institutions
from maillage.institutions.models import Kind
from maillage.kernel.names import deceiving_sign, one_line
from tests.support.files import PDF
from tests.support.personas import FOIX, NOW, TODAY, People, signed_in

pytestmark = pytest.mark.django_db
HARM = "Maison\r\nBcc: x@exemple.fr\u202egpj.exe\u2028\u200b\x1b[31m"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (HARM, "Maison Bcc: x@exemple.frgpj.exe [31m"),
        ("  Été\tà   Foix ", "Été à Foix"),
        ("a\u2066b\u2069c", "abc"),
        ("نور\u200c الدين", "نور\u200c الدين"),
        ("\u202e\u200b", ""),
    ],
)
def test_one_line(given: str, kept: str) -> None:
    assert one_line(given) == kept
    assert deceiving_sign(kept) == ""


def test_every_writer_keeps_names_on_one_line(who: People) -> None:
    people.rename(who.bruno, name=HARM)
    made = communities.create_community(name=HARM, codes=FOIX, by=who.lea, now=NOW, today=TODAY)
    agency = institutions.create_institution(kind=Kind.MSA, name=HARM, departements=["09"], now=NOW)
    with within(who.ours):
        communities.save_identity(who.ours, values={"seat": HARM}, version=who.ours.version, by=who.amina, now=NOW)
        body = io.BytesIO(PDF)
        file = library.add(who.ours, name=f"{HARM}.pdf", size=len(PDF), content=body, by=who.amina, now=NOW)
    found = [
        User.objects.get(pk=who.bruno.pk).name,
        made.name,
        agency.name,
        Community.objects.get(pk=who.ours.pk).seat,
        file.name,
    ]
    assert all(found)
    assert [name for name in found if deceiving_sign(name)] == []


def test_what_is_written_without_a_form_is_straightened_too(who: People) -> None:
    """Every model of ours that has a column of one line, now or later: the last door is the same."""
    models = [model for model in apps.get_models() if model.__module__.startswith("maillage.community.")]
    assert sum(any(isinstance(field, CharField) for field in model._meta.concrete_fields) for model in models) > 15
    values: dict[str, Any] = {
        "title": "Assemblée", "at": NOW, "place": "Foix", "sender": "Amina", "agenda": ["Statuts"],
        "colleges": [{"name": "Soins", "convened": 3}], "quorum_percent": 0, "proxies_limit": 1,
    }  # fmt: skip
    with within(who.ours):
        row = governance.call_assembly(who.ours, values={**values, "place": HARM}, by=who.amina, now=NOW)
        assert not deceiving_sign(Assembly.objects.get(pk=row.pk).place)
        governance.change_assembly(row, values={**values, "sender": HARM}, version=row.version, by=who.amina, now=NOW)
        assert not deceiving_sign(Assembly.objects.get(pk=row.pk).sender)


@pytest.mark.parametrize("text", ["statuts/objet", "reglement/adhesion"])
def test_statutes_are_written_by_who_holds_the_association(who: People, text: str) -> None:
    """« rediger » writes the letter and the project; the statutes ask « association »."""
    with within(who.ours):
        communities.give_role(who.ours, person=who.bruno, role="referent", by=who.amina, now=NOW)
    address = f"/c/{who.ours.slug}/depot/association/{text}/"
    writer, member = signed_in(who.amina), signed_in(who.bruno)
    assert f"{address}ecrire/" in writer.get(address).content.decode()
    assert writer.get(f"{address}ecrire/").status_code == 200
    page = member.get(address)
    assert page.status_code == 200
    assert f"{address}ecrire/" not in page.content.decode()
    for method in ("get", "post"):
        assert getattr(member, method)(f"{address}ecrire/").status_code == 403
    assert member.get(f"/c/{who.ours.slug}/creation/lettre/territoire/ecrire/").status_code == 200
