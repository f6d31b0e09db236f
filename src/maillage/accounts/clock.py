"""What time it is, for the edge of the flow (views, workers, commands): nothing below reads a clock."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone

from maillage.accounts.models import DemonstrationClock


def now() -> datetime:
    """The present moment; in the demonstration, moved by what its visitors asked."""
    return timezone.now() + timedelta(days=shift())


def today() -> date:
    """The day in France of `now`."""
    return timezone.localdate(now())


def shift() -> int:
    """Days by which the demonstration is ahead; 0 everywhere else."""
    if not settings.MAILLAGE_DEMO:
        return 0
    row = DemonstrationClock.objects.filter(pk=1).first()
    return row.days if row else 0


def move(days: int) -> None:
    """Sets the shift of the demonstration, from one year back to five years ahead."""
    if not settings.MAILLAGE_DEMO:
        raise RuntimeError("l'horloge ne se déplace qu'en démonstration")
    DemonstrationClock.objects.update_or_create(pk=1, defaults={"days": max(-366, min(1_830, days))})
