"""Rows of a publisher's table whatever its form (CSV of any size, JSON export, Parquet), with our names and only those kept."""

import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from maillage.opendata.sources.opening import DAMAGED, blocks, damaged, decoded, open_bytes, read_bytes, size_of
from maillage.opendata.sources.reading import (
    HEADER_LINES,
    LINE,
    check_end,
    columns,
    missing_in,
    named_columns,
    unique_names,
    unparsed,
    without_header,
    without_sentinels,
)
from maillage.opendata.sources.source import Progress, UnableToRead, silent

Keep = Callable[[pl.DataFrame], pl.DataFrame]
"""Takes the rows read (our names, text, `ligne`) and gives those that serve, so that a large file never fits in memory."""
_SEPARATORS = ";,|\t"
_NESTED = ("fields", "record")
"""Where older Opendatasoft exports put the columns of a record."""


class Read(NamedTuple):
    frame: pl.DataFrame
    lines: int
    """Lines of the file, kept or not."""


def rows_of(
    path: Path,
    wanted: Mapping[str, Sequence[str]],
    *,
    keep: Keep | None = None,
    optional: Iterable[str] = (),
    inside: str = "",
    progress: Progress = silent,
) -> Read:
    """`wanted` and `optional` as in `reading.columns`. UnableToRead names the columns that are missing."""
    optional = tuple(optional)
    kept, lines = [], 0
    for frame in _frames(path, wanted, optional, inside, progress):
        lines += len(frame)
        named = columns(frame, wanted, optional=optional)
        kept.append(keep(named) if keep else named)
    if not kept:
        raise UnableToRead(f"« {path.name} » ne contient aucune ligne : vérifiez que le fichier est entier.")
    return Read(pl.concat(kept), lines)


def header_of(path: Path, inside: str = "") -> list[str]:
    """Names of the columns of a table whose header is its first line."""
    with open_bytes(path, inside) as file:
        head = file.read(1 << 16)
    if head.startswith(b"PAR1"):
        return pl.scan_parquet(io.BytesIO(read_bytes(path, inside))).collect_schema().names()
    if head.lstrip(b"\xef\xbb\xbf").lstrip()[:1] in (b"[", b"{"):
        return [name for name in _json(path, inside).columns if name != LINE]
    return _cells(decoded(head).split("\n", 1)[0])


def _separator(line: str) -> str:
    return max(_SEPARATORS, key=line.count)


def _frames(
    path: Path, wanted: Mapping[str, Sequence[str]], optional: Sequence[str], inside: str, progress: Progress
) -> Iterator[pl.DataFrame]:
    with open_bytes(path, inside) as file:
        head = file.read(4).lstrip(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"PAR1"):
        yield from _parquet(path, inside, wanted, optional)
    elif head[:1] in (b"[", b"{"):
        yield _json(path, inside)
    else:
        yield from _csv(path, wanted, optional, inside, progress)


def _parquet(path: Path, inside: str, wanted: Mapping[str, Sequence[str]], optional: Sequence[str]) -> Iterator[pl.DataFrame]:
    """Only the columns that serve: a base of a hundred columns and millions of rows would not fit."""
    source: Path | io.BytesIO = io.BytesIO(read_bytes(path, inside)) if zipfile.is_zipfile(path) else path
    try:
        table = pl.scan_parquet(source)
        names = [name for name, kind in table.collect_schema().items() if not kind.is_nested()]
        served = [name for name in named_columns(names, wanted, optional=optional).values() if name]
        whole = table.select(pl.col(served).cast(pl.String, strict=False)).collect()
    except (pl.exceptions.PolarsError, OSError) as error:
        raise damaged(path, error) from None
    yield from (without_sentinels(block) for block in whole.with_row_index(LINE, 1).iter_slices(500_000))


def _json(path: Path, inside: str) -> pl.DataFrame:
    """A list of records, or the answer of an API with its `results`."""
    try:
        data = json.loads(decoded(read_bytes(path, inside)))
    except (ValueError, RecursionError):
        raise UnableToRead(f"« {path.name} » n'est pas du JSON entier : téléchargez-le de nouveau.") from None
    records = data.get("results", data.get("records")) if isinstance(data, dict) else data
    if not isinstance(records, list):
        raise UnableToRead(f"« {path.name} » ne contient pas de liste d'enregistrements (« results »).")
    rows = [_flat(record) for record in records if isinstance(record, dict)]
    names = list(dict.fromkeys(name for row in rows for name in row))
    cells = {ours: [row.get(name) for row in rows] for ours, name in zip(unique_names(names), names, strict=True)}
    frame = pl.DataFrame(cells, schema=dict.fromkeys(cells, pl.String))
    return without_sentinels(frame.with_row_index(LINE, 1))


def _flat(record: dict[str, Any]) -> dict[str, str | None]:
    for name in _NESTED:
        if isinstance(record.get(name), dict):
            return _flat(record[name])
    return {name: _text(value) for name, value in record.items() if not isinstance(value, dict)}


def _text(value: Any) -> str | None:
    """A field of several values that holds one is that one."""
    if isinstance(value, list):
        return _text(value[0]) if len(value) == 1 else None
    return None if value is None else str(value)


def _csv(
    path: Path, wanted: Mapping[str, Sequence[str]], optional: Sequence[str], inside: str, progress: Progress
) -> Iterator[pl.DataFrame]:
    required = [names for ours, names in wanted.items() if ours not in optional]
    header: list[str] = []
    separator, line, done, total = "", 1, 0, size_of(path, inside)
    before = ""
    try:
        with open_bytes(path, inside) as file:
            for block in blocks(file, path):
                text = body = decoded(block)
                if not header:
                    header, separator, line, body = _headed(text, path, required)
                    served = {name for name in named_columns(header, wanted, optional=optional).values() if name}
                check_end(path, before + text, separator)
                before = text[text.rfind("\n", 0, -1) + 1 :]
                frame = _parsed(path, body, header, served, separator, line)
                line, done = line + len(frame), done + len(block)
                progress(min(done, total), total)
                yield frame
    except DAMAGED as error:
        raise damaged(path, error) from None


def _headed(text: str, path: Path, wanted: list[Sequence[str]]) -> tuple[list[str], str, int, str]:
    """The header, its separator, the number of the line after it, and what follows it."""
    lines = text.split("\n", HEADER_LINES)[:HEADER_LINES]
    for number, line in enumerate(lines):
        separator = _separator(line)
        cells = _cells(line)
        if not missing_in(cells, wanted):
            return unique_names(cells), separator, number + 2, "".join(text.split("\n", number + 1)[number + 1 :])
    raise without_header(path, [_cells(line) for line in lines], wanted)


def _cells(line: str) -> list[str]:
    return [cell.strip().strip('"').strip() for cell in line.split(_separator(line))]


def _parsed(path: Path, text: str, header: list[str], served: set[str], separator: str, line: int) -> pl.DataFrame:
    if not text.strip():
        return pl.DataFrame(schema={LINE: pl.UInt32, **dict.fromkeys([name for name in header if name in served], pl.String)})
    try:
        frame = pl.read_csv(
            io.BytesIO(text.encode()),
            separator=separator,
            has_header=False,
            schema=dict.fromkeys(header, pl.String),
            truncate_ragged_lines=True,
            extra_columns="ignore",
            row_index_name=LINE,
            row_index_offset=line,
        )
    except pl.exceptions.PolarsError:
        raise unparsed(path, text, line) from None
    return without_sentinels(frame.select(LINE, *[name for name in header if name in served]))
