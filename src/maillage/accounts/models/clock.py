"""The clock of the demonstration, which visitors may move forward."""

from django.db import models


class DemonstrationClock(models.Model):
    """By how many days the demonstration is ahead of the real date; one row at most, read in the demonstration only."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    days = models.IntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.days:+d} jours"
