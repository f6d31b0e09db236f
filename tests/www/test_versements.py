"""« Reçu ? » on the dashboard and on the contract page; the institutions read the answer."""

from datetime import timedelta
from typing import Any

from django.test import Client

from maillage.accounts import clock
from maillage.accounts.walls import within
from maillage.community.contract import selectors
from tests.support.contracts import signed_paper
from tests.support.personas import People, signed_in
from tests.www.test_depot import HOME, page
from tests.www.test_depot_contrat import deed, prepared

BOARD = HOME.removesuffix("depot/")
DUE = "2026-10-01"
FORM = f"{HOME}contrat/versements/{DUE}/"


def signed(who: People) -> Client:
    """A contract signed on the first of October, whose first payments are of that day."""
    client = prepared(who)
    assert signed_paper(client, HOME, deed(who), on=DUE).status_code == 302
    return client


def told(who: People) -> list[Any]:
    with within(who.ours):
        return list(selectors.payments_told(who.ours))


def test_the_dashboard_asks_and_one_answer_is_enough(who: People) -> None:
    client = signed(who)
    board = page(client.get(BOARD))
    assert "reçu ?" in board
    assert f'action="{FORM}"' in board
    assert "Oui, reçu" in board
    answer = client.post(FORM, {"tout": "oui", "received_on": "2026-10-06", "reponse": "oui"})
    assert answer.status_code == 302
    rows = told(who)
    assert {row.subject for row in rows} == {"fonctionnement", "acces_aux_soins"}
    assert all(row.cents and row.received_on.isoformat() == "2026-10-06" for row in rows)
    assert "reçu ?" not in page(client.get(BOARD))
    contract = page(client.get(f"{HOME}contrat/"))
    assert "le 06/10/2026" in contract
    assert "dit par Amina Essai" in contract


def test_not_yet_stays_late_on_both_sides(who: People) -> None:
    client = signed(who)
    assert client.post(FORM, {"tout": "oui", "reponse": "pas_encore"}).status_code == 302
    assert "en retard, pas encore reçu" in page(client.get(BOARD))
    theirs = page(signed_in(who.denis).get(f"/institution/{who.cpam.slug}/contrats/{deed(who).pk}/"))
    assert "en retard, pas encore reçu" in theirs
    assert "Répondre" not in theirs
    clock.move(200)
    assert "en retard, pas encore reçu" in page(signed_in(who.amina).get(BOARD))


def test_each_sum_may_be_another_and_a_correction_is_added(who: People) -> None:
    client = signed(who)
    names = ("1-1-fonctionnement-montant-avance", "1-1-acces_aux_soins-volet_fixe-avance")
    asked = page(client.get(FORM))
    assert all(name in asked for name in names)
    first = {"received_on": "2026-10-06", names[0]: "1 000", names[1]: "", "reponse": "oui"}
    assert client.post(FORM, first).status_code == 302
    contract = page(client.get(f"{HOME}contrat/"))
    assert "1 000,00 € le 06/10/2026" in contract.replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{NO-BREAK SPACE}", " ")
    assert "manque" in contract
    assert client.post(FORM, {**first, names[0]: "2 000"}).status_code == 302
    assert [row.cents for row in told(who) if row.subject == "fonctionnement"] == [100_000, 200_000]


def test_what_is_wrong_is_said_and_nothing_is_kept(who: People) -> None:
    client = signed(who)
    ahead = (clock.today() + timedelta(days=1)).isoformat()
    for sent, words in (
        ({"tout": "oui", "reponse": "oui"}, "Donnez le jour"),
        ({"tout": "oui", "reponse": "oui", "received_on": ahead}, "pas encore passé"),
        ({"tout": "oui", "reponse": "oui", "received_on": "2026-09-30"}, "avant le premier jour"),
        ({"reponse": "oui", "received_on": DUE}, "au moins une somme"),
        ({"reponse": "oui", "received_on": DUE, "1-1-fonctionnement-montant-avance": "beaucoup"}, "12 500,00"),
    ):
        refused = client.post(FORM, sent)
        assert refused.status_code == 400, sent
        assert words in page(refused).replace("\N{NO-BREAK SPACE}", " "), words
    assert told(who) == []
    assert client.get(f"{HOME}contrat/versements/2026-10-02/").status_code == 404
    assert client.get(f"{HOME}contrat/versements/hier/").status_code == 404


def test_who_keeps_no_money_answers_nothing(who: People) -> None:
    signed(who)
    lea = signed_in(who.lea)
    assert "Oui, reçu" not in page(lea.get(BOARD))
    assert lea.post(FORM, {"tout": "oui", "received_on": DUE, "reponse": "oui"}).status_code == 403
    assert signed_in(who.chloe).post(FORM, {"reponse": "pas_encore"}).status_code == 404
    assert told(who) == []
