"""The spaces of a person, and how they sign in."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from maillage.accounts.models import User
from maillage.community.communities import selectors as communities
from maillage.institutions import selectors as institutions
from maillage.www.shared.espace import signed_in


@require_safe
@signed_in
def spaces(request: HttpRequest) -> HttpResponse:
    """The CPTS and institutions where the person has a role."""
    person = cast(User, request.user)
    context = {"communities": communities.of_person(person), "institutions": institutions.of_person(person)}
    return render(request, "compte/espaces.html", context)


@require_safe
@signed_in
def securite(request: HttpRequest) -> HttpResponse:
    """Second factors, sessions, password: the pages of the library."""
    return redirect("mfa_index")
