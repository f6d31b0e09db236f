"""Results of a search: what each hit is, how big, and whether it is already selected."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from maillage.results import territoires
from maillage.results.territoires import Hit
from maillage.www.shared.formats import number, plural, typed
from maillage.www.territoire.address import Address

LIMIT = 30
SINGLE = ("commune", "arrondissement")
_POSTAL = re.compile(r"\d{5}")
_KINDS = {"epci": "Intercommunalité", "departement": "Département", "region": "Région", "arrondissement": "Arrondissement"}


@dataclass(frozen=True, slots=True)
class HitRow:
    """One result. `parameter` is the action its button sends: `ajouter`, `retirer`, `ajouter_epci`…"""

    code: str
    name: str
    kind: str
    context: str
    size: str
    parameter: str
    key: str
    """Of the button: the same before and after, so that focus stays on it."""
    selected: bool
    place: str = ""
    """Of a commune, for the map: « code,département,longitude,latitude »."""


@dataclass(frozen=True, slots=True)
class Search:
    query: str
    rows: tuple[HitRow, ...]
    sentence: str
    all_codes: str
    """Codes of the communes of one postal code, to add together; else empty."""


def results(address: Address) -> Search:
    """What the address searches."""
    query = address.view.query
    hits = territoires.search(query, limit=LIMIT)
    places = _places([hit.code for hit in hits if hit.kind in SINGLE])
    rows = tuple(_row(hit, frozenset(address.codes), places) for hit in hits)
    shared = _shared(hits, rows) if _POSTAL.fullmatch(query) else []
    return Search(query, rows, typed(_sentence(query, rows)), ",".join(shared) if len(shared) > 1 else "")


def _shared(hits: Sequence[Hit], rows: Sequence[HitRow]) -> list[str]:
    """Communes of one postal code that are not selected yet; a city whose arrondissement answers is not the answer."""
    parts = any(hit.kind == "arrondissement" for hit in hits)
    both = zip(hits, rows, strict=True)
    return [row.code for hit, row in both if row.parameter == "ajouter" and not (parts and hit.kind == "commune")]


def _places(codes: list[str]) -> dict[str, str]:
    found = territoires.describe(codes).communes if codes else ()
    return {one.code: f"{one.code},{one.departement},{one.point[0]},{one.point[1]}" for one in found if one.point}


def _is_whole(hit: Hit, selected: frozenset[str]) -> bool:
    """Whether every commune of a group is selected already: then it is taken away, not added again."""
    members = territoires.members(hit.kind, hit.code) if hit.communes <= len(selected) else ()
    return bool(members) and selected.issuperset(members)


def _row(hit: Hit, selected: frozenset[str], places: Mapping[str, str]) -> HitRow:
    single = hit.kind in SINGLE
    inside = hit.code in selected if single else _is_whole(hit, selected)
    parameter = "retirer" if inside else "ajouter"
    parameter = parameter if single else f"{parameter}_{hit.kind}"
    size = "" if hit.population is None else f"{number(hit.population)} hab."
    return HitRow(
        code=hit.code,
        name=hit.name,
        kind=_KINDS.get(hit.kind, ""),
        context=hit.context,
        size=size if single else " · ".join(text for text in (plural(hit.communes, "commune"), size) if text),
        parameter=parameter,
        key=f"{hit.kind}-{hit.code}",
        selected=inside,
        place=places.get(hit.code, "") if single else "",
    )


def _sentence(query: str, rows: tuple[HitRow, ...]) -> str:
    communes = sum(row.parameter in ("ajouter", "retirer") for row in rows)
    if not rows:
        return _nothing(query)
    if _POSTAL.fullmatch(query) and communes > 1:
        return f"{plural(communes, 'commune')} pour « {query} » : laquelle est la vôtre ?"
    if len(rows) == LIMIT:
        return f"Les {LIMIT} premiers résultats pour « {query} » : précisez pour en voir d’autres."
    return f"{plural(len(rows), 'résultat')} pour « {query} »."


def _nothing(query: str) -> str:
    if _POSTAL.fullmatch(query):
        return f"Aucune commune n’a le code postal ou le code Insee « {query} ». Les CEDEX n’y sont pas : essayez le nom."
    return f"Rien ne porte le nom « {query} ». Essayez le début du nom, un code postal ou un code Insee."
