"""How loaders read the tables of publishers: headers that move, columns whose names change, empty marks, lines cut short."""

import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from maillage.kernel import written
from maillage.kernel.folding import folded
from maillage.opendata import workbooks
from maillage.opendata.sources.opening import check_workbook, read_bytes, text_of
from maillage.opendata.sources.source import UnableToRead

LINE = "ligne"
"""Column of `csv_lines` and `sheet`: the line of the file, for the report of rejected rows."""
Wanted = Sequence[str | Sequence[str]]
_SNIFFED = 200_000
HEADER_LINES = 40
"""Lines among which the header is looked for."""
_MAX_COLUMNS = 2_000
_SHOWN = 40
_SENTINELS = ("", r"\N", "_Z", "_U", "NS", "ns", "nd", "ND", "NC", "s", "///", "-")
_WHOLE_NUMBER = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_HOUR = re.compile(r"(?<=\d)[T ]\d{1,2}:\d{2}.*$")
_STAMP = re.compile(r"(?<!\d)(20\d{2})[-_]?(0[1-9]|1[0-2])(?:[-_]?(0[1-9]|[12]\d|3[01]))?(?!\d{5})")


def key_of(name: Any) -> str:
    """How names of columns are compared: no accents, case, spaces nor signs."""
    return folded(str(name or "")).replace(" ", "")


def csv_lines(path: Path, *, wanted: Wanted, separators: str = ";,|\t", inside: str = "") -> pl.DataFrame:
    """A CSV of any encoding whose header is on the first line that has every `wanted` name (or a name that begins so).

    A `wanted` that is a tuple is any one of its names. Every cell is text, empty marks are null; `ligne` is the line of the file.
    """
    text = text_of(path, inside)
    number, separator = _header(text, path, wanted, separators)
    check_end(path, text, separator)
    body = text.split("\n", number)[number] if number else text
    try:
        frame = pl.read_csv(io.BytesIO(body.encode()), separator=separator, infer_schema=False, truncate_ragged_lines=True)
    except pl.exceptions.PolarsError:
        raise unparsed(path, body, number + 1) from None
    frame.columns = unique_names([name.strip() for name in frame.columns])
    return without_sentinels(frame.with_row_index(LINE, number + 2))


def check_end(path: Path, text: str, separator: str) -> None:
    """A download that stopped leaves half a line; a line with quotes may hold separators and line ends, and is spared."""
    *_, before, last = ("", *text.rsplit("\n", 2))
    if last and '"' not in before + last and last.count(separator) < before.count(separator):
        raise UnableToRead(
            f"« {path.name} » est coupé : sa dernière ligne (« {last[:_SHOWN]} ») n'est pas entière. Téléchargez-le de nouveau ; "
            "si c'est une note, effacez-la."
        )


def unparsed(path: Path, text: str, first: int) -> UnableToRead:
    """What is wrong in lines that do not parse; `first` is the number of the first."""
    odd = next((number for number, line in enumerate(text.split("\n"), first) if line.count('"') % 2), None)
    if odd is None:
        return UnableToRead(f"« {path.name} » n'a pas ses lignes d'une même forme : téléchargez-le de nouveau.")
    return UnableToRead(
        f"« {path.name} », ligne {odd} : un guillemet n'est pas refermé. Corrigez-la, ou téléchargez-le de nouveau."
    )


def unique_names(names: Sequence[str]) -> list[str]:
    """Empty and repeated names get their number, and so does one that is called as our own column of lines."""
    seen = {LINE: -1}
    for number, name in enumerate(names):
        seen.setdefault(name or f"colonne {number + 1}", number)
    return [name if seen.get(name) == number else f"colonne {number + 1}" for number, name in enumerate(names)]


def _header(text: str, path: Path, wanted: Wanted, separators: str) -> tuple[int, str]:
    lines = text[:_SNIFFED].split("\n")[:HEADER_LINES]
    for number, line in enumerate(lines):
        for separator in separators:
            if not missing_in(_cells(line, separator), wanted):
                return number, separator
    raise without_header(path, [_cells(line, separator) for line in lines for separator in separators], wanted)


def _cells(line: str, separator: str) -> list[str]:
    """Those that may be names of columns: a line made of separators alone costs no more than a wide table."""
    return [cell.strip() for cell in line.replace('"', "").split(separator, _MAX_COLUMNS)[:_MAX_COLUMNS]]


def missing_in(cells: Iterable[Any], wanted: Wanted) -> list[str]:
    """The first name of each wanted column that no cell is, nor begins with."""
    keys = [key_of(cell) for cell in cells]
    names = [(name,) if isinstance(name, str) else name for name in wanted]
    return [each[0] for each in names if not any(key.startswith(key_of(name)) for name in each for key in keys)]


def without_header(path: Path, lines: Sequence[Sequence[Any]], wanted: Wanted, *, where: str = "") -> UnableToRead:
    """The refusal of a table where no line has every column: what the nearest line lacks, or that there is none."""
    said = where or f"« {path.name} »"
    if lines and str(next(iter(lines[0]), "")).lstrip().startswith("<"):
        return UnableToRead(
            f"{said} est une page web ou un fichier XML, pas un tableau : téléchargez le fichier CSV de l'éditeur."
        )
    if not any(key_of(cell) for cells in lines for cell in cells):
        return UnableToRead(f"{said} est vide : téléchargez-le de nouveau.")
    nearest = min(lines, key=lambda cells: len(missing_in(cells, wanted)), default=())
    missing = missing_in(nearest, wanted)
    if len(missing) < len(wanted):
        read = ", ".join(str(cell)[:_SHOWN] for cell in nearest[:_SHOWN] if cell)
        return UnableToRead(f"Il manque {_said(missing)} dans {said}, qui a les colonnes : {read}.")
    return UnableToRead(
        f"{said} n'a pas la ligne d'en-tête attendue (colonnes {_said(missing)}) dans ses {HEADER_LINES} premières lignes : "
        "vérifiez que c'est le bon fichier, entier."
    )


def _said(names: Iterable[str]) -> str:
    return ", ".join(f"« {name} »" for name in names)


def sheet_names(path: Path, inside: str = "") -> list[str]:
    return _opened(path, inside, workbooks.names)


def sheet(path: Path, name: str, *, wanted: Wanted, inside: str = "") -> pl.DataFrame:
    """One sheet of a workbook as text, under its header; `ligne` is the row of the sheet."""
    rows = _opened(path, inside, lambda content: workbooks.sheets(content, only=name, skip_empty_area=False)[name])
    for number, row in enumerate(rows[:HEADER_LINES]):
        if not missing_in(row, wanted):
            return _sheet_frame(row, rows[number + 1 :], number + 2)
    raise without_header(path, rows[:HEADER_LINES], wanted, where=f"La feuille « {name} » de « {path.name} »")


def _opened(path: Path, inside: str, read: Callable[[bytes], list[Any]]) -> list[Any]:
    """`inside`: of an archive of several workbooks, the one whose name matches."""
    check_workbook(path)
    try:
        return read(read_bytes(path, inside) if inside else path.read_bytes())
    except (workbooks.UnableToOpen, OSError):
        raise UnableToRead(
            f"Le classeur « {path.name} » ne s'ouvre pas : téléchargez-le ou enregistrez-le de nouveau."
        ) from None


def _sheet_frame(header: Sequence[Any], rows: Sequence[Sequence[Any]], first: int) -> pl.DataFrame:
    names = unique_names([str(title).strip() for title in header])
    columns = {name: [_cell(row[i]) for row in rows] for i, name in enumerate(names)}
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    return without_sentinels(frame.with_row_index(LINE, first))


def _cell(value: Any) -> str | None:
    """Whole numbers without their « .0 », dates as ISO."""
    if value is None or value == "":
        return None
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat()[:10] if isinstance(value, date) else str(value)


def without_sentinels(frame: pl.DataFrame) -> pl.DataFrame:
    """Spaces around cells go; the publishers' marks for nothing become null, never 0."""
    texts = pl.col(pl.String).str.strip_chars()
    kept = pl.when(~texts.is_in(_SENTINELS) & ~texts.str.starts_with("N/A")).then(texts)
    return frame.with_columns(kept.name.keep()) if any(t == pl.String for t in frame.dtypes) else frame


def columns(frame: pl.DataFrame, wanted: Mapping[str, Sequence[str]], *, optional: Iterable[str] = ()) -> pl.DataFrame:
    """Renamed to our words: for each, the first of its names found, exactly, else as a prefix; `optional` ones may be null.

    The column `ligne` is kept. UnableToRead names what is missing.
    """
    found = named_columns(frame.columns, wanted, optional=optional)
    picked = [(pl.lit(None, pl.String) if name is None else pl.col(name)).alias(ours) for ours, name in found.items()]
    return frame.select(*([LINE] if LINE in frame.columns else []), *picked)


def named_columns(
    header: Sequence[str], wanted: Mapping[str, Sequence[str]], *, optional: Iterable[str] = ()
) -> dict[str, str | None]:
    """Our words -> the name in the header; None for an optional one that is absent."""
    keys = {key_of(name): name for name in reversed(header)}
    found = {ours: _column(keys, names) for ours, names in wanted.items()}
    missing = [wanted[ours][0] for ours, name in found.items() if name is None and ours not in set(optional)]
    if missing:
        names = ", ".join(f"« {name} »" for name in missing)
        raise UnableToRead(f"Il manque {names} parmi les colonnes : {', '.join(header[:60])}.")
    return found


def _column(keys: Mapping[str, str], names: Sequence[str]) -> str | None:
    for name in names:
        if key_of(name) in keys:
            return keys[key_of(name)]
    for name in names:
        for key, original in keys.items():
            if key.startswith(key_of(name)):
                return original
    return None


def plain(column: pl.Expr) -> pl.Expr:
    """A column of texts folded, each distinct one once; null stays null."""

    def fold(texts: pl.Series) -> pl.Series:
        known = texts.unique().drop_nulls()
        forms = pl.Series([folded(text) for text in known], dtype=pl.String)
        return texts.replace_strict(known, forms, default=None, return_dtype=pl.String)

    return column.map_batches(fold, return_dtype=pl.String)


def number(name: str) -> pl.Expr:
    """A column of French or English numbers (« 1 234,5 », « 1.234,50 € »), null when it is none."""
    bare = pl.col(name).str.replace_all(r"[\s\u00a0\u202f\u2009%€]", "").str.replace(r"^[−–]", "-")
    both = bare.str.contains(",", literal=True) & bare.str.contains(".", literal=True)
    dotted = pl.when(both).then(bare.str.replace_all(".", "", literal=True)).otherwise(bare)
    return dotted.str.replace(",", ".", literal=True).cast(pl.Float64, strict=False).alias(name)


def day(name: str) -> pl.Expr:
    """A column of dates in the forms of `kernel.written`, null when it is none; each distinct text is read once."""

    def read(texts: pl.Series) -> pl.Series:
        known = texts.unique().drop_nulls()
        days = pl.Series([_day_of(text) for text in known], dtype=pl.Date)
        return texts.replace_strict(known, days, default=None, return_dtype=pl.Date)

    return pl.col(name).map_batches(read, return_dtype=pl.Date).alias(name)


def _day_of(text: str) -> date | None:
    try:
        return written.day(_HOUR.sub("", text), serial=True)
    except written.Unreadable:
        return None


def year_in(text: str) -> int | None:
    """The last year that a text names.

    >>> year_in("effectifs-2015-2023.csv"), year_in("rpps.txt")
    (2023, None)
    """
    found = _WHOLE_NUMBER.findall(text)
    return int(found[-1]) if found else None


def period_in(name: str) -> str | None:
    """« 2026-05-12 », « 2026-05 » or « 2026 » as the name of a file says it.

    >>> period_in("etalab-cs1100507-stock-20260512-0339.csv"), period_in("zonage_2026.csv"), period_in("x.csv")
    ('2026-05-12', '2026', None)
    """
    stamp = _STAMP.search(name)
    if stamp:
        return "-".join(part for part in stamp.groups() if part)
    year = year_in(name)
    return str(year) if year else None
