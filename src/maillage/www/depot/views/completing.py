"""What the signed contract says and nobody had typed: its amounts, its annex; what was typed by mistake is withdrawn."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from maillage.accounts.roles import Permission
from maillage.community.contract import actions, selectors
from maillage.community.contract.models import Signature
from maillage.results.cpts import contract as results
from maillage.www.components import objecting
from maillage.www.depot.forms.contract import IndicatorForm
from maillage.www.depot.presenters import contract as presenter
from maillage.www.depot.views.contract import back, home, page
from maillage.www.depot.views.deeds import deed_of
from maillage.www.shared.acting import done
from maillage.www.shared.confirming import METHODS
from maillage.www.shared.espace import Visit, of_community


@of_community(Permission.FINANCES, methods=("POST",))
def amounts(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """Completes the amounts of a signed deed."""
    deed = deed_of(visit, key)
    form = presenter.amounts_form(deed, request.POST)

    def act(_: dict[str, Any]) -> None:
        actions.complete_amounts(deed, amounts=form.amounts, by=visit.person, now=visit.now)

    if not done(form, act):
        return page(request, visit, deed, status=400, amounts=form)
    return back(request, visit, "Les montants sont complétés ; l'agence et la caisse les lisent et peuvent les contester.")


@of_community(Permission.FINANCES, methods=("POST",))
def indicator(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """Completes the annex of a signed deed."""
    deed = deed_of(visit, key)
    form = IndicatorForm(request.POST, missions=presenter.held(deed), years=results.years(deed))
    if not done(form, lambda _: actions.complete_annex(deed, values=form.values, by=visit.person, now=visit.now)):
        return page(request, visit, deed, status=400, indicator=form)
    return back(request, visit, "L'indicateur complète l'annexe ; l'agence et la caisse le lisent et peuvent le contester.")


@of_community(Permission.FINANCES, methods=METHODS)
def refuse(request: HttpRequest, visit: Visit, key: UUID, completion: UUID) -> HttpResponse:
    """Asks the reason, then withdraws what was completed."""
    row = get_object_or_404(selectors.completions(deed_of(visit, key)), pk=completion)

    def act(reason: str) -> None:
        actions.refuse_completion(row, side=Signature.Party.CPTS, reason=reason, by=visit.person, now=visit.now)

    asking = objecting.of_completion(request, visit, row, Signature.Party.CPTS, act, home(visit))
    return asking or back(request, visit, "C'est enregistré : ce complément ne compte plus.")
