"""The association, the filing and the contract, walked as people do, and closed to those who may not."""

import html
from datetime import timedelta
from io import BytesIO
from typing import Any

import docx
import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from maillage.accounts import clock
from maillage.accounts.models import JournalEntry
from maillage.accounts.walls import outside, within
from maillage.community.filing import actions as filing
from maillage.community.filing import selectors as filed
from maillage.community.filing.models import Decision, Opinion, Transmission, TransmissionKind
from maillage.community.governance import selectors as governance
from tests.support.files import PDF
from tests.support.personas import People, signed_in

HOME = "/c/cpts-du-pays-de-foix/depot/"
VOICE = filing.Voice(None, "ars", "ARS Occitanie")


def page(answer: Any) -> str:
    """The source of a page as people read it: no entities, ordinary spaces."""
    text = html.unescape(answer.content.decode()).replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
    return " ".join(text.split())


def post(client: Client, address: str, **data: Any) -> HttpResponse:
    return client.post(HOME + address, data)  # type: ignore[return-value]


def iso(days: int = 0) -> str:
    return (clock.today() + timedelta(days=days)).isoformat()


def project(who: People) -> Transmission:
    found = filed.latest(who.ours, TransmissionKind.PROJET)
    assert found is not None
    return found


def upload() -> SimpleUploadedFile:
    """The scan that proves a receipt."""
    return SimpleUploadedFile("accuse.pdf", PDF)


# --- filing ------------------------------------------------------------------------------------------------


def test_what_is_missing_is_said_and_blocks_nothing(who: People) -> None:
    client = signed_in(who.amina)
    told = page(client.get(HOME))
    assert "à regarder avant de déposer. Rien ne bloque le dépôt." in told
    assert "Association : 12 pièces à dater" in told
    assert post(client, "deposer/", way="poste", sent_on=iso()).status_code == 302
    with within(who.ours):
        sent = project(who)
        assert (sent.way, sent.sent_on, sent.content["fictif"]) == ("poste", clock.today(), True)
    told = page(client.get(HOME))
    assert sent.digest in told
    assert client.get(f"/c/{who.ours.slug}/projet/transmission/{sent.pk}.pdf").status_code == 200
    assert f"/projet/transmission/{sent.pk}.pdf" in told
    assert "Envoyé, réception à dater" in told


def test_the_receipt_starts_the_two_months(who: People, monkeypatch: pytest.MonkeyPatch) -> None:
    client, start = signed_in(who.amina), clock.now()
    post(client, "deposer/", way="poste", sent_on=iso())
    monkeypatch.setattr(clock, "now", lambda: start + timedelta(days=3))
    assert "ne peut pas précéder" in page(post(client, "reception/", received_on=iso(-4), reference="1A", fichiers=upload()))
    assert "l'avenir" in page(post(client, "reception/", received_on=iso(1), reference="1A", fichiers=upload()))
    refused = post(client, "reception/", received_on=iso(-1), reference=" ", fichiers=upload())
    assert refused.status_code == 400
    assert "Donnez la référence" in page(refused)
    alone = post(client, "reception/", received_on=iso(-1), reference="1A 234")
    assert alone.status_code == 400
    assert "Joignez l'accusé de réception" in page(alone)
    assert post(client, "reception/", received_on=iso(-1), reference="1A 234", fichiers=upload()).status_code == 302
    told = page(client.get(HOME))
    for words in ("Dernier jour compté", "Il reste", "jusqu'à minuit", "1A 234", "CSP L1434-12", "accuse.pdf"):
        assert words in told, words
    assert "signalée à ARS Occitanie" in told
    assert "/textes/parametres/aci/creation/validation_tacite_mois/" in told
    assert client.get("/textes/parametres/aci/creation/validation_tacite_mois/").status_code == 200
    assert "ne se déplace pas" in page(post(client, "reception/", received_on=iso(), reference="2B", fichiers=upload()))


def test_the_same_project_is_not_filed_twice_but_after_a_withdrawal(who: People) -> None:
    client = signed_in(who.amina)
    post(client, "deposer/", way="maillage", sent_on=iso())
    twice = post(client, "deposer/", way="maillage", sent_on=iso())
    assert twice.status_code == 400
    assert post(client, "retirer/", confirme="oui").status_code == 302
    assert post(client, "retirer/", confirme="oui").status_code == 400
    assert post(client, "deposer/", way="main", sent_on=iso()).status_code == 302
    told = page(client.get(HOME))
    assert "Projet de santé n° 2" in told
    assert "Dépôts précédents" in told


@pytest.mark.parametrize(
    ("way", "sent_on", "words"),
    [
        ("poste", "2027-02-30", "Cette date n'existe pas"),
        ("poste", "9999-01-01", "hors du possible"),
        ("poste", "", "Donnez cette date"),
        ("pigeon", "2026-01-01", "pigeon"),
        ("poste", "2020-08-03", "précède le jour où la copie est figée"),
        ("maillage", "2020-08-03", "précède le jour où la copie est figée"),
    ],
)
def test_a_bad_filing_is_refused_with_its_reason(who: People, way: str, sent_on: str, words: str) -> None:
    answer = post(signed_in(who.amina), "deposer/", way=way, sent_on=sent_on)
    assert answer.status_code == 400
    assert words in page(answer)
    assert "n'est pas encore passé" in page(post(signed_in(who.amina), "deposer/", way="poste", sent_on=iso(1)))


def test_a_project_deemed_validated_has_its_certificate(who: People, monkeypatch: pytest.MonkeyPatch) -> None:
    client = signed_in(who.amina)
    start = clock.now()
    monkeypatch.setattr(clock, "now", lambda: start - timedelta(days=100))
    post(client, "deposer/", way="poste", sent_on=iso())
    with within(who.ours):
        address = f"{HOME}{project(who).pk}/certificat.pdf"
    assert client.get(address).status_code == 404
    monkeypatch.setattr(clock, "now", lambda: start - timedelta(days=99))
    post(client, "reception/", received_on=iso(), reference="1A", fichiers=upload())
    monkeypatch.setattr(clock, "now", lambda: start)
    told = page(client.get(HOME))
    assert "Projet réputé validé" in told
    assert address in told
    answer = client.get(address)
    assert answer["Content-Type"] == "application/pdf"
    assert "réputé validé" in pypdf.PdfReader(BytesIO(answer.content)).pages[0].extract_text()
    post(client, "deposer/", way="maillage", sent_on=iso())
    assert address in page(client.get(HOME)), "the earlier file keeps its certificate"
    slip = client.get(address.replace("certificat", "bordereau"))
    assert "Dépôt du projet de santé" in pypdf.PdfReader(BytesIO(slip.content)).pages[0].extract_text()


def test_an_opposition_shows_its_ground_and_lets_file_again(who: People) -> None:
    client = signed_in(who.amina)
    post(client, "deposer/", way="maillage", sent_on=iso())
    with within(who.ours):
        filing.decide(
            project(who),
            kind=Decision.Kind.OPPOSITION,
            decided_on=clock.today(),
            voice=VOICE,
            by=who.esther,
            now=clock.now(),
            ground=Decision.Ground.TERRITOIRE,
            reasons="Le canton voisin manque.",
        )
        address = f"{HOME}{project(who).pk}/certificat.pdf"
    told = page(client.get(HOME))
    for words in (
        "motif : le territoire n'est pas pertinent",
        "demandez une rencontre à l'agence",
        "Le canton voisin manque.",
        "Déposer à nouveau",
    ):
        assert words in told, words
    assert client.get(address).status_code == 404


def test_pieces_are_answered_and_only_shared_opinions_are_read(who: People) -> None:
    client = signed_in(who.amina)
    post(client, "deposer/", way="maillage", sent_on=iso())
    with within(who.ours):
        given: dict[str, Any] = {"voice": VOICE, "by": who.esther, "now": clock.now()}
        asked = filing.ask_piece(project(who), body="La liste des membres", due_on=clock.today(), **given)
        for body, shared in (("Avis pour tous", True), ("Avis entre nous", False)):
            filing.give_opinion(project(who), sense=Opinion.Sense.FAVORABLE, body=body, shared=shared, **given)
    told = page(client.get(HOME))
    assert "La liste des membres" in told
    assert "Avis pour tous" in told
    assert "Avis entre nous" not in told
    address = f"pieces/{asked.pk}/"
    assert post(client, address).status_code == 400
    assert post(client, address, **{f"{asked.pk}-answer": "Elle est en annexe."}).status_code == 302
    assert "Elle est en annexe." in page(client.get(HOME))
    assert post(client, address, **{f"{asked.pk}-answer": "Encore"}).status_code == 404


# --- association -------------------------------------------------------------------------------------------


def test_the_pieces_are_dated_and_taken_back(who: People) -> None:
    client = signed_in(who.amina)
    data = {"rna-done_on": iso(), "rna-note": "W092000000"}
    assert post(client, "association/pieces/rna/", **data).status_code == 302
    told = page(client.get(f"{HOME}association/"))
    assert "Il reste 11 pièces sur 12" in told
    assert "W092000000" in told
    late = post(client, "association/pieces/siret/", **{"siret-done_on": iso(2)})
    assert late.status_code == 400
    assert "n'est pas encore passé" in page(late)
    assert post(client, "association/pieces/rna/", retirer="1", confirme="oui").status_code == 302
    with within(who.ours):
        assert governance.pieces(who.ours) == {}
    assert post(client, "association/pieces/inconnue/", **data).status_code == 404


@pytest.mark.parametrize(("word", "title"), [("statuts", "Ressources"), ("reglement", "Grille d'indemnisation")])
def test_a_text_starts_from_the_model_and_keeps_what_is_written(who: People, word: str, title: str) -> None:
    client = signed_in(who.amina)
    told = page(client.get(f"{HOME}association/{word}/"))
    assert title in told
    assert "relire par un juriste" in told
    key = {"statuts": "objet", "reglement": "adhesion"}[word]
    assert "modèle de Maillage" in page(client.get(f"{HOME}association/{word}/{key}/ecrire/"))
    saved = post(client, f"association/{word}/{key}/ecrire/", body="Notre propre texte.", version="0")
    assert saved.status_code == 302
    answer = client.get(f"{HOME}association/{word}.docx")
    text = " ".join(paragraph.text for paragraph in docx.Document(BytesIO(answer.content)).paragraphs)
    assert "Notre propre texte." in text
    assert "Texte du modèle" in text
    assert client.get(f"{HOME}association/{word}/absente/").status_code == 404
    assert client.get(f"{HOME}association/autre.docx").status_code == 404


ASSEMBLY = {
    "title": "Assemblée constitutive",
    "at": "2026-12-01T19:30",
    "place": "Mairie de Foix",
    "sender": "Amina Essai",
    "agenda": "Statuts\nBureau",
    "colleges": "Premier recours : 4\nÉtablissements : 2",
    "quorum_percent": "50",
    "proxies_limit": "1",
}


def assembly(client: Client) -> str:
    """Address of a new assembly, from HOME."""
    answer = post(client, "association/assemblees/", **ASSEMBLY)
    assert answer.status_code == 302
    return answer["Location"].removeprefix(HOME)


def test_an_assembly_from_its_call_to_its_minutes(who: People) -> None:
    client = signed_in(who.amina)
    home = assembly(client)
    line = {"profession": "Médecin", "college": "Premier recours", "represented_by": ""}
    assert post(client, f"{home}presences/", name="Anne Test", **line).status_code == 302
    assert post(client, f"{home}presences/", name="Bilal Test", **(line | {"represented_by": "Anne Test"})).status_code == 302
    full = post(client, f"{home}presences/", name="Driss Test", **(line | {"represented_by": "Anne Test"}))
    assert full.status_code == 400
    assert "porte déjà 1 pouvoir" in page(full)
    assert 'value="Driss Test"' in page(full)
    vote = {"text": "Les statuts sont adoptés.", "votes_for": 2, "votes_against": 0, "abstentions": 0}
    assert post(client, f"{home}resolutions/", **vote).status_code == 302
    assert post(client, f"{home}resolutions/", **(vote | {"votes_for": 3})).status_code == 400
    minutes = {"opened_at": "19:30", "closed_at": "21:00", "chair": "Anne", "secretary": "Bilal", "minutes": "**Débats**"}
    assert post(client, f"{home}debats/", **minutes, version=1).status_code == 302
    assert post(client, f"{home}debats/", **(minutes | {"closed_at": "18:00"}), version=2).status_code == 400
    told = page(client.get(HOME + home))
    for words in ("Anne Test", "pouvoir à Anne Test", "Adoptée", "<strong>Débats</strong>"):
        assert words in told, words
    for paper in ("convocation", "emargement", "proces-verbal"):
        assert docx.Document(BytesIO(client.get(f"{HOME}{home}{paper}.docx").content)).paragraphs[0].text
    assert client.get(f"{HOME}{home}autre.docx").status_code == 404
    with outside("the journal of one community, read by a test"):
        assert JournalEntry.objects.filter(chain=str(who.ours.pk), action="export").count() == 3


def test_a_call_starts_from_the_model_then_from_the_last_one(who: People) -> None:
    client = signed_in(who.amina)
    first = page(client.get(f"{HOME}association/assemblees/"))
    assert "Assemblée générale constitutive" in first
    assert "adoption des statuts" in first
    assembly(client)
    second = page(client.get(f"{HOME}association/assemblees/"))
    assert "constitutive" not in second
    assert "Premier recours : 4" in second


def test_lines_and_votes_are_taken_back(who: People) -> None:
    client = signed_in(who.amina)
    home = assembly(client)
    line = {"profession": "Médecin", "college": "Premier recours"}
    post(client, f"{home}presences/", name="Anne Test", **line)
    post(client, f"{home}presences/", name="Bilal Test", **line, represented_by="Anne Test")
    post(client, f"{home}resolutions/", text="Oui", votes_for=1, votes_against=0, abstentions=0)
    with within(who.ours):
        meeting = governance.assemblies(who.ours)[0]
        keys = {row.name: row.pk for row in governance.presences(meeting)}
        vote = governance.resolutions(meeting)[0].pk
    refused = post(client, f"association/presences/{keys['Anne Test']}/retirer/", confirme="oui")
    assert refused.status_code == 400
    assert "porte des pouvoirs" in page(refused)
    for name in ("Bilal Test", "Anne Test"):
        assert post(client, f"association/presences/{keys[name]}/retirer/", confirme="oui").status_code == 302
    assert post(client, f"association/resolutions/{vote}/retirer/", confirme="oui").status_code == 302
    told = page(client.get(HOME + home))
    assert "Personne n'est encore inscrit" in told
    assert "Aucun vote" in told


def test_the_call_is_changed_and_a_bad_one_is_refused(who: People) -> None:
    client = signed_in(who.amina)
    home = assembly(client)
    assert post(client, f"{home}convocation/", **(ASSEMBLY | {"place": "Salle des fêtes"}), version=1).status_code == 302
    assert "Salle des fêtes" in page(client.get(HOME + home))
    for wrong, words in (
        ({"colleges": "Premier recours"}, "n'est pas lisible"),
        ({"colleges": "A : 3\nA : 4"}, "même nom"),
        ({"at": "demain"}, "Cette date n'est pas lisible"),
        ({"at": "0001-01-01T00:00"}, "L'année 1 est hors du possible"),
        ({"at": "9999-12-31T23:59"}, "L'année 9999 est hors du possible"),
        ({"at": "2027-03-28T02:30"}, "l'horloge change cette nuit-là"),
        ({"quorum_percent": "120"}, "100"),
        ({"agenda": " "}, "au moins un point"),
    ):
        for address in (f"{home}convocation/", "association/assemblees/"):
            answer = post(client, address, **(ASSEMBLY | wrong), version=2)
            assert answer.status_code == 400
            assert words in page(answer), wrong


def test_two_who_write_the_minutes_lose_nothing(who: People) -> None:
    client = signed_in(who.amina)
    home = assembly(client)
    assert post(client, f"{home}debats/", minutes="Les mots d'Anne", version=1).status_code == 302
    refused = post(client, f"{home}debats/", minutes="Les mots de Bilal", version=1)
    told = page(refused)
    assert refused.status_code == 400
    assert "Une autre personne a changé ces lignes" in told
    assert "<p>Les mots d'Anne</p>" in told
    assert "Les mots de Bilal</textarea>" in told
    assert '<input type="hidden" name="version" value="2" id="minutesform_version">' in told
    assert post(client, f"{home}convocation/", **(ASSEMBLY | {"place": "Ailleurs"}), version=1).status_code == 400
    assert post(client, f"{home}debats/", minutes="Les deux", version=2).status_code == 302
