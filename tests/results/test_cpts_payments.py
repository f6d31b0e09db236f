"""What came of the payments whose day has passed: asked, late, received, corrected."""

from datetime import date, timedelta

import pytest

from maillage.accounts.refusals import UnableToSave
from maillage.accounts.walls import within
from maillage.community.contract import actions, selectors
from maillage.community.contract.actions import PaymentKey, Said
from maillage.community.contract.models import PaymentReceived
from maillage.results.cpts import payments, terms
from maillage.results.cpts.due import Due, due
from tests.results.test_cpts_due import prepared, sign
from tests.support.personas import NOW, TODAY, People

ADVANCE = PaymentKey(1, 1, "fonctionnement", "montant", "avance")


def asked(who: People, day: date) -> list[Due]:
    return [one for one in due(who.ours, day) if one.asks]


def past(who: People, day: date) -> dict[PaymentKey, payments.Expected]:
    return {one.key: one for one in payments.past(who.ours, terms.terms_of(who.ours), day)}


def tell(who: People, day: date, said: list[Said]) -> int:
    return actions.tell_payments(who.ours, said=said, by=who.amina, now=NOW, today=day)


def test_a_payment_due_yesterday_is_asked_about_and_never_vanishes(who: People) -> None:
    with within(who.ours):
        sign(prepared(who, TODAY), who)
        assert asked(who, TODAY) == []
        for days in (1, 61, 300):
            (one,) = asked(who, TODAY + timedelta(days=days))
            assert one.what.endswith("reçu\N{NO-BREAK SPACE}?")
            assert (one.is_ours, one.when) == (True, TODAY)
            assert len(one.parts) == 2


def test_not_yet_is_late_and_awaited_from_the_caisse_then_received(who: People) -> None:
    after = TODAY + timedelta(days=100)
    with within(who.ours):
        sign(prepared(who, TODAY), who)
        found = past(who, after)
        assert set(found) == {ADVANCE, PaymentKey(1, 1, "acces_aux_soins", "volet_fixe", "avance")}
        tell(who, after, [Said(key, TODAY) for key in found])
        (late,) = asked(who, after)
        assert "en retard" in late.what
        assert (late.is_ours, late.actor) == (False, "l'Assurance Maladie")
        tell(who, after, [Said(ADVANCE, TODAY, after, found[ADVANCE].cents)])
        (rest,) = asked(who, after)
        assert [part.mission for part in rest.parts] == ["acces_aux_soins"]
        assert past(who, after)[ADVANCE].gap == 0


def test_a_correction_is_another_row_and_the_last_counts(who: People) -> None:
    after = TODAY + timedelta(days=10)
    with within(who.ours):
        sign(prepared(who, TODAY), who)
        whole = past(who, after)[ADVANCE].cents
        first, second = Said(ADVANCE, TODAY, after, whole), Said(ADVANCE, TODAY, after, whole - 100_00)
        assert [tell(who, after, [one]) for one in (first, first, second)] == [1, 0, 1]
        assert [row.cents for row in selectors.payments_told(who.ours)] == [whole, whole - 100_00]
        assert past(who, after)[ADVANCE].gap == -100_00


def test_what_was_said_is_kept_when_the_contract_is_computed_again(who: People) -> None:
    """Other amounts, hence other sums: the same payment, received. A key that no contract foresees stays in sight."""
    after = TODAY + timedelta(days=10)
    with within(who.ours):
        deed = prepared(who, TODAY)
        sign(deed, who)
        whole = past(who, after)[ADVANCE].cents
        tell(who, after, [Said(ADVANCE, TODAY, after, whole)])
        actions.complete_amounts(deed, amounts={"fonctionnement": {"montant": 10_000_000}}, by=who.amina, now=NOW)
        again = past(who, after)[ADVANCE]
        assert again.is_received
        assert again.cents != whole
        assert again.gap == whole - again.cents
        other = ADVANCE._replace(moment=PaymentReceived.Moment.REGULARISATION)
        tell(who, after, [Said(other, TODAY, after, 500_00)])
        assert [row.cents for row in payments.apart(who.ours, past(who, after).values())] == [500_00]


def test_a_day_to_come_or_before_the_contract_is_refused(who: People) -> None:
    with within(who.ours):
        sign(prepared(who, TODAY), who)
        for on, words in (
            (TODAY + timedelta(days=1), "pas encore passé"),
            (TODAY - timedelta(days=1), "avant le premier jour"),
        ):
            with pytest.raises(UnableToSave, match=words):
                tell(who, TODAY, [Said(ADVANCE, TODAY, on, 1)])
        assert not selectors.payments_told(who.ours).exists()


def test_every_payment_of_a_contract_has_its_key_even_when_the_contract_is_over(who: People) -> None:
    over = TODAY.replace(year=TODAY.year + 5) + timedelta(days=40)
    with within(who.ours):
        sign(prepared(who, TODAY), who)
        found = past(who, over)
        assert {key.moment for key in found} == {"avance", "solde", "variable"}
        assert {key.year for key in found} == {1, 2, 3, 4, 5}
        assert not any(one.is_due for one in found.values() if one.key.moment == "variable"), "measured by nobody: at stake"
        assert len(asked(who, over)) == 6, "five advances, four of them on the day of a balance, and the last balance"
