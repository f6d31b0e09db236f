"""One row of the project by its key: what is not of this CPTS, or is erased, is not found."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from maillage.community.missions import selectors as missions
from maillage.community.missions.models import FicheAction, FicheComment, FicheVersion, Objective, ObjectiveVersion
from maillage.community.money import selectors as money
from maillage.community.money.models import BudgetLine
from maillage.www.shared.espace import Visit

_LONGEST = 10
"""Digits that no number of version reaches."""


def objective(visit: Visit, key: UUID) -> Objective:
    return get_object_or_404(missions.objectives(visit.community), pk=key)


def fiche(visit: Visit, key: UUID) -> FicheAction:
    return get_object_or_404(missions.fiches(visit.community), pk=key)


def erased_fiche(visit: Visit, key: UUID) -> FicheAction:
    return get_object_or_404(missions.erased(visit.community), pk=key)


def comment(row: FicheAction, number: int) -> FicheComment:
    """The remark of that rank in the list."""
    said = list(missions.comments(row))
    if not 1 <= number <= len(said):
        raise Http404
    return said[number - 1]


def taken_up(kept: QuerySet[FicheVersion] | QuerySet[ObjectiveVersion], asked: str) -> Mapping[str, Any] | None:
    """What the version that the address asks to take up again said; None when it asks for none."""
    if not asked:
        return None
    found = kept.filter(number=asked).first() if asked.isdecimal() and len(asked) < _LONGEST else None
    if found is None:
        raise Http404
    return found.content


def line(visit: Visit, key: UUID) -> BudgetLine:
    return get_object_or_404(money.lines(visit.community), pk=key)
