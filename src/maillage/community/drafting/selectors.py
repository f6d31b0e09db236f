"""Reads texts: all sections at once, versions, open comments."""

from collections.abc import Mapping

from django.db.models import Count, Q, QuerySet

from maillage.community.communities.models import Community
from maillage.community.drafting.models import Comment, Section, SectionVersion, TextKind


def sections(community: Community, text: TextKind) -> Mapping[str, Section]:
    """Rows that exist, by key, each with `open_comments`; a key without a row was never opened."""
    rows = Section.objects.filter(community=community, text=text).select_related("updated_by")
    counted = rows.annotate(open_comments=Count("comments", filter=Q(comments__settled_at=None)))
    return {row.key: row for row in counted}


def versions(row: Section) -> QuerySet[SectionVersion]:
    """All that was saved, newest first."""
    found: QuerySet[SectionVersion] = SectionVersion.objects.filter(section=row)
    return found.select_related("by").order_by("-number")


def comments(row: Section) -> QuerySet[Comment]:
    """Remarks on a section, oldest first."""
    found: QuerySet[Comment] = Comment.objects.filter(section=row)
    return found.select_related("by", "settled_by").order_by("at")


def bodies(community: Community, text: TextKind) -> Mapping[str, str]:
    """The present words by key, for documents and frozen copies."""
    return {key: row.body for key, row in sections(community, text).items() if row.body}
