"""A person leaves Maillage: every role ends, then the name and the address go. What they signed stays, without them."""

from datetime import datetime

from django.conf import settings

from maillage.accounts import people, turns
from maillage.accounts.models import User
from maillage.accounts.refusals import UnableToSave
from maillage.accounts.walls import outside, within
from maillage.community.communities import actions as communities
from maillage.community.communities import selectors as community_selectors
from maillage.community.communities.models import Community, CommunityGrant, CommunityInvitation
from maillage.community.outbox import actions as outbox
from maillage.institutions import actions, selectors
from maillage.institutions.models import Institution, InstitutionGrant, InstitutionInvitation, Notice


def leave(person: User, *, now: datetime) -> None:
    """Erases a person, or changes nothing. UnableToSave for the last who may open accesses, and a persona that all share."""
    if person.is_fictif and settings.MAILLAGE_DEMO:
        raise UnableToSave(
            "Cette personne fictive sert à tous les visiteurs de la démonstration : elle ne s'efface pas. "
            "Pour essayer, créez un compte à votre adresse, puis effacez-le."
        )
    places = [community for community, _ in community_selectors.of_person(person)]
    agencies = [institution for institution, _ in selectors.of_person(person)]
    with turns.together(*places, *agencies, turns.INSTANCE):
        _leave(person, places, agencies, now)


def _leave(person: User, places: list[Community], agencies: list[Institution], now: datetime) -> None:
    """Once the turn of each space has come, in the one order."""
    for community in places:
        with within(community):
            for grant in CommunityGrant.objects.filter(community=community, person=person, until=None):
                try:
                    communities.end_role(grant, by=person, now=now)
                except UnableToSave as error:
                    raise UnableToSave(
                        f"Vous êtes la dernière personne qui peut ouvrir des accès à « {community.name} » : "
                        "donnez d'abord le rôle de coordination ou de présidence à quelqu'un d'autre."
                    ) from error
    for institution in agencies:
        for held in InstitutionGrant.objects.filter(institution=institution, person=person, until=None):
            actions.end_role(held, by=person, now=now)
    _forget_invitations(person.email, now)
    Notice.objects.filter(recipient=person.pk).delete()
    address = person.email
    people.erase(person, now=now)
    outbox.forget(address, then=person.email)


def _forget_invitations(address: str, now: datetime) -> None:
    """Wherever the address was invited, roles held there or not: a link that nobody may use any more is withdrawn."""
    with outside("the address of a person who leaves may be in the invitations of any CPTS"):
        for invited in (
            CommunityInvitation.objects.filter(email__iexact=address),
            InstitutionInvitation.objects.filter(email__iexact=address),
        ):
            invited.filter(accepted_at=None, withdrawn_at=None).update(withdrawn_at=now)
            invited.update(email="")
