"""One row of the project by its key: what is not of this CPTS, or is erased, is not found."""

from uuid import UUID

from django.http import Http404

from maillage.community.missions import selectors as missions
from maillage.community.missions.models import FicheAction, Objective
from maillage.community.money import selectors as money
from maillage.community.money.models import BudgetLine
from maillage.www.shared.espace import Visit


def objective(visit: Visit, key: UUID) -> Objective:
    found: Objective | None = missions.objectives(visit.community).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def fiche(visit: Visit, key: UUID) -> FicheAction:
    found: FicheAction | None = missions.fiches(visit.community).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def erased_fiche(visit: Visit, key: UUID) -> FicheAction:
    found: FicheAction | None = missions.erased(visit.community).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def line(visit: Visit, key: UUID) -> BudgetLine:
    found: BudgetLine | None = money.lines(visit.community).filter(pk=key).first()
    if found is None:
        raise Http404
    return found
