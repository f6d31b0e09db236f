"""The weight of a perimeter in words and figures: people, taille, money, what it touches."""

from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html

from maillage.facts import selection
from maillage.facts.territory import Part, Remark, Territory
from maillage.kernel.proof import Proof
from maillage.results.cpts.around import Nearby
from maillage.results.cpts.territory import HYPOTHESIS, Change, Weight
from maillage.www.shared import cutting
from maillage.www.shared.formats import euros_short, join, number, plural, signed, typed

UNKNOWN = "non établi"
_NAMED = 6


@dataclass(frozen=True, slots=True)
class Figures:
    """Texts of one perimeter, for cards, previews and the public page."""

    communes: str
    population: str
    when: str
    taille: str
    taille_proof: Proof
    taille_sentence: str
    fixed: str
    variable: str
    amount_proof: Proof
    variable_proof: Proof | None
    epcis: str
    departements: str
    shape: str
    """Of one piece or several, with or without holes."""
    compact: str
    """The selection as addresses carry it."""
    remarks: tuple[str, ...]
    hypothesis: str = typed(HYPOTHESIS)

    @property
    def weakest(self) -> Proof | None:
        """Of both amounts, where one badge is beside them."""
        return Proof.weakest((self.amount_proof, self.variable_proof))


def figures(weight: Weight) -> Figures:
    territory, size, amount = weight.territory, weight.size, weight.amount
    people = territory.population
    return Figures(
        communes=plural(len(territory.communes), "commune"),
        population=UNKNOWN if people.value is None else number(people.value),
        when=typed(people.reason) if people.value is None else f"population municipale {people.vintage}",
        taille="non établie" if size.taille is None else str(size.taille),
        taille_proof=size.proof,
        taille_sentence=_distance(weight),
        fixed=UNKNOWN if amount.fixed is None else euros_short(amount.fixed),
        variable=UNKNOWN if amount.variable is None else euros_short(amount.variable),
        amount_proof=amount.proof,
        variable_proof=amount.variable_proof,
        epcis=_parts(territory.epcis) or "aucune",
        departements=join([f"{part.name} ({part.code})" for part in territory.departements]),
        shape=_shape(territory),
        compact=selection.encode(weight.codes) if weight.codes else "",
        remarks=sentences(weight.remarks),
    )


def _distance(weight: Weight) -> str:
    """To the bound above, and to the one below."""
    size = weight.size
    below = "" if size.above_lower is None else f", {plural(size.above_lower, 'habitant')} au-dessus de la borne inférieure"
    return typed(f"{size.sentence}{below}.")


def _shape(territory: Territory) -> str:
    pieces = "d'un seul tenant" if len(territory.pieces) < 2 else f"en {len(territory.pieces)} morceaux qui ne se touchent pas"
    enclosed = [name for hole in territory.holes for name in hole.names]
    told = typed(f"{pieces} ; communes enclavées :")
    return format_html("{} {}", told, cutting.names(enclosed, _NAMED)) if enclosed else pieces


def sentences(remarks: tuple[Remark, ...]) -> tuple[str, ...]:
    """What must be said of the data, each once; namesakes of former communes are left to the studio."""
    return tuple(dict.fromkeys(typed(remark.sentence) for remark in remarks if remark.code != "homonyme"))


def _parts(parts: tuple[Part, ...]) -> str:
    named = [
        part.name if part.communes == part.communes_total else f"{part.name} ({part.communes} sur {part.communes_total})"
        for part in parts
    ]
    return cutting.names(named, _NAMED)


def years(weight: Weight) -> list[tuple[int, str, str]]:
    """Year, population of the present perimeter, and why it is missing."""
    return [
        (point.year, "—" if point.population.value is None else number(point.population.value), typed(point.population.reason))
        for point in weight.territory.history
    ]


def effect(change: Change) -> dict[str, Any]:
    """Before, after and difference of each figure, for a table of four columns."""
    before, after = figures(change.before), figures(change.after)
    fixed = min(before.amount_proof, after.amount_proof)
    variable = Proof.weakest((before.variable_proof, after.variable_proof))
    counts = len(change.after.codes) - len(change.before.codes)
    return {
        "rows": [
            ("Communes", number(len(change.before.codes)), number(len(change.after.codes)), _signed(counts), None),
            ("Habitants", before.population, after.population, _signed(change.population), None),
            ("Taille", before.taille, after.taille, _sizes(change), after.taille_proof),
            ("Part fixe, par an", before.fixed, after.fixed, _euros(change.fixed), fixed),
            ("Part variable au plus, par an", before.variable, after.variable, _euros(change.variable), variable),
        ],
        "added": [commune.name for commune in change.added],
        "removed": [commune.name for commune in change.removed],
        "when": after.when,
        "hypothesis": after.hypothesis,
        "remarks": after.remarks,
    }


def _signed(difference: int | None) -> str:
    return UNKNOWN if difference is None else signed(difference) if difference else "inchangé"


def _euros(difference: int | None) -> str:
    if not difference:
        return UNKNOWN if difference is None else "inchangé"
    return f"+{euros_short(difference)}" if difference > 0 else euros_short(difference)


def _sizes(change: Change) -> str:
    before, after = change.before.size.taille, change.after.size.taille
    if before is None or after is None:
        return UNKNOWN
    return signed(after - before) if after != before else "inchangé"


def nearby(one: Nearby) -> dict[str, Any]:
    """Another CPTS: what is shared, or how long the common edge is."""
    return {
        "name": one.name,
        "href": f"/observatoire/cpts/{one.key}/" if one.origin == "observatoire" else "",
        "stage": one.stage or "dans cette instance",
        "shared": cutting.names(one.shared, _NAMED) if one.shared else "",
        "people": plural(one.people, "habitant"),
        "borders": f"{plural(one.borders, 'commune')} au contact" if one.borders else "",
        "fictitious": one.fictitious,
    }
