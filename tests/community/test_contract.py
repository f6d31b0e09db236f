"""A contract is prepared, signed by three, and does not change once somebody signed."""

from datetime import date, timedelta
from typing import Any

import pytest

from maillage.accounts.models import JournalEntry
from maillage.accounts.refusals import UnableToSave
from maillage.accounts.walls import outside, within
from maillage.community.contract import actions, selectors
from maillage.community.contract.models import Contract, ContractIndicator, Signature
from maillage.community.filing.actions import Voice
from tests.support.contracts import signs
from tests.support.personas import NOW, TODAY, People

VALUES: dict[str, Any] = {
    "planned_on": date(2027, 3, 1),
    "population": 90_000,
    "population_source": "Population municipale 2023",
    "taille": 3,
    "cpts_representative": "Amina Essai, présidente",
    "ars_name": "ARS Occitanie",
    "cpam_name": "CPAM de l'Ariège",
}
INDICATOR: dict[str, Any] = {
    "mission": "acces_aux_soins",
    "year": 1,
    "label": "Patients en ALD sans médecin traitant",
    "direction": "baisse",
    "baseline": "412",
    "source": "CPAM",
    "steps": [{"label": "au plus 380", "cents": 500_000}, {"label": "au plus 350", "cents": 1_000_000}],
}


def contract(who: People) -> Contract:
    made = actions.prepare(who.ours, values=VALUES, version=0, by=who.amina, now=NOW)
    actions.set_mission(made, mission="acces_aux_soins", starts_on=date(2027, 3, 1), commitments="", by=who.amina, now=NOW)
    return made


def signed(who: People, made: Contract, party: str, day: date = TODAY) -> Signature:
    return signs(made, party, on=day, by=who.amina, now=NOW, today=TODAY)


def test_three_signatures_make_a_contract_of_the_last_day(who: People) -> None:
    with within(who.ours):
        made = contract(who)
        signed(who, made, "cpam", TODAY - timedelta(days=3))
        signed(who, made, "cpts", TODAY - timedelta(days=5))
        assert selectors.signed_on(who.ours) is None
        last = signed(who, made, "ars", TODAY - timedelta(days=1))
        assert selectors.signed_on(who.ours) == TODAY - timedelta(days=1)
        voice = Voice(None, "ars", "ARS Occitanie")
        actions.object_to(last, side=Signature.Party.ARS, reason="Erreur de date", by=who.esther, now=NOW, voice=voice)
        assert selectors.signed_on(who.ours) is None
    with outside("the journal of one community, read by a test"):
        told = JournalEntry.objects.filter(chain=str(who.ours.pk), action="contrat")
        assert [entry.details["signature"] for entry in told if "signature" in entry.details] == ["cpam", "cpts", "ars"]
        assert told.filter(details__signature_retiree="ars").count() == 1


def test_a_signature_has_its_rules(who: People) -> None:
    with within(who.ours):
        empty = actions.prepare(who.ours, values=VALUES, version=0, by=who.amina, now=NOW)
        with pytest.raises(UnableToSave, match="aucune mission"):
            signed(who, empty, "cpts")
        made = contract_again(who, empty)
        with pytest.raises(UnableToSave, match="datée de l'avenir"):
            signed(who, made, "cpts", TODAY + timedelta(days=1))
        signed(who, made, "cpts")
        with pytest.raises(UnableToSave, match="a déjà signé"):
            signed(who, made, "cpts")


def contract_again(who: People, made: Contract) -> Contract:
    actions.set_mission(made, mission="parcours", starts_on=date(2027, 6, 1), commitments="", by=who.amina, now=NOW)
    return made


def test_nothing_changes_once_somebody_signed(who: People) -> None:
    with within(who.ours):
        made = contract(who)
        line = actions.add_indicator(made, values=INDICATOR, by=who.amina, now=NOW)
        signed(who, made, "cpam")
        person: dict[str, Any] = {"by": who.amina, "now": NOW}
        for act in (
            lambda: actions.prepare(who.ours, values=VALUES, version=1, **person),
            lambda: actions.set_mission(made, mission="parcours", starts_on=TODAY, commitments="", **person),
            lambda: actions.remove_mission(made, mission="acces_aux_soins", **person),
            lambda: actions.save_amounts(made, amounts={}, version=1, **person),
            lambda: actions.add_indicator(made, values=INDICATOR, **person),
            lambda: actions.remove_indicator(line, **person),
        ):
            with pytest.raises(UnableToSave, match="a signé ce contrat"):
                act()


def test_two_people_do_not_overwrite_each_other(who: People) -> None:
    with within(who.ours):
        made = contract(who)
        amounts = {"acces_aux_soins": {"volet_fixe": 9_000_000}, "parcours": {}}
        actions.save_amounts(made, amounts=amounts, version=1, by=who.amina, now=NOW)
        kept = selectors.contract_of(who.ours)
        assert kept is not None
        assert (kept.version, kept.amounts) == (2, {"acces_aux_soins": {"volet_fixe": 9_000_000}})
        with pytest.raises(UnableToSave, match="Une autre personne"):
            actions.save_amounts(made, amounts={}, version=1, by=who.amina, now=NOW)


def test_a_mission_leaves_with_its_indicators(who: People) -> None:
    with within(who.ours):
        made = contract(who)
        line = actions.add_indicator(made, values=INDICATOR, by=who.amina, now=NOW)
        assert line.cents == 1_000_000
        with pytest.raises(UnableToSave, match="n'est pas dans le contrat"):
            actions.add_indicator(made, values=INDICATOR | {"mission": "parcours"}, by=who.amina, now=NOW)
        actions.remove_mission(made, mission="acces_aux_soins", by=who.amina, now=NOW)
        assert not selectors.indicators(made).exists()


def test_a_meeting_is_written_after_it_was_held(who: People) -> None:
    with within(who.ours):
        told: dict[str, Any] = {
            "participants": "ARS, CPAM, CPTS",
            "minutes": "Missions retenues.",
            "by": who.amina,
            "now": NOW,
            "today": TODAY,
        }
        actions.record_meeting(who.ours, held_on=TODAY, **told)
        with pytest.raises(UnableToSave, match="n'est pas encore passé"):
            actions.record_meeting(who.ours, held_on=TODAY + timedelta(days=1), **told)
        assert [row.held_on for row in selectors.meetings(who.ours)] == [TODAY]


def test_another_community_sees_nothing(who: People) -> None:
    with within(who.ours):
        actions.add_indicator(contract(who), values=INDICATOR, by=who.amina, now=NOW)
    with within(who.theirs):
        assert selectors.contract_of(who.theirs) is None
        assert not ContractIndicator.objects.exists()
        assert selectors.signed_on(who.theirs) is None
