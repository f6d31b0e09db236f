"""The territory under diagnosis as the measures take it: its rows, the places it lies in, those it is compared with."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from maillage.facts.territory import Part, Territory
from maillage.measures.columns import Rows
from maillage.results.diagnostic.atlas import FRANCE, FRANCE_NAME, Atlas
from maillage.results.diagnostic.model import Reference


@dataclass(frozen=True, eq=False)
class Subject:
    """A described territory on one atlas."""

    atlas: Atlas
    territory: Territory
    rows: Rows
    references: dict[str, Reference]
    """departement, region, france."""

    @property
    def inhabitants(self) -> dict[str, int]:
        """Of the territory, in each département it touches."""
        return {part.code: part.population for part in self.territory.departements}


def subject(atlas: Atlas, territory: Territory) -> Subject:
    rows = np.array([atlas.row_of[code] for code in territory.codes], dtype=np.intp)
    references = {
        "departement": _main("departement", territory.departements),
        "region": _main("region", territory.regions),
        "france": Reference("france", FRANCE, FRANCE_NAME, int(atlas.population[atlas.is_commune].sum())),
    }
    return Subject(atlas, territory, rows, {kind: found for kind, found in references.items() if found is not None})


def _main(kind: str, parts: Sequence[Part]) -> Reference | None:
    """The place where most inhabitants live."""
    return Reference(kind, parts[0].code, parts[0].name, parts[0].population_total) if parts else None
