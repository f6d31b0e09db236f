"""What one side recorded, the other contests with its reason: it does not delete it, and nothing contested counts."""

from datetime import date

from django.test import Client

from maillage.accounts.walls import within
from maillage.community.creation import selectors
from maillage.community.creation.models import ContactMeeting, MeetingObjection, Support, SupportObjection
from maillage.community.filing.models import Transmission, TransmissionKind
from maillage.institutions import instruction
from maillage.results.cpts.export import models
from tests.support.confirming import YES
from tests.support.institutions import elsewhere, file_of, said, send
from tests.support.personas import NOW, TODAY, People, signed_in

SPACE = "/c/cpts-du-pays-de-foix/creation/"
REASON = {"reason": "Aucune décision reçue"}


def granted(who: People) -> tuple[Transmission, Support]:
    """Money that the agency itself recorded, on a letter."""
    letter = send(who, TransmissionKind.LETTRE)
    period = {"since": date(2026, 11, 1), "until": date(2027, 6, 30), "decided_on": TODAY}
    with within(who.ours):
        instruction.grant(
            who.ars, letter, amount=40_000_00, purpose="Crédits d'amorçage", reference="", **period, by=who.esther, now=NOW
        )
        return letter, Support.objects.get()


def total(who: People) -> int:
    with within(who.ours):
        return selectors.supported(who.ours)


def test_a_grant_of_the_agency_is_contested_by_the_cpts_and_never_deleted(who: People) -> None:
    letter, given = granted(who)
    amina, here = signed_in(who.amina), f"{SPACE}soutien/{given.pk}/"
    assert f"{here}retrait/" not in amina.get(f"{SPACE}soutien/").content.decode()
    refused = amina.post(f"{here}retrait/", YES)
    assert (refused.status_code, total(who)) == (400, 40_000_00)
    assert "contestez-le" in said(refused)
    assert "Contester le soutien « Crédits d'amorçage »" in said(amina.get(f"{here}contester/"))
    assert amina.post(f"{here}contester/", {"reason": ""}).status_code == 400
    assert signed_in(who.lea).post(f"{here}contester/", REASON).status_code == 403
    assert signed_in(who.chloe).post(f"/c/cpts-du-comtat/creation/soutien/{given.pk}/contester/", REASON).status_code == 404
    assert amina.post(f"{here}contester/", REASON).status_code == 302
    assert total(who) == 0
    assert "Contesté par la CPTS" in said(amina.get(f"{SPACE}soutien/"))
    assert "Contesté par la CPTS : Aucune décision reçue" in said(signed_in(who.esther).get(file_of(letter)))
    with within(who.ours):
        assert Support.objects.filter(withdrawn_at=None).count() == 1


def test_the_agency_withdraws_its_grant_after_a_question(who: People) -> None:
    letter, given = granted(who)
    address = f"{file_of(letter)}soutiens/{given.pk}/"
    esther = signed_in(who.esther)
    assert address in esther.get(file_of(letter)).content.decode()
    assert "Retirer le soutien" in said(esther.post(address))
    assert total(who) == 40_000_00
    assert signed_in(who.denis).post(address, YES).status_code in (403, 404)
    assert signed_in(elsewhere(who)).post(address, YES).status_code == 404
    assert esther.post(address, YES).status_code == 302
    assert total(who) == 0


def test_the_agency_contests_what_the_cpts_says_it_granted(who: People) -> None:
    letter = send(who, TransmissionKind.LETTRE)
    told = {
        "institution_name": who.ars.name,
        "amount": "40 000",
        "purpose": "Amorçage",
        "since": "2026-11-01",
        "until": "2027-06-30",
        "decided_on": "2026-11-02",
    }
    assert signed_in(who.amina).post(f"{SPACE}soutien/nouveau/", told).status_code == 302
    with within(who.ours):
        given = Support.objects.get()
    address = f"{file_of(letter)}soutiens/{given.pk}/"
    assert signed_in(who.esther).post(address, YES).status_code == 400
    assert signed_in(who.esther).post(address, REASON).status_code == 302
    assert total(who) == 0
    assert "Contesté par ARS Occitanie" in said(signed_in(who.amina).get(f"{SPACE}soutien/"))


def test_a_meeting_that_the_agency_held_is_contested_and_stops_no_clock(who: People) -> None:
    sent = send(who, TransmissionKind.CONTACT)
    with within(who.ours):
        instruction.record_meeting(who.ars, sent, held_on=TODAY, place="Foix", by=who.esther, now=NOW)
        meeting = ContactMeeting.objects.get()
    amina, here = signed_in(who.amina), f"{SPACE}contact/rencontres/{meeting.pk}/"
    assert met(who, sent) == TODAY
    assert "contestez-la" in said(amina.post(f"{here}annuler/", YES))
    assert "contestez-la" in said(amina.post(f"{here}tenue/", {"held_on": TODAY.isoformat()}))
    assert met(who, sent) == TODAY
    assert f"{here}contester/" in amina.get(f"{SPACE}contact/").content.decode()
    assert amina.post(f"{here}contester/", {"reason": "Nous n'y étions pas"}).status_code == 302
    assert met(who, sent) is None
    for client, address in ((amina, f"{SPACE}contact/"), (signed_in(who.esther), file_of(sent))):
        assert "Nous n'y étions pas" in said(client.get(address))
    agency: Client = signed_in(who.esther)
    assert agency.post(f"{file_of(sent)}rencontres/{meeting.pk}/contester/", REASON).status_code == 400


def met(who: People, sent: Transmission) -> date | None:
    with within(who.ours):
        return selectors.met_on(sent)


def test_the_archive_of_a_cpts_holds_contests() -> None:
    assert {SupportObjection, MeetingObjection} <= set(models())
