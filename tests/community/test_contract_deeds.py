"""Avenants, renewals and terminations: one at a time, on what was signed, each with its line in the journal."""

from datetime import date, timedelta
from typing import Any

import pytest

from maillage.accounts.models import JournalEntry
from maillage.accounts.refusals import UnableToSave
from maillage.accounts.walls import outside, within
from maillage.community.contract import actions, selectors
from maillage.community.contract.models import Contract, ContractIndicator, Signature, Termination
from tests.community.test_contract import INDICATOR, contract, signed
from tests.support.personas import NOW, TODAY, People

UNTIL = date(2031, 11, 1)
AMENDMENT: dict[str, Any] = {"effect_on": date(2027, 7, 1), "planned_on": TODAY, "reason": "missions", "reason_words": ""}
RENEWAL: dict[str, Any] = {"effect_on": date(2031, 11, 2), "planned_on": TODAY}


def in_force(who: People) -> Contract:
    made = contract(who)
    actions.add_indicator(made, values=INDICATOR, by=who.amina, now=NOW)
    return signed_by_all(who, made)


def signed_by_all(who: People, made: Contract) -> Contract:
    for party in Signature.Party:
        signed(who, made, party)
    return made


def withdraw(signature: Signature, who: People) -> None:
    """Its recorder takes it back."""
    side = Signature.Party(signature.side)
    actions.object_to(signature, side=side, reason="Enregistrée par erreur", by=who.amina, now=NOW)


def amend(who: People, version: int = 0, **changed: Any) -> Contract:
    values = {**AMENDMENT, **changed}
    return actions.prepare_amendment(who.ours, values=values, version=version, until=UNTIL, by=who.amina, now=NOW)


def renew(who: People, **changed: Any) -> Contract:
    values = {**RENEWAL, **changed}
    return actions.prepare_renewal(who.ours, values=values, version=0, until=UNTIL, by=who.amina, now=NOW)


def test_an_avenant_opens_on_the_text_as_it_stands_and_leaves_it_as_it_was(who: People) -> None:
    with within(who.ours):
        first = in_force(who)
        made = amend(who)
        assert [row.mission for row in selectors.missions(made)] == ["acces_aux_soins"]
        actions.remove_mission(made, mission="acces_aux_soins", by=who.amina, now=NOW)
        assert [row.mission for row in selectors.missions(first)] == ["acces_aux_soins"]
        assert selectors.indicators(first).count() == 1
        assert not selectors.indicators(made).exists()
        assert selectors.contract_of(who.ours) == first
        assert selectors.last_deed(who.ours) == made
        assert selectors.before(made) == first


def test_one_deed_at_a_time_is_prepared(who: People) -> None:
    with within(who.ours):
        with pytest.raises(UnableToSave, match="Aucun contrat"):
            amend(who)
        made = contract(who)
        for attempt in (amend, renew):
            with pytest.raises(UnableToSave, match="n'est pas signé des trois parties"):
                attempt(who)
        signed_by_all(who, made)
        amend(who)
        with pytest.raises(UnableToSave, match=r"Avenant n° 1.* n'est pas signé des trois parties"):
            renew(who)
        with pytest.raises(UnableToSave, match="Une autre personne"):
            amend(who)
        changed = amend(who, 1, reason="autre")
        assert (changed.number, changed.reason, changed.version) == (1, "autre", 2)
        actions.give_up(changed, by=who.amina, now=NOW)
        with pytest.raises(UnableToSave, match="n'est plus en préparation"):
            amend(who, 2)
        assert renew(who).term == 2
    with outside("the journal of one community, read by a test"):
        told = JournalEntry.objects.filter(chain=str(who.ours.pk), details__has_key="abandonne")
        assert told.get().details["abandonne"] == "Avenant n° 1"


@pytest.mark.parametrize("effect_on", [TODAY - timedelta(days=1), UNTIL + timedelta(days=1)])
def test_an_avenant_takes_effect_inside_the_contract(who: People, effect_on: date) -> None:
    with within(who.ours):
        in_force(who)
        with pytest.raises(UnableToSave, match="Prend effet le"):
            amend(who, effect_on=effect_on)
        with pytest.raises(UnableToSave, match="court encore"):
            renew(who, effect_on=UNTIL)


def test_what_others_rest_on_stays(who: People) -> None:
    with within(who.ours):
        first = in_force(who)
        made = amend(who)
        signature = selectors.signatures(first)["ars"]
        with pytest.raises(UnableToSave, match="Avenant n° 1 : cet acte repose sur celui-ci"):
            withdraw(signature, who)
        actions.give_up(made, by=who.amina, now=NOW)
        for one in selectors.signatures(first).values():
            withdraw(one, who)
        with pytest.raises(UnableToSave, match="premier contrat"):
            actions.give_up(first, by=who.amina, now=NOW)


def test_a_termination_has_its_rules(who: People) -> None:
    with within(who.ours):
        first = contract(who)
        told: dict[str, Any] = {"party": Termination.Party.CPTS, "notified_on": TODAY, "reason": "Dissolution", "until": UNTIL}
        person: dict[str, Any] = {"by": who.amina, "now": NOW, "today": TODAY}
        with pytest.raises(UnableToSave, match="rien à résilier"):
            actions.terminate(first, last_day=TODAY, **told, **person)
        signed_by_all(who, first)
        for last_day in (TODAY - timedelta(days=1), UNTIL):
            with pytest.raises(UnableToSave, match="Dernier jour"):
                actions.terminate(first, last_day=last_day, **told, **person)
        with pytest.raises(UnableToSave, match="pas encore passé"):
            later = {**told, "notified_on": TODAY + timedelta(days=1)}
            actions.terminate(first, last_day=date(2027, 1, 1), **later, **person)
        made = actions.terminate(first, last_day=date(2027, 1, 1), **told, **person)
        with pytest.raises(UnableToSave, match="déjà résilié au 01/01/2027"):
            actions.terminate(first, last_day=date(2027, 1, 1), **told, **person)
        with pytest.raises(UnableToSave, match="est résilié"):
            withdraw(selectors.signatures(first)["ars"], who)
        actions.remove_termination(made, by=who.amina, now=NOW)
        assert not selectors.terminations(who.ours).exists()


def test_another_community_sees_no_deed(who: People) -> None:
    with within(who.ours):
        in_force(who)
        amend(who)
    with within(who.theirs):
        assert selectors.deeds(who.theirs) == []
        assert not ContractIndicator.objects.exists()
        with pytest.raises(UnableToSave, match="Aucun contrat"):
            actions.prepare_amendment(who.theirs, values=AMENDMENT, version=0, until=UNTIL, by=who.chloe, now=NOW)
