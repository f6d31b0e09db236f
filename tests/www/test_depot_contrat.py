"""The contract from its first meeting to its third signature, and the walls around the whole family."""

import re
from collections import Counter
from io import BytesIO
from typing import Any

import docx
import pytest
from django.test import Client
from lxml import html

from maillage.accounts import clock
from maillage.accounts.walls import within
from maillage.community.contract import selectors as contracts
from maillage.community.contract.models import Contract, Signature
from maillage.community.filing import selectors as filed
from maillage.community.filing.models import TransmissionKind
from maillage.community.governance import selectors as governance
from maillage.facts import dossier
from tests.support.contracts import papers, signed_paper
from tests.support.personas import People, signed_in
from tests.www.test_depot import ASSEMBLY, HOME, assembly, iso, page, post

BOARD = HOME.removesuffix("depot/")
SECRET = "Salle secrète du Pays de Foix"


def parties(**changed: Any) -> dict[str, Any]:
    return {
        "planned_on": "2026-10-01",
        "population": "90000",
        "cpts_representative": "Amina Essai, présidente",
        "ars_name": "ARS Occitanie",
        "cpam_name": "CPAM de l'Ariège",
        "version": "0",
        **changed,
    }


def indicator(**changed: Any) -> dict[str, Any]:
    return {
        "mission": "acces_aux_soins",
        "year": "1",
        "label": "Patients en ALD sans médecin traitant",
        "direction": "baisse",
        "baseline": "412",
        "step_1": "au plus 380",
        "cents_1": "5 000",
        "step_2": "au plus 350",
        "cents_2": "10 000,50",
        **changed,
    }


def prepared(who: People) -> Client:
    """A browser of Amina, with a contract of one mission."""
    client = signed_in(who.amina)
    assert post(client, "contrat/parties/", **parties()).status_code == 302
    assert post(client, "contrat/missions/", mission="acces_aux_soins", starts_on="2026-10-01").status_code == 302
    return client


def deed(who: People) -> Contract:
    with within(who.ours):
        found = contracts.last_deed(who.ours)
    assert found is not None
    return found


def signatures(who: People) -> list[Signature]:
    with within(who.ours):
        return contracts.every_signature(deed(who))


def test_the_contract_opens_with_what_is_known(who: People) -> None:
    told = page(signed_in(who.amina).get(f"{HOME}contrat/"))
    for words in ('value="ARS Occitanie"', "CPAM de l'Ariège", "n'est pas encore validé", 'value="11920"'):
        assert words in told, words


def test_the_population_of_the_contract_gives_its_taille(who: People) -> None:
    client = signed_in(who.amina)
    post(client, "contrat/parties/", **parties())
    assert "90 000 habitants (Contrat), taille 3" in page(client.get(f"{HOME}contrat/")).replace(
        "\N{NARROW NO-BREAK SPACE}", " "
    )
    post(client, "contrat/parties/", **parties(population="11920", version="1"))
    with within(who.ours):
        made = contracts.contract_of(who.ours)
        assert made is not None
        assert made.taille == 1
        assert made.population_source.startswith("Insee")
    again = post(client, "contrat/parties/", **parties())
    assert again.status_code == 409, "the contract is not opened twice"


def test_two_who_change_the_parties_or_the_amounts_see_both(who: People) -> None:
    client = prepared(who)
    post(client, "contrat/parties/", **parties(population="11920", version="1"))
    stale = post(client, "contrat/parties/", **parties(version="1"))
    assert stale.status_code == 409
    told = page(stale)
    assert "Une autre personne" in told
    assert "diffère de votre saisie" in told
    assert "<dt>Population retenue</dt><dd>11 920</dd>" in told
    assert 'value="90000"' in told
    assert "contrat précédent" not in told
    assert "<dt>Agence régionale de santé</dt>" not in told
    assert post(client, "contrat/parties/", **parties(version=version_of(told, "parties"))).status_code == 302
    amounts = {"acces_aux_soins.volet_fixe": "91 000", "fonctionnement.montant": "", "version": "3"}
    post(client, "contrat/montants/", **amounts)
    stale = post(client, "contrat/montants/", **amounts | {"acces_aux_soins.volet_fixe": "92 000"})
    assert stale.status_code == 409
    assert "<dd>91 000,00" in page(stale)
    assert 'value="92 000"' in page(stale)
    again = amounts | {"acces_aux_soins.volet_fixe": "92 000", "version": version_of(page(stale), "montants")}
    assert post(client, "contrat/montants/", **again).status_code == 302


def version_of(told: str, form: str) -> str:
    """The version that a form of the page would send."""
    (found,) = re.findall(r'name="version" value="(\d+)"', told.partition(f'/contrat/{form}/"')[2].partition("</form>")[0])
    return str(found)


def test_the_amounts_of_the_contract_win(who: People) -> None:
    client = prepared(who)
    told = page(client.get(f"{HOME}contrat/"))
    assert "75 000,00 €" in told
    assert "/textes/parametres/aci/missions/acces_aux_soins/volet_fixe/" in told
    saved = post(
        client,
        "contrat/montants/",
        **{"acces_aux_soins.volet_fixe": "91 000", "fonctionnement.montant": "75000", "version": "1"},
    )
    assert saved.status_code == 302
    with within(who.ours):
        made = contracts.contract_of(who.ours)
        assert made is not None
        assert made.amounts == {"acces_aux_soins": {"volet_fixe": 9_100_000}, "fonctionnement": {"montant": 7_500_000}}
    told = page(client.get(f"{HOME}contrat/"))
    assert told.count("votre contrat</span>") >= 3, "beside both amounts, and beside what is due"
    wrong = post(client, "contrat/montants/", **{"acces_aux_soins.volet_fixe": "beaucoup", "version": "2"})
    assert wrong.status_code == 400
    assert "n'est pas un montant en euros" in page(wrong)
    assert post(client, "contrat/montants/", **{"acces_aux_soins.volet_fixe": "-1", "version": "2"}).status_code == 400


def test_the_annex_is_written_and_weighed(who: People) -> None:
    client = prepared(who)
    assert post(client, "contrat/indicateurs/", **indicator()).status_code == 302
    told = page(client.get(f"{HOME}contrat/"))
    assert "au plus 350 : 10 000,50 €" in told
    assert "n'atteignent pas la part variable" in told
    for wrong, words in (
        ({"cents_2": ""}, "complétez l'un et l'autre"),
        ({"step_1": "", "cents_1": "", "step_2": "", "cents_2": ""}, "au moins un palier"),
        ({"mission": "qualite"}, "pas dans la liste"),
        ({"year": "9"}, "pas dans la liste"),
    ):
        answer = post(client, "contrat/indicateurs/", **indicator(**wrong))
        assert answer.status_code == 400
        assert words in page(answer), wrong
    with within(who.ours):
        made = contracts.contract_of(who.ours)
        assert made is not None
        (line,) = contracts.indicators(made)
    assert post(client, f"contrat/indicateurs/{line.pk}/retirer/", confirme="oui").status_code == 302
    assert post(client, f"contrat/indicateurs/{line.pk}/retirer/", confirme="oui").status_code == 404
    assert post(client, "contrat/missions/acces_aux_soins/retirer/", confirme="oui").status_code == 302
    assert post(client, "contrat/missions/acces_aux_soins/retirer/", confirme="oui").status_code == 404


def test_three_signatures_close_the_contract_and_feed_the_simulator(who: People) -> None:
    client = prepared(who)
    post(client, "contrat/indicateurs/", **indicator())
    assert signed_paper(client, HOME, deed(who), on="2026-10-05").status_code == 302
    told = page(client.get(f"{HOME}contrat/"))
    assert "ACI signé" in told
    assert "Ajouter un indicateur" not in told
    late = post(client, "contrat/missions/", mission="parcours", starts_on="2027-01-01")
    assert late.status_code == 400
    assert "a signé ce contrat" in page(late)
    text = client.get(f"{HOME}contrat/dossier.yaml").content.decode()
    assert dossier.read(text).signe_le.isoformat() == "2026-10-05"
    opened = client.post("/financement/ouvrir/", {"texte": text})
    assert opened.status_code == 302
    assert "signe_le=2026-10-05" in opened["Location"]
    assert client.get(opened["Location"]).status_code == 200
    (row,) = [one for one in signatures(who) if one.party == "ars"]
    assert post(client, f"contrat/actes/{deed(who).pk}/signatures/{row.pk}/contester/", reason="Erreur").status_code == 302
    assert "ACI signé" not in page(client.get(f"{HOME}contrat/")).replace("« ACI signé »", "")


def signed_of_taille_2(who: People, **amounts: str) -> Client:
    """A contract of taille 2, whose missions are deduced in the national table."""
    client = signed_in(who.amina)
    post(client, "contrat/parties/", **parties(population="60000"))
    post(client, "contrat/missions/", mission="acces_aux_soins", starts_on="2026-12-01")
    assert post(client, "contrat/montants/", version="1", **amounts).status_code == 302
    assert signed_paper(client, HOME, deed(who), on="2026-10-05").status_code == 302
    return client


def payment(client: Client) -> Any:
    """The line of the dashboard about the next payment."""
    tree = html.fromstring(client.get(BOARD).content.decode())
    lines = [one for one in tree.find_class("due-item") if "Versement attendu" in one.text_content()]
    assert len(lines) == 1
    return lines[0]


def test_a_deduced_payment_is_due_and_its_sum_says_that_it_is_deduced(who: People) -> None:
    client = signed_of_taille_2(who)
    line = payment(client)
    told = " ".join(line.text_content().split())
    assert "montant déduit : à saisir depuis votre contrat" in told
    assert [
        one.text_content().split("\N{NO-BREAK SPACE}: ")[-1] for one in line.xpath("p/span[contains(@class, 'proof ')]")
    ] == ["déduit"]
    parts = line.xpath("details//li")
    assert len(parts) == 1
    assert "Accès aux soins, avance au démarrage" in parts[0].text_content()
    assert [" ".join(one.text_content().split()) for one in line.find_class("due-status")] == ["Dû"]
    tree = page(client.get(parts[0].find_class("why")[0].get("href")))
    assert "Avance de part fixe" in tree
    assert "déduit</span>" in tree


def test_an_amount_typed_from_the_contract_counts_even_equal_to_the_national_table(who: People) -> None:
    client = signed_of_taille_2(who, **{"acces_aux_soins.volet_fixe": "75000", "fonctionnement.montant": "60 000"})
    line = payment(client)
    told = line.text_content()
    assert "déduit" not in told
    assert "à saisir" not in told
    assert line.find_class("proof-4"), "the advance is three quarters by an official text"
    assert "votre contrat</span>" in page(client.get(f"{HOME}contrat/"))


def test_an_amount_that_is_not_there_has_no_reason(who: People) -> None:
    client = prepared(who)
    assert client.get(f"{HOME}contrat/pourquoi/?cle=annee-1.fonctionnement").status_code == 200
    assert client.get(f"{HOME}contrat/pourquoi/?cle=annee-9.total").status_code == 404
    assert client.get(f"{HOME}contrat/pourquoi/").status_code == 404


def test_a_bad_signature_is_refused(who: People) -> None:
    client = prepared(who)
    here = f"contrat/actes/{deed(who).pk}/signatures/"
    future = post(client, here, name="X", signed_on=iso(1))
    assert future.status_code == 400
    assert "datée de l'avenir" in page(future)
    without = {name: value for name, value in papers(on=iso()).items() if name != "scan"}
    unproven = post(client, f"{here}papier/", **without)
    assert unproven.status_code == 400
    assert "Joignez le contrat signé" in page(unproven)
    assert signatures(who) == []
    assert post(client, f"{here}{deed(who).pk}/contester/", reason="Erreur").status_code == 404


def test_an_impossible_date_is_said_and_stops_no_page(who: People) -> None:
    client = prepared(who)
    post(client, "contrat/missions/", mission="qualite", starts_on="2026-01-01")
    answer = client.get(f"{HOME}contrat/")
    assert answer.status_code == 200
    assert "Qualité et pertinence, démarrage : 01/01/2026 est avant la signature" in page(answer)
    for ending in ("contrat.docx", "dossier.yaml"):
        assert client.get(f"{HOME}contrat/{ending}").status_code == 400


@pytest.mark.parametrize("planned_on", ["2000-01-01", "2019-08-25", "2022-09-02", "2028-02-29", "2099-12-31"])
def test_any_day_of_signature_is_shown(who: People, planned_on: str) -> None:
    client = signed_in(who.amina)
    post(client, "contrat/parties/", **parties(planned_on=planned_on))
    for mission in ("acces_aux_soins", "crise_sanitaire"):
        post(client, "contrat/missions/", mission=mission, starts_on=planned_on)
    post(client, "contrat/indicateurs/", **indicator())
    assert client.get(f"{HOME}contrat/").status_code == 200
    assert client.get(f"{HOME}contrat/contrat.docx").status_code in (200, 400)


def test_no_two_fields_share_an_identifier(who: People) -> None:
    client = prepared(who)
    home = assembly(client)
    for ending in ("", "contrat/", "association/", home):
        found = re.findall(r' id="([^"]+)"', client.get(HOME + ending).content.decode())
        assert [name for name, count in Counter(found).items() if count > 1] == [], ending


def test_the_contract_is_a_text_document(who: People) -> None:
    answer = prepared(who).get(f"{HOME}contrat/contrat.docx")
    text = " ".join(paragraph.text for paragraph in docx.Document(BytesIO(answer.content)).paragraphs)
    assert "CPTS du Pays de Foix" in text
    assert "Article 5. Montants" in text


def test_a_meeting_is_kept(who: People) -> None:
    client = signed_in(who.amina)
    told = {"participants": "ARS, CPAM", "minutes": "**Missions** retenues"}
    assert post(client, "contrat/rencontres/", held_on=iso(-1), **told).status_code == 302
    assert "<strong>Missions</strong> retenues" in page(client.get(f"{HOME}contrat/"))
    assert post(client, "contrat/rencontres/", held_on=iso(1), **told).status_code == 400


# --- walls -------------------------------------------------------------------------------------------------

READ = (
    "",
    "contrat/pourquoi/?cle=annee-1.fonctionnement",
    "association/",
    "association/statuts/",
    "association/reglement/",
    "association/statuts.docx",
    "contrat/",
)
WRITE = (
    "deposer/",
    "reception/",
    "retirer/",
    "association/pieces/rna/",
    "association/assemblees/",
    "contrat/parties/",
    "contrat/missions/",
    "contrat/montants/",
    "contrat/indicateurs/",
    "contrat/rencontres/",
)


def filled(who: People) -> dict[str, str]:
    """One row of each kind, and their addresses under HOME."""
    client = prepared(who)
    post(client, "deposer/", way="poste", sent_on=iso())
    post(client, "contrat/indicateurs/", **indicator())
    post(client, f"contrat/actes/{deed(who).pk}/signatures/", name="X", signed_on=iso())
    answer = post(client, "association/assemblees/", **(ASSEMBLY | {"place": SECRET}))
    home = answer["Location"].removeprefix(HOME)
    post(client, f"{home}presences/", name="Anne", profession="Médecin", college="Premier recours")
    with within(who.ours):
        sent = filed.latest(who.ours, TransmissionKind.PROJET)
        made = contracts.contract_of(who.ours)
        assert sent is not None
        assert made is not None
        presence = governance.presences(governance.assemblies(who.ours)[0])[0]
        line = contracts.indicators(made)[0]
    return {
        "slip": f"{sent.pk}/bordereau.pdf",
        "assembly": home,
        "paper": f"{home}emargement.docx",
        "presence": f"association/presences/{presence.pk}/retirer/",
        "indicator": f"contrat/indicateurs/{line.pk}/retirer/",
    }


def test_nobody_else_reads_or_writes(who: People) -> None:
    rows = filled(who)
    chloe, anonymous = signed_in(who.chloe), Client()
    for ending in (*READ, "contrat/contrat.docx", "contrat/dossier.yaml", rows["slip"], rows["assembly"], rows["paper"]):
        assert chloe.get(HOME + ending).status_code == 404, ending
        assert anonymous.get(HOME + ending)["Location"].startswith("/compte/"), ending
        theirs = chloe.get(f"/c/cpts-du-comtat/depot/{ending}")
        assert SECRET not in theirs.content.decode(errors="replace")
    for ending in (*WRITE, rows["presence"], rows["indicator"]):
        assert chloe.post(HOME + ending).status_code == 404, ending
        assert anonymous.post(HOME + ending)["Location"].startswith("/compte/"), ending
    for name in ("slip", "assembly", "paper"):
        assert chloe.get(f"/c/cpts-du-comtat/depot/{rows[name]}").status_code == 404, name
    for name in ("presence", "indicator"):
        assert chloe.post(f"/c/cpts-du-comtat/depot/{rows[name]}").status_code == 404, name


def test_a_reader_reads_and_writes_nothing(who: People) -> None:
    rows = filled(who)
    lea = signed_in(who.lea)
    for ending in (*READ, rows["slip"], rows["assembly"], "contrat/contrat.docx", "contrat/dossier.yaml"):
        answer = lea.get(HOME + ending)
        assert answer.status_code == 200, ending
        assert b"Enregistrer" not in answer.content, ending
    assert lea.get(HOME + rows["paper"]).status_code == 403
    for ending in (*WRITE, rows["presence"], rows["indicator"]):
        assert lea.post(HOME + ending).status_code == 403, ending


@pytest.mark.parametrize("ending", WRITE)
def test_the_wrong_method_is_refused(who: People, ending: str) -> None:
    answer = signed_in(who.amina).put(HOME + ending)
    assert answer.status_code == 405


def test_what_is_not_there_is_not_found(who: People) -> None:
    client = signed_in(who.amina)
    for ending in ("reception/", "retirer/", "contrat/missions/", "contrat/montants/"):
        assert post(client, ending).status_code == 404, ending
    assert client.get(f"{HOME}contrat/contrat.docx").status_code == 404
    assert clock.today().isoformat() == iso()
    assert assembly(client).startswith("association/assemblees/")
