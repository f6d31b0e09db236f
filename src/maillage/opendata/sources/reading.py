"""How loaders open what publishers give: archives, encodings, headers that move, columns whose names change, empty marks."""

import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import IO, Any, cast

import polars as pl

from maillage.opendata.sources.source import UnableToRead
from maillage.opendata.warehouse.names import folded

LINE = "ligne"
"""Column of `csv_lines` and `sheet`: the line of the file, for the report of rejected rows."""
DAMAGED = (OSError, EOFError, zipfile.BadZipFile, zlib.error)
"""What the libraries raise for a broken or cut archive."""
Wanted = Sequence[str | Sequence[str]]
_SNIFFED = 200_000
_HEADER_LINES = 40
_SENTINELS = ("", r"\N", "_Z", "_U", "NS", "ns", "nd", "ND", "NC", "s", "///", "-")
_WHOLE_NUMBER = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_STAMP = re.compile(r"(?<!\d)(20\d{2})[-_]?(0[1-9]|1[0-2])(?:[-_]?(0[1-9]|[12]\d|3[01]))?(?!\d{5})")


def open_bytes(path: Path, inside: str = "") -> IO[bytes]:
    """The bytes of a file; of the first member of a .zip whose name matches `inside`; of what a .gz holds."""
    try:
        if zipfile.is_zipfile(path) and not _is_workbook(path):
            return _member(path, inside)
        raw = path.open("rb")
    except OSError as error:
        raise UnableToRead(f"Le fichier « {path.name} » ne se lit pas : {error.strerror or error}.") from None
    return _unzipped(raw)


def _unzipped(raw: IO[bytes]) -> IO[bytes]:
    head = raw.read(2)
    raw.seek(0)
    if head != b"\x1f\x8b":
        return raw
    unzipped = gzip.GzipFile(fileobj=raw)
    unzipped.myfileobj = raw  # type: ignore[assignment]  # closed with it
    return cast(IO[bytes], unzipped)


def _is_workbook(path: Path) -> bool:
    return path.suffix.lower() in (".xlsx", ".ods", ".xlsm")


def members(path: Path) -> list[str]:
    """Names of the files of an archive; of the file itself when it is none."""
    if zipfile.is_zipfile(path) and not _is_workbook(path):
        with zipfile.ZipFile(path) as archive:
            return [info.filename for info in archive.infolist() if not info.is_dir()]
    return [path.name]


def _member(path: Path, inside: str) -> IO[bytes]:
    archive = zipfile.ZipFile(path)
    found = [name for name in members(path) if re.search(inside, name, re.IGNORECASE)]
    if not found:
        raise UnableToRead(f"L'archive « {path.name} » ne contient pas le fichier attendu (« {inside} »).")
    try:
        return _unzipped(archive.open(found[0]))
    except (RuntimeError, NotImplementedError):
        raise UnableToRead(f"L'archive « {path.name} » est chiffrée ou d'une sorte inconnue : donnez-en le contenu.") from None


def size_of(path: Path, inside: str = "") -> int:
    """Bytes to read, for a progress bar; compressed size for a .gz."""
    if zipfile.is_zipfile(path) and not _is_workbook(path):
        with zipfile.ZipFile(path) as archive:
            return sum(i.file_size for i in archive.infolist() if re.search(inside, i.filename, re.IGNORECASE))
    return path.stat().st_size


def read_bytes(path: Path, inside: str = "") -> bytes:
    """Everything; a damaged archive is told as such."""
    try:
        with open_bytes(path, inside) as file:
            return file.read()
    except DAMAGED as error:
        raise UnableToRead(f"L'archive « {path.name} » est abîmée ({error}) : téléchargez-la de nouveau.") from None


def decoded(raw: bytes) -> str:
    """UTF-8 with or without BOM, else cp1252; one kind of line end."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def text_of(path: Path, inside: str = "") -> str:
    return decoded(read_bytes(path, inside))


def head_of(path: Path, inside: str = "", size: int = 4_096) -> str:
    """The first characters, to tell a layout from another; a character cut at the end is left out."""
    try:
        with open_bytes(path, inside) as file:
            return decoded(file.read(size).rsplit(b"\n", 1)[0])
    except DAMAGED as error:
        raise UnableToRead(f"L'archive « {path.name} » est abîmée ({error}) : téléchargez-la de nouveau.") from None


def key_of(name: Any) -> str:
    """How names of columns are compared: no accents, case, spaces nor signs."""
    return folded(str(name or "")).replace(" ", "")


def csv_lines(path: Path, *, wanted: Wanted, separators: str = ";,|\t", inside: str = "") -> pl.DataFrame:
    """A CSV of any encoding whose header is on the first line that has every `wanted` name (or a name that begins so).

    A `wanted` that is a tuple is any one of its names. Every cell is text, empty marks are null; `ligne` is the line of the file.
    """
    text = text_of(path, inside)
    number, separator = _header(text, path, wanted, separators)
    body = text.split("\n", number)[number] if number else text
    frame = pl.read_csv(
        io.BytesIO(body.encode()),
        separator=separator,
        infer_schema=False,
        truncate_ragged_lines=True,
        row_index_name=LINE,
        row_index_offset=number + 2,
    )
    return without_sentinels(frame.rename({name: name.strip() for name in frame.columns}))


def _header(text: str, path: Path, wanted: Wanted, separators: str) -> tuple[int, str]:
    for number, line in enumerate(text[:_SNIFFED].split("\n")[:_HEADER_LINES]):
        for separator in separators:
            cells = [key_of(cell) for cell in line.replace('"', "").split(separator)]
            if all(_found(cells, name) for name in wanted):
                return number, separator
    raise UnableToRead(
        f"« {path.name} » n'a pas la ligne d'en-tête attendue (colonnes {_said(wanted)}) dans ses {_HEADER_LINES} premières lignes : "
        "vérifiez que c'est le bon fichier, entier."
    )


def _found(cells: Iterable[str], name: str | Sequence[str]) -> bool:
    keys = [key_of(one) for one in ((name,) if isinstance(name, str) else name)]
    return any(cell.startswith(key) for cell in cells for key in keys)


def _said(wanted: Wanted) -> str:
    return ", ".join(f"« {name if isinstance(name, str) else name[0]} »" for name in wanted)


def sheet_names(path: Path, inside: str = "") -> list[str]:
    return list(_workbook(path, inside).sheet_names)


def sheet(path: Path, name: str, *, wanted: Wanted, inside: str = "") -> pl.DataFrame:
    """One sheet of a workbook as text, under its header; `ligne` is the row of the sheet."""
    rows = _workbook(path, inside).get_sheet_by_name(name).to_python(skip_empty_area=False)
    for number, row in enumerate(rows[:_HEADER_LINES]):
        cells = [key_of(cell) for cell in row]
        if all(_found(cells, title) for title in wanted):
            return _sheet_frame(row, rows[number + 1 :], number + 2)
    raise UnableToRead(
        f"La feuille « {name} » de « {path.name} » n'a pas la ligne d'en-tête attendue (colonnes {_said(wanted)})."
    )


def _workbook(path: Path, inside: str) -> Any:
    """`inside`: of an archive of several workbooks, the one whose name matches."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        if inside:
            return CalamineWorkbook.from_filelike(io.BytesIO(read_bytes(path, inside)))
        return CalamineWorkbook.from_path(str(path))
    except (CalamineError, OSError, ValueError) as error:
        raise UnableToRead(f"Le classeur « {path.name} » ne s'ouvre pas ({error}) : téléchargez-le de nouveau.") from None


def _sheet_frame(header: Sequence[Any], rows: Sequence[Sequence[Any]], first: int) -> pl.DataFrame:
    names = [str(title).strip() or f"colonne {i + 1}" for i, title in enumerate(header)]
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


def number(name: str) -> pl.Expr:
    """A column of French or English numbers (« 1 234,5 »), null when it is none."""
    plain = pl.col(name).str.replace_all(r"[\s\u00a0\u202f%]", "").str.replace(",", ".", literal=True)
    return plain.cast(pl.Float64, strict=False).alias(name)


def day(name: str) -> pl.Expr:
    """A column of ISO or French dates, null when it is none."""
    text = pl.col(name).str.slice(0, 10)
    return pl.coalesce(text.str.to_date("%Y-%m-%d", strict=False), text.str.to_date("%d/%m/%Y", strict=False)).alias(name)


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


def blocks(file: IO[bytes], size: int = 32 << 20) -> Iterator[bytes]:
    """A file as blocks of whole lines, for what does not fit in memory."""
    rest = b""
    while chunk := file.read(size):
        cut = chunk.rfind(b"\n") + 1
        if not cut:
            rest += chunk
            continue
        yield rest + chunk[:cut]
        rest = chunk[cut:]
    if rest:
        yield rest
