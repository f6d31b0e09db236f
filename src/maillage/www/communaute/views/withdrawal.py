"""A perimeter written by mistake is taken back: still to come, or from before the space was opened."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from maillage.accounts.roles import Permission
from maillage.community.communities import actions
from maillage.community.communities import selectors as communities
from maillage.community.communities.models import Perimeter
from maillage.www.shared.confirming import METHODS, Question, ask
from maillage.www.shared.espace import Visit, of_community
from maillage.www.shared.formats import plural

_COMING = "Une institution qui n'était concernée que par ce périmètre ne verra plus vos dossiers."
_PAST = "Les chiffres d'aujourd'hui et les dossiers transmis ne changent pas."


@of_community(Permission.PERIMETRE, methods=METHODS)
def withdraw(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """Asks, then takes it back; 404 for a version that applies, or that is withdrawn already."""
    versions = communities.perimeters(visit.community)
    version = get_object_or_404(versions, pk=key)
    is_coming = communities.is_coming(version, visit.today)
    if not is_coming and version.since >= actions.opening_day(visit.community):
        raise Http404
    before = versions.filter(since__lte=version.since).exclude(pk=key).last()
    if asking := ask(request, visit, _question(visit, version, before, is_coming=is_coming)):
        return asking
    actions.withdraw_perimeter(version, by=visit.person, now=visit.now)
    how = "annulé" if is_coming else "retiré"
    messages.success(request, f"Le périmètre n° {version.number} est {how}. Rien n'a changé à ce jour.")
    return redirect("communaute:territoire", visit.community.slug)


def _question(visit: Visit, version: Perimeter, before: Perimeter | None, *, is_coming: bool) -> Question:
    reason = f" : {version.reason}" if version.reason else ""

    applies = "s'appliquerait à partir du" if is_coming else "vaut depuis le"
    told = [f"Il {applies} {version.since:%d/%m/%Y} et compte {plural(len(version.codes), 'commune')}{reason}."]
    if before:
        told.append(
            f"Le périmètre n° {before.number}, depuis le {before.since:%d/%m/%Y}, vaudra jusqu'au suivant, s'il y en a un."
        )
    else:
        told.append("Aucun périmètre ne vaudra avant le suivant.")
    told.append(_COMING if is_coming else _PAST)
    how, what = ("Annuler", "ce périmètre à venir") if is_coming else ("Retirer", "ce périmètre")
    return Question(
        f"{how} le périmètre n° {version.number} ?", " ".join(told), f"{how} {what}", f"{visit.home}territoire/#versions"
    )
