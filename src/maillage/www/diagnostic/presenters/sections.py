"""The sections of the page: the rows of each block as texts, and the addresses they lead to."""

from collections.abc import Sequence
from dataclasses import dataclass

from maillage.results.diagnostic import Diagnosis, IndicatorView, Section
from maillage.results.lecture import values
from maillage.results.lecture.blocks import HEADINGS, Absent, Block, blocks, reference_names
from maillage.results.lecture.values import Badge
from maillage.www.diagnostic.address import Address
from maillage.www.diagnostic.presenters.plot import Plot, plot
from maillage.www.shared.formats import plural, typed


@dataclass(frozen=True, slots=True)
class Comparison:
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator."""

    key: str
    label: str
    why: str
    value: str
    unit: str
    reason: str
    """Why there is no value, for a source that is there."""
    badges: tuple[Badge, ...]
    trend: str
    rank: str
    plot: Plot | None
    comparisons: tuple[Comparison, ...]
    source: str
    why_url: str
    detail_url: str


@dataclass(frozen=True, slots=True)
class Group:
    """A block as the template writes it."""

    title: str
    why: str
    unit: str
    rows: tuple[Row, ...]
    absents: tuple[Absent, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One section."""

    key: str
    title: str
    known: str
    groups: tuple[Group, ...]
    note: str
    """Name of the field of notes."""


def build(diagnosis: Diagnosis, address: Address, shown: Sequence[str]) -> tuple[Part, ...]:
    """The sections that are shown."""
    names = reference_names(diagnosis)
    return tuple(_part(section, address, names) for section in diagnosis.sections if section.key in shown)


def _part(section: Section, address: Address, names: dict[str, str]) -> Part:
    known = f"{plural(section.known, 'indicateur connu', 'indicateurs connus')} sur {len(section.indicators)}"
    groups = tuple(_group(block, address, names) for block in blocks(section))
    return Part(section.key, section.title, known, groups, f"note_{section.key}")


def _group(block: Block, address: Address, names: dict[str, str]) -> Group:
    rows = tuple(_row(view, block, address, names) for view in block.views)
    return Group(block.title, block.why, block.unit_sentence, rows, block.absents)


def _row(view: IndicatorView, block: Block, address: Address, names: dict[str, str]) -> Row:
    definition, measured = view.definition, view.measured
    return Row(
        key=view.key,
        label=block.label(view),
        why="" if block.title else typed(definition.why),
        value=values.shown(definition, measured),
        unit=block.unit_of(view),
        reason=typed(measured.reason) if measured.value is None else "",
        badges=tuple(badge for badge in values.badges(view) if badge.kind != "masque"),
        trend=values.trend(view),
        rank=values.rank(view),
        plot=plot(view, names),
        comparisons=tuple(Comparison(name, text) for name, text in zip(HEADINGS, values.compared(view), strict=True)),
        source=values.source(measured),
        why_url=address.why(view.key),
        detail_url=address.indicator(view.key),
    )
