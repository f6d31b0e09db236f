"""The published perimeters that hold communes of the selection: who must be met before a project is filed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from maillage.results.cpts.around import overlaps
from maillage.www.shared import cutting
from maillage.www.shared.formats import plural

_NAMED = 8


@dataclass(frozen=True, slots=True)
class Claim:
    """Another CPTS, its stage, and what it shares with the selection."""

    name: str
    href: str
    stage: str
    shared: str
    people: str
    fictitious: bool


def of(codes: Iterable[str], day: date) -> tuple[Claim, ...]:
    """Most peopled first."""
    return tuple(
        Claim(
            one.name,
            f"/observatoire/cpts/{one.key}/",
            one.stage,
            cutting.names(one.shared, _NAMED),
            plural(one.people, "habitant"),
            one.fictitious and "(fictive)" not in one.name,
        )
        for one in overlaps(codes, day)
    )
