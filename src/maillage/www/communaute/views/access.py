"""Who may enter the space: roles held, invitations that wait."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from maillage.accounts import journal
from maillage.accounts.refusals import UnableToSave
from maillage.accounts.roles import ROLES, Permission
from maillage.community.communities import actions
from maillage.community.communities import selectors as communities
from maillage.www.communaute.forms import InviteForm
from maillage.www.communaute.presenters import access
from maillage.www.communaute.presenters.identity import sections
from maillage.www.shared import espace
from maillage.www.shared.acting import done
from maillage.www.shared.confirming import METHODS, Question, ask, refuse
from maillage.www.shared.espace import Visit, of_community

_GONE = "Cette personne ne pourra plus, à ce titre, entrer dans l'espace."


@of_community(Permission.ACCES, methods=("GET", "POST"))
def people(request: HttpRequest, visit: Visit) -> HttpResponse:
    """People, roles and invitations; inviting somebody. Reading names and addresses is written in the journal."""
    form = InviteForm(request.POST if request.method == "POST" else None)
    if done(form, lambda clean: actions.invite(visit.community, **clean, by=visit.person, now=visit.now)):
        messages.success(request, f"Invitation envoyée à {form.cleaned_data['email']}.")
        return redirect("communaute:acces", visit.community.slug)
    journal.write("donnees_personnelles_lues", by=visit.person, at=visit.now, chain=visit.community.pk, page="accès")
    context = {
        "sections": sections(visit, "acces/"),
        "people": access.people(communities.people(visit.community)),
        "invitations": access.sent(communities.invitations(visit.community), visit.now),
        "roles": access.choices(),
        "form": form,
    }
    return espace.page(request, visit, "communaute/acces.html", context, status=400 if form.errors else 200)


@of_community(Permission.ACCES, methods=METHODS)
def end_role(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """Asks, then ends a role."""
    grant = get_object_or_404(communities.people(visit.community), pk=key)
    label, mine = ROLES[grant.role].label, grant.person == visit.person
    gone = "C'est votre propre rôle : vous ne pourrez plus le reprendre seul." if mine else _GONE
    title, back = f"Retirer le rôle « {label} » à {grant.person} ?", f"{visit.home}reglages/acces/"
    question = Question(title, f"{gone} Ce qu'elle a écrit et signé reste.", "Retirer ce rôle", back)
    if asking := ask(request, visit, question):
        return asking
    try:
        actions.end_role(grant, by=visit.person, now=visit.now)
    except UnableToSave as error:
        return refuse(request, visit, question, error)
    messages.success(request, f"{grant.person} n'a plus le rôle « {label} ».")
    return redirect("compte:index") if mine else redirect("communaute:acces", visit.community.slug)


@of_community(Permission.ACCES, methods=METHODS)
def withdraw(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """Asks; then the link of an invitation opens nothing any more."""
    invitation = get_object_or_404(communities.invitations(visit.community), pk=key)
    title, back = f"Retirer l'invitation de {invitation.email} ?", f"{visit.home}reglages/acces/"
    question = Question(title, "Son lien n'ouvrira plus rien ; vous pourrez en envoyer un autre.", "Retirer l'invitation", back)
    if asking := ask(request, visit, question):
        return asking
    actions.withdraw_invitation(invitation, by=visit.person, now=visit.now)
    messages.success(request, f"L'invitation de {invitation.email} est retirée.")
    return redirect("communaute:acces", visit.community.slug)
