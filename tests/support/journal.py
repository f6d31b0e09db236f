"""Reads the journal as a test does: every chain, whatever walls stand."""

from typing import Any

from maillage.accounts.models import JournalEntry
from maillage.accounts.walls import outside


def entries(**wanted: Any) -> list[JournalEntry]:
    """The entries that answer a filter (`chain`, `action`, `person_id`…), oldest first in each chain."""
    with outside("a test reads every chain"):
        return list(JournalEntry.objects.filter(**wanted).order_by("chain", "number"))
