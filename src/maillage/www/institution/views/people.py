"""Settings of an institution: who acts for it, invitations, ends of roles."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from maillage.accounts import roles
from maillage.accounts.refusals import UnableToSave
from maillage.accounts.roles import Permission
from maillage.institutions import actions, selectors
from maillage.www.institution.forms import InviteForm
from maillage.www.shared import espace
from maillage.www.shared.confirming import METHODS, Question, ask
from maillage.www.shared.espace import Visit, of_institution

_GONE = "Cette personne ne pourra plus, à ce titre, agir pour l'institution."


@of_institution(Permission.VOIR)
def page(request: HttpRequest, visit: Visit) -> HttpResponse:
    return _page(request, visit, InviteForm(institution=visit.institution))


@of_institution(Permission.ACCES, methods=("POST",))
def invite(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Sends the link; the page comes back with what was typed when it is refused."""
    form, refusal = InviteForm(request.POST, institution=visit.institution), ""
    if form.is_valid():
        try:
            actions.invite(visit.institution, **form.cleaned_data, by=visit.person, now=visit.now)
        except UnableToSave as refused:
            refusal = str(refused)
        else:
            messages.success(request, f"L'invitation est partie à {form.cleaned_data['email']}.")
            return redirect("institution:reglages", visit.institution.slug)
    return _page(request, visit, form, refusal=refusal, status=400)


@of_institution(Permission.ACCES, methods=METHODS)
def withdraw(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """Asks; then the link of an invitation opens nothing any more."""
    invitation = get_object_or_404(selectors.invitations(visit.institution), pk=key)
    title, back = f"Retirer l'invitation de {invitation.email} ?", f"{visit.home}reglages/"
    question = Question(title, "Son lien n'ouvrira plus rien ; vous pourrez en envoyer un autre.", "Retirer l'invitation", back)
    if asking := ask(request, visit, question):
        return asking
    actions.withdraw_invitation(invitation, by=visit.person, now=visit.now)
    messages.success(request, "L'invitation est retirée : son lien n'ouvre plus rien.")
    return redirect("institution:reglages", visit.institution.slug)


@of_institution(Permission.ACCES, methods=METHODS)
def end(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """Asks, then ends a role; that of the person who asks too, which may close the space to them."""
    grant = get_object_or_404(selectors.people(visit.institution), pk=key)
    label, mine = roles.ROLES[grant.role].label, grant.person_id == visit.person.pk
    gone = "C'est votre propre rôle : vous ne pourrez plus le reprendre seul." if mine else _GONE
    title, back = f"Retirer le rôle « {label} » à {grant.person} ?", f"{visit.home}reglages/"
    question = Question(title, f"{gone} Ce qu'elle a écrit et décidé reste.", "Retirer ce rôle", back)
    if asking := ask(request, visit, question):
        return asking
    actions.end_role(grant, by=visit.person, now=visit.now)
    messages.success(request, f"{grant.person} n'a plus le rôle « {label} ».")
    still = selectors.roles_of(visit.institution, visit.person)
    return redirect("institution:reglages", visit.institution.slug) if still else redirect("/compte/")


def _page(request: HttpRequest, visit: Visit, form: InviteForm, *, refusal: str = "", status: int = 200) -> HttpResponse:
    may_open = Permission.ACCES in visit.may
    context: dict[str, Any] = {
        "people": [(grant, roles.ROLES[grant.role]) for grant in selectors.people(visit.institution)],
        "invitations": [(one, roles.ROLES[one.role]) for one in selectors.invitations(visit.institution)] if may_open else [],
        "form": form,
        "refusal": refusal,
        "able": [role.label for role in roles.who_may(Permission.ACCES, roles.INSTITUTION)],
    }
    return espace.page(request, visit, "institution/reglages.html", context, status=status)
