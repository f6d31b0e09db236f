"""Retired codes: what they were, since when they are no more, and the commune that holds their land now."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from maillage.opendata.warehouse.start import ABSENT, Start

OLD_POSTAL = date(1977, 1, 1)
"""Codes abandoned before are those of the Seine, Seine-et-Oise and old Corsica: today they read as postal codes."""
DIVIDED = frozenset({"08227", "45117", "51385", "51606", "60606", "77362"})
"""Communes that the COG says « supprimées », from 1949 to 1968: their land went to several; the target has the largest part."""


@dataclass(frozen=True, slots=True)
class Former:
    """`kind`: « deleguee », « associee », « ancienne », « homonyme » (same code as its commune) or « hors_champ »."""

    code: str
    target: str
    kind: str
    name: str
    last_cog: int | None
    ended_on: date | None


class FormerCodes:
    """The retired codes, and apart the delegated communes that share the code of a present one."""

    def __init__(self, start: Start) -> None:
        self._start = start
        self._kinds = start.texts("passage/kind")
        self._rows: dict[str, int] = {}
        self._namesakes: dict[str, int] = {}
        for row, code in enumerate(start.texts("passage/code")):
            (self._namesakes if self._kinds[row] == "homonyme" else self._rows)[code] = row

    def __contains__(self, code: str) -> bool:
        return code in self._rows

    def get(self, code: str) -> Former | None:
        """What this retired code was; None when it is present or was never known."""
        return self._read(self._rows.get(code))

    def namesake(self, code: str) -> Former | None:
        """The delegated commune that has the same code as this present commune."""
        return self._read(self._namesakes.get(code))

    @cached_property
    def names(self) -> tuple[tuple[str, str], ...]:
        """Each former name with the present commune that bore it, or that holds the land of the one that did; some twice."""
        _, targets, names, _ = self._columns
        last = [(name, target) for target, name in zip(targets, names, strict=True) if target and name]
        return (*last, *zip(self._start.texts("names/name"), self._start.texts("names/code"), strict=True))

    def _read(self, row: int | None) -> Former | None:
        if row is None:
            return None
        code, target, name, ended_on = (column[row] for column in self._columns)
        last = self._last_cog[row]
        ended = date.fromisoformat(ended_on) if ended_on else None
        return Former(code, target, self._kinds[row], name, None if last == ABSENT else last, ended)

    @cached_property
    def _columns(self) -> list[list[str]]:
        return [self._start.texts(f"passage/{name}") for name in ("code", "target", "name", "ended_on")]

    @cached_property
    def _last_cog(self) -> list[int]:
        return list(self._start.numbers("passage/last_cog"))
