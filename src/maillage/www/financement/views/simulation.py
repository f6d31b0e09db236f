"""The simulator's page and its « Pourquoi ? »: here, and nowhere below, today is read."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from maillage.law.reader import load as load_law
from maillage.www.financement.asking import Question, ask
from maillage.www.financement.entries import FORM_MARK
from maillage.www.financement.presenters import form, results
from maillage.www.financement.presenters import why as why_presenter
from maillage.www.financement.typography import french


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The form and its results; a fragment for HTMX; the canonical address for a submitted form."""
    question = ask(dict(request.GET.lists()), today=localdate())
    address = page_address(question)
    is_fragment = wants_fragment(request)
    if question.run is not None and FORM_MARK in request.GET and not is_fragment:
        return HttpResponseRedirect(address)
    template = "financement/_resultats.html" if is_fragment else "financement/index.html"
    response = render(request, template, context_of(question), status=question.status)
    patch_vary_headers(response, ["HX-Request"])
    if is_fragment and question.run is not None:
        response["HX-Push-Url"] = address
    return response


@require_safe
def why(request: HttpRequest) -> HttpResponse:
    """What produced one figure: a panel beside the page, or a page of its own."""
    question = ask(dict(request.GET.lists()), today=localdate())
    if question.run is None:
        return render(request, "financement/index.html", context_of(question), status=400)
    try:
        explanation = question.run.explain(request.GET.get("cle", ""))
    except LookupError:
        raise Http404("Ce chiffre n'existe pas dans cette simulation.") from None
    template = "financement/_pourquoi.html" if wants_fragment(request) else "financement/pourquoi.html"
    context = {"why": why_presenter.of_explanation(explanation), "links": question.links}
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def wants_fragment(request: HttpRequest) -> bool:
    """HTMX asks for a part, except when it restores a page of its history."""
    return bool(request.headers.get("HX-Request")) and "HX-History-Restore-Request" not in request.headers


def page_address(question: Question) -> str:
    """The canonical address, on the contract year being read."""
    year = question.reading.entries.get("annee")
    return question.links.page + (f"&annee={year}" if year not in ("", "1") else "")


def context_of(question: Question) -> dict[str, Any]:
    """What the page and the fragment show."""
    found: dict[str, Any] = {
        "form": form.of_reading(question.reading),
        "is_empty": question.reading.is_empty,
        "refusal": french(question.refusal),
        "notices": load_law().notices(localdate()),
        "results": None,
    }
    if question.run is not None:
        found["results"] = results.of_run(question.run, question.scenario, question.links)
    return found
