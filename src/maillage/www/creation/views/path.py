"""The path itself: in a CPTS with its dates, in public with the law alone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from maillage.accounts.roles import Permission
from maillage.law import reader
from maillage.results.cpts import path
from maillage.www.creation.presenters import step_lines
from maillage.www.shared import espace
from maillage.www.shared.espace import Visit, of_community


@of_community(Permission.VOIR)
def index(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Seven steps on one page, which prints on one page."""
    lines = step_lines(path.standings(visit.community, visit.today), visit.home, visit.today)
    return espace.page(request, visit, "creation/chemin.html", {"lines": lines, "today": visit.today})


@require_safe
def public(request: HttpRequest) -> HttpResponse:
    """The same path for who has no CPTS yet; each legal time with its text and its proof."""
    today, law = timezone.localdate(), reader.load()
    steps = [
        (step, [law.parameters[name] for name in step.parameters], [law.texts[name] for name in step.texts])
        for step in path.steps(today)
    ]
    return render(request, "creation/public.html", {"steps": steps, "today": today})
