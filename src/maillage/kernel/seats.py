"""Costly answers, one at a time in a process: one is made, one waits, the others are asked to come back."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

SEATS, _WORK = BoundedSemaphore(2), BoundedSemaphore(1)


class Busy(Exception):
    """One costly answer is being made, and another waits."""


@contextmanager
def seated() -> Iterator[None]:
    """While a costly answer is made, once its turn has come; `Busy` when there is no seat: others keep their threads."""
    if not SEATS.acquire(blocking=False):
        raise Busy
    try:
        with _WORK:
            yield
    finally:
        SEATS.release()
