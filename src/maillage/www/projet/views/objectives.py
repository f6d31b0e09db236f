"""Objectives and the figures they rest on."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from maillage.accounts.refusals import Stale, UnableToSave
from maillage.accounts.roles import Permission
from maillage.community.missions import actions, contents, selectors
from maillage.community.missions.models import Objective
from maillage.www.projet import access
from maillage.www.projet.forms.objective import ObjectiveForm, initial_of
from maillage.www.projet.presenters import figures, objectives
from maillage.www.shared import espace
from maillage.www.shared.confirming import METHODS, Question, ask, refuse
from maillage.www.shared.espace import Visit, of_community
from maillage.www.shared.rebasing import rebase


@of_community(Permission.VOIR)
def index(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Objectives with their figures and their fiches, in order."""
    return espace.page(request, visit, "projet/objectifs.html", objectives.page(visit))


@of_community(Permission.REDIGER, methods=("GET", "POST"))
def create(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A new objective."""
    form = ObjectiveForm(request.POST or None, known=figures.present(visit))
    if request.method == "GET" or not form.is_valid():
        return _form(request, visit, form, None)
    try:
        made = actions.create_objective(visit.community, **form.values, by=visit.person, now=visit.now)
    except UnableToSave as refused:
        return _form(request, visit, form, None, refusal=str(refused))
    messages.success(request, f"L'objectif « {made} » est enregistré.")
    return redirect(objectives.address(visit))


@of_community(Permission.REDIGER, methods=("GET", "POST"))
def edit(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """Changes an objective, from its words or from those of an earlier `version`; what somebody else saved meanwhile is
    shown beside (409)."""
    row = access.objective(visit, key)
    kept = access.taken_up(selectors.objective_versions(row), request.GET.get("version", "")) or contents.of_objective(row)
    linked = [*kept["figures"], *row.figures]
    start = initial_of(kept, row.version)
    form = ObjectiveForm(request.POST or None, known=figures.present(visit), linked=linked, initial=start)
    if request.method == "GET" or not form.is_valid():
        return _form(request, visit, form, row)
    try:
        actions.save_objective(row, **form.values, version=form.cleaned_data["version"], by=visit.person, now=visit.now)
    except Stale as stale:
        rebase(form, row.version)
        return _form(request, visit, form, row, refusal=str(stale), status=409)
    except UnableToSave as refused:
        return _form(request, visit, form, row, refusal=str(refused))
    messages.success(request, f"L'objectif « {row} » est enregistré.")
    return redirect(objectives.address(visit))


@of_community(Permission.REDIGER, methods=("POST",))
def refresh(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """Takes the present values of its figures."""
    row = access.objective(visit, key)
    actions.refresh_figures(row, figures=figures.present(visit).values(), by=visit.person, now=visit.now)
    messages.success(request, f"Les chiffres de « {row} » sont ceux d'aujourd'hui.")
    return redirect(objectives.address(visit))


@of_community(Permission.REDIGER, methods=("POST",))
def shift(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """One place up (« sens=haut ») or down."""
    actions.shift_objective(access.objective(visit, key), up=request.POST.get("sens") == "haut")
    return redirect(objectives.address(visit))


@of_community(Permission.REDIGER, methods=METHODS)
def erase(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """Asks, then erases."""
    row, back = access.objective(visit, key), objectives.address(visit)
    gone = "Son constat et ses liens vers le diagnostic seront effacés : cela ne se défait pas."
    question = Question(f"Supprimer l'objectif « {row} » ?", gone, "Supprimer", back)
    if asking := ask(request, visit, question):
        return asking
    try:
        actions.erase_objective(row, by=visit.person, now=visit.now)
    except UnableToSave as error:
        return refuse(request, visit, question, error)
    messages.success(request, f"L'objectif « {row.title} » est supprimé.")
    return redirect(back)


def _form(
    request: HttpRequest, visit: Visit, form: ObjectiveForm, row: Objective | None, *, refusal: str = "", status: int = 0
) -> HttpResponse:
    context = {
        "form": form,
        "objective": row,
        "groups": figures.groups(form),
        "refusal": refusal,
        "back": objectives.address(visit),
        "is_stale": status == 409,
        "taken_up": request.GET.get("version", "") if row else "",
    }
    usual = 200 if request.method == "GET" else 400
    return espace.page(request, visit, "projet/objectif.html", context, status=status or usual)
