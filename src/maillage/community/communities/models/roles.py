"""Who acts for a CPTS, and who is invited to."""

from django.core.exceptions import ValidationError
from django.db import models

from maillage.accounts.models import Grant, Invitation
from maillage.accounts.roles import CPTS, of_space
from maillage.community.communities.models.walled import Walled


def _check_role(key: str) -> None:
    """The roles of an institution open other rights: a CPTS holds its own only."""
    if key not in {role.key for role in of_space(CPTS)}:
        raise ValidationError("ce rôle n'est pas un rôle de CPTS")


class CommunityGrant(Walled, Grant):
    """A role of a person in one CPTS."""

    def clean(self) -> None:
        _check_role(self.role)

    class Meta(Walled.Meta):
        abstract = False
        constraints = (
            models.UniqueConstraint(
                fields=("community", "person", "role"), condition=models.Q(until=None), name="communities_one_grant"
            ),
        )


class CommunityInvitation(Walled, Invitation):
    """An invitation to a role of one CPTS."""

    def clean(self) -> None:
        _check_role(self.role)

    class Meta(Walled.Meta):
        abstract = False
