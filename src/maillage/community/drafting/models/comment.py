"""What is said of what several people write."""

from django.conf import settings
from django.db import models

from maillage.community.communities.models import Walled
from maillage.community.drafting.models.section import Section


class Remark(Walled):
    """A remark, open until somebody settles it; what it is about is said by the models that inherit it."""

    body = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta(Walled.Meta):
        abstract = True
        ordering = ("at",)


class Comment(Remark):
    """A remark on a section."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="comments")

    class Meta(Remark.Meta):
        abstract = False
