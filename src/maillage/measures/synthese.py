"""The declared rules that turn measures into sentences: what they are, how they are read, when they speak."""

import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from maillage.law import yaml_file
from maillage.law.checks import Complaints
from maillage.law.sentences import close_names
from maillage.measures.model import Definition
from maillage.measures.reader import ROOT, InvalidDefinitions, load_definitions

FILE = "synthese.yaml"
KINDS = ("force", "fragilite", "a_verifier")
NATURES = ("fictif", "a_relever", "absente", "couverture", "departementale", "desaccord", "anciennete", "secret")
REFERENCES = ("departement", "region", "france", "semblables")
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class GapRule:
    """A measure far from its reference. `threshold` is in per cent of the reference, or in points."""

    name: str
    measures: tuple[str, ...]
    against: tuple[str, ...]
    threshold: Decimal
    in_points: bool
    strength: str
    weakness: str


@dataclass(frozen=True, slots=True)
class BoundRule:
    """A measure that reaches a bound."""

    name: str
    measure: str
    at_least: Decimal | None
    at_most: Decimal | None
    kind: str
    sentence: str

    def speaks(self, value: Decimal) -> bool:
        return (self.at_least is not None and value >= self.at_least) or (self.at_most is not None and value <= self.at_most)


@dataclass(frozen=True, slots=True)
class CheckRule:
    """Something to know before the figures are quoted."""

    name: str
    nature: str
    threshold: Decimal
    measures: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Rules:
    """All of them, in the order of the file."""

    gaps: tuple[GapRule, ...]
    bounds: tuple[BoundRule, ...]
    checks: tuple[CheckRule, ...]


def deviation(value: Decimal, reference: Decimal, *, in_points: bool) -> Decimal | None:
    """Signed gap in points or in per cent of the reference; None when there is nothing to divide by.

    >>> deviation(Decimal(3), Decimal(4), in_points=False)
    Decimal('-25.00')
    """
    if in_points:
        return value - reference
    return (value / reference - 1) * _HUNDRED if reference else None


def favourable(definition: Definition, gap: Decimal) -> bool | None:
    """Whether a gap on this side is good; None for a measure that is neither."""
    if definition.polarity == "neutre" or not gap:
        return None
    return (gap > 0) == (definition.polarity == "haut_favorable")


@cache
def load_rules() -> Rules:
    """InvalidDefinitions lists every mistake of the file."""
    errors: list[str] = []
    rules = read_rules(yaml_file.read(ROOT / FILE), load_definitions(), errors)
    if errors:
        raise InvalidDefinitions(tuple(errors))
    return rules


def read_rules(raw: object, known: Mapping[str, Definition], errors: list[str]) -> Rules:
    """The rules of a parsed file; mistakes are added to `errors`."""
    reading = _Reading(known)
    told = _mapping(raw)
    reading.says.only(told, ("ecarts", "seuils", "verifications"))
    rules = Rules(
        tuple(reading.gap(_mapping(line)) for line in _lines(told.get("ecarts"))),
        tuple(reading.bound(_mapping(line)) for line in _lines(told.get("seuils"))),
        tuple(reading.check(_mapping(line)) for line in _lines(told.get("verifications"))),
    )
    errors += reading.says.errors
    return rules


class _Reading:
    def __init__(self, known: Mapping[str, Definition]) -> None:
        self.known, self.says = known, Complaints(FILE)

    def gap(self, line: Mapping[str, Any]) -> GapRule:
        name = self._name(line, ("nom", "mesures", "contre", "seuil", "en", "force", "fragilite"))
        against = tuple(str(kind) for kind in _lines(line.get("contre")))
        for kind in against:
            if kind not in REFERENCES:
                self.says.add(f"{name}/contre", kind, f"écrivez parmi : {', '.join(REFERENCES)}.")
        unit = line.get("en", "pourcent")
        if unit not in ("pourcent", "points"):
            self.says.add(f"{name}/en", unit, "écrivez pourcent ou points.")
        words = ("valeur", "reference", "lieu")
        measures = self._measures(name, _lines(line.get("mesures")))
        for key in measures:
            if key in self.known and self.known[key].polarity == "neutre":
                self.says.add(f"{name}/mesures", key, "cette mesure est neutre : elle ne fait ni force ni fragilité.")
        return GapRule(
            name,
            measures,
            against,
            self._number(name, line, "seuil"),
            unit == "points",
            self._sentence(name, line, "force", words),
            self._sentence(name, line, "fragilite", words),
        )

    def bound(self, line: Mapping[str, Any]) -> BoundRule:
        name = self._name(line, ("nom", "mesure", "au_moins", "au_plus", "genre", "phrase"))
        kind = str(line.get("genre"))
        if kind not in KINDS:
            self.says.add(f"{name}/genre", line.get("genre"), f"écrivez l'un de : {', '.join(KINDS)}.")
        if ("au_moins" in line) == ("au_plus" in line):
            self.says.add(f"{name}", None, "donnez au_moins ou au_plus, l'un des deux.")
        least, most = (self._number(name, line, key) if key in line else None for key in ("au_moins", "au_plus"))
        (measure,) = self._measures(name, [line.get("mesure")])
        return BoundRule(name, measure, least, most, kind, self._sentence(name, line, "phrase", ("valeur",)))

    def check(self, line: Mapping[str, Any]) -> CheckRule:
        name = self._name(line, ("nom", "nature", "seuil", "mesures", "phrase"))
        nature = str(line.get("nature"))
        if nature not in NATURES:
            self.says.add(f"{name}/nature", line.get("nature"), f"écrivez l'un de : {', '.join(NATURES)}.")
        measures = self._measures(name, _lines(line.get("mesures")))
        if nature == "desaccord" and len(measures) != 2:
            self.says.add(f"{name}/mesures", len(measures), "donnez deux mesures à comparer.")
        threshold = self._number(name, line, "seuil") if "seuil" in line else Decimal(0)
        return CheckRule(name, nature, threshold, measures, self._sentence(name, line, "phrase", ("nombre", "liste")))

    def _name(self, line: Mapping[str, Any], keys: tuple[str, ...]) -> str:
        name = self.says.text(line, "nom")
        self.says.only(line, keys, f"{name}/")
        return name

    def _measures(self, name: str, keys: Sequence[object]) -> tuple[str, ...]:
        for key in keys:
            if str(key) not in self.known:
                near = ", ".join(close_names(str(key), self.known)) or "aucune"
                self.says.add(f"{name}/mesures", key, f"mesures voisines : {near}.")
        return tuple(str(key) for key in keys)

    def _number(self, name: str, line: Mapping[str, Any], key: str) -> Decimal:
        try:
            number = Decimal(str(line.get(key)))
        except InvalidOperation:
            number = Decimal("NaN")
        if number.is_finite():
            return number
        self.says.add(f"{name}/{key}", line.get(key), "écrivez un nombre, avec un point : 12 ou 2.5.")
        return Decimal(0)

    def _sentence(self, name: str, line: Mapping[str, Any], key: str, words: tuple[str, ...]) -> str:
        sentence = self.says.text(line, key, f"{name}/")
        try:
            used = {field for _, field, _, _ in string.Formatter().parse(sentence) if field is not None}
        except ValueError:
            used = {"{"}
        if unknown := used - set(words):
            remedy = f"les mots entre accolades sont : {', '.join(words)}."
            self.says.add(f"{name}/{key}", ", ".join(sorted(unknown)), remedy)
        return sentence


def _mapping(given: object) -> Mapping[str, Any]:
    return given if isinstance(given, dict) else {}


def _lines(given: object) -> Sequence[Any]:
    return given if isinstance(given, list) else []
