"""The page where a person erases their account."""

from typing import cast

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods
from django_ratelimit.decorators import ratelimit

from maillage.accounts import clock
from maillage.accounts.models import User
from maillage.accounts.refusals import UnableToSave
from maillage.institutions import departures
from maillage.www.compte.forms import LeaveForm
from maillage.www.shared import formats
from maillage.www.shared.espace import signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@ratelimit(key="user_or_ip", rate="10/h", group="effacer", method="POST", block=True)
@signed_in
def departure(request: HttpRequest) -> HttpResponse:
    """Says what goes and what stays, then does it."""
    person = cast(User, request.user)
    form = LeaveForm(request.POST if request.method == "POST" else None, person=person)
    if form.is_valid():
        try:
            departures.leave(person, now=clock.now())
        except UnableToSave as error:
            form.add_error(None, formats.typed(str(error)))
        else:
            logout(request)
            return render(request, "compte/efface.html")
    return render(request, "compte/effacer.html", {"form": form}, status=400 if form.errors else 200)
