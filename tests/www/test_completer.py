"""A contract signed whose amounts nobody typed: they are completed without a signature less, and each may be contested."""

from typing import Any

from django.test import Client

from maillage.accounts.walls import within
from maillage.community.contract import selectors
from maillage.results.gather.community import dossier_of
from tests.support.contracts import signed_paper
from tests.support.personas import People, signed_in
from tests.www.test_depot import HOME, page, post
from tests.www.test_depot_contrat import deed, indicator, prepared, version_of

FIXED = "acces_aux_soins.volet_fixe"


def signed(who: People, **typed: str) -> Client:
    """A contract of one mission, signed by the three, with the amounts given."""
    client = prepared(who)
    if typed:
        version = version_of(page(client.get(f"{HOME}contrat/")), "montants")
        assert post(client, "contrat/montants/", version=version, **typed).status_code == 302
    assert signed_paper(client, HOME, deed(who), on="2026-10-01").status_code == 302
    return client


def complete(client: Client, who: People, **typed: str) -> Any:
    return post(client, f"contrat/actes/{deed(who).pk}/montants/", **typed)


def kept(who: People) -> Any:
    with within(who.ours):
        return dossier_of(who.ours, deed(who)).montants


def completions(who: People) -> list[Any]:
    with within(who.ours):
        return list(selectors.completions(deed(who)))


def test_a_deduced_amount_leads_to_where_it_is_typed(who: People) -> None:
    client = signed(who)
    told = page(client.get(f"{HOME}contrat/"))
    assert f'name="{FIXED}"' in told
    assert "Compléter les montants" in told
    assert complete(client, who, **{FIXED: "91 000"}).status_code == 302
    assert kept(who) == {"acces_aux_soins": {"volet_fixe": 9_100_000}}
    with within(who.ours):
        assert deed(who).signed_on is not None
    (row,) = completions(who)
    assert (row.by, row.cents) == (who.amina, 9_100_000)
    again = page(client.get(f"{HOME}contrat/"))
    assert f'name="{FIXED}"' not in again
    assert "saisi par Amina Essai" in again


def test_what_the_signed_text_says_stays_locked(who: People) -> None:
    client = signed(who, **{FIXED: "91 000"})
    assert f'name="{FIXED}"' not in page(client.get(f"{HOME}contrat/"))
    complete(client, who, **{FIXED: "1", "fonctionnement.montant": "60 000"})
    assert kept(who) == {"acces_aux_soins": {"volet_fixe": 9_100_000}, "fonctionnement": {"montant": 6_000_000}}
    assert post(client, "contrat/montants/", version="3", **{FIXED: "1"}).status_code == 400
    assert kept(who)["acces_aux_soins"]["volet_fixe"] == 9_100_000
    wrong = complete(client, who, **{"acces_aux_soins.volet_variable": "beaucoup"})
    assert wrong.status_code == 400
    assert len(completions(who)) == 1


def test_a_party_contests_and_the_blank_is_open_again(who: People) -> None:
    client = signed(who)
    complete(client, who, **{FIXED: "91 000"})
    theirs = f"/institution/{who.ars.slug}/contrats/{deed(who).pk}/"
    esther = signed_in(who.esther)
    read = page(esther.get(theirs))
    assert "saisi par Amina Essai" in read
    assert "Compléter les montants" not in read
    address = f"{theirs}complements/{completions(who)[0].pk}/contester/"
    assert "Contester" in page(esther.get(address))
    assert esther.post(address, {"reason": " "}).status_code == 400
    assert kept(who) != {}
    assert esther.post(address, {"reason": "L'exemplaire dit 90 000"}).status_code == 302
    assert kept(who) == {}
    told = page(client.get(f"{HOME}contrat/"))
    assert "Contestée par ARS Occitanie" in told
    assert f'name="{FIXED}"' in told
    assert complete(client, who, **{FIXED: "90 000"}).status_code == 302
    assert kept(who) == {"acces_aux_soins": {"volet_fixe": 9_000_000}}
    last = completions(who)[-1].pk
    own = f"contrat/actes/{deed(who).pk}/complements/{last}/contester/"
    assert post(client, own, reason="Erreur de frappe").status_code == 302
    assert kept(who) == {}
    assert len(completions(who)) == 2, "nothing is erased"


def test_an_annex_left_blank_is_completed_and_a_written_one_stays(who: People) -> None:
    client = signed(who)
    at = f"contrat/actes/{deed(who).pk}/indicateurs/"
    assert post(client, at, **indicator()).status_code == 302
    assert post(client, at, **indicator(label="Un second")).status_code == 302
    with within(who.ours):
        assert selectors.indicators(deed(who)).count() == 2
    esther = signed_in(who.esther)
    one = completions(who)[0].pk
    address = f"/institution/{who.ars.slug}/contrats/{deed(who).pk}/complements/{one}/contester/"
    assert esther.post(address, {"reason": "Autre libellé"}).status_code == 302
    with within(who.ours):
        assert selectors.indicators(deed(who)).count() == 1


def test_a_written_annex_and_an_unsigned_deed_are_not_completed(who: People) -> None:
    client = prepared(who)
    assert "Compléter les montants" not in page(client.get(f"{HOME}contrat/"))
    refused = complete(client, who, **{FIXED: "91 000", "version": "2"})
    assert refused.status_code == 400
    assert "n'est pas signé des trois parties" in page(refused)
    assert post(client, "contrat/indicateurs/", **indicator()).status_code == 302
    signed_paper(client, HOME, deed(who), on="2026-10-01")
    locked = post(client, f"contrat/actes/{deed(who).pk}/indicateurs/", **indicator(label="Un second"))
    assert locked.status_code == 400
    assert "dit déjà les indicateurs" in page(locked)
    assert completions(who) == []


def test_an_avenant_starts_from_the_completed_text(who: People) -> None:
    client = signed(who)
    complete(client, who, **{FIXED: "91 000"})
    sent = {"effect_on": "2027-03-01", "planned_on": "2027-02-01", "reason": "missions", "version": "0"}
    assert post(client, "contrat/avenant/", **sent).status_code == 302
    with within(who.ours):
        assert deed(who).amounts["acces_aux_soins"]["volet_fixe"] == 9_100_000


def test_only_who_keeps_the_money_completes(who: People) -> None:
    signed(who)
    at = f"contrat/actes/{deed(who).pk}/montants/"
    assert post(signed_in(who.lea), at, **{FIXED: "1"}).status_code == 403
    assert signed_in(who.chloe).post(f"/c/cpts-du-comtat/depot/{at}", {FIXED: "1"}).status_code == 404
    assert completions(who) == []
