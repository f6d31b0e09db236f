"""The seven steps draw their state and dates from the records of a CPTS; legal times come from the law."""

from datetime import date, timedelta

from maillage.accounts.walls import within
from maillage.community.creation.actions import accelerator, meetings, missions, support
from maillage.community.creation.models import AcceleratorSession
from maillage.community.drafting import actions as drafting
from maillage.community.drafting.models import TextKind
from maillage.community.filing import actions as filing
from maillage.community.filing.models import Decision, TransmissionKind
from maillage.community.governance import actions as governance
from maillage.community.governance.models import Piece
from maillage.law import reader
from maillage.results.cpts.path import AHEAD, CURRENT, DONE, Standing, next_step, standings, steps
from tests.support.personas import NOW, TODAY, People

ARS = filing.Voice(None, "ars", "ARS Occitanie")


def at(who: People, day: date = TODAY) -> dict[str, Standing]:
    return {one.step.key: one for one in standings(who.ours, day)}


def send(who: People, kind: TransmissionKind):
    return filing.transmit(who.ours, kind=kind, content={}, sent_on=TODAY, by=who.amina, now=NOW)


def said(standing: Standing) -> list[tuple[str, date | None]]:
    return [(fact.sentence.replace("\u00a0", " "), fact.on) for fact in standing.facts]


def test_the_steps_say_the_times_of_the_law() -> None:
    found = {step.key: step for step in steps(TODAY)}
    assert [step.number for step in found.values()] == list(range(1, 8))
    assert found["contact"].clock.startswith("15 jours")
    assert "2 mois après" in found["validation"].clock
    law = reader.load()
    for step in found.values():
        assert step.parameters
        assert all(path in law.parameters for path in step.parameters)
        assert all(text in law.texts for text in step.texts)


def test_a_first_day_is_all_ahead(who: People) -> None:
    with within(who.ours):
        assert {one.state for one in at(who).values()} == {AHEAD}


def test_a_contact_runs_until_the_meeting(who: People) -> None:
    with within(who.ours):
        sent = send(who, TransmissionKind.CONTACT)
        found = at(who)["contact"]
        assert (found.state, said(found)) == (CURRENT, [("Demande envoyée", TODAY)])
        assert found.clock
        assert found.clock.end == TODAY + timedelta(days=15)
        meetings.record(sent, held_on=TODAY, place="Foix", by=who.amina, now=NOW)
        assert at(who)["contact"].state == DONE


def test_a_letter_is_done_once_answered(who: People) -> None:
    with within(who.ours):
        drafting.save_section(who.ours, text=TextKind.LETTRE, key="porteurs", body="Nous", version=0, by=who.amina, now=NOW)
        assert said(at(who)["lettre"]) == [("1 section écrite sur 7", None)]
        sent = send(who, TransmissionKind.LETTRE)
        assert at(who)["lettre"].state == CURRENT
        filing.decide(sent, kind=Decision.Kind.REPONSE, decided_on=TODAY, reasons="Oui.", voice=ARS, by=who.esther, now=NOW)
        assert at(who)["lettre"].state == DONE
        support.record_support(
            who.ours, institution_name="ARS", amount=100_00, purpose="Écrire", since=TODAY, until=TODAY, decided_on=TODAY,
            by=who.amina, now=NOW,
        )  # fmt: skip
        assert ("Soutien de 100,00 €", TODAY) in [(text.replace("\u202f", " "), day) for text, day in said(at(who)["lettre"])]


def test_a_project_filed_runs_two_months_then_is_deemed_validated(who: People) -> None:
    with within(who.ours):
        sent = send(who, TransmissionKind.PROJET)
        filing.date_receipt(sent, received_on=TODAY, by=who.esther, now=NOW, today=TODAY, voice=ARS)
        found = at(who)
        assert (found["projet"].state, found["validation"].state) == (DONE, CURRENT)
        assert found["validation"].clock
        end = found["validation"].clock.end
        assert end == date(2027, 1, 2)
        later = at(who, end + timedelta(days=1))["validation"]
        assert ("Réputé validé", end) in said(later)
        assert later.state == CURRENT


def test_the_side_steps_block_nothing(who: People) -> None:
    with within(who.ours):
        stage = AcceleratorSession.Stage.LETTRE
        accelerator.record_session(who.ours, stage=stage, on=TODAY, theme="Missions", by=who.amina, now=NOW)
        missions.record_mission(who.ours, mission="parcours", since=TODAY, evidence="Protocole", by=who.amina, now=NOW)
        governance.record_piece(who.ours, key=Piece.STATUTS, done_on=TODAY, note="", by=who.amina, now=NOW, today=TODAY)
        found = at(who)
        assert (found["accelerateur"].state, found["mission"].state, found["association"].state) == (DONE, DONE, CURRENT)
        assert found["contact"].state == AHEAD


def test_the_step_to_take_is_the_one_under_way_not_the_first(who: People) -> None:
    with within(who.ours):
        assert next_step(who.ours, TODAY).step.key == "contact"
        send(who, TransmissionKind.LETTRE)
        assert next_step(who.ours, TODAY).step.key == "lettre"
        send(who, TransmissionKind.PROJET)
        assert next_step(who.ours, TODAY).step.key == "validation"


def test_who_waits_for_an_answer_goes_on_with_what_is_theirs_to_do(who: People) -> None:
    with within(who.ours):
        send(who, TransmissionKind.CONTACT)
        assert next_step(who.ours, TODAY).step.key == "contact"
        send(who, TransmissionKind.LETTRE)
        assert next_step(who.ours, TODAY).step.key == "lettre"
        sent = send(who, TransmissionKind.PROJET)
        filing.date_receipt(sent, received_on=TODAY, by=who.esther, now=NOW, today=TODAY, voice=ARS)
        assert next_step(who.ours, TODAY).step.key == "validation"
        filing.decide(
            sent, kind=Decision.Kind.OPPOSITION, decided_on=TODAY, reasons="Trop petit.", ground=Decision.Ground.TERRITOIRE,
            voice=ARS, by=who.esther, now=NOW,
        )  # fmt: skip
        assert next_step(who.ours, TODAY).step.key == "projet", "the opposed project is theirs to take up, the contact is not"
