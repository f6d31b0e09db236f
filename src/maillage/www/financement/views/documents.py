"""Downloads of one simulation: PDF, workbook, dossier and JSON, all from the same run."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe
from django_ratelimit.decorators import ratelimit

from maillage.documents import financement_pdf, financement_xlsx
from maillage.facts import dossier
from maillage.results.runs import Run
from maillage.www.financement.asking import Question, ask
from maillage.www.financement.counting import TYPED
from maillage.www.financement.presenters import naming
from maillage.www.financement.views.simulation import context_of
from maillage.www.shared.costly import costly

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@ratelimit(key="ip", rate="10/m", group="documents", block=True)
@costly
def download(request: HttpRequest, kind: str) -> HttpResponse:
    """One document of the simulation that the address describes."""
    if kind not in _WRITERS:
        raise Http404("Ce format n'existe pas. Choisissez pdf, xlsx, yaml ou json.")
    question = ask(dict(request.GET.lists()), today=localdate())
    if question.run is None:
        return render(request, "financement/index.html", context_of(question), status=400)
    content_type, writer = _WRITERS[kind]
    response = HttpResponse(writer(question, question.run, request), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{naming.file_name(question.scenario, kind)}"'
    return response


def _edges(question: Question, request: HttpRequest) -> dict[str, Any]:
    """What a document says beside the run: where it comes from, when, and the remarks on its communes."""
    address = request.build_absolute_uri(question.links.page)
    return {"address": address, "made_on": localdate(), "remarks": question.scenario.remarks}


def _pdf(question: Question, run: Run, request: HttpRequest) -> bytes:
    return financement_pdf.render(run, **_edges(question, request))


def _xlsx(question: Question, run: Run, request: HttpRequest) -> bytes:
    return financement_xlsx.render(run, **_edges(question, request))


def _yaml(question: Question, run: Run, request: HttpRequest) -> bytes:
    """A typed population wins over the communes there too: a dossier holds one or the other."""
    facts = question.scenario.facts
    if any(known.source == TYPED for known in (facts.population, *(facts.population_of(n) for n in facts.annees))):
        facts = replace(facts, communes=())
    return dossier.write(facts).encode()


def _json(question: Question, run: Run, request: HttpRequest) -> bytes:
    return json.dumps(run.as_json(), ensure_ascii=False, indent=2, default=str).encode()


_WRITERS: dict[str, tuple[str, Callable[[Question, Run, HttpRequest], bytes]]] = {
    "pdf": ("application/pdf", _pdf),
    "xlsx": (XLSX, _xlsx),
    "yaml": ("application/yaml; charset=utf-8", _yaml),
    "json": ("application/json", _json),
}
