"""Support granted before the contract, and the early coordinator with the job description."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from maillage.accounts.refusals import Stale, UnableToSave
from maillage.accounts.roles import Permission
from maillage.community.creation import selectors
from maillage.community.creation.actions import contesting, support
from maillage.community.creation.models import EarlyCoordinator, Support
from maillage.community.filing import selectors as files
from maillage.community.filing.models import TransmissionKind
from maillage.documents.shared.post import description
from maillage.www.components import objecting
from maillage.www.creation.forms import CoordinatorForm, SupportForm
from maillage.www.creation.papers import sheet
from maillage.www.shared import espace, formats
from maillage.www.shared.confirming import METHODS, Question, ask
from maillage.www.shared.espace import Visit, of_community

_FIELDS = ("employer", "share", "starts_on", "ends_on", "project_due_on", "contract_due_on", "objectives", "version")


@of_community(Permission.VOIR)
def show(request: HttpRequest, visit: Visit) -> HttpResponse:
    return _page(request, visit)


@of_community(Permission.FINANCES, methods=("POST",))
def record(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What the answer grants."""
    form = SupportForm(request.POST)
    if not form.is_valid():
        return _page(request, visit, support_form=form, status=400)
    letter = files.latest(visit.community, TransmissionKind.LETTRE)
    try:
        support.record_support(visit.community, **form.cleaned_data, transmission=letter, by=visit.person, now=visit.now)
    except UnableToSave as error:
        return _page(request, visit, support_form=form, refusal=str(error), status=400)
    messages.success(request, "Le soutien est enregistré.")
    return redirect("creation:soutien", visit.community.slug)


@of_community(Permission.FINANCES, methods=METHODS)
def withdraw(request: HttpRequest, visit: Visit, given: UUID) -> HttpResponse:
    """Asks, then takes out a support that the CPTS recorded by error."""
    row = get_object_or_404(Support.objects, community=visit.community, pk=given)
    title = f"Retirer le soutien « {row.purpose} » ({formats.euros(row.amount)}) ?"
    gone = "Il quitte les sommes et le tableau ; le journal en garde la trace."
    if asking := ask(request, visit, Question(title, gone, "Retirer ce soutien", f"{visit.home}creation/soutien/")):
        return asking
    try:
        support.withdraw_support(row, by=visit.person, now=visit.now)
    except UnableToSave as error:
        return _page(request, visit, refusal=str(error), status=400)
    messages.success(request, "Le soutien est retiré des sommes ; le journal en garde la trace.")
    return redirect("creation:soutien", visit.community.slug)


@of_community(Permission.FINANCES, methods=METHODS)
def contest(request: HttpRequest, visit: Visit, given: UUID) -> HttpResponse:
    """Asks the reason, then contests a support that the institution recorded."""
    row = get_object_or_404(Support.objects, community=visit.community, pk=given)
    title = f"Contester le soutien « {row.purpose} » ({formats.euros(row.amount)}) ?"
    gone = f"Il reste lisible, quitte les sommes, et {row.institution_name} lit votre motif."

    def act(reason: str) -> None:
        contesting.contest_support(row, reason=reason, by=visit.person, now=visit.now)

    asking = objecting.asked(request, visit, title, gone, "Contester", act, f"{visit.home}creation/soutien/")
    if asking:
        return asking
    messages.success(request, "Le soutien est contesté : il ne compte plus dans les sommes.")
    return redirect("creation:soutien", visit.community.slug)


@of_community(Permission.FINANCES, methods=("POST",))
def save_coordinator(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The early coordinator; a save over another keeps what was typed (409)."""
    form = CoordinatorForm(request.POST, auto_id="poste_%s")
    if not form.is_valid():
        return _page(request, visit, coordinator_form=form, status=400)
    try:
        support.save_coordinator(visit.community, **form.cleaned_data, by=visit.person, now=visit.now)
    except Stale as error:
        known = selectors.coordinator(visit.community)
        typed = {**form.cleaned_data, "version": known.version if known else 0}
        again = CoordinatorForm(initial=typed, auto_id="poste_%s")
        return _page(request, visit, coordinator_form=again, refusal=str(error), status=409)
    except UnableToSave as error:
        return _page(request, visit, coordinator_form=form, refusal=str(error), status=400)
    messages.success(request, "Le poste est enregistré : sa fiche est prête.")
    return redirect("creation:soutien", visit.community.slug)


@of_community(Permission.VOIR)
def job_description(request: HttpRequest, visit: Visit, ending: str) -> HttpResponse:
    known = selectors.coordinator(visit.community)
    if known is None:
        raise Http404
    return sheet(description(visit.community, known, visit.today), ending)


def _page(request: HttpRequest, visit: Visit, *, status: int = 200, **more: Any) -> HttpResponse:
    known = selectors.coordinator(visit.community)
    rows = [(one, formats.euros(one.amount)) for one in selectors.supports(visit.community)]
    context = {
        "supports": rows,
        "total": formats.euros(selectors.supported(visit.community)),
        "coordinator": known,
        "dates": _dates(known, visit) if known else [],
        "support_form": SupportForm(),
        "coordinator_form": CoordinatorForm(initial=_initial(known), auto_id="poste_%s"),
        "refusal": "",
        **more,
    }
    return espace.page(request, visit, "creation/soutien.html", context, status=status)


def _initial(known: EarlyCoordinator | None) -> dict[str, Any]:
    return {name: getattr(known, name) for name in _FIELDS} if known else {"version": 0}


def _dates(known: EarlyCoordinator, visit: Visit) -> list[tuple[str, Any, str]]:
    """Each dated objective and what is left; said in words once it is past."""
    found = (
        ("Projet de santé déposé", known.project_due_on),
        ("Contrat signé", known.contract_due_on),
        ("Fin du financement", known.ends_on),
    )
    return [(label, day, _left((day - visit.today).days)) for label, day in found]


def _left(days: int) -> str:
    if days < 0:
        return f"passé de {formats.plural(-days, 'jour')}"
    return "aujourd'hui" if days == 0 else f"dans {formats.plural(days, 'jour')}"
