"""The contract read, signed and contested by its three parties, each from its own side."""

import re

from django.test import Client

from maillage.accounts import clock
from maillage.accounts.models import JournalEntry
from maillage.accounts.walls import outside, within
from maillage.community.contract import selectors
from maillage.community.contract.models import Contract, ContractCopy, Signature, SignatureObjection
from maillage.institutions.models import Kind
from maillage.results.cpts import terms
from maillage.results.cpts.export import models
from maillage.results.cpts.stage import Stage, stage_of
from tests.support.contracts import papers, signed_paper
from tests.support.institutions import ARS, CPAM, elsewhere, reader, said
from tests.support.personas import People, signed_in
from tests.www.test_depot import HOME, iso, page, post
from tests.www.test_depot_contrat import deed, indicator, prepared

OWN = {"name": "Esther Essai, directrice", "signed_on": "2026-11-02"}


def theirs(who: People, home: str = ARS, ending: str = "") -> str:
    return f"{home}contrats/{deed(who).pk}/{ending}"


def row(who: People, party: str) -> Signature:
    with within(who.ours):
        return selectors.signatures(deed(who))[party]


def today_stage(who: People) -> Stage:
    with within(who.ours):
        return stage_of(who.ours, clock.today()).stage


def transmitted(who: People) -> Client:
    """A browser of Amina, whose contract was transmitted."""
    client = prepared(who)
    post(client, "contrat/indicateurs/", **indicator())
    assert post(client, f"contrat/actes/{deed(who).pk}/transmettre/").status_code == 302
    return client


def test_what_is_not_transmitted_is_not_read(who: People) -> None:
    prepared(who)
    esther = signed_in(who.esther)
    assert "Aucun contrat n'est signé ni transmis" in said(esther.get(f"{ARS}contrats/"))
    assert esther.get(theirs(who)).status_code == 404
    assert esther.post(theirs(who, ending="signatures/"), OWN).status_code == 404


def test_each_party_reads_the_copy_then_signs_for_itself(who: People) -> None:
    amina = transmitted(who)
    for client, home in ((signed_in(who.esther), ARS), (signed_in(who.denis), CPAM)):
        told = said(client.get(theirs(who, home)))
        for words in (
            "Copie n° 1",
            "Accès aux soins",
            "90 000 habitants",
            "Patients en ALD",
            "L'association n'est pas complète",
        ):
            assert words in told, words
        assert "Retirer" not in told
    assert client.post(theirs(who, CPAM, "signatures/"), OWN).status_code == 302
    assert "a signé ce contrat" in page(post(amina, "contrat/missions/", mission="parcours", starts_on="2027-01-01"))
    assert signed_in(who.esther).post(theirs(who, ending="signatures/"), OWN).status_code == 302
    assert today_stage(who) < Stage.ACI_SIGNE
    assert post(amina, f"contrat/actes/{deed(who).pk}/signatures/", **OWN).status_code == 302
    assert today_stage(who) is Stage.ACI_SIGNE
    own, agency = page(amina.get(f"{HOME}contrat/")), said(signed_in(who.esther).get(theirs(who)))
    for words in ("enregistrée par ARS Occitanie, Esther Essai", "enregistrée par la CPTS, Amina Essai", "90 000 habitants"):
        assert words in own, words
        assert words in agency, words
    assert [row(who, party).side for party in ("cpts", "ars", "cpam")] == ["cpts", "ars", "cpam"]
    assert "Signé des trois parties" in said(signed_in(who.denis).get(f"{CPAM}contrats/"))
    assert signed_in(who.esther).get(f"{ARS}contrats/{deed(who).pk}.docx").status_code == 200


def test_the_next_copy_says_what_changed_and_a_stale_one_is_not_signed(who: People) -> None:
    amina, esther = transmitted(who), signed_in(who.esther)
    assert "Rien n'a changé depuis la copie n° 1" in page(post(amina, f"contrat/actes/{deed(who).pk}/transmettre/"))
    post(amina, "contrat/missions/", mission="acces_aux_soins", starts_on="2026-12-01")
    assert "Copie dépassée" in page(amina.get(f"{HOME}contrat/"))
    told = said(esther.get(theirs(who)))
    assert "à partir du 01/10/2026" in told
    assert "01/12/2026" not in told, "what is written since is not read"
    refused = esther.post(theirs(who, ending="signatures/"), OWN)
    assert refused.status_code == 400
    assert f"Le texte a changé depuis la copie du {clock.today():%d/%m/%Y}" in said(refused)
    assert post(amina, f"contrat/actes/{deed(who).pk}/transmettre/").status_code == 302
    told = said(esther.get(theirs(who)))
    assert "Ce qui a changé depuis la copie précédente" in told
    assert re.search(r"Accès aux soins à partir du 01/10/2026 à partir du 01/12/2026", told)
    assert esther.post(theirs(who, ending="signatures/"), OWN).status_code == 302


def test_a_signature_recorded_in_ones_name_is_contested_and_counts_no_more(who: People) -> None:
    amina, esther, denis = transmitted(who), signed_in(who.esther), signed_in(who.denis)
    assert signed_paper(amina, HOME, deed(who), on="2026-10-05").status_code == 302
    assert today_stage(who) is Stage.ACI_SIGNE
    told = said(esther.get(theirs(who)))
    assert "enregistrée par la CPTS, Amina Essai" in told
    assert "contrat-signe.pdf" in told
    scan = esther.get(theirs(who, ending=f"signatures/{row(who, 'ars').pk}/scan/"))
    assert b"".join(scan.streaming_content).startswith(b"%PDF")
    contest = f"signatures/{row(who, 'ars').pk}/contester/"
    assert denis.post(theirs(who, CPAM, contest), {"reason": "Ce n'est pas elle"}).status_code == 404, "it is not its signature"
    asked = esther.get(theirs(who, ending=contest))
    assert "Contester la signature de Quelqu'un" in said(asked)
    silent = esther.post(theirs(who, ending=contest), {"reason": " "})
    assert silent.status_code == 400
    assert today_stage(who) is Stage.ACI_SIGNE
    assert esther.post(theirs(who, ending=contest), {"reason": "La directrice n'a pas signé"}).status_code == 302
    assert today_stage(who) < Stage.ACI_SIGNE
    with within(who.ours):
        assert terms.terms_of(who.ours) == ()
        assert Signature.objects.count() == 3, "nothing is erased"
    for told in (page(amina.get(f"{HOME}contrat/")), said(esther.get(theirs(who))), said(denis.get(theirs(who, CPAM)))):
        assert f"Contestée par ARS Occitanie le {clock.today():%d/%m/%Y} : La directrice n'a pas signé" in told
    assert "ACI signé" not in said(denis.get(f"{CPAM}?tri=nom"))
    assert "ACI signé" not in page(amina.get("/c/cpts-du-pays-de-foix/")).replace("« ACI signé »", "")
    assert esther.post(theirs(who, ending="signatures/"), OWN).status_code == 302
    assert today_stage(who) is Stage.ACI_SIGNE


def test_the_cpts_contests_what_the_agency_recorded_in_its_name(who: People) -> None:
    amina, esther = transmitted(who), signed_in(who.esther)
    assert esther.post(theirs(who, ending="signatures/papier/"), papers(on="2026-10-05")).status_code == 302
    assert today_stage(who) is Stage.ACI_SIGNE
    key = row(who, "cpts").pk
    assert "Contester" in page(amina.get(f"{HOME}contrat/"))
    assert post(amina, f"contrat/actes/{deed(who).pk}/signatures/{key}/contester/", reason="Pas signé").status_code == 302
    assert today_stage(who) < Stage.ACI_SIGNE
    with outside("a test reads both journals"):
        told = [one.details for one in JournalEntry.objects.filter(action="contrat", chain=str(who.ours.pk))]
    assert {"signature_contestee": "cpts"} in told


def test_a_contest_holds_though_an_avenant_was_opened_over_it(who: People) -> None:
    """Whoever records first is not protected by what they add after."""
    amina, esther = transmitted(who), signed_in(who.esther)
    first = deed(who)
    signed_paper(amina, HOME, first, on="2026-10-05")
    post(amina, "contrat/avenant/", effect_on=iso(), planned_on=iso(), reason="missions", version="0")
    assert deed(who).number == 1
    with within(who.ours):
        key = selectors.signatures(first)["ars"].pk
    address = f"{ARS}contrats/{first.pk}/signatures/{key}/contester/"
    assert esther.post(address, {"reason": "Jamais signé"}).status_code == 302
    assert today_stage(who) < Stage.ACI_SIGNE
    assert amina.get(f"{HOME}contrat/").status_code == 200
    refused = signed_paper(amina, HOME, deed(who), on="2026-11-02")
    assert refused.status_code == 400
    own = {"name": "X", "signed_on": "2026-10-06"}
    assert esther.post(f"{ARS}contrats/{first.pk}/signatures/", own).status_code == 302
    assert today_stage(who) is Stage.ACI_SIGNE


def test_who_is_not_a_party_reads_or_nothing(who: People) -> None:
    transmitted(who)
    msa, place = reader(Kind.MSA, "agent_msa", "MSA Sud")
    client, home = signed_in(msa), f"/institution/{place.slug}/"
    assert "n'est pas partie à ce contrat" in said(client.get(theirs(who, home)))
    assert client.post(theirs(who, home, "signatures/"), OWN).status_code == 403
    assert signed_in(elsewhere(who)).get(theirs(who, "/institution/ars-bretagne/")).status_code == 404
    chloe = signed_in(who.chloe)
    for ending in ("signatures/", "signatures/papier/", "transmettre/"):
        assert chloe.post(f"/c/cpts-du-comtat/depot/contrat/actes/{deed(who).pk}/{ending}", OWN).status_code == 404
        assert signed_in(who.lea).post(f"{HOME}contrat/actes/{deed(who).pk}/{ending}", OWN).status_code == 403


def test_an_abandoned_avenant_keeps_its_copies(who: People) -> None:
    amina = transmitted(who)
    signed_paper(amina, HOME, deed(who), on="2026-10-05")
    post(amina, "contrat/avenant/", effect_on=iso(), planned_on=iso(), reason="missions", version="0")
    opened = deed(who)
    assert post(amina, f"contrat/actes/{opened.pk}/transmettre/").status_code == 302
    post(amina, f"contrat/actes/{opened.pk}/abandonner/", confirme="oui")
    with within(who.ours):
        assert deed(who).number == 0
        assert Contract.objects.filter(pk=opened.pk).exists()
        assert ContractCopy.objects.filter(contract=opened).count() == 1
    assert post(amina, "contrat/avenant/", effect_on=iso(), planned_on=iso(), reason="missions", version="0").status_code == 302
    assert deed(who).pk != opened.pk


def test_the_archive_of_a_cpts_holds_copies_and_contests() -> None:
    assert {ContractCopy, SignatureObjection, Signature} <= set(models())
