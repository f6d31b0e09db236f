"""What pages remember between two requests, for all the processes and nodes of an instance."""

from django.db import models


class SentForm(models.Model):
    """A form that somebody sent, and what came of it: a second identical sending gets the same answer."""

    key = models.CharField(max_length=64, primary_key=True)
    """SHA-256 of who sent it, where, the key of the form and everything it holds: nothing typed can be read in it."""
    started_at = models.DateTimeField(db_index=True)
    is_acted = models.BooleanField(default=False)
    """Written in the transaction of the act itself."""
    location = models.CharField(max_length=2_000, blank=True)
    """Where its answer led; empty while it is being done."""
    session_key = models.CharField(max_length=40, blank=True)
    """The session that its answer opened: who signs in twice is signed in once."""

    def __str__(self) -> str:
        return f"{self.key[:8]} vers {self.location or '…'}"
