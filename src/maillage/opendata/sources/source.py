"""What a source says of itself, what its loader gives back, and how a load tells its progress."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

Progress = Callable[[int, int], None]
"""Called with what is done and what there is to do, in bytes or rows; often enough for a bar."""
_KEPT = 1_000


def silent(done: int, total: int) -> None:
    """The progress of who does not look."""


class UnableToRead(ValueError):
    """The file is not what the source publishes, or is damaged; the message is a French sentence with its remedy."""


@dataclass(frozen=True, slots=True)
class Source:
    """One publication. `address` is the page where a person finds it; `downloads` are files that a program may fetch."""

    name: str
    title: str
    publisher: str
    licence: str
    address: str
    tables: tuple[str, ...]
    gives: str = ""
    """What it brings, in one French phrase; by default the title."""
    downloads: tuple[str, ...] = ()
    """Several addresses make one snapshot: an archive of what each gives."""
    renewed_days: int = 365
    """How often the publisher renews it; older than twice that is said « ancien »."""
    several_periods: bool = False
    """True: the newest snapshot of each period serves (years side by side). False: only the newest snapshot."""
    least_rows: int = 1
    """A load that gives fewer rows is refused."""
    most_rejected: float = 0.2
    """A load that rejects a larger share of its lines is refused."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """One line of the file that gives nothing, and why, in a French sentence."""

    line: int
    value: str
    reason: str


@dataclass
class Rejections:
    """Collects them: all are counted by reason, the first thousand are kept."""

    by_reason: Counter[str] = field(default_factory=Counter)
    noted: Counter[str] = field(default_factory=Counter)
    kept: list[Rejected] = field(default_factory=list)

    def add(self, line: int, value: str, reason: str, times: int = 1) -> None:
        self.by_reason[reason] += times
        if len(self.kept) < _KEPT:
            self.kept.append(Rejected(line, value[:200], reason))

    def note(self, line: int, value: str, reason: str) -> None:
        """Told beside the rejected lines, though nothing of the file is lost."""
        self.noted[reason] += 1
        if len(self.kept) < _KEPT:
            self.kept.append(Rejected(line, value[:200], reason))

    @property
    def total(self) -> int:
        return self.by_reason.total()


@dataclass(frozen=True, slots=True)
class Loaded:
    """Tables of the warehouse (see `warehouse.extra`), and what a person must know of the load.

    `counts`: French words -> numbers; always « lignes lues » and « lignes rejetées », then what the source finds useful.
    """

    tables: dict[str, "pl.DataFrame"]
    rejected: tuple[Rejected, ...]
    counts: dict[str, int]
    remarks: tuple[str, ...] = ()
    published: date | None = None
    """Day of publication, when the file says it."""

    @property
    def rows(self) -> int:
        return sum(len(table) for table in self.tables.values())


def loaded(
    tables: dict[str, "pl.DataFrame"],
    rejections: Rejections,
    *,
    read: int,
    remarks: tuple[str, ...] = (),
    published: date | None = None,
    more: Mapping[str, int] | None = None,
    **counts: int,
) -> Loaded:
    """A `Loaded` with its two counts; underscores of the other names become spaces (`more` has its words ready)."""
    words = {name.replace("_", " "): number for name, number in counts.items()} | dict(more or {})
    every = {"lignes lues": read, "lignes rejetées": rejections.total, **words, **rejections.by_reason, **rejections.noted}
    return Loaded(tables, tuple(sorted(rejections.kept, key=lambda row: row.line)), every, remarks, published)
