"""A new version of the perimeter: from a list or from the studio, its effect shown before it is saved."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from maillage.accounts.refusals import UnableToSave
from maillage.accounts.roles import Permission
from maillage.community.communities import actions
from maillage.community.communities import selectors as communities
from maillage.facts import selection
from maillage.results.cpts.around import around
from maillage.results.cpts.territory import Weight, compare, weigh
from maillage.www.communaute.forms import PerimeterForm
from maillage.www.communaute.presenters import maps, weights
from maillage.www.communaute.selecting import Chosen, chosen, read_list
from maillage.www.shared import errors, espace
from maillage.www.shared.espace import Visit, of_community
from maillage.www.shared.formats import long_day, typed

_FAR = timedelta(days=366)
"""Beyond, a first day may be a slip: the page asks to look again."""


@of_community(Permission.PERIMETRE, methods=("GET", "POST"))
def edit(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Without `s`, the list to change; with it, the effect of the change, then its date and reasons."""
    given = request.POST if request.method == "POST" else request.GET
    try:
        found = chosen(given, visit.today)
    except selection.InvalidSelection as error:
        return errors.page(request, 400, explanation=str(error))
    if found is None:
        return _list(request, visit)
    form = PerimeterForm(request.POST if request.method == "POST" else None, initial={"since": visit.today})
    if form.is_valid() and _saved(request, visit, form, found):
        return redirect("communaute:territoire", visit.community.slug)
    return _preview(request, visit, form, found)


@of_community(Permission.PERIMETRE, methods=("POST",))
def listed(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The list as it was typed: to the effect of the change when every line is understood, else back with the reasons."""
    text = request.POST.get("codes", "")
    codes, wrong = read_list(text)
    if wrong:
        return _list(request, visit, text, wrong)
    return redirect(f"{visit.home}territoire/modifier/?s={selection.encode(codes)}")


def _saved(request: HttpRequest, visit: Visit, form: PerimeterForm, found: Chosen) -> bool:
    try:
        version = actions.set_perimeter(
            visit.community, codes=found.weight.codes, by=visit.person, now=visit.now, **form.cleaned_data
        )
    except UnableToSave as error:
        form.add_error(None, typed(str(error)))
        return False
    applies = "s'appliquera à partir du" if version.since > visit.today else "s'applique depuis le"
    messages.success(request, typed(f"Périmètre n° {version.number} enregistré : il {applies} {long_day(version.since)}."))
    if version.since > visit.today + _FAR:
        messages.warning(
            request,
            typed(
                f"Premier jour : le {long_day(version.since)}, dans plus d'un an. Si c'est une erreur, choisissez "
                "« Annuler ce périmètre à venir » dans la liste des versions, puis changez à nouveau le périmètre."
            ),
        )
    return True


def _latest(visit: Visit) -> Weight:
    version = communities.perimeters(visit.community).last()
    return weigh(version.codes if version else (), visit.today)


def _list(request: HttpRequest, visit: Visit, text: str = "", wrong: list[str] | None = None) -> HttpResponse:
    present = _latest(visit)
    lines = [f"{commune.name} ({commune.code})" for commune in present.territory.communes]
    context = {"text": text or "\n".join(lines), "wrong": wrong, "compact": weights.figures(present).compact}
    return espace.page(request, visit, "communaute/perimetre_liste.html", context, status=400 if wrong else 200)


def _preview(request: HttpRequest, visit: Visit, form: PerimeterForm, found: Chosen) -> HttpResponse:
    change = compare(_latest(visit), found.weight)
    near = [weights.nearby(one) for one in around(found.weight.codes, visit.today, but=visit.community)]
    context: dict[str, Any] = {
        "form": form,
        "found": found,
        "after": communities.perimeter_writes(visit.community),
        "is_same": change.is_none,
        "effect": weights.effect(change),
        "map": maps.of_change(change),
        "overlaps": [one for one in near if one["shared"]],
    }
    return espace.page(request, visit, "communaute/perimetre_apercu.html", context, status=400 if form.errors else 200)
