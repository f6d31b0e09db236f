"""The list of parameters by chapter, at a day, as it was known, narrowed by words."""

from dataclasses import dataclass
from datetime import date

from maillage.kernel.folding import folded
from maillage.kernel.proof import Proof
from maillage.law.corpus import Law
from maillage.law.errors import LawError
from maillage.law.model import Chapter, Parameter
from maillage.law.sentences import typographic
from maillage.law.wording import article_of, summary
from maillage.www.shared import formats


@dataclass(frozen=True, slots=True)
class Line:
    """One parameter: its name, what it is worth that day, and how well that is established."""

    path: str
    label: str
    description: str
    value: str
    when: str
    proofs: tuple[Proof, ...]
    in_force: bool


@dataclass(frozen=True, slots=True)
class Section:
    """One chapter and its lines; the anchor is its path."""

    anchor: str
    title: str
    summary: str
    lines: tuple[Line, ...]


def sections(law: Law, words: str, day: date, known_on: date | None) -> tuple[Section, ...]:
    """Chapters that keep at least one parameter."""
    wanted = folded(words).split()
    found = ((chapter, _kept(law, chapter, wanted)) for chapter in law.chapters)
    return tuple(_section(law, chapter, kept, day, known_on) for chapter, kept in found if kept)


def _kept(law: Law, chapter: Chapter, wanted: list[str]) -> tuple[Parameter, ...]:
    parameters = law.in_chapter(chapter)
    if not wanted:
        return parameters
    title = folded(chapter.title)
    return tuple(p for p in parameters if all(word in f"{title} {_searchable(law, p)}" for word in wanted))


def _searchable(law: Law, parameter: Parameter) -> str:
    rows = parameter.rows
    texts = [f"{law.texts[row.text].title} {law.texts[row.text].short} {row.article}" for row in rows]
    return folded(" ".join((parameter.path, parameter.label, parameter.description, parameter.notes, *texts)))


def _section(law: Law, chapter: Chapter, kept: tuple[Parameter, ...], day: date, known_on: date | None) -> Section:
    anchor = chapter.path.replace("/", "-")
    return Section(anchor, chapter.title, chapter.summary, tuple(line(law, p, day, known_on) for p in kept))


def line(law: Law, parameter: Parameter, day: date, known_on: date | None) -> Line:
    """What the parameter is worth that day, or the reason why it is worth nothing."""
    try:
        version = law.at(parameter.path, day, known_on)
    except LawError as refusal:
        return Line(parameter.path, parameter.label, parameter.description, refusal.sentence, "", (), False)
    short = law.texts[version.text].short
    return Line(
        path=parameter.path,
        label=parameter.label,
        description=parameter.description,
        value=summary(law, parameter, version),
        when=f"depuis le {formats.day(version.since)}, {short}, {typographic(article_of(law, version))}",
        proofs=_extremes({value.proof for value in version.values.values()}),
        in_force=True,
    )


def _extremes(proofs: set[Proof]) -> tuple[Proof, ...]:
    """The best and the weakest degree, once when they are the same."""
    return tuple(sorted({max(proofs), min(proofs)}, reverse=True))
