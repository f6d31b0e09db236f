"""A private address of the agenda."""

from django.db import models

from maillage.accounts.models import CalendarLink as Base
from maillage.institutions.models.institution import Institution


class CalendarLink(Base):
    """Lets the calendar of one agent read the agenda of the institution."""

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("institution", "person"), condition=models.Q(withdrawn_at=None), name="institutions_one_calendar"
            ),
        )

    def __str__(self) -> str:
        return f"Agenda de {self.institution} pour {self.person}"
