"""What an institution was already told about a clock."""

import uuid

from django.db import models

from maillage.institutions.models.institution import Institution


class ClockAlert(models.Model):
    """One mail about one clock at one level: a second run of the same day sends nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="+")
    transmission_id = models.UUIDField()
    """The file, named and not pointed at: it lies behind the walls of its CPTS."""
    level = models.PositiveSmallIntegerField()
    """`institutions.files.Level`."""
    sent_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("institution", "transmission_id", "level"), name="institutions_one_alert"),
        )

    def __str__(self) -> str:
        return f"{self.institution} : {self.transmission_id}, étape {self.level}"
