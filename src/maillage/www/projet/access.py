"""One row of the project by its key: what is not of this CPTS, or is erased, is not found."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from maillage.community.missions import selectors as missions
from maillage.community.missions.models import FicheAction, Objective
from maillage.community.money import selectors as money
from maillage.community.money.models import BudgetLine
from maillage.www.shared.espace import Visit


def objective(visit: Visit, key: UUID) -> Objective:
    return get_object_or_404(missions.objectives(visit.community), pk=key)


def fiche(visit: Visit, key: UUID) -> FicheAction:
    return get_object_or_404(missions.fiches(visit.community), pk=key)


def erased_fiche(visit: Visit, key: UUID) -> FicheAction:
    return get_object_or_404(missions.erased(visit.community), pk=key)


def line(visit: Visit, key: UUID) -> BudgetLine:
    return get_object_or_404(money.lines(visit.community), pk=key)
