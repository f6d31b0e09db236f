"""What is said of a section."""

from django.conf import settings
from django.db import models

from maillage.community.communities.models import Walled
from maillage.community.drafting.models.section import Section


class Comment(Walled):
    """A remark on a section, open until somebody settles it."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="comments")
    body = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta(Walled.Meta):
        abstract = False
        ordering = ("at",)
