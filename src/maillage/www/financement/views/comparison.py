"""Two scenarios compared: B is A with some changes, or A under another version of the agreement."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from maillage.www.financement.asking import Question, ask
from maillage.www.financement.entries import FORM_MARK, scenario_b, short_query, without_b
from maillage.www.financement.presenters import compare as presenter
from maillage.www.financement.presenters import compare_form, results
from maillage.www.financement.typography import french


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """A on the left, B on the right, and the difference."""
    query, today = dict(request.GET.lists()), localdate()
    if FORM_MARK in query:
        return HttpResponseRedirect(f"{request.path}?{short_query(query)}")
    first, second = ask(without_b(query), today=today), ask(scenario_b(query), today=today)
    status = max(first.status, second.status)
    return render(request, "financement/comparaison.html", _context(first, second, query), status=status)


def _context(first: Question, second: Question, query: dict[str, list[str]]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "form": compare_form.of_readings(first.reading, second.reading, query),
        "is_empty": first.reading.is_empty,
        "refusals": [french(text) for text in dict.fromkeys((first.refusal, second.refusal)) if text],
        "links_a": first.links,
        "links_b": second.links,
        "comparison": None,
    }
    if first.run is not None and second.run is not None:
        found["comparison"] = presenter.of_runs(first.run, second.run)
        found["head_a"] = results.headline(first.run, first.scenario)
        found["head_b"] = results.headline(second.run, second.scenario)
    return found
