"""The territory of a CPTS: its present perimeter, its versions, the comparison of two."""

from django.http import Http404, HttpRequest, HttpResponse

from maillage.accounts.roles import Permission
from maillage.community.communities import selectors as communities
from maillage.community.communities.models import Perimeter
from maillage.results.cpts.around import around
from maillage.results.cpts.territory import compare, weigh
from maillage.www.communaute.presenters import communes, maps, versions, weights
from maillage.www.shared import espace
from maillage.www.shared.espace import Visit, of_community


@of_community(Permission.VOIR)
def territory(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The communes in force, what they weigh, the CPTS around, and how the perimeter came to be."""
    version = communities.perimeter(visit.community, visit.today)
    if version is None:
        raise Http404
    weight = weigh(version.codes, visit.today)
    near = [weights.nearby(one) for one in around(weight.codes, visit.today, but=visit.community)]
    history = list(communities.perimeters(visit.community))
    context = {
        "figures": weights.figures(weight),
        "map": maps.of_territory(weight.territory),
        "table": communes.table(weight.territory, request.GET),
        "years": weights.years(weight),
        "overlaps": [one for one in near if one["shared"]],
        "neighbours": [one for one in near if not one["shared"]],
        "versions": versions.rows(history, version, visit.today),
        "to_come": versions.to_come(history, visit.today),
        "choices": versions.choices(history),
    }
    return espace.page(request, visit, "communaute/territoire.html", context)


@of_community(Permission.VOIR)
def comparison(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Two versions, by their numbers: communes, people, taille, money."""
    before, after = (_numbered(visit, request.GET.get(name, "")) for name in ("avant", "apres"))
    change = compare(weigh(before.codes, visit.today), weigh(after.codes, visit.today))
    context = {
        "before": before,
        "after": after,
        "effect": weights.effect(change),
        "map": maps.of_change(change),
        "choices": versions.choices(list(communities.perimeters(visit.community))),
    }
    return espace.page(request, visit, "communaute/comparaison.html", context)


def _numbered(visit: Visit, number: str) -> Perimeter:
    found = {str(version.number): version for version in communities.perimeters(visit.community)}
    if number not in found:
        raise Http404
    return found[number]
