"""The provisional budget as one table: rows of receipts and expenses, one column a year."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from maillage.accounts.roles import Permission
from maillage.community.missions.models import FicheAction
from maillage.community.money import selectors
from maillage.community.money.accounts import EXPENSE, RECEIPT, label
from maillage.community.money.models import BudgetLine
from maillage.facts.words import mission
from maillage.kernel.french import euros, typed
from maillage.kernel.proof import Proof
from maillage.results.cpts import budget as budgets
from maillage.results.cpts import fiche_budget
from maillage.results.cpts.budget import Budget, NoBudget, Receipt, Year
from maillage.www.projet.forms.budget import dates_initial
from maillage.www.shared.espace import Visit


@dataclass(frozen=True, slots=True)
class Cell:
    """One amount, and where it opens: its explanation, or the form that changes it."""

    text: str
    href: str = ""
    is_negative: bool = False
    proof: Proof | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    label: str
    cells: tuple[Cell, ...]
    kind: str = ""
    """total or solde, for the look."""
    note: str = ""
    fiche: FicheAction | None = None
    """The fiche-action that it takes up."""
    explains: bool = False
    """Its amounts open their « Pourquoi ? »."""


def page(visit: Visit) -> dict[str, Any]:
    """Context of the page."""
    refusal, found = "", None
    try:
        found = budgets.budget(visit.community, visit.today)
    except NoBudget as refused:
        refusal = str(refused)
    context = {"home": f"{visit.home}projet/", "refusal": refusal, "rule": budgets.RULE, "budget": found}
    return {**context, **(_table(visit, found) if found else {"heads": [], "groups": [], "warnings": [], "deficits": []}),
            **_fiches(visit),
            "loose": [] if found else list(selectors.lines(visit.community)),
            "has_dates": budgets.dates_of(visit.community, visit.today) is not None,
            "is_signed": budgets.signed_deed(visit.community, visit.today) is not None}  # fmt: skip


def _fiches(visit: Visit) -> dict[str, int]:
    """How many fiches-actions may be taken up, and how many were."""
    left = fiche_budget.offers(visit.community, budgets.contract_length(visit.today))
    return {"fiches_left": len(left), "fiches_taken": len(fiche_budget.taken(visit.community))}


def first_dates(visit: Visit) -> dict[str, Any]:
    """The dates kept; before any, a signature next New Year's Day, and missions at the latest that the agreement allows."""
    kept = selectors.hypothesis(visit.community)
    if kept:
        return dates_initial(kept.signed_on, {name: date.fromisoformat(day) for name, day in kept.starts.items()})
    signed_on = date(visit.today.year + 1, 1, 1)
    try:
        starts = budgets.latest_starts(visit.community, signed_on, visit.today)
    except NoBudget:
        starts = {}
    return dates_initial(signed_on, starts)


def _table(visit: Visit, found: Budget) -> dict[str, Any]:
    years = found.years
    fixed = _receipts(visit, years, "fixe")
    variable = _receipts(visit, years, "variable")
    return {
        "heads": [{"number": one.number, "start": one.start, "last_day": one.last_day, "taille": one.taille} for one in years],
        "groups": [
            ("Recettes prudentes : parts fixes de l'accord", [*fixed, _total("Parts fixes", years, "fixed")]),
            ("Autres recettes", [*_lines(visit, years, RECEIPT), _total("Autres recettes", years, "other")]),
            ("Dépenses", [*_lines(visit, years, EXPENSE), _total("Dépenses", years, "expenses")]),
            ("Solde prudent", [_balance("Solde prudent", years, "prudent")]),
            ("Part variable, si tous les indicateurs sont atteints", [*variable, _total("Part variable", years, "variable")]),
            ("Solde cible", [_balance("Solde cible", years, "target")]),
        ],
        "warnings": [typed(one.sentence) for one in found.run.warnings],
        "deficits": [one.number for one in found.deficits],
    }  # fmt: skip


def _receipts(visit: Visit, years: Sequence[Year], share: str) -> list[Row]:
    """One row a label; a year without it is empty."""
    labels = dict.fromkeys(one.label for year in years for one in year.receipts if one.share == share)
    return [_receipt_row(visit, years, label) for label in labels]


def _receipt_row(visit: Visit, years: Sequence[Year], label: str) -> Row:
    found = [next((one for one in year.receipts if one.label == label), None) for year in years]
    known = [one for one in found if one]
    refusals = dict.fromkeys(one.refusal for one in known if one.refusal)
    cells = tuple(_receipt(visit, one) for one in found)
    return Row(label, cells, note=" ".join(refusals), explains=True)


def _receipt(visit: Visit, one: Receipt | None) -> Cell:
    if one is None:
        return Cell("—")
    text = "non établi" if one.cents is None else euros(one.cents)
    href = f"{visit.home}projet/budget/pourquoi/?{urlencode({'cle': one.key})}"
    return Cell(text, href, proof=one.proof if one.cents else None)


def _lines(visit: Visit, years: Sequence[Year], side: str) -> list[Row]:
    """Lines of the same heading, label and mission share a row; two in one year are two rows."""
    every = [line for year in years for line in year.lines if line.side == side]
    every.sort(key=_same)
    rows: list[Row] = []
    for _, same in groupby(every, key=_same):
        rows += _line_rows(visit, years, list(same))
    return rows


def _same(line: BudgetLine) -> tuple[str, str, str, str]:
    return line.account, line.label, line.mission, str(line.fiche_id or "")


def _line_rows(visit: Visit, years: Sequence[Year], same: list[BudgetLine]) -> Iterable[Row]:
    while same:
        row: dict[int, BudgetLine] = {}
        rest = []
        for line in same:
            rest.append(line) if row.setdefault(line.year, line) is not line else None
        first = next(iter(row.values()))
        told = f"{label(first.side, first.account)} · {first.label}" + (f" ({mission(first.mission)})" if first.mission else "")
        notes = " ".join(dict.fromkeys(line.note for line in row.values() if line.note))
        yield Row(told, tuple(_line(visit, row.get(year.number)) for year in years), note=notes, fiche=_fiche(first))
        same = rest


def _fiche(line: BudgetLine) -> FicheAction | None:
    fiche: FicheAction | None = line.fiche
    return fiche if fiche and fiche.erased_at is None else None


def _line(visit: Visit, line: BudgetLine | None) -> Cell:
    if line is None:
        return Cell("—")
    href = f"{visit.home}projet/budget/lignes/{line.pk}/" if Permission.FINANCES in visit.may else ""
    return Cell(euros(line.cents), href)


def _total(label: str, years: Sequence[Year], name: str) -> Row:
    return Row(f"Total : {label.lower()}", tuple(_sum(year, name) for year in years), "total")


def _balance(label: str, years: Sequence[Year], name: str) -> Row:
    return Row(label, tuple(_sum(year, name) for year in years), "solde")


def _sum(year: Year, name: str) -> Cell:
    """One of the sums of a year, with the weakest proof of the receipts that it adds."""
    cents: int = getattr(year, name)
    return Cell(euros(cents), is_negative=cents < 0, proof=year.proofs.get(name))
