"""A CPTS, its perimeter, the people who act for it."""

from maillage.community.communities.models.community import Community
from maillage.community.communities.models.objection import Objection
from maillage.community.communities.models.perimeter import Perimeter
from maillage.community.communities.models.roles import CommunityGrant, CommunityInvitation
from maillage.community.communities.models.walled import Walled

__all__ = ["Community", "CommunityGrant", "CommunityInvitation", "Objection", "Perimeter", "Walled"]
