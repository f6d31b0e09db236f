"""A value with where it comes from, when it was true, and of what it is true."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class Known(Generic[T]):
    """What is known of one quantity. A missing value is None with a `reason`, never 0.

    `source` names the publisher or the record (« Insee, populations légales »), `vintage` the year or
    date the value describes, `perimeter` the set it describes, `fictitious` what was generated.
    """

    value: T | None
    source: str
    vintage: str = ""
    perimeter: str = ""
    reason: str = ""
    fictitious: bool = False

    def __post_init__(self) -> None:
        if self.value is None and not self.reason:
            raise ValueError("une valeur manquante dit pourquoi : donnez `reason`")

    @classmethod
    def missing(cls, reason: str, *, source: str = "", vintage: str = "", perimeter: str = "") -> "Known[T]":
        """Nothing is known, and `reason` says why in one French sentence."""
        return cls(None, source, vintage, perimeter, reason)

    @property
    def is_missing(self) -> bool:
        return self.value is None

    def map(self, function: Callable[[T], U]) -> "Known[U]":
        """The same provenance around another value; a missing value stays missing."""
        value = None if self.value is None else function(self.value)
        return replace(self, value=value)  # type: ignore[arg-type, return-value]

    def get(self) -> T:
        """The value; raises LookupError with the reason when it is missing."""
        if self.value is None:
            raise LookupError(self.reason)
        return self.value
