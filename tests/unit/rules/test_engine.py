"""The engine on a toy law: dated formulas, complete trace, refusals that stay where they are read."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from maillage.kernel.known import Known
from maillage.kernel.proof import Proof
from maillage.law import reader as law_reader
from maillage.law.errors import NotInForce
from maillage.rules.engine.columns import ColumnFacts, Columns
from maillage.rules.engine.helpers import add_months, months_started
from maillage.rules.engine.rule import Rule, declare
from maillage.rules.engine.trace import Trace, UnableToCompute


class jour(Rule):
    """Le jour de la règle."""

    label, cites, unit = "Jour", "art. 1", "jour"

    def formula_2000_01_01(c: Any) -> Any:
        return c.fact("jour")


class prime(Rule):
    """Dix, puis vingt, puis le montant d'un autre fait."""

    label, cites, unit, dated_by = "Prime", "art. 2", "EUR", "jour"

    def formula_2024_06_01(c: Any) -> Any:
        return c.fact("autre")

    def formula_2022_01_01(c: Any) -> Any:
        return 20

    def formula_2020_01_01(c: Any) -> Any:
        return 10


class somme(Rule):
    """La prime, sauf refus explicite."""

    label, cites, unit = "Somme", "art. 3", "EUR"

    def formula_2000_01_01(c: Any) -> Any:
        return c.choose(c.fact("jour") >= date(2024, 6, 1).toordinal(), lambda: 0, lambda: c("prime"))


RULES = declare(SimpleNamespace(__name__=__name__, jour=jour, prime=prime, somme=somme))
DAYS = [date(2019, 12, 31), date(2020, 1, 1), date(2021, 12, 31), date(2022, 1, 1), date(2024, 5, 31), date(2024, 6, 1)]


class _Facts:
    def __init__(self, day: date, other: int | None = None) -> None:
        self.known = {"jour": Known(day.toordinal(), "essai")}
        self.known["autre"] = Known.missing("Donnez « autre ».") if other is None else Known(other, "essai")

    def has(self, name: str, *keys: Any) -> bool:
        return not self.known[name].is_missing

    def get(self, name: str, *keys: Any) -> Known[int]:
        return self.known[name]


def _trace(day: date, other: int | None = None) -> Trace:
    return Trace(RULES, law_reader.load(), _Facts(day, other), day=date(2026, 1, 1))


def test_each_day_has_its_formula() -> None:
    assert [_trace(day, 30)("prime") for day in DAYS[1:]] == [10, 10, 20, 20, 30]


def test_before_the_first_formula_there_is_a_sentence_and_never_zero() -> None:
    with pytest.raises(NotInForce, match="01/01/2020"):
        _trace(DAYS[0])("prime")


def test_a_missing_fact_says_what_to_give() -> None:
    with pytest.raises(UnableToCompute, match="Donnez « autre »"):
        _trace(DAYS[5])("prime")


def test_the_branch_not_taken_is_not_read() -> None:
    assert _trace(DAYS[5])("somme") == 0


def test_the_trace_holds_everything_that_was_read() -> None:
    node = _trace(DAYS[1]).node("somme")
    assert [(child.kind, child.name) for child in node.children] == [("fait", "jour"), ("regle", "prime")]


def test_columns_give_each_dossier_its_formula_and_its_refusal() -> None:
    days = np.array([day.toordinal() for day in DAYS])
    other = (np.array([0, 0, 0, 0, 0, 30]), np.array([True] * 5 + [False]))
    columns = Columns(
        RULES, law_reader.load(), ColumnFacts(6, {("jour",): (days, None), ("autre",): other}), day=date(2026, 1, 1)
    )
    prime = columns.column("prime")
    assert list(prime.refused) == [True, False, False, False, False, False]
    assert list(prime.values[1:]) == [10, 10, 20, 20, 30]
    missing = {("jour",): (days, None), ("autre",): (np.zeros(6, np.int64), np.ones(6, bool))}
    somme = Columns(RULES, law_reader.load(), ColumnFacts(6, missing), day=date(2026, 1, 1)).column("somme")
    assert list(somme.refused) == [True, False, False, False, False, False]


def test_a_rule_without_sentence_or_formula_is_refused() -> None:
    class vide(Rule):
        label, cites, unit = "", "", ""

    vide.__module__ = "essai"
    with pytest.raises(TypeError, match="vide"):
        declare(SimpleNamespace(__name__="essai", vide=vide))


def test_calendar_helpers_agree_on_numbers_and_columns() -> None:
    days = [date(2023, 12, 1).toordinal() + n for n in range(500)]
    for months in (0, 1, 6, 11, 12, 48):
        assert list(add_months(np.array(days), months)) == [add_months(day, months) for day in days]
    ends = [add_months(day, 7) + day % 5 - 2 for day in days]
    assert list(months_started(np.array(days), np.array(ends))) == [
        months_started(day, end) for day, end in zip(days, ends, strict=True)
    ]


def test_an_established_amount_keeps_the_weakest_proof_met() -> None:
    from maillage.rules.aci import RULES as ACI

    class Facts(_Facts):
        def get(self, name: str, *keys: Any) -> Known[int]:
            return Known({"signe_le": date(2025, 3, 1).toordinal(), "population": 90_000}[name], "essai")

        def has(self, name: str, *keys: Any) -> bool:
            return name in ("signe_le", "population")

    trace = Trace(ACI, law_reader.load(), Facts(DAYS[0]), day=date(2026, 1, 1))
    assert trace("fonctionnement", 1, 1) == 7_500_000
    assert trace.node("fonctionnement", 1, 1).proof == Proof.SECONDAIRE
