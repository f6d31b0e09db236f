"""Names of CPTS so near that they may be one: spellings that differ by an accent, a word or a letter."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csr_matrix

from maillage.opendata.warehouse.names import lean
from maillage.results.couverture.issues import Issue, issue

if TYPE_CHECKING:
    from maillage.results.couverture.coverage import Coverage

ALIKE = 0.86
"""Share of pairs of letters in common (Dice)."""
_NEAR_KM = 100.0
_WORDS = {"cpts", "communaute", "professionnelle", "territoriale", "sante", "association", "territoire", "fictive"}
_VAGUE = {"pays", "val", "vallee", "agglo", "agglomeration", "secteur", "bassin"}
_OPPOSED = {
    "nord",
    "sud",
    "est",
    "ouest",
    "centre",
    "haut",
    "haute",
    "bas",
    "basse",
    "grand",
    "petit",
    "rive",
    "droite",
    "gauche",
}


def issues(coverage: "Coverage") -> Iterator[Issue]:
    packed = coverage.packed
    keys = [_key(name) for name in packed.names]
    for first, second in _pairs(keys):
        if not _may_be_one(keys[first], keys[second]) or _km(coverage, first, second) > _NEAR_KM:
            continue
        sentence = f"« {packed.names[first]} » et « {packed.names[second]} » sont peut-être une seule CPTS."
        remedy = "Écrivez-la d'une seule façon si c'est le cas ; elles restent deux d'ici là."
        yield issue("noms_proches", "attention", sentence, remedy, cpts=(packed.ids[first], packed.ids[second]))


def _key(name: str) -> str:
    plain = lean(name).replace("c p t s", "cpts")
    return " ".join(word for word in plain.split() if word not in _WORDS) or plain


def _pairs(keys: list[str]) -> list[tuple[int, int]]:
    """Pairs of names that share most of their bigrams."""
    if len(keys) < 2:
        return []
    numbers: dict[str, int] = {}
    rows: list[int] = []
    columns: list[int] = []
    for i, key in enumerate(keys):
        padded = f" {key} "
        for gram in {padded[j : j + 2] for j in range(len(padded) - 1)}:
            rows.append(i)
            columns.append(numbers.setdefault(gram, len(numbers)))
    table: Any = csr_matrix((np.ones(len(rows), np.int32), (rows, columns)), shape=(len(keys), len(numbers)))
    common = (table @ table.T).tocoo()
    sizes = np.bincount(rows, minlength=len(keys))
    upper = common.row < common.col
    first, second = common.row[upper], common.col[upper]
    alike = 2 * common.data[upper] / (sizes[first] + sizes[second])
    kept = alike >= ALIKE
    return sorted(zip(first[kept].tolist(), second[kept].tolist(), strict=True))


def _may_be_one(first: str, second: str) -> bool:
    """Not « Nord » against « Sud », nor one number against another, nor a name with one more word that means something."""
    here, there = set(first.split()), set(second.split())
    more, less = here - there, there - here
    if (more | less) & _OPPOSED or re.findall(r"\d+", first) != re.findall(r"\d+", second):
        return False
    return bool(more) == bool(less) or (more | less) <= _VAGUE


def _km(coverage: "Coverage", first: int, second: int) -> float:
    xyz, principal = coverage.land.xyz, coverage.packed.principal
    return float(np.sqrt(((xyz[principal[first]] - xyz[principal[second]]) ** 2).sum()))
