"""Results of a search: what each hit is, how big, and whether it is already selected."""

import re
from dataclasses import dataclass

from maillage.results import territoires
from maillage.results.territoires import Hit
from maillage.www.shared.formats import number, plural, typed
from maillage.www.territoire.address import Address

LIMIT = 30
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
    rows = tuple(_row(hit, frozenset(address.codes)) for hit in hits)
    shared = [row.code for row in rows if row.parameter == "ajouter"] if _POSTAL.fullmatch(query) else []
    return Search(query, rows, typed(_sentence(query, rows)), ",".join(shared) if len(shared) > 1 else "")


def _row(hit: Hit, selected: frozenset[str]) -> HitRow:
    single = hit.kind in ("commune", "arrondissement")
    inside = single and hit.code in selected
    parameter = ("retirer" if inside else "ajouter") if single else f"ajouter_{hit.kind}"
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
    )


def _sentence(query: str, rows: tuple[HitRow, ...]) -> str:
    communes = sum(not row.parameter.startswith("ajouter_") for row in rows)
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
