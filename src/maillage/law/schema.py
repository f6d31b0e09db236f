"""Fait d'un fichier de paramètre, lu de YAML, un `Parameter` vérifié."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest
from typing import Any

from maillage.kernel.proof import Proof
from maillage.law.checks import Complaints
from maillage.law.model import Parameter, Text, Unit, Value, Version
from maillage.law.sentences import in_a_sentence, typographic

PARAMETER_KEYS = (
    "label", "description", "unit", "dimensions", "choices", "values", "checked", "notes", "confirm",
)  # fmt: skip
VERSION_KEYS = ("published", "text", "article", "closed")
VALUE_KEYS = ("value", "proof", "default", "why", "note", "sources")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Ce que les fichiers de paramètres ont le droit de nommer."""

    units: Mapping[str, Unit]
    texts: Mapping[str, Text]
    dimensions: Mapping[str, Mapping[str, str]]


class ParameterFile:
    """Un fichier en cours de lecture ; `errors` se remplit, rien n'est levé en route."""

    def __init__(self, path: str, file: str, raw: object, words: Vocabulary) -> None:
        self.path = path
        self.words = words
        self.says = Complaints(file)
        self.raw: Mapping[str, Any] = raw if isinstance(raw, dict) else {}
        self.unit = self._unit()
        self.label = typographic(str(self.raw.get("label") or self.raw.get("description") or path))
        self.dimensions = self._dimensions()
        self.choices = {str(key): typographic(str(text)) for key, text in (self.raw.get("choices") or {}).items()}

    @property
    def errors(self) -> list[str]:
        return self.says.errors

    def parameter(self) -> Parameter | None:
        """Le paramètre, ou None s'il y a des fautes."""
        says, raw = self.says, self.raw
        says.only(raw, PARAMETER_KEYS)
        rows = _with_ends(sorted(self._rows(), key=lambda row: row.since))
        checked = raw.get("checked") if isinstance(raw.get("checked"), dict) else {}
        parameter = Parameter(
            path=self.path,
            label=self.label,
            description=says.text(raw, "description"),
            unit=self.unit.id,
            dimensions=self.dimensions,
            rows=rows,
            choices=tuple(self.choices.items()),
            checked_on=says.day(checked or {}, "on", "checked/") or date.min,
            checked_by=says.text(checked or {}, "by", "checked/"),
            notes=says.text(raw, "notes", required=False),
            confirm=says.text(raw, "confirm", required=False),
            file=says.file,
        )
        if not parameter.versions:
            says.add("values", None, "donnez au moins une version datée, par exemple 2019-08-25.")
        return None if self.errors else parameter

    def _unit(self) -> Unit:
        given = str(self.raw.get("unit"))
        if given in self.words.units:
            return self.words.units[given]
        self.says.add("unit", given, f"prenez une unité de units.yaml : {', '.join(self.words.units)}.")
        return Unit("", "", "text")

    def _dimensions(self) -> tuple[str, ...]:
        given = self.raw.get("dimensions") or []
        for name in given:
            if name not in self.words.dimensions:
                self.says.add("dimensions", name, f"dimensions.yaml connaît : {', '.join(self.words.dimensions)}.")
        return tuple(name for name in given if name in self.words.dimensions)

    def _rows(self) -> Iterator[Version]:
        values = self.raw.get("values")
        for since, raw in (values if isinstance(values, dict) else {}).items():
            if not isinstance(since, date):
                self.says.add("values", since, "chaque version commence par sa date d'effet, AAAA-MM-JJ.")
            elif not isinstance(raw, dict):
                self.says.add(f"values/{since}", raw, "donnez published, text, article et les valeurs (ou closed: true).")
            else:
                yield self._row(since, raw, f"values/{since}/")

    def _row(self, since: date, raw: dict[str, Any], where: str) -> Version:
        says, closes = self.says, raw.get("closed") is True
        text = says.text(raw, "text", where)
        if text and text not in self.words.texts:
            says.add(f"{where}text", text, "inscrivez d'abord ce texte dans texts.yaml.")
        cells = {key: cell for key, cell in raw.items() if key not in VERSION_KEYS}
        values = dict(self._cells(cells, self.dimensions, where, ()))
        if not values and not closes:
            says.add(where.rstrip("/"), "aucune valeur", "donnez une valeur, ou closed: true si le texte y met fin.")
        return Version(
            path=self.path,
            label=self.label,
            dimensions=self.dimensions,
            since=since,
            published=says.day(raw, "published", where) or since,
            text=text,
            article=says.text(raw, "article", where),
            values=values,
            names={key: self._case(key) for key in values if key},
            closes=closes,
        )

    def _case(self, key: str) -> str:
        cases = zip(self.dimensions, key.split("/"), strict=True)
        return ", ".join(in_a_sentence(self.words.dimensions[name].get(case, case)) for name, case in cases)

    def _cells(
        self, raw: dict[str, Any], left: tuple[str, ...], where: str, keys: tuple[str, ...]
    ) -> Iterator[tuple[str, Value]]:
        if not left:
            if raw:
                yield "/".join(keys), self._value(raw, where)
            return
        known = self.words.dimensions[left[0]]
        for key, cell in raw.items():
            if key not in known:
                self.says.add(f"{where}{key}", "clé inconnue", f"attendu pour {left[0]} : {', '.join(known)}.")
            elif not isinstance(cell, dict):
                self.says.add(f"{where}{key}", cell, "écrivez {value: …, proof: …}.")
            else:
                yield from self._cells(cell, left[1:], f"{where}{key}/", (*keys, key))

    def _value(self, raw: dict[str, Any], where: str) -> Value:
        says = self.says
        says.only(raw, VALUE_KEYS, where)
        proof = says.proof(raw, where)
        value = says.scalar(raw.get("value"), self.unit, self.choices, f"{where}value")
        default = says.scalar(raw.get("default"), self.unit, self.choices, f"{where}default")
        why = says.text(raw, "why", where, required=proof is Proof.INCONNU)
        if (proof is Proof.INCONNU) != (raw.get("value") is None):
            says.add(f"{where}value", raw.get("value"), "une valeur a une preuve ; « inconnu » n'a pas de valeur.")
        if raw.get("default") is not None and proof is not Proof.INCONNU:
            says.add(f"{where}default", default, "une convention par défaut ne va qu'avec proof: inconnu.")
        return Value(value, proof, default, why, says.text(raw, "note", where, required=False), self._sources(raw, where))

    def _sources(self, raw: dict[str, Any], where: str) -> tuple[str, ...]:
        given = raw.get("sources") or []
        for source in given:
            if source not in self.words.texts:
                self.says.add(f"{where}sources", source, "inscrivez d'abord cette source dans texts.yaml.")
        return tuple(given)


def _with_ends(rows: list[Version]) -> tuple[Version, ...]:
    """Chaque ligne finit le jour où la suivante commence."""
    starts = [row.since for row in rows]
    return tuple(replace(row, until=end) for row, end in zip_longest(rows, starts[1:]))
