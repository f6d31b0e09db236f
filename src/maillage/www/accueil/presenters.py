"""What the first page shows, ready to print: the example of the day, the state of the law, the chain."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from maillage.facts import words
from maillage.kernel.proof import Proof
from maillage.law import reader as law_reader
from maillage.results import territoires
from maillage.results.runs.model import ContractYear, Sum
from maillage.www.accueil.example import YEAR, Example
from maillage.www.accueil.projection import Box, local, paths
from maillage.www.shared import formats

CHAIN = (
    ("Choisir des communes", "sur la carte, par liste ou par intercommunalité", "/territoire/"),
    ("Voir les besoins", "le diagnostic du territoire", "/territoire/diagnostic/"),
    ("Comprendre le financement", "combien, quand, pourquoi", "/financement/"),
    ("Créer la communauté", "lettre d'intention, projet de santé", "/creer/"),
    ("Faire vivre", "réunions, actions, indemnités", ""),
    ("Rendre compte", "indicateurs et dialogue de gestion", ""),
)
_OUTLINE = Box(6, 6, 228, 148)
_BAR = 300


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of a bar drawn in SVG, with its legend."""

    name: str
    label: str
    value: str
    x: str
    width: str


def chain() -> list[dict[str, str]]:
    """The six links; those that exist lead to their page, the others say that they are to come."""
    return [
        {"label": label, "text": text if href else f"{text} (à venir)", "href": href, "state": "fait" if href else "a_venir"}
        for label, text, href in CHAIN
    ]


def example_cards(example: Example) -> dict[str, Any]:
    """Cards « territoire » and « financement »."""
    territory, size, year = example.territory, example.size, example.run.years[YEAR - 1]
    ages, whole = territory.ages.value, Sum.of(year.sums.values())
    return {
        "name": example.name,
        "communes": formats.plural(len(territory.communes), "commune"),
        "population": formats.number(territory.population.value or 0),
        "vintage": territory.population.vintage,
        "seniors": formats.percent(ages.over_65_share, 0) if ages else "",
        "taille": size.taille,
        "size_sentence": size.sentence,
        "outline": _outline(territory.codes),
        "studio": f"/territoire/?s={example.selection}",
        "diagnostic": f"/territoire/diagnostic/?s={example.selection}",
        "simulator": f"/financement/?{example.query}",
        "total": formats.euros(whole.cents),
        "proof": whole.proof,
        "period": f"du {formats.long_day(year.period.start)} au {formats.long_day(year.period.last_day)}",
        "money": _money(year),
        "signed_on": formats.long_day(example.run.facts.signe_le),
    }


def _money(year: ContractYear) -> list[Slice]:
    parts = [(name, words.STATUTS[name], one.cents, formats.euros_short(one.cents)) for name, one in year.sums.items()]
    return _slices(parts)


def law_card(today: date, taille: int | None) -> dict[str, Any]:
    """How well the law is known, and one amount with its text."""
    law = law_reader.load()
    degrees = [
        value.proof
        for parameter in law.parameters.values()
        for version in parameter.versions
        for value in version.values.values()
    ]
    counted = [(proof, degrees.count(proof)) for proof in sorted(Proof, reverse=True)]
    rows = [(str(proof.value), proof.label, count, formats.number(count)) for proof, count in counted if count]
    version = law.at("aci/fonctionnement", today)
    amount = version.value(taille=taille or 1)
    return {
        "values": formats.number(len(degrees)),
        "degrees": _slices(rows),
        "amount": formats.euros(int(amount.value or 0)),
        "taille": taille or 1,
        "proof": amount.proof,
        "since": formats.long_day(version.since),
        "article": version.article,
        "text": law.texts[version.text].short,
        "href": "/textes/parametres/aci/fonctionnement/",
    }


def _slices(parts: list[tuple[str, str, int, str]]) -> list[Slice]:
    """Side by side along the bar, widths in proportion."""
    total = sum(amount for _, _, amount, _ in parts) or 1
    slices, x = [], Decimal(0)
    for name, label, amount, value in parts:
        width = Decimal(_BAR * amount) / total
        slices.append(Slice(name, label, value, f"{x:.1f}", f"{width:.1f}"))
        x += width
    return slices


def _outline(codes: tuple[str, ...]) -> str:
    """SVG path of the territory."""
    geometry = territoires.selection_outline(codes)
    if geometry is None:
        return ""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    middle = polygons[0][0][0][1]
    shape = [[local(lon, lat, middle) for lon, lat in ring] for polygon in polygons for ring in polygon]
    return paths([shape], _OUTLINE)[0]
