"""Lines of the provisional budget."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from maillage.accounts.refusals import Stale, UnableToSave
from maillage.accounts.roles import Permission
from maillage.community.money import actions
from maillage.community.money.models import BudgetLine
from maillage.results.cpts.budget import contract_length
from maillage.www.projet import access
from maillage.www.projet.forms.budget import LineForm, initial_of
from maillage.www.shared import espace
from maillage.www.shared.confirming import METHODS, Question, ask
from maillage.www.shared.espace import Visit, of_community
from maillage.www.shared.rebasing import rebase


@of_community(Permission.FINANCES, methods=("GET", "POST"))
def create(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A new line, in one year or from it on."""
    chosen = {"place": request.GET.get("poste", ""), "year": request.GET.get("annee", "1")}
    form = LineForm(request.POST or None, years=contract_length(visit.today), is_new=True, initial=chosen)
    if request.method == "GET" or not form.is_valid():
        return _form(request, visit, form, None)
    try:
        actions.create_lines(visit.community, values=form.values, years=form.years, by=visit.person, now=visit.now)
    except UnableToSave as refused:
        return _form(request, visit, form, None, refusal=str(refused))
    messages.success(request, f"« {form.values['label']} » est dans le budget.")
    return redirect(_home(visit))


@of_community(Permission.FINANCES, methods=("GET", "POST"))
def edit(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """Changes a line; what somebody else saved meanwhile is shown (409)."""
    row = access.line(visit, key)
    form = LineForm(request.POST or None, years=contract_length(visit.today), is_new=False, initial=initial_of(row))
    if request.method == "GET" or not form.is_valid():
        return _form(request, visit, form, row)
    try:
        actions.save_line(row, values=form.values, version=form.cleaned_data["version"], by=visit.person, now=visit.now)
    except Stale as stale:
        rebase(form, row.version)
        return _form(request, visit, form, row, refusal=str(stale), status=409)
    except UnableToSave as refused:
        return _form(request, visit, form, row, refusal=str(refused))
    messages.success(request, f"« {row} » est enregistré.")
    return redirect(_home(visit))


@of_community(Permission.FINANCES, methods=METHODS)
def erase(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """Asks, then erases."""
    row = access.line(visit, key)
    title, gone = f"Supprimer « {row} », année {row.year} ?", "La somme quitte le budget de cette année."
    if asking := ask(request, visit, Question(title, gone, "Supprimer", _home(visit))):
        return asking
    actions.erase_line(row, by=visit.person, now=visit.now)
    messages.success(request, f"« {row.label} » (année {row.year}) est supprimé du budget.")
    return redirect(_home(visit))


def _home(visit: Visit) -> str:
    return f"{visit.home}projet/budget/"


def _form(
    request: HttpRequest, visit: Visit, form: LineForm, row: BudgetLine | None, *, refusal: str = "", status: int = 0
) -> HttpResponse:
    context = {
        "form": form,
        "line": row,
        "refusal": refusal,
        "back": _home(visit),
        "is_stale": status == 409,
        "fiches": f"{visit.home}projet/fiches/",
    }
    usual = 200 if request.method == "GET" else 400
    return espace.page(request, visit, "projet/ligne.html", context, status=status or usual)
