"""One section of a text: read, written, compared, remarked; two writers lose nothing. Seen through the lettre d'intention."""

from django.test import Client

from maillage.accounts.walls import within
from maillage.community.communities import actions as communities
from maillage.community.drafting import selectors
from maillage.community.drafting.models import TextKind
from maillage.www.components.versions import compare
from maillage.www.shared.markdown import render
from tests.support.personas import NOW, People, signed_in

HOME = "/c/cpts-du-pays-de-foix/creation/lettre/"
PLACE = f"{HOME}territoire/"


def save(client: Client, body: str, version: int | str, *, place: str = PLACE, **more: str):
    return client.post(f"{place}ecrire/", {"body": body, "version": version, **more})


def test_words_are_saved_then_read(who: People) -> None:
    client = signed_in(who.amina)
    answer = save(client, "## Pourquoi\n\nUn **bassin** de vie.", 0)
    assert (answer.status_code, answer.url) == (302, PLACE)
    page = client.get(PLACE).content.decode()
    assert "<h3>Pourquoi</h3>" in page
    assert "<strong>bassin</strong>" in page
    assert "Version 1, enregistrée par Amina Essai" in page


def test_the_second_writer_sees_both_texts_and_keeps_theirs(who: People) -> None:
    amina = signed_in(who.amina)
    save(amina, "Les mots d'Amina", 0)
    answer = save(amina, "D'autres mots", 0)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Les mots d&#x27;Amina" in page
    assert "D&#x27;autres mots</textarea>" in page
    assert '<input type="hidden" name="version" value="1" id="id_version">' in page
    assert save(amina, "Les deux", 1).status_code == 302


def test_the_present_words_are_said_newer_to_who_writes(who: People) -> None:
    client = signed_in(who.amina)
    save(client, "Un", 0)
    fragment = client.post(f"{PLACE}presence/", {"version": "0"}).content.decode()
    assert "Amina Essai a enregistré la version 1" in fragment
    assert "enregistré" not in client.post(f"{PLACE}presence/", {"version": "1"}).content.decode()
    assert client.post(f"{PLACE}presence/", {"version": "x" * 40}).status_code == 200
    for absurd in ("9" * 30, "9" * 5_000):
        assert client.post(f"{PLACE}presence/", {"version": absurd}).status_code == 200
        assert save(client, "Deux", absurd).status_code == 400
        assert client.get(f"{PLACE}ecrire/?version={absurd}").status_code == 404


def test_who_saved_or_went_back_to_reading_writes_no_more(who: People) -> None:
    with within(who.ours):
        communities.give_role(who.ours, person=who.bruno, role="bureau", by=who.amina, now=NOW)
    amina, bruno = signed_in(who.amina), signed_in(who.bruno)
    told = "Amina Essai écrit ici en ce moment."
    for leaves in (lambda: amina.post(f"{PLACE}ecrire/", {"body": "Nous", "version": "0"}), lambda: amina.get(PLACE)):
        amina.get(f"{PLACE}ecrire/")
        assert told in bruno.post(f"{PLACE}presence/", {"version": "0"}).content.decode()
        leaves()
        assert told not in bruno.post(f"{PLACE}presence/", {"version": "0"}).content.decode()


def test_versions_are_compared_and_taken_up_again(who: People) -> None:
    client = signed_in(who.amina)
    save(client, "Un\nDeux", 0)
    save(client, "Un\nTrois", 1)
    page = client.get(f"{PLACE}versions/").content.decode()
    assert "<del>Deux</del>" in page
    assert "<ins>Trois</ins>" in page
    taken = client.get(f"{PLACE}ecrire/?version=1").content.decode()
    assert "Un\nDeux</textarea>" in taken
    assert 'name="version" value="2"' in taken
    for absent in ("versions/?de=7&a=9", "ecrire/?version=9", "ecrire/?version=x"):
        assert client.get(PLACE + absent).status_code == 404


def test_a_remark_is_added_then_settled(who: People) -> None:
    bruno, amina = signed_in(who.bruno), signed_in(who.amina)
    assert bruno.post(f"{PLACE}commentaires/", {"remark": "À préciser"}).status_code == 302
    assert bruno.post(f"{PLACE}commentaires/", {"remark": " "}).status_code == 400
    assert bruno.post(f"{PLACE}commentaires/1/").status_code == 403
    assert amina.post(f"{PLACE}commentaires/2/").status_code == 404
    assert amina.post(f"{PLACE}commentaires/1/").status_code == 302
    assert "Réglé par Amina Essai" in bruno.get(PLACE).content.decode()


def test_bad_words_stay_in_the_field(who: People) -> None:
    client = signed_in(who.amina)
    answer = save(client, "x" * 60_001, 0)
    assert answer.status_code == 400
    assert "répartissez-le" in answer.content.decode()
    assert client.post(f"{PLACE}ecrire/", {"body": "mots", "version": ""}).status_code == 400
    assert client.post(f"{PLACE}ecrire/", {"body": "mots\x00", "version": "0"}).status_code == 400
    with within(who.ours):
        assert selectors.bodies(who.ours, TextKind.LETTRE) == {}


def test_each_address_has_its_right(who: People) -> None:
    lea, bruno, chloe = signed_in(who.lea), signed_in(who.bruno), signed_in(who.chloe)
    assert lea.get(PLACE).status_code == 200
    assert lea.post(f"{PLACE}commentaires/", {"remark": "Non"}).status_code == 403
    for ending in ("ecrire/", "presence/"):
        assert bruno.post(PLACE + ending).status_code == 403
    for ending in ("", "ecrire/", "versions/"):
        assert chloe.get(PLACE + ending).status_code == 404
        assert Client().get(PLACE + ending).status_code == 302
        assert bruno.get(f"{HOME}inconnue/{ending}").status_code in (403, 404)
    assert lea.post(PLACE).status_code == 405
    assert signed_in(who.amina).get(f"{PLACE}presence/").status_code == 405


def test_what_people_type_never_runs() -> None:
    page = render(
        "<script>alert(1)</script>\n\n[a](javascript:alert(1)) ![i](https://exemple.fr/i.png)\n\n## Grand\n\n#### Petit"
    )
    assert "<script" not in page
    assert 'href="javascript' not in page
    assert "<img" not in page
    assert "<h3>Grand</h3>\n<h4>Petit</h4>" in page


def test_two_texts_are_compared_line_by_line() -> None:
    assert [(line.kind, line.text) for line in compare("a\nb", "a\nc")] == [("meme", "a"), ("ote", "b"), ("ajoute", "c")]
    assert compare("", "") == []


def test_a_line_that_was_touched_shows_its_words() -> None:
    old, new = compare("Rappels de vaccination : 40 heures", "Rappels de vaccination : 90 heures par an")
    assert [part.text for part in old.parts if part.is_changed] == ["40"]
    assert [part.text for part in new.parts if part.is_changed] == ["90", " par an"]
    assert all("".join(part.text for part in line.parts) == line.text for line in (old, new))
    old, _ = compare("Budget : 12\u202f000,00 €", "Budget : 12\u202f500,00 €")
    assert [part.text for part in old.parts if part.is_changed] == ["12\u202f000,00"]
    assert not any(part.is_changed for line in compare("Prévue", "En cours depuis mars") for part in line.parts)
