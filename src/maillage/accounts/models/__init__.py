"""Rows about people and what they did."""

from maillage.accounts.models.calendar import CalendarLink
from maillage.accounts.models.clock import DemonstrationClock
from maillage.accounts.models.grants import Grant, Invitation
from maillage.accounts.models.journal import JournalAnchor, JournalEntry, JournalSeal
from maillage.accounts.models.news import MailChoice, Rhythm, SpaceVisit
from maillage.accounts.models.user import User

__all__ = [
    "CalendarLink",
    "DemonstrationClock",
    "Grant",
    "Invitation",
    "JournalAnchor",
    "JournalEntry",
    "JournalSeal",
    "MailChoice",
    "Rhythm",
    "SpaceVisit",
    "User",
]
