"""What every row of a community has: an identifier that tells nothing, its community, and a manager that refuses to
read without one."""

import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django_scopes import ScopedManager

from maillage.community.communities.models.community import Community


class Walled(models.Model):
    """Base of the models of `community`: read through `objects` inside `accounts.walls.within(community)` only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+")

    if TYPE_CHECKING:
        objects: ClassVar[models.Manager[Self]] = models.Manager()
    else:
        objects = ScopedManager(community="community")
    is_walled = True
    shapes: ClassVar[Mapping[str, Any]] = {}
    """Column of JSON -> its shape (`results.instance.checking.fits`): an archive that comes from outside is held to it."""

    withheld: ClassVar[Mapping[str, Any]] = {}
    """Values that mark the rows which institutions keep between themselves: the CPTS does not read them, nor takes them away."""

    class Meta:
        abstract = True
