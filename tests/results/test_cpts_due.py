"""What is due: each source says who must act, until when, and where."""

from datetime import date, timedelta

from maillage.accounts.walls import within
from maillage.community.communities.models import CommunityInvitation
from maillage.community.contract import actions as contract
from maillage.community.contract.models import Contract, Signature
from maillage.community.creation.actions import meetings, missions, support
from maillage.community.drafting import actions as drafting
from maillage.community.drafting.models import TextKind
from maillage.community.filing import actions as filing
from maillage.community.filing.models import Opinion, Transmission, TransmissionKind, Way
from maillage.community.missions import actions as work
from maillage.community.missions.states import FicheState
from maillage.results.cpts import letter
from maillage.results.cpts.due import Due, due
from tests.support.contracts import signs
from tests.support.personas import NOW, TODAY, People


def sent(who: People, kind: TransmissionKind, way: Way = Way.MAILLAGE) -> Transmission:
    return filing.transmit(who.ours, kind=kind, content={"titre": "Essai"}, sent_on=TODAY, by=who.amina, now=NOW, way=way)


def received(who: People) -> Transmission:
    voice = filing.Voice(who.ars.pk, "ars", who.ars.name)
    project = sent(who, TransmissionKind.PROJET)
    return filing.date_receipt(project, received_on=TODAY, by=who.esther, now=NOW, today=TODAY, voice=voice)


def only(items: tuple[Due, ...], kind: str) -> Due:
    (found,) = [item for item in items if item.kind == kind]
    return found


def test_nothing_is_due_on_the_first_day(who: People) -> None:
    with within(who.ours):
        assert due(who.ours, TODAY) == ()


def test_the_first_meeting_is_due_in_fifteen_days_by_the_funders(who: People) -> None:
    with within(who.ours):
        sent(who, TransmissionKind.CONTACT)
        item = only(due(who.ours, TODAY), "horloge")
    assert (item.when, item.days_left(TODAY), item.is_ours) == (TODAY + timedelta(days=15), 15, False)
    assert (item.address, item.parameter) == ("creation/contact/", "aci/creation/premiere_rencontre_jours")


def test_a_project_runs_its_two_months_and_waits_for_the_opinion_of_the_caisse(who: People) -> None:
    with within(who.ours):
        project = received(who)
        items = due(who.ours, TODAY)
        assert only(items, "horloge").when == date(2027, 1, 2)
        assert only(items, "avis").actor == who.cpam.name
        voice = filing.Voice(who.cpam.pk, "cpam", who.cpam.name)
        for shared in (False, True):
            filing.give_opinion(
                project, sense=Opinion.Sense.FAVORABLE, body="", shared=shared, voice=voice, by=who.denis, now=NOW
            )
            assert any(item.kind == "avis" for item in due(who.ours, TODAY)) is not shared


def test_a_piece_is_due_by_the_cpts_until_it_is_given(who: People) -> None:
    with within(who.ours):
        voice = filing.Voice(who.cpam.pk, "cpam", who.cpam.name)
        asked = filing.ask_piece(
            received(who), body="Statuts signés", due_on=TODAY + timedelta(days=3), voice=voice, by=who.denis, now=NOW
        )
        items = due(who.ours, TODAY)
        item = only(items, "piece")
        assert item is items[0]
        assert (item.is_ours, item.waiter, item.days_left(TODAY)) == (True, who.cpam.name, 3)
        filing.answer_piece(asked, answer="Ci-joint", by=who.amina, now=NOW)
        assert not any(item.kind == "piece" for item in due(who.ours, TODAY))


def test_a_date_that_an_institution_proposes_waits_for_the_cpts(who: People) -> None:
    with within(who.ours):
        contact, voice = sent(who, TransmissionKind.CONTACT), filing.Voice(who.ars.pk, "ars", who.ars.name)
        meetings.propose(contact, at=NOW + timedelta(days=5), place="Foix", by=who.esther, now=NOW, voice=voice)
        item = only(due(who.ours, TODAY), "rencontre")
    assert (item.actors, item.waiter) == (("cpts",), "ARS Occitanie")


def test_a_receipt_by_post_may_be_dated_by_the_cpts(who: People) -> None:
    with within(who.ours):
        sent(who, TransmissionKind.LETTRE, Way.POSTE)
        sent(who, TransmissionKind.CONTACT)
        sent(who, TransmissionKind.PROJET, Way.MAIN)
        ours = {item.subject: item.is_ours for item in due(who.ours, TODAY) if item.kind == "reception"}
    assert sorted(ours.values()) == [True, True]


def test_texts_count_what_they_lack_once_begun(who: People) -> None:
    with within(who.ours):
        key, lacks = letter.parts()[0].key, len(letter.parts()) - 1
        row = drafting.save_section(who.ours, text=TextKind.LETTRE, key=key, body="Mots", version=0, by=who.amina, now=NOW)
        drafting.comment(row, body="À préciser", by=who.bruno, now=NOW)
        items = due(who.ours, TODAY)
        assert f"{lacks}\N{NO-BREAK SPACE}sections à compléter" in only(items, "texte").what
        assert only(items, "remarque").when is None
        sent(who, TransmissionKind.LETTRE)
        assert {item.kind for item in due(who.ours, TODAY)} == {"reception"}


def test_a_project_begun_says_how_many_parts_lack_something(who: People) -> None:
    with within(who.ours):
        drafting.save_section(who.ours, text=TextKind.PROJET, key="gouvernance", body="Mots", version=0, by=who.amina, now=NOW)
        assert "parties à compléter" in only(due(who.ours, TODAY), "texte").what


def test_a_meeting_stops_the_clock_once_it_was_held(who: People) -> None:
    with within(who.ours):
        contact = sent(who, TransmissionKind.CONTACT)
        meeting = meetings.propose(contact, at=NOW + timedelta(days=5), place="Visioconférence", by=who.amina, now=NOW)
        found = due(who.ours, TODAY)
        item = only(found, "rencontre")
        assert ("à confirmer" in item.what, item.is_ours) == (True, False)
        assert only(found, "horloge").clock is not None
        meetings.confirm(meeting, by=who.esther, now=NOW, voice=filing.Voice(who.ars.pk, "ars", who.ars.name))
        assert only(due(who.ours, TODAY), "rencontre").is_ours
        assert "Dites si" in only(due(who.ours, TODAY + timedelta(days=6)), "rencontre").what
        meetings.hold(meeting, held_on=TODAY + timedelta(days=5), by=who.amina, now=NOW + timedelta(days=6))
        assert due(who.ours, TODAY + timedelta(days=6)) == ()


def test_a_validated_project_waits_for_its_contract(who: People) -> None:
    with within(who.ours):
        received(who)
        item = only(due(who.ours, date(2027, 1, 3)), "contrat")
    assert (item.what, item.address) == ("Contrat à préparer", "depot/contrat/")


def prepared(who: People, starts_on: date) -> Contract:
    values = {"planned_on": TODAY, "population": 90_000, "population_source": "Municipale 2023", "taille": 3}
    parties = {"cpts_representative": "Amina Essai", "ars_name": who.ars.name, "cpam_name": who.cpam.name}
    made = contract.prepare(who.ours, values=values | parties, version=0, by=who.amina, now=NOW)
    contract.set_mission(made, mission="acces_aux_soins", starts_on=starts_on, commitments="", by=who.amina, now=NOW)
    return made


def sign(made: Contract, who: People) -> None:
    for party in Signature.Party:
        signs(made, party, on=TODAY, by=who.amina, now=NOW)


def to_deploy(who: People, day: date) -> list[str]:
    return [item.what for item in due(who.ours, day) if "à déployer" in item.what]


def test_a_contract_waits_for_its_signatures_then_for_its_missions_and_its_money(who: People) -> None:
    start = date(2026, 12, 1)
    with within(who.ours):
        made = prepared(who, start)
        assert "Contrat à signer" in only(due(who.ours, TODAY), "contrat").what
        sign(made, who)
        items = due(who.ours, TODAY + timedelta(days=1))
        missions = {item.what: item.when for item in items if item.kind == "contrat"}
        told = "Mission à démarrer : Accès aux soins, au plus tard le 02/05/2027"
        assert missions[told] == start, "the day that the contract says, as its page does"
        (payment,) = [item for item in items if "Versement attendu" in item.what]
        assert payment.when == start
        assert payment.actors == ("cpam",)
        after = [item for item in due(who.ours, start + timedelta(days=1)) if "reçu" in item.what]
        assert [item.when for item in after if item.when == start] == [start], "due yesterday: asked about, not gone"
        late = [item for item in due(who.ours, start + timedelta(days=90)) if "reçu" in item.what]
        assert start in [item.when for item in late], "until somebody says that it came"
        later = {item.what: item.when for item in due(who.ours, start) if item.kind == "contrat"}
        assert later["Mission à déployer : Accès aux soins"] == date(2028, 5, 2)


def test_a_mission_is_deployed_when_its_fiches_have_started(who: People) -> None:
    start, late = TODAY + timedelta(days=30), date(2028, 6, 1)
    with within(who.ours):
        sign(prepared(who, start), who)
        assert (to_deploy(who, start), to_deploy(who, late)) == (["Mission à déployer : Accès aux soins"], [])
        planning, patients = (
            work.create_fiche(who.ours, values={"title": title, "mission": "acces_aux_soins"}, by=who.amina, now=NOW)
            for title in ("Planning", "Patients sans médecin")
        )
        assert to_deploy(who, late) == ["Mission à déployer : Accès aux soins, 2\N{NO-BREAK SPACE}fiches-actions à démarrer"]
        work.move_fiche(planning, to=FicheState.RUNNING, by=who.amina, now=NOW)
        assert to_deploy(who, start) == ["Mission à déployer : Accès aux soins, 1\N{NO-BREAK SPACE}fiche-action à démarrer"]
        work.move_fiche(patients, to=FicheState.STOPPED, by=who.amina, now=NOW)
        assert to_deploy(who, start) == to_deploy(who, late) == []


def test_a_mission_that_ran_before_the_contract_is_deployed(who: People) -> None:
    with within(who.ours):
        sign(prepared(who, TODAY), who)
        assert to_deploy(who, TODAY)
        missions.record_mission(
            who.ours, mission="acces_aux_soins", since=TODAY - timedelta(days=90), evidence="Planning", by=who.amina, now=NOW
        )
        assert to_deploy(who, TODAY) == []


def test_an_invitation_is_due_until_it_expires_and_hides_its_address(who: People) -> None:
    with within(who.ours):
        CommunityInvitation.objects.create(
            community=who.ours,
            email="zoe@exemple.fr",
            role="tresorerie",
            created_at=NOW,
            expires_at=NOW + timedelta(days=14),
            created_by=who.amina,
        )
        item = only(due(who.ours, TODAY), "invitation")
        assert "zoe" not in item.what
        assert due(who.ours, TODAY + timedelta(days=15)) == ()
    with within(who.theirs):
        assert due(who.theirs, TODAY) == ()


def test_the_post_of_coordination_reminds_of_its_objectives_until_they_are_reached(who: People) -> None:
    with within(who.ours):
        support.save_coordinator(
            who.ours, starts_on=TODAY, ends_on=TODAY + timedelta(days=365), share=50, employer="Association", objectives="",
            project_due_on=TODAY + timedelta(days=90), contract_due_on=TODAY + timedelta(days=300), version=0,
            by=who.amina, now=NOW,
        )  # fmt: skip
        items = due(who.ours, TODAY)
        assert [item.when for item in items] == [TODAY + timedelta(days=days) for days in (90, 300, 365)]
        assert {item.address for item in items} == {"creation/soutien/"}
        sent(who, TransmissionKind.PROJET)
        assert next(item.when for item in due(who.ours, TODAY) if item.kind == "objectif") == TODAY + timedelta(days=300)


def test_two_months_that_nobody_confirms_are_to_be_confirmed_and_are_not_late(who: People) -> None:
    """No agency was told: the day is computed, and once past the CPTS has it confirmed."""
    with within(who.ours):
        sent(who, TransmissionKind.PROJET)
        assert "à faire confirmer par l'ARS" in only(due(who.ours, TODAY), "horloge").what
        items = due(who.ours, date(2027, 1, 3))
        assert not [one for one in items if one.kind == "horloge"]
        item = only(items, "reception")
    assert (item.is_ours, item.what[:17]) == (True, "Validation tacite")
