"""An assembly: its call, its attendance sheet, its votes, its minutes."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from maillage.accounts.refusals import Stale, UnableToSave
from maillage.accounts.roles import Permission
from maillage.community.governance import actions, selectors
from maillage.community.governance.models import Assembly, AssemblyPresence, Resolution
from maillage.www.depot.forms.association import AssemblyForm, CallForm, MinutesForm, PresenceForm, ResolutionForm
from maillage.www.shared import espace
from maillage.www.shared.acting import done, refusals
from maillage.www.shared.confirming import METHODS, Question, ask
from maillage.www.shared.espace import Visit, of_community
from maillage.www.shared.markdown import render as markdown
from maillage.www.shared.rebasing import rebase

_MINUTES = ("opened_at", "closed_at", "chair", "secretary", "minutes", "version")


@of_community(Permission.ASSOCIATION, methods=("GET", "POST"))
def index(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Prepares an assembly."""
    proposal = AssemblyForm.proposal(selectors.assemblies(visit.community).first())
    form = AssemblyForm(request.POST or None, initial={**proposal, "sender": str(visit.person)})
    made: list[Assembly] = []
    if request.method == "POST" and done(form, lambda clean: made.append(_called(visit, clean))):
        messages.success(request, "L'assemblée est prête : sa convocation se télécharge ci-dessous.")
        return redirect("depot:assemblee", visit.community.slug, made[0].pk)
    status = 400 if request.method == "POST" else 200
    context = {"form": form, "refused": refusals([form]) if request.method == "POST" else []}
    return espace.page(request, visit, "depot/assemblee_nouvelle.html", context, status=status)


@of_community(Permission.VOIR)
def read(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """The assembly, with the forms of those who may fill them."""
    return _page(request, visit, found(visit, key))


@of_community(Permission.ASSOCIATION, methods=("POST",))
def change(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """Changes the call."""
    assembly, form = found(visit, key), CallForm(request.POST)
    if not _changed(visit, assembly, form):
        return _page(request, visit, assembly, status=400, call=form)
    return _back(request, visit, key, "La convocation est modifiée.")


@of_community(Permission.ASSOCIATION, methods=("POST",))
def presence(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """Writes a line of the attendance sheet."""
    assembly = found(visit, key)
    form = PresenceForm(request.POST, colleges=_colleges(assembly))
    if not done(form, lambda clean: actions.record_presence(assembly, **clean, by=visit.person, now=visit.now)):
        return _page(request, visit, assembly, status=400, presence=form)
    return _back(request, visit, key, f"{form.cleaned_data['name']} est sur la feuille.")


@of_community(Permission.ASSOCIATION, methods=("POST",))
def resolution(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """Writes a vote."""
    assembly, form = found(visit, key), ResolutionForm(request.POST)
    if not done(form, lambda clean: actions.record_resolution(assembly, **clean, by=visit.person, now=visit.now)):
        return _page(request, visit, assembly, status=400, vote=form)
    return _back(request, visit, key, "Le vote est enregistré.")


@of_community(Permission.ASSOCIATION, methods=("POST",))
def minutes(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """Writes the minutes."""
    assembly, form = found(visit, key), MinutesForm(request.POST)
    if not _changed(visit, assembly, form):
        return _page(request, visit, assembly, status=400, debates=form)
    return _back(request, visit, key, "Le procès-verbal est enregistré.")


@of_community(Permission.ASSOCIATION, methods=METHODS)
def remove_presence(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """Asks, then takes a line off the sheet."""
    row = get_object_or_404(AssemblyPresence.objects.select_related("assembly"), community=visit.community, pk=key)
    gone = "Cette ligne quitte la feuille d'émargement ; le quorum est compté sans elle."
    question = Question(f"Retirer {row.name} de la feuille ?", gone, "Retirer de la feuille", _address(visit, row.assembly_id))
    if asking := ask(request, visit, question):
        return asking
    try:
        actions.remove_presence(row, by=visit.person, now=visit.now)
    except UnableToSave as refused:
        return _page(request, visit, row.assembly, status=400, refused=refused)
    return _back(request, visit, row.assembly_id, f"{row.name} n'est plus sur la feuille.")


@of_community(Permission.ASSOCIATION, methods=METHODS)
def remove_resolution(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """Asks, then takes a vote back."""
    row = get_object_or_404(Resolution.objects, community=visit.community, pk=key)
    gone = f"« {row.text} » : le texte et ses votes quittent le procès-verbal, cela ne se défait pas."
    question = Question(
        f"Retirer la résolution {row.number} ?", gone, "Retirer la résolution", _address(visit, row.assembly_id)
    )
    if asking := ask(request, visit, question):
        return asking
    actions.remove_resolution(row, by=visit.person, now=visit.now)
    return _back(request, visit, row.assembly_id, f"La résolution {row.number} est retirée.")


def found(visit: Visit, key: UUID) -> Assembly:
    """An assembly of this CPTS; 404 for any other."""
    return get_object_or_404(selectors.assemblies(visit.community), pk=key)


def _called(visit: Visit, clean: dict[str, Any]) -> Assembly:
    return actions.call_assembly(visit.community, values=clean, by=visit.person, now=visit.now)


def _changed(visit: Visit, assembly: Assembly, form: CallForm | MinutesForm) -> bool:
    """Over what somebody saved meanwhile: refused once, with both on the page; the next save is made knowingly."""

    def act(clean: dict[str, Any]) -> None:
        version = clean.pop("version")
        try:
            actions.change_assembly(assembly, values=clean, version=version, by=visit.person, now=visit.now)
        except Stale:
            rebase(form, assembly.version)
            raise

    return done(form, act)


def _colleges(assembly: Assembly) -> list[str]:
    return [college["name"] for college in assembly.colleges]


def _back(request: HttpRequest, visit: Visit, key: UUID, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect(_address(visit, key))


def _address(visit: Visit, key: UUID) -> str:
    return reverse("depot:assemblee", args=[visit.community.slug, key])


def _page(request: HttpRequest, visit: Visit, assembly: Assembly, *, status: int = 200, **typed_in: Any) -> HttpResponse:
    context = {
        "assembly": assembly,
        "minutes": markdown(assembly.minutes),
        "presences": selectors.presences(assembly),
        "quorum": selectors.quorum(assembly),
        "resolutions": selectors.resolutions(assembly),
        "call": CallForm(initial=CallForm.initial_of(assembly)),
        "presence": PresenceForm(colleges=_colleges(assembly)),
        "vote": ResolutionForm(),
        "debates": MinutesForm(initial={name: getattr(assembly, name) for name in _MINUTES}),
        **typed_in,
        "refused": refusals(typed_in.values()),
    }
    return espace.page(request, visit, "depot/assemblee.html", context, status=status)
