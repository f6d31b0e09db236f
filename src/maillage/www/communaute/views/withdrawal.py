"""A perimeter written by mistake is taken back: still to come, or from before the space was opened."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from maillage.accounts.roles import Permission
from maillage.community.communities import actions
from maillage.community.communities import selectors as communities
from maillage.www.shared import espace
from maillage.www.shared.espace import Visit, of_community


@of_community(Permission.PERIMETRE, methods=("GET", "POST"))
def withdraw(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """Asks, then takes it back; 404 for a version that applies, or that is withdrawn already."""
    versions = communities.perimeters(visit.community)
    version = get_object_or_404(versions, pk=key)
    is_coming = communities.is_coming(version, visit.today)
    if not is_coming and version.since >= actions.opening_day(visit.community):
        raise Http404
    if request.method == "POST":
        actions.withdraw_perimeter(version, by=visit.person, now=visit.now)
        how = "annulé" if is_coming else "retiré"
        messages.success(request, f"Le périmètre n° {version.number} est {how}. Rien n'a changé à ce jour.")
        return redirect("communaute:territoire", visit.community.slug)
    before = versions.filter(since__lte=version.since).exclude(pk=key).last()
    context = {"version": version, "before": before, "is_coming": is_coming}
    return espace.page(request, visit, "communaute/perimetre_retirer.html", context)
