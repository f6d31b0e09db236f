"""Reads the files of a CPTS, within its walls."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from maillage.community.communities.models import Community
from maillage.community.library.models import File
from maillage.kernel.folding import folded

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
    found: QuerySet[File] = File.objects.filter(community=community, removed_at=None)
    if wanted := folded(words).split()[:10]:
        told = found.values_list("pk", "name", "attached_to")
        found = found.filter(pk__in=[pk for pk, *texts in told if all(word in folded(" ".join(texts)) for word in wanted)])
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
