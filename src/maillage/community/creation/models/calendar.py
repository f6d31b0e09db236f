"""A private address of the agenda."""

from django.db import models

from maillage.accounts.models import CalendarLink as Base
from maillage.community.communities.models import Walled


class CalendarLink(Walled, Base):
    """Lets the calendar of one person read the meetings and the clocks of the CPTS."""

    class Meta(Walled.Meta):
        abstract = False
        constraints = (
            models.UniqueConstraint(
                fields=("community", "person"), condition=models.Q(withdrawn_at=None), name="creation_one_calendar"
            ),
        )
