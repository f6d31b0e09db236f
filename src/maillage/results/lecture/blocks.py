"""Indicators in blocks of one subject, with the labels that fit inside; what is missing, told once for all it concerns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from maillage.kernel.french import NBSP, join, typed
from maillage.results.diagnostic import Definition, Diagnosis, IndicatorView, Section
from maillage.results.lecture import values

HEADINGS = ("Département", "Région", "France", "Semblables")
"""Columns of the comparisons, in the order of REFERENCES."""
_TITLES = {
    "part_age": "Âges",
    "effectif": "Professionnels en exercice",
    "densite_liberale": "Densité en exercice libéral",
    "evolution_offre": "Évolution de l'offre libérale",
    "eloignement": "Habitants éloignés des soins",
    "generalistes_proches_retraite": "Part de l'accessibilité due aux généralistes âgés",
    "rezone": "Familles de prévention de Rézone",
}
"""Where the titles of the variants do not begin with the name of their subject."""


@dataclass(frozen=True, slots=True)
class Absent:
    """Indicators without source, with what loads it or where to read them."""

    keys: tuple[str, ...]
    names: str
    sentence: str
    command: str


@dataclass(frozen=True, slots=True)
class Block:
    """Without title, its views are single indicators of the section, each with its own reason to be."""

    key: str
    title: str
    why: str
    unit: str
    """Written once when it is that of all."""
    views: tuple[IndicatorView, ...]
    """Those whose source is there."""
    absents: tuple[Absent, ...]

    @property
    def source(self) -> str:
        """Source and vintage, when they are those of all."""
        found = {values.source(view.measured) for view in self.views}
        return found.pop() if len(found) == 1 else ""

    @property
    def unit_sentence(self) -> str:
        """« En décès pour 100 000 habitants. », « Pour 10 000 habitants. », or nothing."""
        if not self.unit:
            return ""
        return f"{self.unit[:1].upper()}{self.unit[1:]}." if self.unit.startswith("pour ") else f"En {self.unit}."

    def label(self, view: IndicatorView) -> str:
        return label(view.definition, in_group=bool(self.title))

    def unit_of(self, view: IndicatorView) -> str:
        """What its line must say of the unit."""
        return "" if self.unit or view.measured.value is None else values.unit(view.definition)


def blocks(section: Section) -> tuple[Block, ...]:
    """In the order of the section."""
    return tuple(_block(views) for views in _groups(section.indicators))


def reference_names(diagnosis: Diagnosis) -> dict[str, str]:
    """Reference, or code of a similar territory -> its name."""
    names = {key: typed(reference.name) for key, reference in diagnosis.references.items()}
    return {"ici": "Ce territoire"} | {one.code: one.name for one in diagnosis.similar} | names


def label(definition: Definition, *, in_group: bool) -> str:
    """The short title; inside a block, without the subject already written above."""
    text = _plain(definition.short)
    if in_group and definition.group != "eloignement":
        text = text.rpartition(" : ")[2]
    return typed(text[:1].upper() + text[1:] if in_group else text)


def _groups(views: Sequence[IndicatorView]) -> Iterator[list[IndicatorView]]:
    """Variants of one file together; single indicators that follow each other together too."""
    single: list[IndicatorView] = []
    for _, found in groupby(views, lambda view: view.definition.group or view.key):
        group = list(found)
        if len(group) == 1:
            single += group
            continue
        if single:
            yield single
        single = []
        yield group
    if single:
        yield single


def _block(views: list[IndicatorView]) -> Block:
    first = views[0].definition
    is_group = len(views) > 1 and all(view.definition.group == first.group for view in views)
    units = {values.unit(view.definition) for view in views}
    return Block(
        key=first.group or first.key,
        title=_subject([view.definition for view in views]) if is_group else "",
        why=typed(first.why) if is_group else "",
        unit=units.pop() if is_group and len(units) == 1 else "",
        views=tuple(view for view in views if not view.is_missing),
        absents=tuple(_absents([view for view in views if view.is_missing], is_group=is_group)),
    )


def _subject(definitions: Sequence[Definition]) -> str:
    """What the variants of one file are about: the start that their titles share."""
    if definitions[0].group in _TITLES:
        return typed(_TITLES[definitions[0].group])
    starts = {_plain(definition.title).partition(" : ")[0] for definition in definitions}
    return typed(starts.pop() if len(starts) == 1 else definitions[0].title)


def _plain(text: str) -> str:
    """With ordinary spaces, to be cut."""
    return text.replace(NBSP, " ")


def _absents(views: list[IndicatorView], *, is_group: bool) -> Iterator[Absent]:
    """One line for all that the same sentence explains."""
    told: dict[tuple[str, str], list[IndicatorView]] = {}
    for view in views:
        told.setdefault((view.missing, view.command), []).append(view)
    for (sentence, command), found in told.items():
        first, *others = (label(view.definition, in_group=is_group) for view in found)
        names = join([first, *(_lowered(name) for name in others)])
        yield Absent(tuple(view.key for view in found), names, typed(sentence), command)


def _lowered(name: str) -> str:
    """Inside an enumeration; acronyms stay."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
