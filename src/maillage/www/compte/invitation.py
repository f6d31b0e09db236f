"""The page behind the link of an invitation: accept with one's account, or open one."""

from allauth.account.utils import perform_login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maillage.accounts import clock, invitations
from maillage.accounts.invitations import InvitationRefused
from maillage.accounts.models import User
from maillage.institutions import invited
from maillage.institutions.invited import Invited
from maillage.www.compte.forms import AccountForm
from maillage.www.shared import formats


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Three visitors: signed in, with an account but signed out, without account."""
    now = clock.now()
    try:
        found = invited.find(token, now=now)
        if isinstance(request.user, User):
            invitations.check_person(found.invitation, request.user)
            if request.method == "POST":
                invited.accept(found, person=request.user, now=now)
                return _welcome(request, found)
            return render(request, "compte/invitation.html", {"found": found, "way": "accept"})
        if invitations.person_invited(found.invitation):
            return render(request, "compte/invitation.html", {"found": found, "way": "sign_in"})
        return _open_account(request, found)
    except InvitationRefused as error:
        return render(request, "compte/invitation_refusee.html", {"sentence": formats.typed(str(error))}, status=400)


def _open_account(request: HttpRequest, found: Invited) -> HttpResponse:
    form = AccountForm(request.POST if request.method == "POST" else None, email=found.invitation.email)
    if not form.is_valid():
        context = {"found": found, "way": "account", "form": form}
        return render(request, "compte/invitation.html", context, status=400 if form.errors else 200)
    given = form.cleaned_data
    person = invited.join(found, name=given["name"], password=given["password"], now=clock.now())
    perform_login(request, person, email_verification="none")
    return _welcome(request, found)


def _welcome(request: HttpRequest, found: Invited) -> HttpResponse:
    welcome = f"Bienvenue dans « {found.space} », avec le rôle : {found.role.label}."
    messages.success(request, formats.typed(welcome))
    return redirect(found.home)
