"""The territory of a CPTS: its perimeter, its versions, and a new one whose effect is seen before it is saved."""

import re
from datetime import date

import pytest
from django.test import Client

from maillage.accounts import clock
from maillage.accounts.walls import within
from maillage.community.communities import actions, selectors
from maillage.facts import selection
from tests.support.confirming import YES
from tests.support.personas import FOIX, NOW, TODAY, People, signed_in
from tests.www.test_communaute import said

HOME = "/c/cpts-du-pays-de-foix/territoire/"
WIDER = (*FOIX, "09225")
S = selection.encode(WIDER)
CHANGE = {"s": S, "since": "2027-01-01", "reason": "Entrée de Pamiers", "decision": "Assemblée du 20 octobre"}


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def twice(who: People) -> People:
    """Our CPTS with two versions of its perimeter."""
    with within(who.ours):
        actions.set_perimeter(who.ours, codes=WIDER, since=TODAY, reason="Entrée de Pamiers", by=who.amina, now=NOW)
    return who


@pytest.mark.parametrize("end", ["", "comparer/?avant=1&apres=2", "modifier/", f"modifier/?s={S}", "anterieur/"])
def test_the_territory_is_for_the_people_of_the_cpts(twice: People, end: str) -> None:
    assert signed_in(twice.amina).get(HOME + end).status_code == 200
    assert signed_in(twice.lea).get(HOME + end).status_code == (403 if end.startswith(("modifier", "anterieur")) else 200)
    assert signed_in(twice.chloe).get(HOME + end).status_code == 404
    assert Client().get(HOME + end).status_code == 302
    assert signed_in(twice.amina).put(HOME + end).status_code == 405


def test_it_shows_communes_population_and_versions(twice: People) -> None:
    text = said(signed_in(twice.lea).get(HOME))
    for words in (
        "Pamiers",
        "Taille 1",
        "population municipale 2023, 4 communes",
        "n° 2 en vigueur",
        "1 ajoutée",
        "Foix-Varilhes",
    ):
        assert words in text
    assert "Changer le périmètre" not in text


def test_communes_are_searched_and_sorted(twice: People) -> None:
    client = signed_in(twice.lea)
    assert "1 commune." in said(client.get(HOME, {"q": "PAMIÉRS"}))
    assert "Aucune commune ne correspond à « zzz »" in said(client.get(HOME, {"q": "zzz"}))
    text = said(client.get(HOME, {"tri": "-population"}))
    rows = text[text.index("65 ans et plus : recensement") :]
    assert rows.index("Pamiers") < rows.index("Foix") < rows.index("Vernajoul")
    assert client.get(HOME, {"tri": "n'importe", "page": "zzz"}).status_code == 200


def test_two_versions_are_compared(twice: People) -> None:
    text = said(signed_in(twice.lea).get(HOME + "comparer/?avant=1&apres=2"))
    assert "Communes ajoutées Pamiers." in text
    assert "Habitants 11 920 28 393 +16 473" in text.replace("\N{NARROW NO-BREAK SPACE}", " ")
    assert "inchangé" in text
    for wrong in ("", "comparer/", "comparer/?avant=1&apres=3", "comparer/?avant=x&apres=1"):
        assert signed_in(twice.lea).get(HOME + wrong).status_code == (404 if wrong else 200)


def test_the_effect_is_seen_then_saved(who: People) -> None:
    client = signed_in(who.amina)
    seen = said(client.get(f"{HOME}modifier/?s={S}"))
    assert "Communes ajoutées Pamiers." in seen
    with within(who.ours):
        assert selectors.perimeters(who.ours).count() == 1
    assert client.post(HOME + "modifier/", CHANGE)["Location"] == HOME
    with within(who.ours):
        made = selectors.perimeters(who.ours).last()
        assert made
        assert (made.since, made.reason, made.decision) == (date(2027, 1, 1), CHANGE["reason"], CHANGE["decision"])
        assert made.codes == sorted(WIDER)
    text = said(client.get(HOME))
    assert "Un autre périmètre s'appliquera à partir du 1er janvier 2027." in text
    assert "3 communes" in text


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"since": "31/02/2027"}, "Cette date n'existe pas"),
        ({"since": "1900-01-01"}, "hors du possible"),
        ({"since": "2026-01-01"}, "précède le dernier périmètre, qui vaut depuis le 02/11/2026"),
        ({"reason": ""}, "Dites en une phrase pourquoi"),
    ],
)
def test_a_wrong_change_is_refused_and_keeps_what_was_typed(who: People, changed: dict[str, str], words: str) -> None:
    answer = signed_in(who.amina).post(HOME + "modifier/", CHANGE | changed)
    assert answer.status_code == 400
    assert words in said(answer)
    assert "Assemblée du 20 octobre" in answer.content.decode()
    with within(who.ours):
        assert selectors.perimeters(who.ours).count() == 1


def test_a_list_leads_to_its_effect(who: People) -> None:
    client = signed_in(who.amina)
    answer = client.post(HOME + "liste/", {"codes": "Foix (09122)\n09225\n"})
    assert answer["Location"] == f"{HOME}modifier/?s={selection.encode(['09122', '09225'])}"
    assert signed_in(who.bruno).post(HOME + "liste/", {"codes": "09122"}).status_code == 403
    assert client.get(HOME + "liste/").status_code == 405


@pytest.mark.parametrize(
    ("text", "words"),
    [("", "Un périmètre garde au moins une commune"), ("09122\nbonjour", "Ligne 2"), ("99999", "99999")],
)
def test_a_list_that_loses_communes_is_refused_with_its_reasons(who: People, text: str, words: str) -> None:
    answer = signed_in(who.amina).post(HOME + "liste/", {"codes": text})
    assert answer.status_code == 400
    assert words in said(answer)


def test_a_damaged_selection_is_refused(who: People) -> None:
    assert signed_in(who.amina).get(HOME + "modifier/?s=1zzz").status_code == 400


def test_the_same_communes_leave_nothing_to_save(who: People) -> None:
    address = f"{HOME}modifier/?s={selection.encode(FOIX)}"
    assert "Il n'y a rien à enregistrer" in said(signed_in(who.amina).get(address))
    answer = signed_in(who.amina).post(HOME + "modifier/", CHANGE | {"s": selection.encode(FOIX)})
    assert answer.status_code == 400


def test_a_change_prepared_on_an_older_version_is_seen_again_before_it_is_saved(twice: People) -> None:
    client = signed_in(twice.amina)
    prepared = CHANGE | {"s": selection.encode(["09122"]), "after": "1"}
    answer = client.post(HOME + "modifier/", prepared)
    assert answer.status_code == 400
    assert "Une autre personne a changé le périmètre entre-temps" in said(answer)
    assert "Communes retirées Ax-les-Thermes, Pamiers, Vernajoul." in said(answer)
    assert 'name="after" value="2"' in answer.content.decode()
    assert 'value="2027-01-01"' in answer.content.decode()
    assert client.post(HOME + "modifier/", prepared | {"after": "2"}).status_code == 302


def test_an_earlier_perimeter_is_seen_then_saved_and_compared(who: People) -> None:
    client = signed_in(who.amina)
    address = HOME + "anterieur/"
    answer = client.post(address + "liste/", {"codes": "Foix (09122)\nPamiers (09225)\n"})
    assert answer["Location"] == f"{address}?s={selection.encode(['09122', '09225'])}"
    seen = said(client.get(answer["Location"]))
    assert "Aujourd'hui, rien ne change" in seen
    assert "Communes retirées Pamiers." in seen
    today, title, _ = said(client.get(HOME)).partition("Le périmètre dans le temps")
    given = {"s": selection.encode(["09122", "09225"]), "since": "2019-03-01", "reason": "Création", "decision": "AG"}
    assert client.post(address, given)["Location"] == HOME
    assert "Rien n'a changé à ce jour." in said(client.get(HOME))
    same, _, versions = said(client.get(HOME)).partition(title)
    assert same == today
    assert "n° 2 01/03/2019 jusqu'au 01/11/2026 2 premier périmètre Création AG" in versions
    assert f"{HOME}anterieur/" not in signed_in(who.lea).get(HOME).content.decode()
    (withdraw,) = re.findall(r"/c/\S+/retirer/", client.get(HOME).content.decode())
    assert "Retirer le périmètre n° 2 ?" in said(client.get(withdraw))
    assert signed_in(who.bruno).post(withdraw).status_code == 403
    assert "Communes retirées Pamiers." in said(client.get(HOME + "comparer/?avant=2&apres=1"))
    assert client.post(withdraw, YES)["Location"] == HOME
    assert client.get(withdraw).status_code == 404
    assert "01/03/2019" not in said(client.get(HOME)).partition(title)[2]


def test_a_perimeter_to_come_is_cancelled(who: People) -> None:
    client = signed_in(who.amina)
    assert client.post(HOME + "modifier/", CHANGE | {"since": "2099-01-01"})["Location"] == HOME
    page = client.get(HOME)
    assert "il s'appliquera à partir du 1er janvier 2099" in said(page)
    assert "dans plus d'un an" in said(page)
    assert 'data-label="Enregistré par"' in page.content.decode()
    (cancel,) = re.findall(r"/c/\S+/retirer/", page.content.decode())
    assert cancel not in signed_in(who.lea).get(HOME).content.decode()
    assert signed_in(who.lea).post(cancel).status_code == 403
    assert "Le périmètre n° 1, depuis le 02/11/2026, vaudra jusqu'au suivant" in said(client.get(cancel))
    assert client.post(cancel, YES)["Location"] == HOME
    assert client.get(cancel).status_code == 404
    assert "Le périmètre n° 2 est annulé." in (seen := said(client.get(HOME)))
    assert "2099" not in seen
    assert client.post(HOME + "modifier/", CHANGE)["Location"] == HOME
    assert "dans plus d'un an" not in said(client.get(HOME))


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"since": "2026-11-02"}, "Donnez une date antérieure"),
        ({"since": "1900-01-01"}, "hors du possible"),
        ({"reason": ""}, "Dites en une phrase d'où vient ce périmètre"),
        ({"after": "3"}, "Une autre personne a changé le périmètre"),
    ],
)
def test_a_wrong_earlier_perimeter_is_refused(who: People, changed: dict[str, str], words: str) -> None:
    given = {"s": S, "since": "2019-03-01", "reason": "Création", "decision": "Assemblée de 2019", **changed}
    answer = signed_in(who.amina).post(HOME + "anterieur/", given)
    assert answer.status_code == 400
    assert words in said(answer)
    assert "Assemblée de 2019" in answer.content.decode()


def test_a_list_of_the_past_that_is_not_understood_is_refused(who: People) -> None:
    answer = signed_in(who.amina).post(HOME + "anterieur/liste/", {"codes": "bonjour"})
    assert answer.status_code == 400
    assert "Ligne 1" in said(answer)
