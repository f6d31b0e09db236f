"""What is not established: every unknown value, by chapter, and the questions left open."""

from collections.abc import Iterator
from dataclasses import dataclass

from maillage.kernel.proof import Proof
from maillage.law.corpus import Law
from maillage.law.model import Parameter, Question, Text, Version
from maillage.law.wording import case_name, worded
from maillage.www.shared import formats


@dataclass(frozen=True, slots=True)
class Gap:
    """One unknown of a parameter: the cases, why, what Maillage supposes meanwhile, what to read."""

    path: str
    label: str
    cases: str
    why: str
    supposed: str
    confirm: str


@dataclass(frozen=True, slots=True)
class Open:
    """An open question with the parameters and texts it touches."""

    question: Question
    parameters: tuple[Parameter, ...]
    texts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Fragile:
    """Parameters of a chapter with values only deduced."""

    title: str
    parameters: tuple[Parameter, ...]


def gaps(law: Law) -> tuple[Gap, ...]:
    return tuple(gap for p in law.parameters.values() for version in p.versions for gap in _gaps(law, p, version))


def questions(law: Law) -> tuple[Open, ...]:
    return tuple(
        Open(q, tuple(law.parameters[path] for path in q.parameters), tuple(law.texts[name] for name in q.texts))
        for q in law.questions
    )


def deduced(law: Law) -> tuple[Fragile, ...]:
    """Chapters whose newest values are, in part, only deduced."""
    found = ((c.title, tuple(p for p in law.in_chapter(c) if _is_deduced(p))) for c in law.chapters)
    return tuple(Fragile(title, parameters) for title, parameters in found if parameters)


def _is_deduced(parameter: Parameter) -> bool:
    newest = parameter.rows[-1]
    return any(value.proof is Proof.DEDUIT for value in newest.values.values())


def _gaps(law: Law, parameter: Parameter, version: Version) -> Iterator[Gap]:
    by_reason: dict[tuple[str, str], list[str]] = {}
    for key, value in version.values.items():
        if value.proof is Proof.INCONNU:
            supposed = "" if value.default is None else worded(law, parameter, value.default)
            by_reason.setdefault((value.why, supposed), []).append(case_name(law, version, key))
    for (why, supposed), cases in by_reason.items():
        named = formats.join([case for case in cases if case])
        when = f", du {formats.day(version.since)} au {formats.day(version.until)} exclu" if version.until else ""
        yield Gap(parameter.path, parameter.label, f"{named}{when}".lstrip(", "), why, supposed, parameter.confirm)
