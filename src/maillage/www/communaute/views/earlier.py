"""A perimeter from before the space was opened: its communes, what changed after it, then its day and reasons."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from maillage.accounts.refusals import UnableToSave
from maillage.accounts.roles import Permission
from maillage.community.communities import actions
from maillage.community.communities import selectors as communities
from maillage.community.communities.models import Perimeter
from maillage.facts import selection
from maillage.results.cpts.territory import compare, weigh
from maillage.www.communaute.forms import EarlierPerimeterForm
from maillage.www.communaute.presenters import maps, weights
from maillage.www.communaute.selecting import Chosen, chosen, read_list
from maillage.www.shared import errors, espace
from maillage.www.shared.espace import Visit, of_community
from maillage.www.shared.formats import long_day, typed


@of_community(Permission.PERIMETRE, methods=("GET", "POST"))
def add(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Without `s`, the list of communes; with it, what changed after them, then the day and reasons."""
    posted = request.POST if request.method == "POST" else None
    try:
        found = chosen(posted or request.GET, visit.today)
    except selection.InvalidSelection as error:
        return errors.page(request, 400, explanation=str(error))
    versions = list(communities.perimeters(visit.community))
    if found is None:
        return _list(request, visit, versions)
    form = EarlierPerimeterForm(posted, opening=actions.opening_day(visit.community))
    if form.is_valid() and _saved(request, visit, form, found):
        return redirect("communaute:territoire", visit.community.slug)
    return _preview(request, visit, form, found, versions)


@of_community(Permission.PERIMETRE, methods=("POST",))
def listed(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The list as it was typed: to what changed after it when every line is understood, else back with the reasons."""
    text = request.POST.get("codes", "")
    codes, wrong = read_list(text)
    if wrong:
        return _list(request, visit, list(communities.perimeters(visit.community)), text, wrong)
    return redirect(f"{visit.home}territoire/anterieur/?s={selection.encode(codes)}")


def _saved(request: HttpRequest, visit: Visit, form: EarlierPerimeterForm, found: Chosen) -> bool:
    given = form.cleaned_data
    try:
        version = actions.add_earlier_perimeter(
            visit.community, codes=found.weight.codes, by=visit.person, now=visit.now, **given
        )
    except UnableToSave as error:
        form.add_error(None, typed(str(error)))
        return False
    messages.success(
        request, f"Périmètre n° {version.number} enregistré, depuis le {long_day(version.since)}. Rien n'a changé à ce jour."
    )
    return True


def _list(
    request: HttpRequest, visit: Visit, versions: list[Perimeter], text: str = "", wrong: list[str] | None = None
) -> HttpResponse:
    communes = weigh(versions[0].codes, visit.today).territory.communes
    lines = [f"{commune.name} ({commune.code})" for commune in communes]
    context = {"text": text or "\n".join(lines), "wrong": wrong, "opening": actions.opening_day(visit.community)}
    return espace.page(request, visit, "communaute/anterieur_liste.html", context, status=400 if wrong else 200)


def _preview(
    request: HttpRequest, visit: Visit, form: EarlierPerimeterForm, found: Chosen, versions: list[Perimeter]
) -> HttpResponse:
    change = compare(found.weight, weigh(versions[0].codes, visit.today))
    context: dict[str, Any] = {
        "form": form,
        "found": found,
        "after": communities.perimeter_writes(visit.community),
        "oldest": versions[0],
        "effect": weights.effect(change),
        "map": maps.of_change(change),
    }
    return espace.page(request, visit, "communaute/anterieur_apercu.html", context, status=400 if form.errors else 200)
