"""The accelerator and the missions that already run."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from maillage.accounts.refusals import Stale
from maillage.accounts.roles import Permission
from maillage.community.creation import selectors
from maillage.community.creation.actions import accelerator, missions
from maillage.community.creation.models import AcceleratorSession, EarlyMission
from maillage.law import reader
from maillage.www.creation.forms import MissionForm, OutcomeForm, SessionForm
from maillage.www.shared import espace
from maillage.www.shared.acting import done
from maillage.www.shared.confirming import METHODS, Question, ask
from maillage.www.shared.espace import Visit, of_community
from maillage.www.shared.rebasing import rebase

EARLY = "aci/demarrage_anticipe"


@of_community(Permission.VOIR)
def accelerator_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    return _sessions(request, visit)


@of_community(Permission.REDIGER, methods=("POST",))
def record_session(request: HttpRequest, visit: Visit) -> HttpResponse:
    form = SessionForm(request.POST)
    if not done(form, lambda clean: accelerator.record_session(visit.community, **clean, by=visit.person, now=visit.now)):
        return _sessions(request, visit, form=form, status=400)
    messages.success(request, "La séance est enregistrée.")
    return redirect("creation:accelerateur", visit.community.slug)


@of_community(Permission.REDIGER, methods=("POST",))
def save_outcome(request: HttpRequest, visit: Visit, session: UUID) -> HttpResponse:
    """What came out of a session; a save over what somebody else wrote keeps what was typed, beside it (409)."""
    row = get_object_or_404(AcceleratorSession.objects, community=visit.community, pk=session)
    form = OutcomeForm(request.POST, auto_id=f"{row.pk}_%s")
    if not form.is_valid():
        return _sessions(request, visit, refusal="Écrivez ce qui est sorti de la séance.", typed_in={row.pk: form}, status=400)
    try:
        accelerator.save_outcome(row, **form.cleaned_data, by=visit.person, now=visit.now)
    except Stale as error:
        rebase(form, row.version)
        return _sessions(request, visit, refusal=str(error), typed_in={row.pk: form}, status=409)
    messages.success(request, "La séance est complétée.")
    return redirect("creation:accelerateur", visit.community.slug)


@of_community(Permission.VOIR)
def mission_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    return _missions(request, visit)


@of_community(Permission.REDIGER, methods=("POST",))
def record_mission(request: HttpRequest, visit: Visit) -> HttpResponse:
    form = MissionForm(request.POST, keys=selectors.socle_missions(visit.today))
    if not done(form, lambda clean: missions.record_mission(visit.community, **clean, by=visit.person, now=visit.now)):
        return _missions(request, visit, form=form, status=400)
    messages.success(request, "La mission est enregistrée.")
    return redirect("creation:mission", visit.community.slug)


@of_community(Permission.REDIGER, methods=METHODS)
def remove_mission(request: HttpRequest, visit: Visit, mission: UUID) -> HttpResponse:
    """Asks, then takes back a mission that does not run."""
    row = get_object_or_404(EarlyMission.objects, community=visit.community, pk=mission)
    gone = "Ce qui montre qu'elle fonctionne est effacé ; son début ne compte plus dans les calculs."
    question = Question(f"Retirer la mission « {row.label} » ?", gone, "Retirer la mission", f"{visit.home}creation/mission/")
    if asking := ask(request, visit, question):
        return asking
    missions.remove_mission(row, by=visit.person, now=visit.now)
    messages.success(request, "La mission est retirée.")
    return redirect("creation:mission", visit.community.slug)


def _sessions(
    request: HttpRequest, visit: Visit, *, status: int = 200, typed_in: Mapping[UUID, OutcomeForm] | None = None, **more: Any
) -> HttpResponse:
    """`typed_in`: what was refused, by session."""
    rows = list(selectors.sessions(visit.community))
    shown = {one.pk: _outcome(one) for one in rows} | dict(typed_in or {})
    stages = [(stage.label, [(one, shown[one.pk]) for one in rows if one.stage == stage]) for stage in AcceleratorSession.Stage]
    context = {"stages": stages, "form": SessionForm(), "refusal": "", **more}
    return espace.page(request, visit, "creation/accelerateur.html", context, status=status)


def _outcome(session: AcceleratorSession) -> OutcomeForm | None:
    """Once, for a session whose outcome nobody wrote."""
    return None if session.outcome else OutcomeForm(auto_id=f"{session.pk}_%s", initial={"version": session.version})


def _missions(request: HttpRequest, visit: Visit, *, status: int = 200, **more: Any) -> HttpResponse:
    law = reader.load()
    version = law.at(EARLY, visit.today)
    context = {
        "missions": list(selectors.early_missions(visit.community)),
        "form": MissionForm(keys=selectors.socle_missions(visit.today)),
        "parameter": law.parameters[EARLY],
        "who": version.value(aspect="missions"),
        "when": version.value(aspect="date_de_financement"),
        "convention": law.parameters[EARLY].choice(version.value(aspect="date_de_financement").chosen),
        **more,
    }
    return espace.page(request, visit, "creation/mission.html", context, status=status)
