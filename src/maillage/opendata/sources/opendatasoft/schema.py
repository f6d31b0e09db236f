"""The data sets that `jeux.yaml` describes, and which of them a file is, by its columns and its name."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from maillage.opendata.sources.reading import key_of
from maillage.opendata.sources.source import UnableToRead

_FILE = Path(__file__).with_name("jeux.yaml")
PLACES = ("departement", "region")
EXCHANGE = {
    "niveau": ("niveau",),
    "code": ("code",),
    "annee": ("annee", "année"),
    "indicateur": ("indicateur",),
    "modalite": ("modalite", "modalité"),
    "valeur": ("valeur",),
    "numerateur": ("numerateur", "numérateur"),
    "denominateur": ("denominateur", "dénominateur"),
    "unite": ("unite", "unité"),
}
"""Our own layout, for what no description covers: one line a figure, already named."""
EXCHANGE_OPTIONAL = ("modalite", "numerateur", "denominateur", "unite")
EXCHANGE_NAME = "echange"


@dataclass(frozen=True)
class DataSet:
    """One set as described, and once matched with a header, the columns of the file that serve."""

    name: str
    title: str
    file: str
    columns: Mapping[str, Sequence[str]]
    totals: Mapping[str, Sequence[str]]
    indicator: str
    unit: str
    measures: Mapping[str, Any]

    def matched(self, header: Sequence[str]) -> "Matched | None":
        """None when the year or every measure is absent; UnableToRead when a measure could be several columns."""
        keys = {key_of(name): name for name in reversed(header)}
        places = {ours: found for ours in self.columns if (found := _exact(keys, self.columns[ours]))}
        measures = {key: found for key, wanted in self.measures.items() if (found := self._measure(keys, wanted))}
        totals = {found: values for name, values in self.totals.items() if (found := keys.get(key_of(name)))}
        return Matched(self, places, measures, totals) if "annee" in places and measures else None

    def _measure(self, keys: Mapping[str, str], wanted: Any) -> str | None:
        if not isinstance(wanted, Mapping):
            return _exact(keys, wanted)
        parts = [wanted["contient"]] if isinstance(wanted["contient"], str) else wanted["contient"]
        found = {key: name for key, name in keys.items() if any(part in key for part in parts)}
        better = {key: name for key, name in found.items() if any(part in key for part in wanted.get("prefere", ()))}
        names = sorted((better or found).values())
        if len(names) > 1:
            raise UnableToRead(
                f"{self.title} : plusieurs colonnes conviennent ({', '.join(names)}). Gardez-en une, ou décrivez le jeu dans jeux.yaml."
            )
        return names[0] if names else None


@dataclass(frozen=True)
class Matched:
    """Names of the columns of one file: `places` (annee, departement, region), `measures` by modality, `totals` to keep."""

    dataset: DataSet
    places: Mapping[str, str]
    measures: Mapping[str, str]
    totals: Mapping[str, Sequence[str]]


def _exact(keys: Mapping[str, str], names: Sequence[str]) -> str | None:
    return next((keys[key_of(name)] for name in names if key_of(name) in keys), None)


@cache
def datasets() -> tuple[DataSet, ...]:
    described = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return tuple(
        DataSet(
            entry["jeu"],
            entry["titre"],
            entry.get("fichier", ""),
            entry["colonnes"],
            entry.get("totaux", {}),
            entry["indicateur"],
            entry["unite"],
            entry["mesures"],
        )
        for entry in described
    )


def recognised(file: str, header: Sequence[str]) -> Matched:
    """UnableToRead names the sets that are known and the columns of the file."""
    for dataset in datasets():
        if re.search(dataset.file, file, re.IGNORECASE) and (matched := dataset.matched(header)):
            return matched
    known = " ; ".join(dataset.title for dataset in datasets())
    raise UnableToRead(
        f"« {file} » n'est aucun des jeux connus ({known}), ni un tableau niveau;code;annee;indicateur;modalite;valeur. "
        f"Ses colonnes : {', '.join(header[:40])}."
    )


def is_exchange(header: Sequence[str]) -> bool:
    keys = {key_of(name) for name in header}
    return all(any(key_of(name) in keys for name in names) for ours, names in EXCHANGE.items() if ours not in EXCHANGE_OPTIONAL)
