"""What a measure gives, and how it is taken."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. Milliseconds unless `unit` says otherwise; `ratio` is peer time over ours."""

    name: str
    median_ms: float
    target_ms: float | None = None
    peer: str = ""
    ratio: float | None = None
    unit: str = "ms"


def times(work: Callable[[], object], *, rounds: int = 30, warm_up: int = 3) -> list[float]:
    """Milliseconds of each round."""
    for _ in range(warm_up):
        work()
    found = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        found.append((time.perf_counter() - start) * 1000)
    return found


def median_ms(work: Callable[[], object], *, rounds: int = 30, warm_up: int = 3) -> float:
    return statistics.median(times(work, rounds=rounds, warm_up=warm_up))


def percentile(values: list[float], share: float) -> float:
    """The value below which this share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
