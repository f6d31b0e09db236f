"""A private address of the agenda."""

import uuid

from django.conf import settings
from django.db import models

from maillage.institutions.models.institution import Institution


class CalendarLink(models.Model):
    """Lets the calendar of one agent read the agenda of the institution, until the link is withdrawn or the role ends."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("institution", "person"), condition=models.Q(withdrawn_at=None), name="institutions_one_calendar"
            ),
        )

    def __str__(self) -> str:
        return f"Agenda de {self.institution} pour {self.person}"
