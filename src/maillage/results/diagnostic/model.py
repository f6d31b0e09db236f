"""What a diagnosis is made of: the types that the page, the documents and the API share."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from maillage.facts.territory import Territory
from maillage.measures.evolution import Trend
from maillage.measures.model import Definition, Measured
from maillage.measures.rangs import Rank, class_bounds
from maillage.measures.semblables import Gap
from maillage.results.explanation import Explanation

REFERENCES = ("departement", "region", "france", "semblables")
"""Keys of `IndicatorView.comparisons` and of `Diagnosis.references`, in the order they are shown."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One territory (or group of territories) that the values are compared with."""

    kind: str
    """One of REFERENCES."""
    code: str
    name: str
    """« Vaucluse », « France », « 5 territoires semblables »."""
    population: int


@dataclass(frozen=True, slots=True)
class Series:
    """Yearly values of one measure on the territory, oldest first; None where a year says nothing."""

    points: tuple[tuple[int, Decimal | None], ...]
    trend: Trend


@dataclass(frozen=True, slots=True)
class Ranking:
    """Where the value stands among all the places of one kind. Position 1 is the highest value."""

    rank: Rank
    among: str
    """« intercommunalités de France », « départements »."""


@dataclass(frozen=True)
class IndicatorView:
    """One measure on the territory, with all that is shown beside it."""

    definition: Definition
    measured: Measured
    comparisons: Mapping[str, Measured] = field(default_factory=dict)
    """By reference; absent when the reference is the territory's own figure (a département-level value)."""
    trend: Series | None = None
    rank: Ranking | None = None
    by_commune: Mapping[str, Measured] = field(default_factory=dict, repr=False, compare=False)
    """Code -> value, small numbers protected; empty for a figure that no commune has. Computed when it is first read."""
    missing: str = ""
    """« Source non chargée : … », or where a figure without open source is read; empty when the source is there."""
    command: str = ""
    """What loads the missing source."""
    peers: Mapping[str, Measured] = field(default_factory=dict, repr=False, compare=False)
    """Code of a similar territory -> its value, in the order of `Diagnosis.similar`. Computed when it is first read."""

    @property
    def key(self) -> str:
        return self.definition.key

    @property
    def is_missing(self) -> bool:
        return bool(self.missing)

    @property
    def fictitious(self) -> bool:
        return self.measured.fictitious

    @property
    def level_label(self) -> str:
        """« valeur départementale » when the figure is coarser than the commune."""
        return self.measured.level_label

    @cached_property
    def class_bounds(self) -> tuple[float, ...]:
        """Bounds of at most five classes of communes for the map (`measures.rangs.class_of` gives the class)."""
        values = [float("nan") if m.value is None else float(m.value) for m in self.by_commune.values()]
        import numpy as np

        return class_bounds(np.array(values, dtype=np.float64), digits=self.definition.digits)


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the diagnosis, in the order of `measures.model.SECTIONS`."""

    key: str
    title: str
    indicators: tuple[IndicatorView, ...]

    @property
    def known(self) -> int:
        """Indicators that have a value."""
        return sum(view.measured.value is not None for view in self.indicators)


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence of the synthesis, and the figures it was drawn from."""

    kind: str
    """force, fragilite or a_verifier."""
    sentence: str
    indicator_keys: tuple[str, ...]
    rule: str
    """Name of the declared rule."""
    fictitious: bool = False


@dataclass(frozen=True, slots=True)
class Synthesis:
    """The diagnosis in words; the strongest findings first."""

    forces: tuple[Finding, ...] = ()
    fragilites: tuple[Finding, ...] = ()
    a_verifier: tuple[Finding, ...] = ()

    def __iter__(self):  # type: ignore[no-untyped-def]
        """As a triple: forces, fragilites, a_verifier."""
        return iter((self.forces, self.fragilites, self.a_verifier))


@dataclass(frozen=True, slots=True)
class Similar:
    """A territory that resembles this one, and why."""

    kind: str
    """cpts or epci."""
    code: str
    name: str
    population: int
    codes: tuple[str, ...]
    """Its communes."""
    distance: float
    """0 is alike; 1 is one standard deviation apart on the declared features."""
    gaps: tuple[Gap, ...]
    """Feature by feature, closest first."""
    sentence: str
    fictitious: bool = False
    """The territory, or something that it is compared on, is generated."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An EPCI or a CPTS that touches the territory or shares communes with it."""

    kind: str
    """cpts or epci."""
    code: str
    name: str
    population: int
    shared: int
    """Communes of the territory that belong to it."""
    touching: int
    """Its communes outside the territory that touch it."""
    stage: str = ""
    fictitious: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    """Part of the general practitioners that the inhabitants can reach, by the place where they practise (our E2SFCA)."""

    code: str
    """EPCI, or « autres » for those that count little; empty for the territory itself."""
    name: str
    share: Decimal
    """0 to 1."""
    fictitious: bool = False


@dataclass(frozen=True, slots=True)
class DataSource:
    """One source of the indicators: loaded, replaced by generated data, or absent."""

    name: str
    title: str
    publisher: str
    licence: str
    address: str
    vintage: str
    state: str
    """reelle, fictive or absente."""
    command: str
    """What loads it; empty for the embedded data."""
    indicator_keys: tuple[str, ...]

    @property
    def fictitious(self) -> bool:
        return self.state == "fictive"


@dataclass(frozen=True)
class Diagnosis:
    """All the measures of one territory."""

    territory: Territory
    sections: tuple[Section, ...]
    synthesis: Synthesis
    similar: tuple[Similar, ...]
    references: Mapping[str, Reference]
    sources: tuple[DataSource, ...]
    neighbours: tuple[Neighbour, ...]
    stamp: str
    """Identifies the data: same codes, same sections and same stamp give the same diagnosis."""
    similar_among: str = ""
    """« 905 CPTS », « 1 254 intercommunalités »: whom the similar ones were chosen among."""
    explainer: Callable[[IndicatorView], Explanation] | None = field(default=None, repr=False, compare=False)
    flow_finder: Callable[[], Sequence[Flow]] | None = field(default=None, repr=False, compare=False)

    @cached_property
    def views(self) -> dict[str, IndicatorView]:
        """Every indicator by key."""
        return {view.key: view for section in self.sections for view in section.indicators}

    @property
    def fictitious(self) -> bool:
        """Some figure was made from generated data."""
        return any(view.fictitious for view in self.views.values())

    @cached_property
    def flows(self) -> tuple[Flow, ...]:
        """Where the general practitioners within reach are, largest share first; empty without professionals."""
        return tuple(self.flow_finder()) if self.flow_finder else ()

    def explain(self, key: str) -> Explanation:
        """The tree that « Pourquoi ? » opens for one indicator. KeyError for an unknown key."""
        view = self.views[key]
        if self.explainer is None:
            raise LookupError("ce diagnostic ne sait pas s'expliquer")
        return self.explainer(view)
