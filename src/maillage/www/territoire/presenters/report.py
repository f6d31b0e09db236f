"""The report of a list: how many communes were added, and each line that was not, with its reason."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maillage.www.shared.formats import plural, typed
from maillage.www.territoire.visit import Visit

if TYPE_CHECKING:
    from maillage.results.lists import ListReading

SHOWN = 200


@dataclass(frozen=True, slots=True)
class RejectedRow:
    line: str
    value: str
    reason: str
    choices: tuple[tuple[str, str], ...] = ()
    """Codes and labels, when the name is that of several communes."""


@dataclass(frozen=True, slots=True)
class Report:
    sentence: str
    rejected: tuple[RejectedRow, ...]
    rest: tuple[RejectedRow, ...]
    """Those that open under `more`."""
    more: str
    has_choices: bool


def report(reading: "ListReading", before: Visit, after: Visit) -> Report:
    """Lines that could not be read, then codes that no commune has."""
    rows = [RejectedRow(str(row.line), row.value[:60], typed(row.reason), row.choices) for row in reading.rejected]
    rows += [RejectedRow("—", refusal.given[:60], typed(refusal.sentence)) for refusal in after.refusals]
    added = len(set(after.address.codes) - set(before.address.codes))
    hidden = len(rows) - SHOWN
    return Report(
        sentence=" ".join((_added(added), _rejected(len(rows)))).strip(),
        rejected=tuple(rows[:SHOWN]),
        rest=tuple(rows[SHOWN:]),
        has_choices=any(row.choices for row in rows[:SHOWN]),
        more=f"et {plural(hidden, 'autre ligne', 'autres lignes')}" if hidden > 0 else "",
    )


def _added(count: int) -> str:
    return f"{plural(count, 'commune ajoutée', 'communes ajoutées')}." if count else "Aucune commune nouvelle."


def _rejected(count: int) -> str:
    return f"{plural(count, 'ligne écartée', 'lignes écartées')}, avec la raison ci-dessous." if count else ""
