"""What the fiches-actions cost, beside the provisional budget: fiches to take up, those taken up, and what changed since."""

from dataclasses import dataclass
from datetime import date

from maillage.community.communities.models import Community
from maillage.community.missions import selectors as missions
from maillage.community.missions.models import FicheAction
from maillage.community.money import selectors as money
from maillage.community.money.models import BudgetLine
from maillage.kernel.french import join, plural, typed

_STAFF, _SERVICES = "65", "62"
"""Headings proposed: paid work of professionals where the fiche counts hours, else services bought."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One fiche that is not in the budget: what its lines would say. `cents` a year is None when the fiche gives no sum."""

    fiche: FicheAction
    cents: int | None
    staff: str
    """« 120 heures de médecin et 40 heures d'infirmier »; empty without hours."""
    account: str
    years: tuple[int, ...]
    """Years of the contract that its dates meet; all of them when it has none."""

    @property
    def label(self) -> str:
        return f"Fiche n° {self.fiche.number} : {self.fiche.title}"[:200]

    @property
    def note(self) -> str:
        return f"Par an : {self.staff}"[:300] if self.staff else ""


@dataclass(frozen=True, slots=True)
class Taken:
    """One fiche that is in the budget, and its lines, year by year."""

    fiche: FicheAction
    lines: tuple[BudgetLine, ...]

    @property
    def is_other(self) -> bool:
        """Whether the fiche says another sum today than a line that took it up."""
        return self.fiche.budget is not None and any(line.cents != self.fiche.budget for line in self.lines)


def offers(community: Community, length: int) -> tuple[Offer, ...]:
    """Fiches with a budget or hours that no line took up, in the order of the project, for a contract of `length` years."""
    supposed = money.hypothesis(community)
    lines = {line.fiche_id for line in money.lines(community)}
    return tuple(
        Offer(
            fiche,
            fiche.budget or None,
            _staff(fiche),
            _STAFF if fiche.human else _SERVICES,
            _years(fiche, supposed.signed_on if supposed else None, length),
        )
        for fiche in missions.fiches(community)
        if fiche.pk not in lines and (fiche.budget or fiche.human)
    )


def taken(community: Community) -> tuple[Taken, ...]:
    """Fiches of the project that are in the budget, in its order."""
    lines: dict[object, list[BudgetLine]] = {}
    for line in sorted(money.lines(community), key=lambda one: one.year):
        lines.setdefault(line.fiche_id, []).append(line)
    return tuple(Taken(fiche, tuple(lines[fiche.pk])) for fiche in missions.fiches(community) if fiche.pk in lines)


def _staff(fiche: FicheAction) -> str:
    return typed(join([f"{plural(line['hours'], 'heure')} ({line['profile']})" for line in fiche.human]))


def _years(fiche: FicheAction, signed_on: date | None, length: int) -> tuple[int, ...]:
    every = range(1, length + 1)
    if signed_on is None:
        return tuple(every)
    return tuple(year for year in every if _meets(fiche, signed_on, year)) or (1,)


def _meets(fiche: FicheAction, signed_on: date, year: int) -> bool:
    first, after = (_after(signed_on, count) for count in (year - 1, year))
    return (fiche.starts_on is None or fiche.starts_on < after) and (fiche.ends_on is None or fiche.ends_on >= first)


def _after(signed_on: date, years: int) -> date:
    """The same day some years later; the first of March for a 29 of February that the year has not."""
    try:
        return signed_on.replace(year=signed_on.year + years)
    except ValueError:
        return date(signed_on.year + years, 3, 1)
