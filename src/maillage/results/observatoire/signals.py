"""What is computed of all the perimeters at once: signals of fragility, where each CPTS is compared with all, and quality."""

from functools import lru_cache

from maillage.results.couverture import Coverage
from maillage.results.couverture.fragile import KINDS, Fragility
from maillage.results.couverture.quality import QualityReport


@lru_cache(maxsize=4)
def _all(coverage: Coverage) -> dict[str, Fragility]:
    return {each.cpts.id: each for each in coverage.fragilities()}


def fragility_of(coverage: Coverage, cpts: str) -> Fragility:
    """KeyError when there is no such CPTS."""
    return _all(coverage)[cpts]


@lru_cache(maxsize=4)
def quality_of(coverage: Coverage) -> QualityReport:
    """Once for each coverage."""
    return coverage.quality()


@lru_cache(maxsize=4)
def raised(coverage: Coverage) -> dict[str, dict[str, str]]:
    """Kind of signal -> each CPTS that raises it -> the sentence that says what is seen."""
    found: dict[str, dict[str, str]] = {kind.key: {} for kind in KINDS}
    for key, each in _all(coverage).items():
        for signal in each.raised:
            found[signal.kind.key][key] = signal.sentence
    return found
