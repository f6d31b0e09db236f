"""Writes the roles of a CPTS: given, ended, offered by a link."""

from datetime import datetime

from maillage.accounts import access, turns
from maillage.accounts.access import Place
from maillage.accounts.models import User
from maillage.accounts.refusals import UnableToSave
from maillage.accounts.roles import CPTS, ROLES
from maillage.community.communities.models import Community, CommunityGrant, CommunityInvitation


def give_role(community: Community, *, person: User, role: str, by: User | None, now: datetime) -> CommunityGrant:
    """Gives a role; giving it twice changes nothing."""
    return access.give(_place(community), person=person, role=role, by=by, now=now)


@turns.act
def end_role(grant: CommunityGrant, *, by: User, now: datetime) -> None:
    """Ends a role; the last person who may open accesses keeps theirs."""
    grant.refresh_from_db()  # two who end two roles take their turn: the second sees what the first did
    if grant.until:
        return
    leads = [role.key for role in ROLES.values() if role.space == CPTS and "acces" in role.permissions]
    others = CommunityGrant.objects.filter(community=grant.community, until=None, role__in=leads).exclude(pk=grant.pk)
    if grant.role in leads and not others.exists():
        raise UnableToSave(
            f"{grant.person} est la dernière personne qui peut ouvrir des accès : donnez d'abord ce rôle à quelqu'un d'autre."
        )
    access.end(_place(grant.community), grant, by=by, now=now)


def invite(community: Community, *, email: str, role: str, by: User, now: datetime) -> CommunityInvitation:
    """Sends a link to a role; an earlier link to the same role, for the same address, is withdrawn."""
    return access.invite(_place(community), email=email, role=role, by=by, now=now)


def withdraw_invitation(invitation: CommunityInvitation, *, by: User, now: datetime) -> None:
    """The link no longer opens anything; one that already served stays as it is."""
    access.withdraw(_place(invitation.community), invitation, by=by, now=now)


def accept_invitation(invitation: CommunityInvitation, *, person: User, now: datetime) -> CommunityGrant:
    """Gives the role to the invited person, once; InvitationRefused otherwise."""
    return access.accept(_place(invitation.community), invitation, person=person, now=now)


def _place(community: Community) -> Place[CommunityGrant, CommunityInvitation]:
    key = {"community": community}
    return Place(CPTS, community.pk, community.name, key, CommunityGrant.objects.all(), CommunityInvitation.objects.all())
