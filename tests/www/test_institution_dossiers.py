"""Files to instruct: who does what, what is refused, what is told to whom."""

import hashlib
from datetime import timedelta

import pytest
from django.test import Client

from maillage.accounts import clock
from maillage.accounts.walls import within
from maillage.community.creation.actions import meetings
from maillage.community.creation.models import Support
from maillage.community.filing import actions as filing
from maillage.community.filing.models import Decision, Opinion, PieceRequest, TransmissionKind
from tests.support.confirming import YES
from tests.support.institutions import ARS, CPAM, elsewhere, file_of, later, received, said, send
from tests.support.journal import entries
from tests.support.personas import NOW, People, signed_in

ACTS = ["reception", "avis", "piece", "reponse", "soutien", "decision", "rencontre", "tenue"]


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.mark.parametrize("act", ACTS)
def test_an_act_is_posted_by_an_agent_of_the_territory(who: People, act: str) -> None:
    sent = send(who, TransmissionKind.LETTRE)
    address = f"{file_of(sent)}{act}/"
    far = elsewhere(who)
    assert signed_in(far).post(address).status_code == 404
    assert signed_in(far).post(f"{file_of(sent, '/institution/ars-bretagne/')}{act}/").status_code == 404
    assert signed_in(who.chloe).post(address).status_code == 404
    assert signed_in(who.esther).get(address).status_code == 405
    assert signed_in(who.esther).post(address).status_code == 400
    assert Client().post(address).status_code == 302


@pytest.mark.parametrize("act", ["decision", "reponse", "soutien"])
def test_only_the_agency_decides(who: People, act: str) -> None:
    sent = send(who, TransmissionKind.PROJET if act == "decision" else TransmissionKind.LETTRE)
    answer = signed_in(who.denis).post(f"{file_of(sent, CPAM)}{act}/")
    assert answer.status_code == 403
    assert "Agent ARS" in said(answer)


def test_files_are_filtered_and_their_clocks_said_in_words(who: People, monkeypatch: pytest.MonkeyPatch) -> None:
    send(who, TransmissionKind.CONTACT)
    client, list_ = signed_in(who.esther), f"{ARS}dossiers/"
    assert "encore 15 jours" in said(client.get(list_))
    assert "Aucun dossier ne répond" in said(client.get(f"{list_}?delai=alerte"))
    later(monkeypatch, 8)
    assert "mi-délai passé" in said(client.get(f"{list_}?delai=alerte"))
    later(monkeypatch, 12)
    assert "trois quarts du délai passés" in said(client.get(list_))
    later(monkeypatch, 17)
    text = said(client.get(f"{list_}?delai=retard"))
    assert "en retard" in text
    assert "dépassé de 2 jours" in text
    assert "Aucun dossier ne répond" in said(client.get(f"{list_}?nature=projet"))
    assert "Prise de contact n° 1" in said(client.get(f"{list_}?etat=tous&cpts=cpts-du-pays-de-foix"))
    assert client.get(f"{list_}?etat=x").status_code == 400


def test_a_project_goes_from_receipt_to_validation(who: People, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = send(who, TransmissionKind.PROJET)
    esther, address = signed_in(who.esther), file_of(sent)
    assert "contestable jusqu'au" not in said(esther.get(address)), "nobody was told yet"
    refused = esther.post(f"{address}reception/", {"received_on": "2026-11-03"})
    assert refused.status_code == 400
    assert "avenir" in said(refused)
    done = esther.post(f"{address}reception/", {"received_on": "2026-11-02"}, follow=True)
    assert "La réception est datée." in said(done)
    assert "Validation tacite : encore 61 jours" in said(done)
    again = signed_in(who.denis).post(f"{file_of(sent, CPAM)}reception/", {"received_on": "2026-11-02"})
    assert again.status_code == 400
    assert "ne l'attend pas, ou plus" in said(again)
    decided = {"kind": "validation", "decided_on": "2026-11-02", "ground": "", "reasons": ""}
    assert "Validation expresse du 02/11/2026" in said(esther.post(f"{address}decision/", decided, follow=True))
    twice = esther.post(f"{address}decision/", decided)
    assert twice.status_code == 400
    assert "Son état : validé" in said(twice)
    with within(who.ours):
        assert Decision.objects.count() == 1


def test_an_opposition_needs_one_of_the_two_grounds_and_its_reasons(who: People) -> None:
    sent = send(who, TransmissionKind.PROJET)
    received(sent, who)
    esther, address = signed_in(who.esther), f"{file_of(sent)}decision/"
    given = {"kind": "opposition", "decided_on": "2026-11-02", "ground": "", "reasons": "Le territoire se chevauche."}
    refused = esther.post(address, given)
    assert refused.status_code == 400
    assert "deux motifs possibles" in said(refused)
    assert "Le territoire se chevauche." in said(refused)
    assert esther.post(address, given | {"ground": "opportunite"}).status_code == 400
    done = said(esther.post(address, given | {"ground": "territoire"}, follow=True))
    assert "Opposition du 02/11/2026 : Le territoire n'est pas pertinent" in done
    assert "Ce dossier n'attend plus rien de vous" in done


def test_after_two_months_no_decision_is_taken_and_the_certificate_exists(who: People, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = send(who, TransmissionKind.PROJET)
    received(sent, who)
    esther, address = signed_in(who.esther), file_of(sent)
    assert esther.get(f"{address}copie/certificat.pdf").status_code == 404
    later(monkeypatch, 62)
    late = esther.post(f"{address}decision/", {"kind": "validation", "decided_on": "2026-11-20", "ground": "", "reasons": ""})
    assert late.status_code == 400
    assert "réputé validé" in said(late)
    assert esther.get(f"{address}copie/certificat.pdf").content[:4] == b"%PDF"


def test_opinions_are_between_institutions_unless_shared(who: People) -> None:
    sent = send(who, TransmissionKind.LETTRE)
    denis, esther = signed_in(who.denis), signed_in(who.esther)
    refused = denis.post(f"{file_of(sent, CPAM)}avis/", {"sense": "reserves", "body": "", "seen": ""})
    assert refused.status_code == 400
    assert "Motivez un avis" in said(refused)
    denis.post(f"{file_of(sent, CPAM)}avis/", {"sense": "reserves", "body": "Voir le **budget**.", "seen": ""})
    text = said(esther.get(file_of(sent)))
    assert "CPAM de l'Ariège · Favorable avec réserves" in text
    assert "Entre institutions : la CPTS ne le lit pas" in text
    with within(who.ours):
        first = Opinion.objects.get()
    stale = denis.post(f"{file_of(sent, CPAM)}avis/", {"sense": "favorable", "shared": "on", "seen": ""})
    assert stale.status_code == 400
    assert "vient d'enregistrer l'avis" in said(stale)
    denis.post(f"{file_of(sent, CPAM)}avis/", {"sense": "favorable", "shared": "on", "seen": str(first.pk)})
    text = said(esther.get(file_of(sent)))
    assert "Partagé avec la CPTS" in text
    assert "Remplacé depuis par un autre avis" in text


def test_a_piece_is_asked_awaited_and_answered(who: People, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = send(who, TransmissionKind.LETTRE)
    esther, address = signed_in(who.esther), file_of(sent)
    asked = {"body": "Les statuts signés", "due_on": "2026-11-10"}
    assert "En attente de la CPTS" in said(esther.post(f"{address}piece/", asked, follow=True))
    twice = esther.post(f"{address}piece/", asked)
    assert twice.status_code == 400
    assert "déjà demandée" in said(twice)
    assert "à fournir" in said(esther.post(f"{address}piece/", {"body": "RIB", "due_on": "2020-01-01"})).lower()
    assert "Pièce attendue : Les statuts signés" in said(esther.get(f"{ARS}agenda/"))
    later(monkeypatch, 20)
    assert "En retard : la CPTS n'a pas répondu" in said(esther.get(address))
    with within(who.ours):
        filing.answer_piece(PieceRequest.objects.get(), answer="Les voici", by=who.amina, now=NOW)
    text = said(esther.get(address))
    assert "Réponse de la CPTS, Amina Essai, le 02/11/2026 : Les voici" in text


def test_a_letter_is_answered_with_its_support(who: People) -> None:
    sent = send(who, TransmissionKind.LETTRE)
    esther, address = signed_in(who.esther), file_of(sent)
    assert "Écrivez la réponse" not in said(esther.get(address))
    assert esther.post(f"{address}reponse/", {"decided_on": "2026-11-02", "reasons": " "}).status_code == 400
    money = {"amount": "abc", "purpose": "Coordination", "since": "2027-01-01", "until": "2027-12-31"}
    money |= {"decided_on": "2026-11-02", "reference": "FIR-12"}
    refused = esther.post(f"{address}soutien/", money)
    assert refused.status_code == 400
    assert "Montant : « abc » n'est pas un montant en euros" in said(refused)
    done = said(esther.post(f"{address}soutien/", money | {"amount": "40 000,50"}, follow=True))
    assert "40 000,50 €, du 01/01/2027 au 31/12/2027" in done
    with within(who.ours):
        assert Support.objects.get().amount == 40_000_50
    done = said(esther.post(f"{address}reponse/", {"decided_on": "2026-11-02", "reasons": "Accord de principe."}, follow=True))
    assert "Réponse du 02/11/2026" in done
    assert "Accord de principe." in done


def test_a_first_meeting_is_proposed_confirmed_and_held(who: People, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = send(who, TransmissionKind.CONTACT)
    denis, address = signed_in(who.denis), file_of(sent, CPAM)
    past = denis.post(f"{address}rencontre/", {"on": "2026-11-01", "at": "18:30", "place": "Foix"})
    assert past.status_code == 400
    assert "à venir" in said(past)
    with within(who.ours):
        theirs = meetings.propose(sent, at=NOW + timedelta(days=2), place="Pamiers", by=who.amina, now=NOW)
    act = f"{address}rencontres/{theirs.pk}/"
    done = denis.post(f"{act}confirmer/", follow=True)
    assert "confirmée par CPAM de l'Ariège" in said(done)
    assert denis.post(f"{act}confirmer/").status_code == 400
    assert denis.post(f"{act}effacer/").status_code == 404
    assert (
        signed_in(elsewhere(who))
        .post(f"/institution/ars-bretagne/dossiers/{sent.pk}/rencontres/{theirs.pk}/annuler/", YES)
        .status_code
        == 404
    )
    later(monkeypatch, 3)
    assert "arrêt le 04/11/2026" in said(denis.post(f"{act}tenue/", follow=True))
    assert "Ce dossier n'attend plus rien de vous" in said(denis.get(address))


def test_the_copy_is_the_one_of_the_digest_and_its_reading_is_in_both_journals(who: People) -> None:
    sent = send(who, TransmissionKind.PROJET)
    client = signed_in(who.esther)
    body = client.get(f"{file_of(sent)}copie/copie.json").content
    assert hashlib.sha256(body).hexdigest() == sent.digest
    for name in ("projet.pdf", "bordereau.pdf"):
        assert client.get(f"{file_of(sent)}copie/{name}").content[:4] == b"%PDF"
    assert client.get(f"{file_of(sent)}copie/lettre.pdf").status_code == 404
    assert client.get(f"{file_of(sent)}copie/..%2Fx").status_code == 404
    for chain in (who.ars.pk, who.ours.pk):
        assert len(entries(chain=str(chain), action="fichier_lu", person_id=who.esther.pk)) == 3
