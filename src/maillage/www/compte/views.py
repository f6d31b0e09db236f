"""The spaces of a person, how they sign in, and who may do what."""

from typing import cast

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.accounts import clock, people, roles
from maillage.accounts.models import User
from maillage.accounts.refusals import UnableToSave
from maillage.www.compte import presenters
from maillage.www.shared.espace import signed_in


@require_safe
@signed_in
def spaces(request: HttpRequest) -> HttpResponse:
    """The CPTS and institutions where the person has a role, and the state of their account."""
    return _spaces(request)


@require_POST
@signed_in
def rename(request: HttpRequest) -> HttpResponse:
    """Changes the name; typed again when it is refused."""
    name = request.POST.get("name", "")
    try:
        people.rename(_person(request), name=name)
    except UnableToSave as error:
        return _spaces(request, name=name, error=str(error))
    messages.success(request, "Votre nom est enregistré.")
    return redirect("compte:index")


@require_safe
@signed_in
def securite(request: HttpRequest) -> HttpResponse:
    """Second factors: the page of the library."""
    return redirect("mfa_index")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def sessions(request: HttpRequest) -> HttpResponse:
    """Browsers where the person is signed in; each may be closed, or all but this one."""
    person = _person(request)
    if request.method == "POST":
        wanted = request.POST.get("session", "")
        closing = [one for one in people.sessions(person) if not one.is_current() and wanted in ("autres", str(one.pk))]
        people.close_sessions(closing, by=person, now=clock.now())
        messages.success(request, "Session fermée." if len(closing) == 1 else f"{len(closing)} sessions fermées.")
        return redirect("compte:sessions")
    return render(request, "compte/sessions.html", {"sessions": presenters.open_sessions(person)})


@require_safe
def roles_page(request: HttpRequest) -> HttpResponse:
    """Who may do what, from the only place where rights are given."""
    tables = [presenters.rights(roles.CPTS), presenters.rights(roles.INSTITUTION)]
    return render(request, "compte/roles.html", {"tables": tables})


def _spaces(request: HttpRequest, *, name: str | None = None, error: str = "") -> HttpResponse:
    person = _person(request)
    context = {
        "person": person,
        "name": person.name if name is None else name,
        "error": error,
        "spaces": presenters.spaces(person, clock.today()),
        "has_factor": is_mfa_enabled(person),
        "factor_needed": presenters.factor_needed(person),
        "session_count": len(people.sessions(person)),
    }
    return render(request, "compte/espaces.html", context, status=400 if error else 200)


def _person(request: HttpRequest) -> User:
    return cast(User, request.user)
