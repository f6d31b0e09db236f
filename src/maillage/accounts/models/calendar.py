"""What a community and an institution share about agendas: the private address that a calendar reads."""

import uuid

from django.conf import settings
from django.db import models


class CalendarLink(models.Model):
    """Lets the calendar of one person read an agenda, until the link is withdrawn or the role ends. Subclasses say whose."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
