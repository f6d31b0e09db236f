"""A file or a pasted text as tables of cells: its kind is read from its content, never believed from its name."""

import csv
import io
import re
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass

from maillage.kernel.archives import unpacked_size
from maillage.opendata import workbooks
from maillage.results.territoires.words import typed

MAX_BYTES = 2_000_000
MAX_ROWS = 60_000
_MAX_UNZIPPED = 60_000_000
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_WORKBOOKS = (".xlsx", ".xlsm", ".ods", ".xls")
CODE = re.compile(r"\d{4,5}|2[AB]\d{3}", re.IGNORECASE)
"""What looks like a code, its lost zero included."""
_SEPARATORS = ";\t,|"


class UnableToRead(ValueError):
    """The file as a whole cannot be read; the message is a French sentence."""

    def __init__(self, sentence: str) -> None:
        super().__init__(typed(sentence))


@dataclass(frozen=True, slots=True)
class Row:
    """One line, counted from 1; cells are trimmed texts."""

    line: int
    cells: tuple[str, ...]


def read_tables(filename: str, content: bytes) -> dict[str, list[Row]]:
    """The filled visible sheets of a workbook, by name; a CSV, or a text with one or several codes a line, is one without name."""
    if len(content) > MAX_BYTES:
        raise UnableToRead("Ce fichier dépasse 2 Mo : gardez la seule colonne des codes.")
    if not content.strip():
        raise UnableToRead("Ce fichier est vide : choisissez celui qui contient les codes.")
    if content.startswith((_ZIP, _OLD_EXCEL)):
        return _workbook(content)
    if filename.lower().endswith(_WORKBOOKS):
        raise UnableToRead(
            "Ce fichier porte le nom d'un tableur mais n'en est pas un : enregistrez-le à nouveau en XLSX ou en CSV."
        )
    return {"": _text(_decoded(content))}


def _workbook(content: bytes) -> dict[str, list[Row]]:
    if content.startswith(_ZIP):
        _check_zip(content)
    try:
        sheets = workbooks.sheets(content)
    except workbooks.UnableToOpen:
        raise UnableToRead(
            "Ce tableur est illisible (abîmé, protégé par un mot de passe, ou démesuré) : enregistrez-le en CSV."
        ) from None
    filled = {name: sheet for name, sheet in sheets.items() if any(any(row) for row in sheet)}
    if not filled:
        raise UnableToRead("Ce tableur est vide : choisissez celui qui contient les codes.")
    return {
        name: _limited([Row(n, tuple(_cell(cell) for cell in row)) for n, row in enumerate(sheet, 1)])
        for name, sheet in filled.items()
    }


def _check_zip(content: bytes) -> None:
    """Neither a bomb nor another kind of archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names, size = archive.namelist(), unpacked_size(archive, _MAX_UNZIPPED)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError):
        raise UnableToRead("Ce fichier est abîmé : enregistrez-le à nouveau en XLSX ou en CSV.") from None
    if size > _MAX_UNZIPPED:
        raise UnableToRead("Ce tableur est démesuré une fois ouvert : gardez la seule colonne des codes, en CSV.")
    if "content.xml" not in names and not any(name.startswith("xl/") for name in names):
        raise UnableToRead("Ce fichier est une archive, pas un tableur : donnez un fichier CSV, XLSX ou ODS.")


def _cell(value: object) -> str:
    """Numbers as a person sees them: 84007.0 is 84007."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not re.search(r"[\x00-\x08\x0e-\x1f]", text):
            return text
    raise UnableToRead("Ce fichier n'est ni un texte ni un tableur : donnez un fichier CSV, XLSX ou ODS.")


def _text(text: str) -> list[Row]:
    lines = text.splitlines()
    if all(CODE.fullmatch(word) for word in _words(text)):
        return _limited([Row(n, tuple(_words(line))) for n, line in enumerate(lines, 1)])
    separator = _separator([line for line in lines if line.strip()][:200])
    if separator is None:
        return _limited([Row(n, (line.strip(),)) for n, line in enumerate(lines, 1)])
    rows = []
    reader = csv.reader(lines, delimiter=separator)
    try:
        rows = [Row(reader.line_num, tuple(cell.strip() for cell in cells)) for cells in reader]
    except csv.Error:
        raise UnableToRead(
            "Ce fichier CSV est mal formé (guillemets ou ligne trop longue) : enregistrez-le à nouveau."
        ) from None
    return _limited(rows)


def _words(text: str) -> list[str]:
    return [word for word in re.split(r"[\s,;|]+", text) if word]


def _separator(lines: list[str]) -> str | None:
    """The separator found on most lines, the strongest first; None for one cell a line."""
    counts = Counter(mark for line in lines for mark in _SEPARATORS if mark in line)
    best = max(_SEPARATORS, key=lambda mark: (counts[mark], -_SEPARATORS.index(mark)))
    return best if counts[best] * 2 >= len(lines) > 0 else None


def _limited(rows: list[Row]) -> list[Row]:
    if len(rows) > MAX_ROWS:
        raise UnableToRead(f"Ce fichier compte plus de {MAX_ROWS:,} lignes : gardez celles de vos communes.".replace(",", " "))
    return rows
