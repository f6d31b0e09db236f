"""The synthesis in words: strengths, weaknesses and what to check, each sentence leading to its figures."""

from collections.abc import Sequence
from dataclasses import dataclass

from maillage.results.diagnostic import Definition, Diagnosis, Finding
from maillage.results.lecture.words import FINDINGS
from maillage.www.shared.formats import plural, typed

SHOWN = 3
"""Figures named at once; the others open."""


@dataclass(frozen=True, slots=True)
class Line:
    sentence: str
    links: tuple[tuple[str, str], ...]
    """Label and place of the first figures."""
    more: tuple[tuple[str, str], ...]
    more_label: str
    fictitious: bool


@dataclass(frozen=True, slots=True)
class Column:
    kind: str
    title: str
    count: str
    lines: tuple[Line, ...]
    empty: str


def build(diagnosis: Diagnosis, shown: Sequence[str]) -> tuple[Column, ...]:
    """Figures of hidden sections are named without a link."""
    visible = {view.key for section in diagnosis.sections if section.key in shown for view in section.indicators}
    lists = (diagnosis.synthesis.forces, diagnosis.synthesis.fragilites, diagnosis.synthesis.a_verifier)
    return tuple(
        Column(kind, title, plural(len(found), noun), tuple(_line(one, diagnosis, visible) for one in found), empty)
        for (kind, title, noun, empty), found in zip(FINDINGS, lists, strict=True)
    )


def _line(finding: Finding, diagnosis: Diagnosis, visible: set[str]) -> Line:
    views = [diagnosis.views[key] for key in finding.indicator_keys if key in diagnosis.views]
    links = tuple((_named(view.definition), f"#i-{view.key}" if view.key in visible else "") for view in views)
    more = links[SHOWN:] if len(links) > SHOWN + 1 else ()
    first = links[: len(links) - len(more)]
    label = f"et {plural(len(more), 'autre indicateur', 'autres indicateurs')}" if more else ""
    return Line(typed(finding.sentence), first, more, label, finding.fictitious)


def _named(definition: Definition) -> str:
    """The short title; the long one where the short needs its subject beside it."""
    return typed(definition.title if definition.short[:1].islower() else definition.short)
