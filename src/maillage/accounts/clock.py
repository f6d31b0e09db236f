"""What time it is, for the edge of the flow (views, workers, commands): nothing below reads a clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone

from maillage.accounts.models import DemonstrationClock

_held: ContextVar[dict[str, int] | None] = ContextVar("held_shift", default=None)
"""What `shift` answered since the request began; None outside a request."""


@contextmanager
def held() -> Iterator[None]:
    """The clock of the demonstration is read once at most until the end: one page tells one time."""
    token = _held.set({})
    try:
        yield
    finally:
        _held.reset(token)


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
    answered = _held.get()
    if answered is None:
        return _read()
    if "days" not in answered:
        answered["days"] = _read()
    return answered["days"]


def move(days: int) -> None:
    """Sets the shift of the demonstration, from one year back to five years ahead."""
    if not settings.MAILLAGE_DEMO:
        raise RuntimeError("l'horloge ne se déplace qu'en démonstration")
    kept = max(-366, min(1_830, days))
    DemonstrationClock.objects.update_or_create(pk=1, defaults={"days": kept})
    if (answered := _held.get()) is not None:
        answered["days"] = kept


def _read() -> int:
    row = DemonstrationClock.objects.filter(pk=1).first()
    return row.days if row else 0
