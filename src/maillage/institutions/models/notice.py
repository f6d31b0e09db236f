"""What waits for the mail of the day."""

import uuid

from django.db import models


class Notice(models.Model):
    """One line of a journal that one recipient will be told, with others, in one mail. It names rows and holds no content: what
    the mail says is written when it leaves, for who may still read it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recipient = models.UUIDField()
    """A person, or an institution for its own address."""
    chain = models.UUIDField()
    """The CPTS whose journal holds the line."""
    entry = models.UUIDField()
    due_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("recipient", "entry"), name="institutions_one_notice"),)
        indexes = (models.Index(fields=("due_at", "recipient")),)

    def __str__(self) -> str:
        return f"{self.entry} → {self.recipient}"
