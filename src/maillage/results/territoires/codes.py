"""From the codes people type to present communes: nothing dropped in silence, nothing counted twice."""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from maillage.facts import words
from maillage.facts.territory import Refusal, Remark
from maillage.kernel.codes import commune
from maillage.kernel.codes.errors import InvalidCode
from maillage.opendata.warehouse.former import DIVIDED, OLD_POSTAL, Former
from maillage.opendata.warehouse.opened import Warehouse
from maillage.results.territoires.source import current
from maillage.results.territoires.words import named, of, shown, typed

_KINDS = {"epci": "un EPCI", "departement": "un département", "region": "une région"}
_MAX_NAMESAKES = 3
_LIKE_A_CODE = re.compile(r"\d{4,6}|\d[A-Z]\d{3}")
_LOST_ZERO = re.compile(r"[1-9]\d{3}")


@dataclass(frozen=True, slots=True)
class Resolution:
    """Sorted present units, none inside another; what was changed, and what could not be kept."""

    codes: tuple[str, ...]
    remarks: tuple[Remark, ...]
    refusals: tuple[Refusal, ...]


@dataclass
class _Sorting:
    """State of one resolution."""

    warehouse: Warehouse
    kept: Counter[str] = field(default_factory=Counter)
    remarks: list[Remark] = field(default_factory=list)
    namesakes: dict[str, Remark] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)

    def keep(self, code: str, *remarks: Remark) -> None:
        self.kept[code] += 1
        self.remarks += remarks

    def refuse(self, given: str, sentence: str) -> None:
        name = shown(given)
        named = sentence if name in sentence else f"« {name} » : {sentence}"
        self.refusals.append(Refusal(name, typed(named)))

    def name(self, code: str) -> str:
        return self.warehouse.columns.names[self.warehouse.columns.row_of[code]]


def resolve(texts: Iterable[str]) -> Resolution:
    """Present communes and arrondissements of codes as typed: translated, merged, or refused with a sentence."""
    sorting = _Sorting(current())
    for text in texts:
        _sort(sorting, str(text))
    _say_namesakes(sorting)
    _say_repeated(sorting)
    codes = _without_overlap(sorting)
    return Resolution(tuple(sorted(codes)), tuple(dict.fromkeys(sorting.remarks)), tuple(sorting.refusals))


def _sort(sorting: _Sorting, text: str) -> None:
    code = commune.compact(text)
    if code in sorting.warehouse.columns.row_of:
        sorting.keep(code)
        _notice_namesake(sorting, code)
    elif former := sorting.warehouse.former.get(code):
        _sort_former(sorting, former)
    elif _LOST_ZERO.fullmatch(code) and f"0{code}" in sorting.warehouse.columns.row_of:
        sorting.keep(f"0{code}", _lost_zero(sorting, code, f"0{code}"))
    elif _LOST_ZERO.fullmatch(code) and (former := sorting.warehouse.former.get(f"0{code}")):
        _sort_former(sorting, former)
    else:
        sorting.refuse(text, _why_not(sorting.warehouse, text.strip(), code))


def _notice_namesake(sorting: _Sorting, code: str) -> None:
    """The present commune wins; the delegated commune that shares its code is only named."""
    former = sorting.warehouse.former.namesake(code)
    if former is not None:
        sentence = (
            f"{code} est le code {of(sorting.name(code))}, commune actuelle ; c'est aussi celui {of(former.name)}, "
            f"commune déléguée qui en fait partie. Toute la commune est comptée."
        )
        sorting.namesakes[code] = Remark("homonyme", typed(sentence), code)


def _say_namesakes(sorting: _Sorting) -> None:
    """One by one, or in one sentence when they are many."""
    found = list(sorting.namesakes.values())
    if len(found) > _MAX_NAMESAKES:
        sentence = (
            f"{words.count(len(found))} codes sont à la fois ceux de communes actuelles et de communes déléguées qui en font "
            "partie : chaque commune actuelle est comptée entière."
        )
        found = [Remark("homonyme", typed(sentence), "")]
    sorting.remarks += found


def _sort_former(sorting: _Sorting, former: Former) -> None:
    if former.kind == "hors_champ":
        sentence = (
            f"{former.code} ({former.name}) est dans une collectivité d'outre-mer : hors du champ de l'accord, "
            "qui couvre la métropole et les cinq départements d'outre-mer."
        )
        sorting.refuse(former.code, sentence)
        return
    if former.ended_on and former.ended_on < OLD_POSTAL and (rows := sorting.warehouse.names.with_postal_code(former.code)):
        sorting.refuse(former.code, _old_or_postal(sorting, former, rows))
        return
    code = "commune_deleguee" if former.kind in ("deleguee", "associee") else "code_disparu"
    sorting.keep(former.target, Remark(code, typed(_became(sorting, former)), former.code, "attention"))


def _old_or_postal(sorting: _Sorting, former: Former, rows: list[int]) -> str:
    columns = sorting.warehouse.columns
    served = named([f"{columns.names[row]} ({columns.codes[row]})" for row in rows])
    return (
        f"{former.code} est aujourd'hui le code postal de {served}, et c'était avant {former.ended_on:%Y} le code Insee "
        f"{of(former.name)}, devenu {former.target} : donnez le code Insee de la commune voulue."
    )


def _became(sorting: _Sorting, former: Former) -> str:
    target = f"{sorting.name(former.target)} ({former.target})"
    name = f" ({former.name})" if former.name else ""
    if former.kind == "deleguee":
        return f"{former.code}{name} est une commune déléguée {of(target)} : c'est toute cette commune qui est comptée."
    if former.kind == "associee":
        return f"{former.code}{name} est une commune associée à {target} : c'est toute cette commune qui est comptée."
    if former.name and former.name == sorting.name(former.target):
        return f"{former.code}{name} est un ancien code : cette commune a maintenant le code {former.target}."
    since = f" depuis le {words.day(former.ended_on)}" if former.ended_on else ""
    if not since and former.last_cog:
        since = f" (dernière présence dans la liste officielle : {former.last_cog})"
    if former.code in DIVIDED:
        return (
            f"{former.code}{name} n'existe plus{since} : son territoire a été partagé entre plusieurs communes ; seule {target}, "
            "qui en a le plus, est comptée à sa place. Ajoutez les autres si vous les voulez."
        )
    return f"{former.code}{name} n'existe plus{since} : son territoire est celui {of(target)}, qui est comptée à sa place."


def _lost_zero(sorting: _Sorting, given: str, code: str) -> Remark:
    sentence = f"{given} a été lu {code} ({sorting.name(code)}) : le zéro de tête manquait."
    return Remark("zero_perdu", typed(sentence), code, "attention")


def _why_not(warehouse: Warehouse, text: str, code: str) -> str:
    """What the text is instead of a commune, and what to type."""
    if not code:
        return "Un code est vide : écrivez par exemple 84007."
    if rows := warehouse.names.with_postal_code(code):
        columns = warehouse.columns
        communes = named([f"{columns.names[row]} ({columns.codes[row]})" for row in rows])
        return f"{code} est un code postal, pas un code de commune : il dessert {communes}. Donnez le code Insee de la commune."
    for kind, level in warehouse.columns.levels.items():
        if code in level.number:
            name = level.names[level.number[code]]
            return (
                f"{code} est {_KINDS[kind]} ({name}), pas une commune : cherchez-le par son nom pour en prendre les communes."
            )
    if not _LIKE_A_CODE.fullmatch(code):
        example = "n'est pas un code de commune : attendu cinq caractères, par exemple 84007 ou 2A004."
        return _by_name(warehouse, text) or f"« {shown(text)} » {example}"
    try:
        commune.validate(code)
    except InvalidCode as error:
        return str(error)
    return f"{code} n'est le code d'aucune commune, ni actuelle ni ancienne : vérifiez-le, ou cherchez la commune par son nom."


def _by_name(warehouse: Warehouse, text: str) -> str:
    """Somebody typed a name where a code was expected."""
    if sum(character.isalpha() for character in text) < 3 or len(text) > 60:
        return ""
    columns = warehouse.columns
    found = [place.number for place in warehouse.names.by_name(text, 3) if place.kind in ("commune", "arrondissement")]
    if not found:
        return ""
    names = named([f"{columns.names[row]} ({columns.codes[row]})" for row in found])
    return f"« {shown(text)} » est un nom, pas un code : donnez le code de la commune. Peut-être {names} ?"


def _say_repeated(sorting: _Sorting) -> None:
    for code, times in sorted(sorting.kept.items()):
        if times > 1:
            sentence = f"{sorting.name(code)} ({code}) est donnée {words.count(times)} fois : elle est comptée une seule fois."
            sorting.remarks.append(Remark("doublon", typed(sentence), code))


def _without_overlap(sorting: _Sorting) -> set[str]:
    """A city hides its arrondissements; all the arrondissements of a city are the city."""
    columns = sorting.warehouse.columns
    codes = set(sorting.kept)
    for parent, rows in columns.arrondissements.items():
        city, inside = columns.codes[parent], {columns.codes[row] for row in rows}
        given = codes & inside
        if not given or (city not in codes and given != inside):
            continue
        codes = codes - inside | {city}
        sorting.remarks.append(_city(sorting, city, sorted(given), len(inside), city in sorting.kept))
    return codes


def _city(sorting: _Sorting, city: str, given: list[str], total: int, whole: bool) -> Remark:
    name = sorting.name(city)
    if not whole:
        sentence = f"Les {total} arrondissements de {name} sont donnés : c'est {name} entière ({city}), comptée une fois."
        return Remark("arrondissements_complets", typed(sentence), city)
    population = sorting.warehouse.columns.newest[sorting.warehouse.columns.row_of[city]]
    inside = f"{named(given)} en {'font' if len(given) > 1 else 'fait'} déjà partie"
    sentence = f"{name} ({city}) est comptée une seule fois, entière ({words.count(population)} habitants) : {inside}."
    return Remark("arrondissement", typed(sentence), city, "attention")


def refusal_of(text: str) -> str:
    """Why this one code cannot be kept, or an empty text when it can."""
    sorting = _Sorting(current())
    _sort(sorting, text)
    return sorting.refusals[0].sentence if sorting.refusals else ""


def present_codes() -> Collection[str]:
    """Every present commune and arrondissement."""
    return current().columns.row_of.keys()


def is_known(code: str) -> bool:
    """A present commune or arrondissement, or a code that was one."""
    warehouse = current()
    return code in warehouse.columns.row_of or code in warehouse.former
