"""What is typed once is offered in the other places that need it, and nothing is copied that nobody accepted."""

import html
from typing import Any

import pytest

from maillage.accounts import clock
from maillage.accounts.refusals import UnableToSave
from maillage.accounts.walls import within
from maillage.community.communities import actions as communities
from maillage.community.communities.models import Community
from maillage.community.drafting import selectors as drafting
from maillage.community.drafting.models import TextKind
from maillage.community.governance import actions as governance
from maillage.community.governance import numbers
from maillage.community.governance import selectors as association
from maillage.community.governance.models import Piece
from maillage.kernel.codes import finess
from maillage.results.cpts import carriers
from tests.support.personas import People, signed_in

RNA, OTHER_RNA, SIRET = "W091000042", "W091000099", "73282932000074"
FINESS = finess.with_key("09000475")
HOME = "/c/cpts-du-pays-de-foix/"


def page(answer: Any) -> str:
    """The source of a page as people read it: no entities, ordinary spaces."""
    text = html.unescape(answer.content.decode()).replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
    return " ".join(text.split())


def note(who: People, piece: Piece, text: str) -> None:
    with within(who.ours):
        governance.record_piece(
            who.ours, key=piece, done_on=clock.today(), note=text, by=who.amina, now=clock.now(), today=clock.today()
        )


def identity(who: People) -> Community:
    return Community.objects.get(pk=who.ours.pk)


@pytest.mark.parametrize(
    ("piece", "text", "number"),
    [
        (Piece.RNA, f"Récépissé du 12/03/2026, {RNA}", RNA),
        (Piece.RNA, "w 091 000 042", RNA),
        (Piece.SIRET, "SIRET 732 829 320 00074, reçu par courrier", SIRET),
        (Piece.FINESS, "09 000 475 5", FINESS),
        (Piece.FINESS, "n° 090004755.", FINESS),
        (Piece.RNA, "Demandé le 12/03/2026", ""),
        (Piece.STATUTS, RNA, ""),
    ],
)
def test_a_number_is_read_in_the_note_of_its_piece(piece: Piece, text: str, number: str) -> None:
    assert numbers.in_note(piece, text) == number


@pytest.mark.parametrize(
    ("piece", "text"),
    [
        (Piece.SIRET, "73282932000079"),
        (Piece.SIRET, "SIRET 732 829 320"),
        (Piece.RNA, "W09100004"),
        (Piece.RNA, "091000042"),
        (Piece.FINESS, "Reçu : 09 000 475 6"),
        (Piece.FINESS, SIRET),
    ],
)
def test_a_false_number_is_refused_where_it_is_typed(who: People, piece: Piece, text: str) -> None:
    with pytest.raises(UnableToSave, match="Référence ou note"):
        note(who, piece, text)
    with within(who.ours):
        assert piece not in association.pieces(who.ours)


def test_the_number_of_a_piece_is_offered_and_taken_by_a_button(who: People) -> None:
    note(who, Piece.RNA, f"Récépissé {RNA}")
    client = signed_in(who.amina)
    for address in (
        "reglages/",
        "depot/association/",
        "creation/lettre/",
        "depot/",
        "depot/contrat/",
        "depot/association/statuts/",
    ):
        told = page(client.get(HOME + address))
        assert "porte le RNA W 091 000042" in told.replace("<strong>", "").replace("</strong>", ""), address
        assert f'action="{HOME}reglages/identite/rna/"' in told, address
    assert identity(who).rna == ""
    answer = client.post(f"{HOME}reglages/identite/rna/", {"a_la_place_de": "", "retour": f"{HOME}depot/contrat/"}, follow=True)
    assert answer.redirect_chain == [(f"{HOME}depot/contrat/", 302)]
    assert "L'identité porte le RNA W 091 000042" in page(answer)
    assert identity(who).rna == RNA
    assert f"{HOME}reglages/identite/rna/" not in page(client.get(f"{HOME}reglages/"))


def test_the_form_of_the_identity_starts_from_it(who: People) -> None:
    note(who, Piece.SIRET, SIRET)
    told = page(signed_in(who.amina).get(f"{HOME}reglages/identite/"))
    assert 'value="732 829 320 00074"' in told
    assert "Repris de la pièce « Numéro SIRET reçu » : enregistrez pour l'accepter." in told
    assert identity(who).siret == ""


def test_another_number_is_shown_before_it_replaces_one(who: People) -> None:
    Community.objects.filter(pk=who.ours.pk).update(rna=OTHER_RNA)
    note(who, Piece.RNA, RNA)
    client, address = signed_in(who.amina), f"{HOME}reglages/identite/rna/"
    told = page(client.get(f"{HOME}reglages/"))
    assert "W 091 000099" in told
    assert "Remplacer par W 091 000042" in told
    client.post(address, {"a_la_place_de": ""})  # a page opened before the identity had one
    assert identity(who).rna == OTHER_RNA
    client.post(address, {"a_la_place_de": OTHER_RNA})
    assert identity(who).rna == RNA


def test_a_siret_of_another_siren_is_not_taken(who: People) -> None:
    Community.objects.filter(pk=who.ours.pk).update(siren="552100554")
    note(who, Piece.SIRET, SIRET)
    answer = signed_in(who.amina).post(f"{HOME}reglages/identite/siret/", {"a_la_place_de": ""}, follow=True)
    assert "n'est pas celui du SIREN 552100554" in page(answer)
    assert identity(who).siret == ""


def test_the_identity_is_offered_to_the_piece(who: People) -> None:
    Community.objects.filter(pk=who.ours.pk).update(rna=RNA)
    told = page(signed_in(who.amina).get(f"{HOME}depot/association/"))
    assert 'value="W 091 000042"' in told
    with within(who.ours):
        assert Piece.RNA not in association.pieces(who.ours)


def test_numbers_come_back_inside_the_space_and_stay_behind_its_walls(who: People) -> None:
    note(who, Piece.RNA, RNA)
    address = f"{HOME}reglages/identite/rna/"
    away = signed_in(who.amina).post(address, {"a_la_place_de": "", "retour": "https://ailleurs.example/"})
    assert away["Location"] == f"{HOME}reglages/"
    assert signed_in(who.amina).post(f"{HOME}reglages/identite/statuts/").status_code == 404
    assert signed_in(who.chloe).post(address, {"a_la_place_de": ""}).status_code == 404


# --- carriers ----------------------------------------------------------------------------------------------


def assembly(who: People) -> Any:
    with within(who.ours):
        values = {
            "title": "Assemblée constitutive", "at": clock.now(), "place": "Foix", "sender": "Jean Petit, porteur", "agenda": ["Statuts"],
            "colleges": [{"name": "Premier recours", "convened": 12}], "quorum_percent": 0, "proxies_limit": 1,
        }  # fmt: skip
        made = governance.call_assembly(who.ours, values=values, by=who.amina, now=clock.now())
        governance.record_presence(
            made,
            name="amina  ESSAI",
            profession="infirmière",
            college="Premier recours",
            represented_by="",
            by=who.amina,
            now=clock.now(),
        )
        return made


def give(who: People, role: str) -> None:
    with within(who.ours):
        communities.give_role(who.ours, person=who.bruno, role=role, by=who.amina, now=clock.now())


def test_carriers_are_people_of_the_space_with_the_profession_that_a_sheet_says(who: People) -> None:
    give(who, "presidence")
    assembly(who)
    with within(who.ours):
        told = {one.name: (one.quality, one.profession) for one in carriers.carriers(who.ours)}
        assert told == {"Amina Essai": ("coordination", "infirmière"), "Bruno Essai": ("présidence", "")}
        assert carriers.bureau(who.ours) == "présidence : Bruno Essai"
        assert carriers.names(who.ours) == ("Amina Essai", "Bruno Essai")
        assert "Jean Petit, porteur" in carriers.signatures(who.ours)


def test_names_are_offered_to_the_assembly_the_minutes_and_the_contract(who: People) -> None:
    give(who, "presidence")
    made, client = assembly(who), signed_in(who.amina)
    told = page(client.get(f"{HOME}depot/association/assemblees/{made.pk}/"))
    assert told.count('list="porteurs-noms"') == 4  # present, represented by, chair, secretary
    assert '<datalist id="porteurs-noms"><option value="Amina Essai">' in told
    contract = page(client.get(f"{HOME}depot/contrat/"))
    assert 'value="Bruno Essai, présidence"' in contract
    assert 'list="porteurs"' in contract
    assert 'value="présidence : Bruno Essai"' in page(client.get(f"{HOME}depot/association/"))
    assert 'value="Jean Petit, porteur"' in page(client.get(f"{HOME}depot/association/assemblees/"))


def test_the_first_contact_starts_from_them_and_is_offered_to_the_letter_then_to_the_project(who: People) -> None:
    client = signed_in(who.amina)
    assert "- Amina Essai, coordination" in page(client.get(f"{HOME}creation/contact/envoyer/"))
    typed_in = {"carriers": "Amina, infirmière à Foix.", "message": "Bonjour."}
    assert client.post(f"{HOME}creation/contact/envoyer/", typed_in).status_code == 302
    told = page(client.get(f"{HOME}creation/lettre/porteurs/ecrire/"))
    assert "Amina, infirmière à Foix." in told
    assert "prise de contact du" in told
    client.post(f"{HOME}creation/lettre/porteurs/ecrire/", {"body": "Portée par Amina, à Foix.", "version": "0"})
    assert "Portée par Amina, à Foix." in page(client.get(f"{HOME}projet/identite/ecrire/"))
    with within(who.ours):
        assert not drafting.bodies(who.ours, TextKind.PROJET)


def test_the_numbers_of_the_identity_are_offered_to_the_letter(who: People) -> None:
    Community.objects.filter(pk=who.ours.pk).update(rna=RNA)
    assert f"Forme : association, RNA {RNA}" in page(signed_in(who.amina).get(f"{HOME}creation/lettre/porteurs/ecrire/"))
