"""Two scenarios side by side: what changes in total, by year, by mission, by payment."""

from collections.abc import Iterable
from typing import Any

from maillage.results.runs.model import Figure, Run
from maillage.www.financement.presenters.cells import STATUSES, change
from maillage.www.shared import formats


def of_runs(first: Run, second: Run) -> dict[str, Any]:
    """Rows « A, B, difference » for the comparison page."""
    payments = _payments(first, second)
    return {
        "totals": list(_totals(first, second)),
        "years": list(_years(first, second)),
        "missions": list(_missions(first, second)),
        "payments": payments,
        "payments_count": formats.plural(len(payments), "versement"),
        "same": _is_same(first, second),
        "partial": [name for name, run in (("A", first), ("B", second)) if any(y.total.cents is None for y in run.years)],
    }


def _row(label: str, a: int | None, b: int | None, status: str = "") -> dict[str, Any]:
    known = a is not None and b is not None
    gap = b - a if a is not None and b is not None else 0
    return {
        "label": label,
        "status": status,
        "a": "non établi" if a is None else formats.euros(a),
        "b": "non établi" if b is None else formats.euros(b),
        "change": change(gap) if known else "—",
        "direction": "plus" if gap > 0 else "moins" if gap < 0 else "egal",
    }


def _totals(first: Run, second: Run) -> Iterable[dict[str, Any]]:
    yield _row("Acquis et probable", first.acquis + first.probable, second.acquis + second.probable)
    for status, label in STATUSES.items():
        yield _row(label, getattr(first, status), getattr(second, status), status)


def _years(first: Run, second: Run) -> Iterable[dict[str, Any]]:
    for a, b in zip(first.years, second.years, strict=False):
        yield _row(f"Année {a.number}", a.total.cents, b.total.cents)


def _missions(first: Run, second: Run) -> Iterable[dict[str, Any]]:
    """Fixed share due and variable share expected, summed over the contract."""
    yield _row("Fonctionnement", _sum(y.fonctionnement for y in first.years), _sum(y.fonctionnement for y in second.years))
    labels = {one.mission: one.label for run in (first, second) for year in run.years for one in year.missions}
    for name, label in labels.items():
        yield _row(label, _mission_sum(first, name), _mission_sum(second, name))


def _mission_sum(run: Run, name: str) -> int | None:
    return _sum(one.total for year in run.years for one in year.missions if one.mission == name)


def _sum(figures: Iterable[Figure]) -> int | None:
    """None as soon as one figure is not established."""
    amounts = [figure.cents for figure in figures]
    known = [cents for cents in amounts if cents is not None]
    return sum(known) if len(known) == len(amounts) else None


def _payments(first: Run, second: Run) -> list[dict[str, Any]]:
    """Payments that differ, matched by day, label and status."""
    keys: dict[tuple[Any, ...], list[int]] = {}
    for place, run in enumerate((first, second)):
        for one in run.payments:
            keys.setdefault((one.on, one.label, one.status), [0, 0])[place] += one.cents
    rows = []  # only what differs: the rest is on the pages of A and B
    for (on, label, status), (a, b) in sorted(keys.items(), key=lambda item: (item[0][0], item[0][1])):
        if a != b:
            rows.append({**_row(label, a, b, status), "on": formats.day(on), "status_label": STATUSES[status]})
    return rows


def _is_same(first: Run, second: Run) -> bool:
    def amounts(run: Run) -> list[tuple[Any, ...]]:
        return sorted((one.on, one.label, one.status, one.cents) for one in run.payments)

    return amounts(first) == amounts(second)
