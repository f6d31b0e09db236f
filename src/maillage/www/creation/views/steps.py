"""The accelerator and the missions that already run."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from maillage.accounts.roles import Permission
from maillage.community.creation import selectors
from maillage.community.creation.actions import accelerator, missions
from maillage.community.creation.models import AcceleratorSession, EarlyMission
from maillage.law import reader
from maillage.www.creation.forms import MissionForm, OutcomeForm, SessionForm
from maillage.www.shared import espace
from maillage.www.shared.acting import done
from maillage.www.shared.espace import Visit, of_community

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
    """What came out of a session."""
    row = get_object_or_404(AcceleratorSession.objects, community=visit.community, pk=session)
    form = OutcomeForm(request.POST)
    if not form.is_valid():
        return _sessions(request, visit, refusal="Écrivez ce qui est sorti de la séance.", status=400)
    accelerator.save_outcome(row, outcome=form.cleaned_data["outcome"], by=visit.person, now=visit.now)
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


@of_community(Permission.REDIGER, methods=("POST",))
def remove_mission(request: HttpRequest, visit: Visit, mission: UUID) -> HttpResponse:
    row = get_object_or_404(EarlyMission.objects, community=visit.community, pk=mission)
    missions.remove_mission(row, by=visit.person, now=visit.now)
    messages.success(request, "La mission est retirée.")
    return redirect("creation:mission", visit.community.slug)


def _sessions(request: HttpRequest, visit: Visit, *, status: int = 200, **more: Any) -> HttpResponse:
    rows = list(selectors.sessions(visit.community))
    stages = [
        (stage.label, [(one, OutcomeForm(auto_id=f"{one.pk}_%s")) for one in rows if one.stage == stage])
        for stage in AcceleratorSession.Stage
    ]
    context = {"stages": stages, "form": SessionForm(), "refusal": "", **more}
    return espace.page(request, visit, "creation/accelerateur.html", context, status=status)


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
