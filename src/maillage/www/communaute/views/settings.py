"""Settings of a CPTS: its identity, and its public page."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from maillage.accounts.refusals import Stale, UnableToSave
from maillage.accounts.roles import Permission
from maillage.community.communities import actions
from maillage.community.governance import numbers
from maillage.community.governance.models import Piece
from maillage.www.communaute.forms import IdentityForm
from maillage.www.communaute.presenters import public
from maillage.www.communaute.presenters.identity import differences, lines, noted, sections
from maillage.www.shared import espace
from maillage.www.shared.espace import Visit, of_community
from maillage.www.shared.formats import typed
from maillage.www.shared.rebasing import rebase


@of_community(Permission.VOIR)
def settings(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The identity card, and the settings that the person's roles open."""
    context = {"sections": sections(visit, ""), "lines": lines(visit.community)}
    return espace.page(request, visit, "communaute/reglages.html", context)


@of_community(Permission.IDENTITE, methods=("GET", "POST"))
def identity(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The form of the identity; what somebody else saved meanwhile is shown beside, and the next save is made knowingly (409)."""
    given, theirs = request.POST if request.method == "POST" else None, list[tuple[str, str]]()
    # a copy: the form writes on its instance, and the frame of the page shows the name that is saved
    form = IdentityForm(given, instance=type(visit.community).objects.get(pk=visit.community.pk))
    form.initial.update({"version": visit.community.version, **noted(form, visit.community)})
    if given and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            actions.save_identity(visit.community, values=form.values, version=version, by=visit.person, now=visit.now)
        except Stale as error:
            visit.community.refresh_from_db()
            theirs = differences(visit.community, form)
            rebase(form, visit.community.version)
            form.add_error(None, typed(str(error)))
        else:
            messages.success(request, "Identité enregistrée.")
            return redirect("communaute:reglages", visit.community.slug)
    context = {"sections": sections(visit, "identite/"), "form": form, "theirs": theirs}
    status = 409 if theirs else 400 if form.errors else 200
    return espace.page(request, visit, "communaute/identite.html", context, status=status)


@of_community(Permission.IDENTITE, methods=("POST",))
def number(request: HttpRequest, visit: Visit, key: str) -> HttpResponse:
    """Takes into the identity a number noted with a piece of the association; comes back where it was offered."""
    if key not in {one.value for one in numbers.NUMBERS}:
        raise Http404
    over, back = request.POST.get("a_la_place_de", ""), request.POST.get("retour", "")
    try:
        taken = numbers.accept(visit.community, piece=Piece(key), over=over, by=visit.person, now=visit.now)
    except UnableToSave as refused:
        messages.error(request, typed(str(refused)))
    else:
        messages.success(request, typed(f"L'identité porte le {taken.number.label} {taken.shown}."))
    return redirect(back if back.startswith(visit.home) else f"{visit.home}reglages/")


@of_community(Permission.IDENTITE, methods=("GET", "POST"))
def public_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What the public page would say; opens it or closes it."""
    if request.method == "POST":
        wanted = request.POST.get("ouvrir") == "1"
        actions.set_public(visit.community, public=wanted, by=visit.person, now=visit.now)
        messages.success(request, "La page publique est ouverte." if wanted else "La page publique est fermée.")
        return redirect("communaute:page_publique", visit.community.slug)
    context = {"sections": sections(visit, "page-publique/"), **public.page(visit.community, visit.today)}
    return espace.page(request, visit, "communaute/page_publique.html", context)
