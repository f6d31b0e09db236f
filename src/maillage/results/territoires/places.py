"""Places by what people type, and the communes of an EPCI, a département or a région."""

import re
from dataclasses import dataclass

from maillage.kernel.codes import commune
from maillage.opendata.warehouse.columns import LEVELS, Columns
from maillage.opendata.warehouse.names import Found
from maillage.results.territoires.source import current
from maillage.results.territoires.words import shown, typed

_DIGITS = re.compile(r"(?:\d{1,5}|\d{9}|2[AB]\d{0,3})", re.IGNORECASE)
_WORDS = {"epci": "intercommunalité", "departement": "département", "region": "région"}


class UnknownPlace(LookupError):
    """No such EPCI, département or région; the message is a French sentence."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return self.sentence


@dataclass(frozen=True, slots=True)
class Hit:
    """One place found. `context` says where it is; `communes` how many it holds."""

    kind: str
    """« commune », « arrondissement », « epci », « departement » or « region »."""
    code: str
    name: str
    context: str
    population: int
    communes: int


def search(query: str, limit: int = 20) -> list[Hit]:
    """Places named, numbered or served by a postal code as typed: best first, then most peopled."""
    text = query.strip()[:80]
    if not text:
        return []
    warehouse = current()
    digits = commune.compact(text)
    if digits != "".join(text.split()).upper():
        digits = commune.mended(text)
    names = warehouse.names
    found = names.by_digits(digits, limit) if _DIGITS.fullmatch(digits) else names.by_name(text, limit)
    return [_hit(warehouse.columns, place) for place in found]


def _hit(columns: Columns, place: Found) -> Hit:
    if place.kind in LEVELS:
        return _level_hit(columns, place)
    row = place.number
    number = columns.levels["departement"].number[columns.departements[row]]
    departement = columns.levels["departement"].names[number]
    postal_codes = columns.postal_codes[row].split()
    more = "" if len(postal_codes) < 2 else f" à {postal_codes[-1]}"
    before = f" · ancien nom ou code : {place.former}" if place.former else ""
    context = f"{departement} ({columns.departements[row]}) · {postal_codes[0]}{more}{before}"
    return Hit(place.kind, columns.codes[row], columns.names[row], context, columns.newest[row], 1)


def _level_hit(columns: Columns, place: Found) -> Hit:
    level = columns.levels[place.kind]
    code = level.codes[place.number]
    context = ""
    if place.kind == "epci":
        touched = sorted({columns.departements[row] for row in level.rows(code)})
        departements = columns.levels["departement"]
        context = ", ".join(f"{departements.names[departements.number[d]]} ({d})" for d in touched)
    communes, population = level.communes[place.number], level.population[place.number]
    return Hit(place.kind, code, level.names[place.number], context, population, communes)


def members(kind: str, code: str) -> tuple[str, ...]:
    """Communes of an EPCI (SIREN), a département or a région; UnknownPlace says what is expected."""
    columns = current().columns
    level = columns.levels.get(kind)
    if level is None:
        raise UnknownPlace(typed(f"« {shown(kind)} » n'est pas un niveau : epci, departement ou region."))
    known = code.strip().upper()
    if known not in level.number:
        example = {"epci": "248400053", "departement": "84 ou 2A", "region": "93"}[kind]
        sentence = f"« {shown(code)} » n'est le code d'aucun{'e' if kind != 'departement' else ''} {_WORDS[kind]} : {example} par exemple."
        raise UnknownPlace(typed(sentence))
    return tuple(columns.codes[row] for row in level.rows(known) if row not in columns.parent_of)
