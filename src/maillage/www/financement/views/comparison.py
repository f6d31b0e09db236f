"""Two scenarios compared: B is A with some changes, or A under another version of the agreement."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe
from django_ratelimit.decorators import ratelimit

from maillage.documents import comparaison_pdf, comparaison_tables
from maillage.documents.shared.comparison import content
from maillage.law.reader import load as load_law
from maillage.results.runs.comparison import compare as compared
from maillage.www.financement.asking import Question, ask
from maillage.www.financement.entries import FORM_MARK, scenario_b, short_query, without_b
from maillage.www.financement.links import gaps_address
from maillage.www.financement.presenters import compare as presenter
from maillage.www.financement.presenters import compare_form, results
from maillage.www.financement.typography import french
from maillage.www.shared.downloads import attachment

Query = dict[str, list[str]]
_WRITERS: dict[str, Callable[[Mapping[str, Any]], bytes]] = {
    "pdf": comparaison_pdf.render,
    "xlsx": comparaison_tables.to_xlsx,
    "csv": comparaison_tables.to_csv,
}


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """A on the left, B on the right, and the difference."""
    query = dict(request.GET.lists())
    if FORM_MARK in query:
        return HttpResponseRedirect(f"{request.path}?{short_query(query)}")
    return _page(request, query, *_sides(query))


@require_safe
@ratelimit(key="ip", rate="10/m", group="documents", block=True)
def download(request: HttpRequest, kind: str) -> HttpResponse:
    """The gaps as a PDF or a table."""
    if kind not in _WRITERS:
        raise Http404("Ce format n'existe pas. Choisissez pdf, xlsx ou csv.")
    query = dict(request.GET.lists())
    first, second = _sides(query)
    if first.run is None or second.run is None:
        return _page(request, query, first, second)
    sides = [
        {
            "name": name,
            "sentence": results.sentence(one.run, one.scenario),
            "address": request.build_absolute_uri(one.links.page),
        }
        for name, one in (("A", first), ("B", second))
        if one.run is not None
    ]
    address = request.build_absolute_uri(gaps_address(query))
    kept = content(compared(first.run, second.run), sides=sides, address=address, made_on=localdate())
    return attachment(_WRITERS[kind](kept), f"comparaison.{kind}")


def _sides(query: Query) -> tuple[Question, Question]:
    today = localdate()
    return ask(without_b(query), today=today), ask(scenario_b(query), today=today)


def _page(request: HttpRequest, query: Query, first: Question, second: Question) -> HttpResponse:
    status = max(first.status, second.status)
    return render(request, "financement/comparaison.html", _context(first, second, query), status=status)


def _context(first: Question, second: Question, query: Query) -> dict[str, Any]:
    found: dict[str, Any] = {
        "form": compare_form.of_readings(first.reading, second.reading, query),
        "is_empty": first.reading.is_empty,
        "refusals": [french(text) for text in dict.fromkeys((first.refusal, second.refusal)) if text],
        "notices": load_law().notices(localdate()),
        "links_a": first.links,
        "links_b": second.links,
        "comparison": None,
    }
    if first.run is not None and second.run is not None:
        found["comparison"] = presenter.of_comparison(compared(first.run, second.run))
        found["head_a"] = results.headline(first.run, first.scenario)
        found["head_b"] = results.headline(second.run, second.scenario)
        found["documents"] = [(kind.upper(), gaps_address(query, kind)) for kind in _WRITERS]
    return found
