"""Who acts for a CPTS, and who is invited to."""

from django.db import models

from maillage.accounts.models import Grant, Invitation
from maillage.community.communities.models.walled import Walled


class CommunityGrant(Walled, Grant):
    """A role of a person in one CPTS."""

    class Meta(Walled.Meta):
        abstract = False
        constraints = (
            models.UniqueConstraint(
                fields=("community", "person", "role"), condition=models.Q(until=None), name="communities_one_grant"
            ),
        )


class CommunityInvitation(Walled, Invitation):
    """An invitation to a role of one CPTS."""

    class Meta(Walled.Meta):
        abstract = False
