"""Writes the CPTS, its perimeter and its roles: one transaction each, and its line in the journal."""

from maillage.community.communities.actions.community import (
    IDENTITY,
    create_community,
    create_for_carriers,
    save_identity,
    set_public,
)
from maillage.community.communities.actions.perimeters import (
    add_earlier_perimeter,
    opening_day,
    set_perimeter,
    withdraw_perimeter,
)
from maillage.community.communities.actions.roles import (
    accept_invitation,
    end_role,
    give_role,
    invite,
    withdraw_invitation,
)

__all__ = [
    "IDENTITY",
    "accept_invitation",
    "add_earlier_perimeter",
    "create_community",
    "create_for_carriers",
    "end_role",
    "give_role",
    "invite",
    "opening_day",
    "save_identity",
    "set_perimeter",
    "set_public",
    "withdraw_invitation",
    "withdraw_perimeter",
]
