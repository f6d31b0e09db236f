"""Fiches-actions: read, write, say something of, copy, move, erase and bring back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from maillage.accounts.refusals import Stale, UnableToSave
from maillage.accounts.roles import Permission
from maillage.community.drafting import actions as drafting
from maillage.community.missions import actions, selectors
from maillage.community.missions.models import FicheAction
from maillage.www.components.section_editor import RemarkForm
from maillage.www.projet import access
from maillage.www.projet.forms.fiche import FicheForms
from maillage.www.projet.presenters import fiches, objectives
from maillage.www.shared import espace
from maillage.www.shared.confirming import METHODS, Question, ask
from maillage.www.shared.espace import Visit, of_community
from maillage.www.shared.rebasing import rebase


@of_community(Permission.VOIR)
def show(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """A fiche as it reads."""
    return espace.page(request, visit, "projet/fiche.html", fiches.page(visit, access.fiche(visit, key)))


@of_community(Permission.REDIGER, methods=("GET", "POST"))
def create(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A new fiche; `objectif` and `mission` in the address are chosen first."""
    chosen = {"objective": request.GET.get("objectif", ""), "mission": request.GET.get("mission", "")}
    forms = FicheForms(selectors.objectives(visit.community), data=request.POST or None, initial=chosen)
    if request.method == "GET" or not forms.is_valid():
        return _form(request, visit, forms, None)
    try:
        made = actions.create_fiche(visit.community, values=forms.values, by=visit.person, now=visit.now)
    except UnableToSave as refused:
        return _form(request, visit, forms, None, refusal=str(refused))
    messages.success(request, f"La fiche n° {made.number} est enregistrée.")
    return redirect(fiches.address(visit, made))


@of_community(Permission.REDIGER, methods=("GET", "POST"))
def edit(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """Changes a fiche, from its words or from those of an earlier `version`; what somebody else saved meanwhile is shown
    beside (409)."""
    row = access.fiche(visit, key)
    kept = access.taken_up(selectors.fiche_versions(row), request.GET.get("version", ""))
    forms = FicheForms(selectors.objectives(visit.community), data=request.POST or None, fiche=row, kept=kept)
    if request.method == "GET" or not forms.is_valid():
        return _form(request, visit, forms, row)
    try:
        version = forms.main.cleaned_data["version"]
        actions.save_fiche(row, values=forms.values, version=version, by=visit.person, now=visit.now)
    except Stale as stale:
        theirs = fiches.differences(row, forms.values)
        rebase(forms.main, row.version)
        return _form(request, visit, forms, row, refusal=str(stale), theirs=theirs, status=409)
    except UnableToSave as refused:
        return _form(request, visit, forms, row, refusal=str(refused))
    messages.success(request, f"La fiche n° {row.number} est enregistrée.")
    return redirect(fiches.address(visit, row))


@of_community(Permission.REDIGER, methods=("POST",))
def duplicate(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """A copy, opened to be changed."""
    made = actions.duplicate_fiche(access.fiche(visit, key), by=visit.person, now=visit.now)
    messages.success(request, f"La fiche n° {made.number} est une copie : changez ce qui doit l'être.")
    return redirect(f"{fiches.address(visit, made)}modifier/")


@of_community(Permission.REDIGER, methods=("POST",))
def move(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """Another state."""
    row = access.fiche(visit, key)
    try:
        actions.move_fiche(row, to=request.POST.get("vers", ""), by=visit.person, now=visit.now)
    except UnableToSave as refused:
        context = {**fiches.page(visit, row), "refusal": str(refused)}
        return espace.page(request, visit, "projet/fiche.html", context, status=400)
    messages.success(request, f"La fiche n° {row.number} est « {row.get_state_display().lower()} ».")
    return redirect(fiches.address(visit, row))


@of_community(Permission.REDIGER, methods=("POST",))
def shift(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """One place up (« sens=haut ») or down in its mission."""
    actions.shift_fiche(access.fiche(visit, key), up=request.POST.get("sens") == "haut")
    return redirect(f"{objectives.address(visit)}#missions")


@of_community(Permission.REDIGER, methods=METHODS)
def erase(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """Asks, then takes the fiche out; it may be brought back."""
    row = access.fiche(visit, key)
    gone = "Elle quitte le projet ; son contenu est gardé, et se rétablit depuis la page des objectifs."
    question = Question(f"Supprimer la fiche n° {row.number} ?", gone, "Supprimer", fiches.address(visit, row))
    if asking := ask(request, visit, question):
        return asking
    actions.erase_fiche(row, by=visit.person, now=visit.now)
    messages.success(request, f"La fiche n° {row.number} est supprimée. Vous pouvez la rétablir au bas de cette page.")
    return redirect(objectives.address(visit))


@of_community(Permission.REDIGER, methods=("POST",))
def restore(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """Brings an erased fiche back."""
    row = access.erased_fiche(visit, key)
    actions.restore_fiche(row, by=visit.person, now=visit.now)
    messages.success(request, f"La fiche n° {row.number} est rétablie.")
    return redirect(fiches.address(visit, row))


@of_community(Permission.COMMENTER, methods=("POST",))
def remark(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """Adds a remark."""
    row, form = access.fiche(visit, key), RemarkForm(request.POST)
    if not form.is_valid():
        return espace.page(request, visit, "projet/fiche.html", fiches.page(visit, row, form), status=400)
    actions.comment_fiche(row, body=form.cleaned_data["remark"], by=visit.person, now=visit.now)
    messages.success(request, "Votre commentaire est ajouté.")
    return redirect(f"{fiches.address(visit, row)}#commentaires")


@of_community(Permission.REDIGER, methods=("POST",))
def settle(request: HttpRequest, visit: Visit, key: UUID, number: int) -> HttpResponse:
    """Closes the remark of that rank; unknown: 404."""
    row = access.fiche(visit, key)
    drafting.settle(access.comment(row, number), by=visit.person, now=visit.now)
    messages.success(request, "Le commentaire est réglé ; il reste lisible.")
    return redirect(f"{fiches.address(visit, row)}#commentaires")


def _form(
    request: HttpRequest,
    visit: Visit,
    forms: FicheForms,
    row: FicheAction | None,
    *,
    refusal: str = "",
    theirs: tuple[tuple[str, str], ...] = (),
    status: int = 0,
) -> HttpResponse:
    back = fiches.address(visit, row) if row else objectives.address(visit)
    context = {
        "forms": forms,
        "groups": fiches.groups(forms),
        "fiche": row,
        "refusal": refusal,
        "theirs": theirs,
        "back": back,
        "taken_up": request.GET.get("version", "") if row else "",
    }
    usual = 200 if request.method == "GET" else 400
    return espace.page(request, visit, "projet/fiche_modifier.html", context, status=status or usual)
