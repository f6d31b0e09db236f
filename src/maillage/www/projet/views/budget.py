"""The provisional budget: years side by side, the dates it supposes, and why each receipt."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from maillage.accounts.roles import Permission
from maillage.community.money import actions, selectors
from maillage.results.cpts import budget as budgets
from maillage.www.components import why_tree
from maillage.www.projet.forms.budget import DatesForm
from maillage.www.projet.presenters import budget
from maillage.www.shared import espace
from maillage.www.shared.espace import Visit, of_community


@of_community(Permission.VOIR)
def index(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Receipts, expenses and balances of each year."""
    return espace.page(request, visit, "projet/budget.html", budget.page(visit))


@of_community(Permission.FINANCES, methods=("GET", "POST"))
def hypothesis(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The dates supposed; those that the agreement refuses are refused here, and nothing is kept."""
    form = DatesForm(request.POST or None, initial=budget.first_dates(visit))
    back = f"{visit.home}projet/budget/"
    refusal = ""
    if request.method == "POST" and form.is_valid():
        signed_on, starts = form.cleaned_data["signed_on"], form.starts
        try:
            budgets.simulate(visit.community, signed_on, starts, visit.today)
        except budgets.NoBudget as refused:
            refusal = str(refused)
        else:
            actions.set_hypothesis(visit.community, signed_on=signed_on, starts=starts, by=visit.person, now=visit.now)
            messages.success(request, "Les dates sont enregistrées : les recettes de l'accord suivent.")
            return redirect(back)
    context = {"form": form, "refusal": refusal, "back": back, "is_new": selectors.hypothesis(visit.community) is None}
    return espace.page(request, visit, "projet/budget_dates.html", context, status=200 if request.method == "GET" else 400)


@of_community(Permission.VOIR)
def why(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The rule, the parameters and the facts of one receipt."""
    try:
        found = budgets.budget(visit.community, visit.today)
    except budgets.NoBudget:
        found = None
    explanation = budgets.explain(found, request.GET.get("cle", "")) if found else None
    if explanation is None:
        raise Http404
    return espace.page(request, visit, "projet/pourquoi.html", {"why": why_tree.tree(explanation)})
