"""What is known of a territory: a set of communes, counted once, with vintages and remarks."""

from dataclasses import dataclass
from decimal import Decimal

from maillage.kernel.known import Known


@dataclass(frozen=True, slots=True)
class Remark:
    """One sentence that a reader must see about the data. `level` is « info » or « attention »."""

    code: str
    """Machine name: commune_deleguee, code_disparu, doublon, arrondissement, mayotte_figee…"""
    sentence: str
    subject: str = ""
    """The code or figure the sentence is about."""
    level: str = "info"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A code that could not be kept, and why, in one sentence that says what to do."""

    given: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Commune:
    """One commune (COG of the warehouse) or municipal arrondissement, as lists and tables show it."""

    code: str
    name: str
    """With its article: « L'Isle-sur-la-Sorgue »."""
    kind: str
    """« commune » or « arrondissement »."""
    departement: str
    region: str
    epci: str
    """SIREN of the EPCI; empty for the four islands without one."""
    postal_codes: tuple[str, ...]
    population: int | None
    """Municipal population of the newest vintage."""
    seniors: int | None
    """Inhabitants of 65 and over (RP 2021)."""
    point: tuple[float, float] | None
    """Longitude, latitude of an interior point."""


@dataclass(frozen=True, slots=True)
class PopulationPoint:
    """Municipal population of the selection at one vintage."""

    year: int
    population: Known[int]


@dataclass(frozen=True, slots=True)
class Ages:
    """Inhabitants by broad age (RP 2021). `total` is the census total of the communes that have ages."""

    under_20: int
    from_20_to_64: int
    over_65: int
    total: int

    @property
    def over_65_share(self) -> Decimal:
        return Decimal(self.over_65) / Decimal(self.total)


@dataclass(frozen=True, slots=True)
class Part:
    """The share of an EPCI, a département or a région that lies in the selection."""

    code: str
    name: str
    communes: int
    communes_total: int
    population: int
    population_total: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Communes of the selection that touch each other; the pieces of one territory do not touch."""

    codes: tuple[str, ...]
    population: int


@dataclass(frozen=True, slots=True)
class Hole:
    """Communes outside the selection that it encloses entirely."""

    codes: tuple[str, ...]
    names: tuple[str, ...]
    population: int


@dataclass(frozen=True, slots=True)
class Territory:
    """Facts of one selection. `codes` are present units, sorted, none inside another."""

    codes: tuple[str, ...]
    communes: tuple[Commune, ...]
    population: Known[int]
    """Newest vintage."""
    history: tuple[PopulationPoint, ...]
    """2016 … newest, in order; 2018 is missing and says why."""
    trend: Known[Decimal]
    """Relative change between 2017 (or the first comparable vintage) and the newest: 0.012 = +1.2 %."""
    ages: Known[Ages]
    departements: tuple[Part, ...]
    regions: tuple[Part, ...]
    epcis: tuple[Part, ...]
    pieces: tuple[Piece, ...]
    """Largest first; one piece = « d'un seul tenant »."""
    holes: tuple[Hole, ...]
    remarks: tuple[Remark, ...]
