"""The files of a CPTS in the browser: who may, what is refused and why, how a file is served."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from lxml import html

from maillage.accounts.walls import within
from maillage.community.library import storage
from maillage.community.library.models import File
from maillage.community.library.shelf import ALIAS
from tests.support.confirming import YES
from tests.support.files import HONEST, PDF, REFUSED
from tests.support.journal import entries
from tests.support.objects import alter, with_bucket
from tests.support.personas import People, signed_in

HOME = "/c/cpts-du-pays-de-foix/documents/"
KEY = UUID(int=1)


def send(client: Client, *names: str, subject: str = "", **bodies: bytes) -> Any:
    given = [SimpleUploadedFile(name, HONEST[name]) for name in names]
    given += [SimpleUploadedFile(name.replace("_", "."), body) for name, body in bodies.items()]
    return client.post(f"{HOME}ajouter/", {"fichiers": given, "sujet": subject})


def only(who: People) -> File:
    with within(who.ours):
        return File.objects.get()


def read(client: Client, file: File) -> tuple[bytes, Any]:
    """The whole answer, which its last byte closes."""
    response: Any = client.get(f"{HOME}{file.pk}/")
    return b"".join(response.streaming_content), response


def text(response: HttpResponse) -> str:
    return " ".join(html.fromstring(response.content.decode()).text_content().split())


# --- who may ------------------------------------------------------------------------------------------------
def test_a_reader_reads_and_changes_nothing(who: People) -> None:
    send(signed_in(who.amina), "projet.pdf")
    response = signed_in(who.lea).get(HOME)
    assert "projet.pdf" in text(response)
    assert not html.fromstring(response.content.decode()).xpath("//main//form[@method='post']")
    assert send(signed_in(who.bruno), "projet.pdf").status_code == 403
    assert signed_in(who.bruno).get(f"{HOME}{only(who).pk}/retirer/").status_code == 403


def test_another_cpts_and_nobody_are_kept_out(who: People) -> None:
    send(signed_in(who.amina), "projet.pdf")
    file = only(who)
    theirs = signed_in(who.chloe)
    for page in (HOME, f"{HOME}{file.pk}/", f"{HOME}{file.pk}/retirer/", f"/c/cpts-du-comtat/documents/{file.pk}/"):
        assert theirs.get(page).status_code == 404, page
        assert Client().get(page)["Location"].startswith("/compte/")
    assert send(theirs, "note.txt").status_code == 404
    assert "projet.pdf" not in theirs.get("/c/cpts-du-comtat/documents/").content.decode()
    assert theirs.post(f"/c/cpts-du-comtat/documents/{file.pk}/retirer/", YES).status_code == 404
    assert theirs.post(f"/c/cpts-du-comtat/documents/{file.pk}/remettre/").status_code == 404


@pytest.mark.parametrize("page", ["ajouter/", f"{KEY}/remettre/"])
def test_acts_are_posts(who: People, page: str) -> None:
    assert signed_in(who.amina).get(HOME + page).status_code == 405
    assert signed_in(who.amina).post(f"{HOME}{KEY}/").status_code == 405


def test_a_file_that_does_not_exist_is_404(who: People) -> None:
    amina = signed_in(who.amina)
    assert amina.get(f"{HOME}{uuid4()}/").status_code == 404
    assert amina.post(f"{HOME}{uuid4()}/remettre/").status_code == 404
    assert amina.get(f"{HOME}?retire=nimporte").status_code == 200


# --- adding -------------------------------------------------------------------------------------------------
def test_several_files_are_added_at_once(who: People) -> None:
    amina = signed_in(who.amina)
    assert "Aucun fichier" in text(amina.get(HOME))
    response = send(amina, "projet.pdf", "liste.csv", "lettre.docx", subject="Projet de santé")
    assert response.status_code == 302
    page = text(amina.get(HOME))
    assert "3 fichiers ajoutés" in page
    for word in ("projet.pdf", "liste.csv", "lettre.docx", "Projet de santé", "Amina Essai"):
        assert word in page


@pytest.mark.parametrize("name", ["faux.pdf", "image.svg", "page.html", "outil.exe", "macros.docx"])
def test_a_disguised_file_is_refused_and_the_others_are_kept(who: People, name: str) -> None:
    body, said = REFUSED[name]
    response = send(signed_in(who.amina), "note.txt", **{name.replace(".", "_"): body})
    assert response.status_code == 400
    assert said in text(response)
    assert "1 fichier ajouté" in text(response)
    assert only(who).name == "note.txt"


def test_nothing_chosen_empty_or_an_unknown_subject_is_told(who: People) -> None:
    amina = signed_in(who.amina)
    assert "choisissez au moins un fichier" in text(amina.post(f"{HOME}ajouter/"))
    assert "est vide" in text(send(amina, vide_pdf=b""))
    assert "n'est pas dans la liste" in text(send(amina, "note.txt", subject="Rien"))


def test_too_heavy_is_refused_before_it_is_read(who: People, settings: Any) -> None:
    settings.MAILLAGE_MAX_UPLOAD = 1_048_576
    response = send(signed_in(who.amina), lourd_txt=b"x" * 1_200_000)
    assert response.status_code == 413
    assert "ne peut pas dépasser 1 Mo" in text(response)


@pytest.mark.usefixtures("on_both_shelves")
def test_these_pages_take_more_than_the_others(who: People) -> None:
    assert send(signed_in(who.amina), lourd_txt=b"x" * 5_000_000).status_code == 302
    assert signed_in(who.amina).post("/c/cpts-du-pays-de-foix/", {"x": "x" * 5_000_000}).status_code == 413


def test_too_many_files_are_refused_with_a_sentence(who: People) -> None:
    response = send(signed_in(who.amina), *["note.txt"] * 11)
    assert response.status_code == 400
    assert "10 fichiers au plus" in text(response)


# --- serving ------------------------------------------------------------------------------------------------
@pytest.mark.usefixtures("on_both_shelves")
def test_a_file_is_served_to_be_kept_and_journalled(who: People) -> None:
    amina = signed_in(who.amina)
    send(amina, Réglé_pdf=PDF)
    body, response = read(signed_in(who.lea), only(who))
    assert body == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == "attachment; filename=\"Regle.pdf\"; filename*=UTF-8''R%C3%A9gl%C3%A9.pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "no-store" in response["Cache-Control"]
    entry = entries(chain=who.ours.pk)[-1]
    assert (entry.action, entry.person_id) == ("fichier_lu", who.lea.pk)


@pytest.mark.usefixtures("on_both_shelves")
@pytest.mark.parametrize("spoil", [storage.forget, alter])
def test_lost_or_altered_bytes_are_told_and_not_served(who: People, spoil: Any) -> None:
    amina = signed_in(who.amina)
    send(amina, "projet.pdf")
    spoil(who.ours.pk, only(who).sha256)
    response = amina.get(f"{HOME}{only(who).pk}/")
    assert response.status_code == 404
    assert "manque sur le serveur" in text(response)


def test_a_bucket_that_is_away_is_said_and_nothing_is_half_kept(who: People, objects: str, settings: Any) -> None:
    with_bucket(settings, objects)
    send(signed_in(who.amina), "projet.pdf")
    file = only(who)
    settings.STORAGES[ALIAS]["OPTIONS"]["endpoint_url"] = "http://127.0.0.1:9"
    settings.STORAGES = {**settings.STORAGES}
    amina = signed_in(who.amina)
    amina.raise_request_exception = False
    for answer in (amina.get(f"{HOME}{file.pk}/"), send(amina, "note.txt")):
        assert (answer.status_code, answer["Retry-After"]) == (503, "10")
        assert "Le stockage des fichiers n'a pas répondu" in text(answer)
    assert only(who) == file
    assert amina.get(HOME).status_code == 200


# --- removing -----------------------------------------------------------------------------------------------
def test_a_file_is_removed_after_a_confirmation_and_comes_back(who: People) -> None:
    amina = signed_in(who.amina)
    send(amina, "projet.pdf")
    file = only(who)
    assert "Retirer « projet.pdf »" in text(amina.get(f"{HOME}{file.pk}/retirer/")).replace("\xa0", " ")
    response = amina.post(f"{HOME}{file.pk}/retirer/", YES, follow=True)
    assert "est retiré" in text(response)
    assert amina.get(f"{HOME}{file.pk}/").status_code == 404
    [undo] = html.fromstring(response.content.decode()).xpath("//form[contains(@action, 'remettre')]/@action")
    assert "est de retour" in text(amina.post(undo, follow=True))
    assert read(amina, file)[0] == PDF


# --- the list -----------------------------------------------------------------------------------------------
def names(client: Client, **asked: str) -> list[str]:
    tree = html.fromstring(client.get(HOME, asked).content.decode())
    return [link.text_content() for link in tree.xpath("//tbody//th//a")]


def test_the_list_is_searched_and_sorted(who: People) -> None:
    amina = signed_in(who.amina)
    send(amina, "projet.pdf", "liste.csv", subject="Contrat")
    assert names(amina, tri="nom") == ["liste.csv", "projet.pdf"]
    assert names(amina, tri="nom-inverse") == ["projet.pdf", "liste.csv"]
    assert names(amina, q="projet contrat") == ["projet.pdf"]
    assert len(names(amina, tri="inconnu")) == 2
    assert "Aucun fichier ne correspond" in text(amina.get(HOME, {"q": "rien"}))


def test_long_lists_have_pages(who: People) -> None:
    amina = signed_in(who.amina)
    for start in range(0, 30, 10):
        send(amina, **{f"n{number}_txt": f"texte {number}".encode() for number in range(start, start + 10)})
    assert len(names(amina)) == 25
    assert len(names(amina, page="2")) == 5
