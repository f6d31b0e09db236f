"""The stages of a CPTS, from nothing to a signed contract, and the many ways in which files write them."""

from collections.abc import Mapping
from functools import lru_cache

from maillage.opendata.sources.perimetres.schema import stage_of

NONE, UNKNOWN, LETTRE, PROJET, ACI = range(5)
"""Ranks: a commune claimed several times counts at the highest."""
NAMES = ("aucune", "stade_inconnu", "lettre_intention", "projet_valide", "aci_signe")
"""Machine names by rank; the last three are those of the warehouse."""
LABELS: Mapping[str, str] = {
    "aucune": "Aucune CPTS",
    "stade_inconnu": "Stade non dit",
    "lettre_intention": "Lettre d'intention",
    "projet_valide": "Projet de santé validé",
    "aci_signe": "ACI signé",
}
COVERED = NAMES[1:]
_RANK_OF = {name: rank for rank, name in enumerate(NAMES)}


def rank_of(name: str | None) -> int:
    """Rank of a stage of the warehouse; a stage that is not said is `UNKNOWN`."""
    return _RANK_OF.get(name or "", UNKNOWN)


@lru_cache(maxsize=4096)
def read_stage(text: str) -> int | None:
    """Rank of a stage as people write it; None when it is not understood, `UNKNOWN` when nothing is written.

    >>> [read_stage(t) for t in ("LI", "Projet de santé validé", "ACI signé", "aci_signe", "", "peut-être")]
    [2, 3, 4, 4, 1, None]
    """
    if not text.strip():
        return UNKNOWN
    name = stage_of(text)
    return None if name is None else _RANK_OF[name]
