"""The page of one parameter: its table through time, each source, and what applies on a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from maillage.kernel.proof import Proof
from maillage.law.corpus import Law
from maillage.law.errors import LawError
from maillage.law.model import Parameter, Text, Value, Version
from maillage.law.wording import article_of, case_name, period, stated, worded
from maillage.www.shared import formats


@dataclass(frozen=True, slots=True)
class Cell:
    """One value as a table shows it; `proof` is None where the version has no such case."""

    text: str
    proof: Proof | None
    default: str = ""
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    case: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One version: where it comes from and when it applies."""

    since: str
    until: str
    published: str
    text: Text
    article: str
    closes: bool
    reasons: tuple["Reason", ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Cases that share the same sources and the same reservation."""

    cases: str
    proof: Proof
    why: str
    note: str
    sources: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What applies on the day asked, or the refusal."""

    title: str
    refusal: str = ""
    rows: tuple[tuple[str, Cell], ...] = ()


@dataclass(frozen=True, slots=True)
class ParameterView:
    parameter: Parameter
    unit: str
    kind: str
    chapter: str
    columns: tuple[Column, ...]
    sourced: tuple[Column, ...]
    """Versions with sources or reservations to tell, newest first."""
    rows: tuple[Row, ...]
    by_time: tuple[tuple[Column, Cell], ...]
    """Without dimension: one line per version, newest first."""
    proofs: tuple[Proof, ...]
    checked: str
    unknown: bool
    siblings: tuple[Parameter, ...]
    """The other parameters of the chapter."""

    @property
    def table_class(self) -> str:
        return "law-table law-table-numbers" if self.kind in ("money", "integer") else "law-table"


def view(law: Law, parameter: Parameter) -> ParameterView:
    columns = tuple(_column(law, row) for row in parameter.rows)
    chapter = law.chapter_of(parameter)
    unit = law.units[parameter.unit]
    proofs = {value.proof for version in parameter.versions for value in version.values.values()}
    return ParameterView(
        parameter=parameter,
        unit=unit.label,
        kind=unit.kind,
        chapter=chapter.title if chapter else "",
        columns=columns,
        sourced=tuple(column for column in columns[::-1] if column.reasons or (parameter.dimensions and not column.closes)),
        rows=tuple(_rows(law, parameter)) if parameter.dimensions else (),
        by_time=() if parameter.dimensions else tuple(_by_time(law, parameter, columns))[::-1],
        proofs=tuple(sorted(proofs, reverse=True)),
        checked=f"Vérifié le {formats.day(parameter.checked_on)} ({parameter.checked_by})",
        unknown=Proof.INCONNU in proofs,
        siblings=tuple(p for p in law.in_chapter(chapter) if p is not parameter) if chapter else (),
    )


def answer(law: Law, parameter: Parameter, day: date, known_on: date | None) -> Answer:
    """What `day` gets, knowing only what was published on `known_on`."""
    known = f", d'après les textes publiés au {formats.long_day(known_on)}" if known_on else ""
    title = f"Au {formats.long_day(day)}{known}"
    try:
        version = law.at(parameter.path, day, known_on)
    except LawError as refusal:
        return Answer(title, refusal.sentence)
    cells = tuple(
        (case_name(law, version, key) or "Valeur", _cell(law, parameter, value)) for key, value in version.values.items()
    )
    return Answer(f"{title} : {law.texts[version.text].short}, {article_of(law, version)}, {period(version)}", "", cells)


def _rows(law: Law, parameter: Parameter) -> Iterator[Row]:
    keys = list(dict.fromkeys(key for version in parameter.rows for key in version.values))
    order = [list(law.dimensions[name]) for name in parameter.dimensions]
    keys.sort(key=lambda key: [order[n].index(case) for n, case in enumerate(key.split("/"))])
    for key in keys:
        cells, before = [], None
        for version in parameter.rows:
            value = version.values.get(key)
            changed = _changed(before, value)
            cells.append(_cell(law, parameter, value, changed=changed))
            before = value or before
        yield Row(case_name(law, parameter.versions[-1], key), tuple(cells))


def _cell(law: Law, parameter: Parameter, value: Value | None, *, changed: bool = False) -> Cell:
    if value is None:
        return Cell("n'existe pas", None)
    if value.value is None:
        default = "" if value.default is None else worded(law, parameter, value.default)
        return Cell("non établi", value.proof, default)
    return Cell(stated(law, parameter, value), value.proof, changed=changed)


def _changed(before: Value | None, value: Value | None) -> bool:
    """Two known values that differ: what was unknown before did not « change »."""
    known = [given for given in (before, value) if given and given.value is not None]
    return len(known) == 2 and known[0].value != known[1].value


def _by_time(law: Law, parameter: Parameter, columns: tuple[Column, ...]) -> Iterator[tuple[Column, Cell]]:
    before = None
    for version, column in zip(parameter.rows, columns, strict=True):
        value = version.values.get("")
        changed = _changed(before, value)
        yield column, _cell(law, parameter, value, changed=changed)
        before = value or before


def _column(law: Law, version: Version) -> Column:
    return Column(
        since=formats.day(version.since),
        until=formats.day(version.until) if version.until else "",
        published=formats.day(version.published),
        text=law.texts[version.text],
        article=article_of(law, version),
        closes=version.closes,
        reasons=tuple(_reasons(law, version)),
    )


def _reasons(law: Law, version: Version) -> Iterator[Reason]:
    """Cases grouped when they say the same thing, in their order."""

    def said(item: tuple[str, Value]) -> tuple[object, ...]:
        value = item[1]
        return (value.proof, value.why, value.note, value.sources)

    for _, group in groupby(version.values.items(), key=said):
        items = list(group)
        value = items[0][1]
        cases = formats.join([name for key, _ in items if (name := case_name(law, version, key))])
        sources = tuple(law.texts[source] for source in value.sources)
        if value.why or value.note or sources:
            yield Reason(cases, value.proof, value.why, value.note, sources)
