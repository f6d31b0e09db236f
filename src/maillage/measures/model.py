"""What a measure is, and what measuring it on a territory gives: the types that results and pages share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

SECTIONS: Mapping[str, str] = {
    "population": "Population",
    "sante": "État de santé",
    "acces": "Accès aux soins",
    "offre": "Offre",
    "prevention": "Prévention",
    "acteurs": "Acteurs",
}
FAMILIES: Mapping[str, str] = {
    "population": "Population",
    "acces": "Indicateurs de la mission accès aux soins",
    "parcours": "Indicateurs de la mission parcours",
    "prevention": "Indicateurs de la mission prévention",
    "offre": "Offre de soins",
}
"""The families of the portrait that Rézone CPTS gives, in its order."""
LEVELS: Mapping[str, str] = {
    "commune": "valeur communale",
    "departement": "valeur départementale",
    "region": "valeur régionale",
    "france": "valeur nationale",
}
"""Levels at which a figure exists, with the label that a coarser figure carries on a selection of communes."""
POLARITIES: Mapping[str, str] = {
    "haut_favorable": "une valeur haute est favorable",
    "bas_favorable": "une valeur basse est favorable",
    "neutre": "ni haut ni bas n'est favorable en soi",
}
METHODS: Mapping[str, str] = {
    "somme": "Somme des communes du territoire.",
    "rapport": "Somme des numérateurs divisée par somme des dénominateurs, jamais moyenne de moyennes.",
    "evolution": "Écart relatif entre deux millésimes, sur les seules communes connues aux deux.",
    "mediane": "Médiane, pondérée par la population, des valeurs communales publiées.",
    "distance": "Distance au plus proche depuis un point intérieur de chaque commune, pondérée par la population.",
    "eloignement": "Habitants des communes plus éloignées que le seuil, divisés par tous les habitants.",
    "accessibilite": "Offre accessible par habitant selon la distance, voisinage compris, pondérée par la population.",
    "publie": "Valeur publiée par le producteur pour le niveau indiqué : elle ne s'additionne pas.",
    "a_relever": "Aucune source ouverte ne la donne : elle se relève à l'adresse indiquée.",
}


@dataclass(frozen=True, slots=True)
class Term:
    """What a numerator or a denominator adds up: a column of a table of the warehouse, on the rows that `where` keeps."""

    label: str
    table: str
    """base, professionnels, etablissements, indicateurs, zonage, perimetres, or « calcul » (made by the method)."""
    column: str
    """base: an age band or the population; indicateurs: numerateur, denominateur, valeur; zonage and perimetres: population
    of the communes kept; elsewhere nombre (see `schema.COLUMNS`)."""
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Column of the table -> accepted values."""


@dataclass(frozen=True, slots=True)
class Definition:
    """One measure as its file declares it. `parameters` are those of its method, texts or whole numbers."""

    key: str
    section: str
    family: str
    title: str
    short: str
    """Title for a table or a chart."""
    why: str
    method: str
    numerator: Term | None
    denominator: Term | None
    unit: str
    per: Decimal
    digits: int
    levels: tuple[str, ...]
    sources: tuple[str, ...]
    """Folders of `opendata/sources`; « base » is the embedded France, « calcul » this package."""
    limits: str
    polarity: str
    secret: str
    """Kind of counts that small numbers would betray: patients, activite, aucun."""
    minimal_coverage: Decimal
    """Share of the communes (by population) under which nothing is said."""
    find_it: str
    """Where to read the figure when no source gives it."""
    author: str
    checked: date
    checked_by: str
    next_review: date
    parameters: Mapping[str, str | int] = field(default_factory=dict)
    need: Term | None = None
    """« accessibilite »: inhabitants weighted by the care of their age, where a source publishes them."""
    variant: str = ""
    """Value that makes this measure among those of one file: a profession, a family…"""
    group: str = ""
    """Key of the file that declares it together with its variants."""
    file: str = ""

    @property
    def method_sentence(self) -> str:
        return METHODS[self.method]

    @property
    def is_share(self) -> bool:
        """A percentage: shown with « % », compared in points."""
        return self.unit == "%"


@dataclass(frozen=True, slots=True)
class Measured:
    """The value of one measure on one territory, with what it was made of. Without value, `reason` says why."""

    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    covered: int = 0
    """Communes of the territory that have data."""
    total: int = 0
    reason: str = ""
    suppressed: bool = False
    """Hidden because of small numbers; `reason` says which rule."""
    vintage: str = ""
    perimeter: str = ""
    level: str = "commune"
    """Level of the data behind the value: a coarser one is labelled (`LEVELS`)."""
    fictitious: bool = False
    source: str = ""

    def __post_init__(self) -> None:
        if self.value is None and not self.reason:
            raise ValueError("une valeur manquante dit pourquoi : donnez `reason`")

    @property
    def is_partial(self) -> bool:
        """Some communes of the territory have no data."""
        return self.covered < self.total

    @property
    def level_label(self) -> str:
        """« valeur départementale » for a figure coarser than the commune, else nothing."""
        return "" if self.level == "commune" else LEVELS[self.level]
