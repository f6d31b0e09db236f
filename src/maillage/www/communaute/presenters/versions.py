"""The versions of a perimeter as rows: from when to when, how many communes, why, decided where, written by whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from maillage.community.communities.models import Perimeter
from maillage.community.communities.selectors import is_coming
from maillage.kernel.french import NBSP
from maillage.www.shared.formats import day as short_day
from maillage.www.shared.formats import long_day, number, plural


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    since: str
    until: str
    """« jusqu'au 28/02/2027 », « corrigé par le n° 4 » when another took its day, or nothing for the last one."""
    communes: str
    change: str
    """Communes added and removed since the version before."""
    reason: str
    decision: str
    written: str
    is_current: bool
    compare: str
    """The comparison with the version before; empty for the first."""
    withdraw: str
    """Where to take it back, for a version still to come or from before the space was opened; else empty."""
    withdraw_label: str


def rows(versions: Sequence[Perimeter], current: Perimeter, day: date) -> list[Row]:
    """Newest first; `versions` are oldest first."""
    made = []
    opening = next(version.since for version in versions if version.number == 1)
    for place, version in enumerate(versions):
        before = versions[place - 1] if place else None
        after = versions[place + 1] if place + 1 < len(versions) else None
        undo = "Annuler ce périmètre à venir" if is_coming(version, day) else "Retirer" if version.since < opening else ""
        made.append(_row(version, before, after, version == current, undo))
    return made[::-1]


def _row(version: Perimeter, before: Perimeter | None, after: Perimeter | None, is_current: bool, undo: str) -> Row:
    written = short_day(timezone.localdate(version.created_at))
    return Row(
        version.number,
        short_day(version.since),
        _until(version, after) if after else "",
        number(len(version.codes)),
        _change(set(before.codes), set(version.codes)) if before else "premier périmètre",
        version.reason,
        version.decision,
        f"{version.created_by}, {written}" if version.created_by else written,
        is_current,
        f"comparer/?avant={before.number}&apres={version.number}" if before else "",
        f"versions/{version.pk}/retirer/" if undo else "",
        undo,
    )


def _until(version: Perimeter, after: Perimeter) -> str:
    if after.since == version.since:
        return f"corrigé par le n°{NBSP}{after.number}"
    return f"jusqu'au {short_day(after.since - timedelta(days=1))}"


def _change(before: set[str], after: set[str]) -> str:
    added, removed = len(after - before), len(before - after)
    parts = [plural(added, "ajoutée") if added else "", plural(removed, "retirée") if removed else ""]
    return ", ".join(filter(None, parts)) or "inchangé"


def to_come(versions: Sequence[Perimeter], day: date) -> str:
    """« Un autre périmètre s'appliquera à partir du 1er mars 2027. », or nothing."""
    later = [version for version in versions if version.since > day]
    return f"Un autre périmètre s'appliquera à partir du {long_day(later[0].since)}." if later else ""


def choices(versions: Sequence[Perimeter]) -> list[tuple[str, str]]:
    """For the two lists of the comparison."""
    return [
        (
            str(version.number),
            f"n° {version.number}, depuis le {short_day(version.since)} ({plural(len(version.codes), 'commune')})",
        )
        for version in versions
    ]
