"""Quality report of a perimeters file: what is wrong or doubtful in it, line by line; nothing is mended in silence."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from maillage.results.couverture import (
    quality_codes,
    quality_corrected,
    quality_names,
    quality_overlaps,
    quality_pieces,
    quality_stages,
)
from maillage.results.couverture.issues import KINDS, LEVELS, Issue

if TYPE_CHECKING:
    from maillage.results.couverture.coverage import Coverage


@dataclass(frozen=True, slots=True)
class QualityReport:
    """Issues, gravest kinds first, then in the order of the file."""

    source: str
    rows: int
    cpts: int
    communes: int
    issues: tuple[Issue, ...]
    corrected: str
    """The file again, as CSV: codes of today, doubles out, and beside each line what was changed and what remains to check."""
    fictitious: bool

    @property
    def by_kind(self) -> dict[str, int]:
        """In the order of `KINDS`."""
        counted = Counter(issue.kind for issue in self.issues)
        return {kind: counted[kind] for kind in KINDS if counted[kind]}

    @property
    def is_clean(self) -> bool:
        return not any(issue.level == "erreur" for issue in self.issues)

    def as_json(self) -> dict[str, Any]:
        return {
            "source": self.source,
            "lignes": self.rows,
            "cpts": self.cpts,
            "communes": self.communes,
            "par_nature": self.by_kind,
            "constats": [issue.as_json() for issue in self.issues],
            "fictif": self.fictitious,
        }


def quality(coverage: "Coverage") -> QualityReport:
    """Of the claims as they were written."""
    order = {kind: rank for rank, kind in enumerate(KINDS)}
    issues = sorted(_issues(coverage), key=lambda i: (LEVELS.index(i.level), order[i.kind], i.lines or (0,)))
    claims = coverage.claims
    return QualityReport(
        source=coverage.source,
        rows=len(claims.entries),
        cpts=len(claims.ids),
        communes=len({reading.row for reading in claims.readings if reading.row is not None}),
        issues=tuple(issues),
        corrected=quality_corrected.corrected(coverage, issues),
        fictitious=coverage.fictitious,
    )


def _issues(coverage: "Coverage") -> Iterator[Issue]:
    for part in (quality_codes, quality_overlaps, quality_pieces, quality_names, quality_stages):
        yield from part.issues(coverage)
