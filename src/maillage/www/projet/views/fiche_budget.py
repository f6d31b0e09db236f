"""The budget of the fiches-actions, taken up in the provisional budget: each once, each sum seen before."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from maillage.accounts.refusals import UnableToSave
from maillage.accounts.roles import Permission
from maillage.community.money import actions
from maillage.kernel.french import euros, plural
from maillage.results.cpts import fiche_budget
from maillage.results.cpts.budget import contract_length
from maillage.www.projet.forms.fiche_budget import TakeForms
from maillage.www.shared import espace
from maillage.www.shared.espace import Visit, of_community
from maillage.www.shared.formats import typed


@of_community(Permission.FINANCES, methods=("GET", "POST"))
def take(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Fiches to tick; what is ticked becomes one line a year."""
    offers = fiche_budget.offers(visit.community, contract_length(visit.today))
    forms, refusal = TakeForms(offers, request.POST if request.method == "POST" else None), ""
    if request.method == "POST" and forms.is_valid():
        if not forms.lines:
            refusal = typed("Cochez au moins une fiche : rien n'a été ajouté au budget.")
        else:
            try:
                lines = actions.take_up(visit.community, taken=forms.lines, by=visit.person, now=visit.now)
            except UnableToSave as refused:
                refusal = typed(str(refused))
            else:
                messages.success(request, typed(f"{plural(len(lines), 'ligne')} au budget, reprises des fiches-actions."))
                return redirect(f"{visit.home}projet/budget/")
    context = {
        "home": f"{visit.home}projet/",
        "forms": forms.forms,
        "total": euros(sum(one.cents or 0 for one in offers)),
        "taken": [
            (one, euros(one.fiche.budget or 0), [euros(line.cents) for line in one.lines])
            for one in fiche_budget.taken(visit.community)
        ],
        "refusal": refusal,
    }
    return espace.page(request, visit, "projet/budget_fiches.html", context, status=200 if request.method == "GET" else 400)
