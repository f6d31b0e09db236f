"""The invitation behind a signed link, whichever kind of space it opens: what the page of the invitation needs."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from maillage.accounts import invitations
from maillage.accounts.invitations import InvitationRefused
from maillage.accounts.models import User
from maillage.accounts.roles import CPTS, ROLES, Role
from maillage.accounts.walls import within
from maillage.community.communities import actions as communities
from maillage.community.communities import selectors as community_selectors
from maillage.community.communities.models import CommunityInvitation
from maillage.institutions import actions, selectors
from maillage.institutions.models import InstitutionInvitation


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation that may still be used, and the space it opens."""

    invitation: CommunityInvitation | InstitutionInvitation
    space: str
    home: str

    @property
    def role(self) -> Role:
        return ROLES[self.invitation.role]


def find(token: str, *, now: datetime) -> Invited:
    """The invitation of a link; InvitationRefused when it is forged, withdrawn, already used or too old."""
    link = invitations.read(token)
    found: Invited | None = None
    if link.space == CPTS:
        with within(link.space_id):
            ours = community_selectors.invited(link.space_id, link.invitation_id)
        if ours:
            found = Invited(ours, ours.community.name, f"/c/{ours.community.slug}/")
    elif theirs := selectors.invited(link.space_id, link.invitation_id):
        found = Invited(theirs, theirs.institution.name, f"/institution/{theirs.institution.slug}/")
    if found is None:
        raise InvitationRefused("Cette invitation n'existe plus : demandez-en une nouvelle à la personne qui vous a invité.")
    invitations.check(found.invitation, now=now)
    return found


def accept(invited: Invited, *, person: User, now: datetime) -> None:
    """Gives the person the role of the invitation, once."""
    with _walls(invited):
        if isinstance(invited.invitation, CommunityInvitation):
            communities.accept_invitation(invited.invitation, person=person, now=now)
        else:
            actions.accept_invitation(invited.invitation, person=person, now=now)


@transaction.atomic
def join(invited: Invited, *, name: str, password: str, now: datetime) -> User:
    """Opens the account of the invited person and gives them the role, or does neither."""
    person = invitations.open_account(invited.invitation, name=name, password=password)
    accept(invited, person=person, now=now)
    return person


@contextmanager
def _walls(invited: Invited) -> Iterator[None]:
    if isinstance(invited.invitation, CommunityInvitation):
        with within(invited.invitation.community_id):
            yield
    else:
        yield
