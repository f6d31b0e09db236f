"""A signed contract changes by an avenant, is renewed, or ends: what the page says and refuses, and who may do it."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import docx
import pytest
from django.test import Client

from maillage.accounts import clock
from maillage.accounts.walls import within
from maillage.community.contract import selectors
from maillage.community.contract.models import Contract
from maillage.facts import dossier
from maillage.results.cpts import terms
from tests.support import by_ear
from tests.support.confirming import YES
from tests.support.contracts import papers
from tests.support.personas import People, signed_in
from tests.www.test_depot import HOME, iso, page, post
from tests.www.test_depot_contrat import indicator, parties, prepared


def amendment(**changed: str) -> dict[str, str]:
    return {"effect_on": iso(), "planned_on": iso(), "reason": "missions", "version": "0", **changed}


def termination(**changed: str) -> dict[str, str]:
    return {"party": "cpts", "notified_on": iso(), "last_day": iso(60), "reason": "Dissolution de l'association", **changed}


def sign(client: Client) -> Any:
    deed = re.findall(r"contrat/actes/([0-9a-f-]+)/signatures/papier/", last_page(client).content.decode())[0]
    return post(client, f"contrat/actes/{deed}/signatures/papier/", **papers(on=iso()))


def last_page(client: Client) -> Any:
    """The page of what waits for a signature."""
    shown = client.get(f"{HOME}contrat/")
    ahead = re.findall(rf'href="({HOME}contrat/actes/[0-9a-f-]+/)">[^<]*en préparation', shown.content.decode())
    return client.get(ahead[0]) if ahead else shown


def in_force(who: People) -> Client:
    """A browser of Amina, with a contract that the three signed."""
    client = prepared(who)
    post(client, "contrat/indicateurs/", **indicator())
    assert sign(client).status_code == 302
    return client


def last(who: People) -> Contract:
    with within(who.ours):
        found = selectors.last_deed(who.ours)
    assert found is not None
    return found


def address(who: People, ending: str = "/") -> str:
    return f"{HOME}contrat/actes/{last(who).pk}{ending}"


def plain(text: str) -> str:
    return text.replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{NO-BREAK SPACE}", " ").replace("&nbsp;", " ")


def test_an_avenant_says_what_it_changes_then_is_in_force(who: People) -> None:
    client = in_force(who)
    opened = post(client, "contrat/avenant/", **amendment(reason_words="Une mission de plus"))
    assert opened["Location"] == address(who)
    assert "Rien n'est encore changé" in page(client.get(address(who)))
    empty = post(client, address(who, "/signatures/").removeprefix(HOME), name="X", signed_on=iso())
    assert empty.status_code == 400
    assert "ne change encore rien" in page(empty)
    assert post(client, "contrat/missions/", mission="qualite", starts_on=iso())["Location"] == address(who)
    post(client, "contrat/parties/", **parties(ars_name="ARS Sud", version="1"))
    told = plain(page(client.get(address(who))))
    for words in ("Une mission de plus", "Qualité et pertinence, volet fixe", "15 000,00 € par an", "ARS Sud", "Abandonner"):
        assert words in told, words
    assert "ARS Sud" not in page(client.get(f"{HOME}contrat/")), "not in force before it is signed"
    assert sign(client)["Location"] == f"{HOME}contrat/"
    now = page(client.get(f"{HOME}contrat/"))
    assert "le texte en vigueur, celui de l'avenant" in now
    assert "ARS Sud" in now
    facts = dossier.read(client.get(f"{HOME}contrat/dossier.yaml").content.decode())
    assert (facts.signe_le, facts.demarrages["qualite"]) == (clock.today(), clock.today())
    with within(who.ours):
        first, second = selectors.deeds(who.ours)
        assert (first.ars_name, second.ars_name) == ("ARS Occitanie", "ARS Sud")


def test_the_document_of_an_avenant_holds_before_and_after_only(who: People) -> None:
    client = in_force(who)
    post(client, "contrat/avenant/", **amendment())
    post(client, "contrat/indicateurs/", **indicator(year="2"))
    post(client, "contrat/missions/", mission="acces_aux_soins", starts_on="2026-12-01")
    made = client.get(address(who, ".docx")).content
    assert by_ear.docx_faults(made) == []
    read = docx.Document(BytesIO(made))
    rows = [[plain(cell.text) for cell in row.cells] for row in read.tables[0].rows]
    assert rows[0] == ["Ce qui change", "Avant", "Après"]
    assert [row[0] for row in rows[1:]] == [
        "Mission Accès aux soins",
        "Patients en ALD sans médecin traitant (Accès aux soins, année 2)",
    ]
    assert rows[1][1:] == ["à partir du 01/10/2026", "à partir du 01/12/2026"]
    assert rows[2][1] == "—"
    assert "au plus 350 : 10 000,50 €" in rows[2][2]
    text = plain(" ".join(one.text for one in read.paragraphs))
    assert "Avenant n° 1 au contrat" in text
    assert "Motif : missions." in text
    assert client.get(f"{HOME}contrat/contrat.docx").status_code == 200


def test_one_deed_at_a_time_and_two_people_do_not_overwrite_each_other(who: People) -> None:
    client = in_force(who)
    post(client, "contrat/avenant/", **amendment())
    again = post(client, "contrat/avenant/", **amendment())
    assert again.status_code == 409
    assert "Une autre personne" in page(again)
    late = post(client, "contrat/renouvellement/", effect_on=iso(2000), planned_on=iso(), version="0")
    assert late.status_code == 400
    assert "pas signé des trois parties" in page(late)
    assert post(client, f"contrat/actes/{last(who).pk}/abandonner/", confirme="oui")["Location"] == f"{HOME}contrat/"
    before = post(client, "contrat/avenant/", **amendment(effect_on=iso(-1)))
    assert before.status_code == 400
    assert "Prend effet le" in page(before)
    with within(who.ours):
        assert len(selectors.deeds(who.ours)) == 1


def test_a_renewal_is_prepared_on_the_missions_that_run(who: People) -> None:
    client = in_force(who)
    with within(who.ours):
        end = terms.terms_of(who.ours)[0].period.end
    opened = post(client, "contrat/renouvellement/", effect_on=end.isoformat(), planned_on=end.isoformat(), version="0")
    assert opened["Location"] == address(who)
    told = page(client.get(address(who)))
    assert "Renouvellement n° 1" in told
    assert "aucun texte lu" in told.lower()
    assert sign(client).status_code == 302
    assert "Renouvellement n° 1" in page(client.get(f"{HOME}contrat/"))
    with within(who.ours):
        assert terms.shown(who.ours, end) == last(who)
        assert terms.shown(who.ours, clock.today()) != last(who)


def test_a_termination_ends_the_contract_and_says_so(who: People) -> None:
    client = in_force(who)
    wrong = post(client, "contrat/resiliation/", **termination(last_day="2036-01-01"))
    assert wrong.status_code == 400
    assert "Dernier jour" in page(wrong)
    assert post(client, "contrat/resiliation/", **termination()).status_code == 302
    told = page(client.get(f"{HOME}contrat/"))
    assert "dernier jour après sa résiliation" in told
    assert "Dissolution de l'association" in told
    with within(who.ours):
        assert terms.term_on(terms.terms_of(who.ours), clock.today() + timedelta(days=61)) is None
        (row,) = selectors.terminations(who.ours)
    assert post(client, f"contrat/resiliation/{row.pk}/retirer/", confirme="oui").status_code == 302
    assert "après sa résiliation" not in page(client.get(f"{HOME}contrat/"))


def test_a_contract_that_is_over_is_no_longer_aci_signe(who: People) -> None:
    client = prepared(who)
    post(client, "contrat/missions/acces_aux_soins/retirer/", confirme="oui")
    post(client, "contrat/missions/", mission="acces_aux_soins", starts_on="2020-06-01")
    post(client, f"contrat/actes/{last(who).pk}/signatures/papier/", **papers(on="2020-03-01"))
    told = page(client.get(f"{HOME}contrat/"))
    assert "Contrat échu" in told
    assert "du 01/03/2020 au 28/02/2025" in told
    late = post(client, "contrat/avenant/", **amendment())
    assert late.status_code == 400
    assert "dernier jour du contrat" in page(late)
    dashboard = page(client.get("/c/cpts-du-pays-de-foix/"))
    assert "Contrat échu, à renouveler" in dashboard
    assert post(client, "contrat/renouvellement/", effect_on=iso(), planned_on=iso(), version="0").status_code == 302
    sign(client)
    assert "ACI signé" in page(client.get(f"{HOME}contrat/"))


@pytest.mark.parametrize("ending", ["contrat/avenant/", "contrat/renouvellement/", "contrat/resiliation/"])
def test_nothing_follows_a_contract_that_is_not_signed(who: People, ending: str) -> None:
    client = prepared(who)
    assert post(client, ending, **amendment()).status_code == 404
    assert signed_in(who.lea).post(HOME + ending).status_code == 403
    assert signed_in(who.chloe).post(HOME + ending).status_code == 404


def test_nobody_else_reads_or_gives_up_a_deed(who: People) -> None:
    client = in_force(who)
    post(client, "contrat/avenant/", **amendment())
    chloe = signed_in(who.chloe)
    for ending in ("/", ".docx"):
        assert chloe.get(address(who, ending)).status_code == 404
        assert chloe.get(f"/c/cpts-du-comtat/depot/contrat/actes/{last(who).pk}{ending}").status_code == 404
        assert signed_in(who.lea).get(address(who, ending)).status_code == 200
    assert chloe.post(f"/c/cpts-du-comtat/depot/contrat/actes/{last(who).pk}/abandonner/", YES).status_code == 404
    assert signed_in(who.lea).post(address(who, "/abandonner/")).status_code == 403
    assert last(who).number == 1
