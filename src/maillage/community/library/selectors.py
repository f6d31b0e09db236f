"""Reads the files of a CPTS, within its walls."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from maillage.community.communities.models import Community
from maillage.community.library.models import File

ORDERS = {
    "recent": ("-added_at", "name"),
    "ancien": ("added_at", "name"),
    "nom": ("name", "-added_at"),
    "nom-inverse": ("-name", "-added_at"),
    "leger": ("size", "name"),
    "lourd": ("-size", "name"),
}


def files(community: Community, *, words: str = "", order: str = "recent") -> QuerySet[File]:
    """Files that hold every word in their name or in what they go with; `order` is a key of ORDERS."""
    wanted = Q(community=community, removed_at=None)
    for word in words.split()[:10]:
        wanted &= Q(name__icontains=word) | Q(attached_to__icontains=word)
    found: QuerySet[File] = File.objects.filter(wanted)
    return found.select_related("added_by").order_by(*ORDERS[order])


def attached(community: Community, *, to: str, key: str = "") -> QuerySet[File]:
    """Files that go with one thing."""
    found: QuerySet[File] = File.objects.filter(community=community, attached_to=to, attached_id=key, removed_at=None)
    return found


def file(community: Community, key: UUID) -> File | None:
    found: File | None = File.objects.filter(community=community, pk=key, removed_at=None).select_related("added_by").first()
    return found


def removed(community: Community, key: UUID, *, since: datetime) -> File | None:
    """A file removed after a moment: it can still come back."""
    found: File | None = File.objects.filter(community=community, pk=key, removed_at__gte=since).first()
    return found
