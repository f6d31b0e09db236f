"""Which column of a table holds the commune codes, and where its lines begin."""

import re
from collections.abc import Sequence

from maillage.kernel.codes import commune
from maillage.kernel.folding import folded
from maillage.results.lists.rows import CODE, Row
from maillage.results.territoires.codes import is_known

_TITLES = (
    "codeinsee",
    "insee",
    "codgeo",
    "codecommune",
    "codecommuneinsee",
    "codeinseecommune",
    "inseecom",
    "depcom",
    "citycode",
    "cog",
    "codeofficielgeographique",
    "codecom",
)
_POSTAL = ("cp", "codepostal", "codespostaux", "postal", "cpostal", "codpost")
_SEARCHED = 20
_SAMPLE = 200


def code_column(rows: Sequence[Row]) -> tuple[int | None, int]:
    """Number of the column (None: every cell may be a code) and of the first line to read."""
    width = max((len(row.cells) for row in rows), default=0)
    for number, row in enumerate(rows[:_SEARCHED]):
        for column, cell in enumerate(row.cells):
            if _title(cell) in _TITLES and _has_codes(rows[number + 1 :], column):
                return (column if width > 1 else None), number + 1
    if width < 2:
        return None, _after_title(rows, 0)
    if rows and all(not cell or CODE.fullmatch(cell) for row in rows for cell in row.cells):
        return None, 0
    shares = {column: _share(rows, column) for column in range(width) if not _is_postal(rows, column)}
    best = max(shares, key=lambda column: (shares[column], -_round(rows, column)), default=None)
    if best is None or shares[best] == 0:
        return None, 0
    return best, _after_title(rows, best)


def _title(cell: str) -> str:
    return re.sub(r"[^a-z]", "", folded(cell))


def _has_codes(rows: Sequence[Row], column: int) -> bool:
    return any(_is_code(row, column) for row in rows[:_SAMPLE])


def _share(rows: Sequence[Row], column: int) -> float:
    """Part of the first lines whose cell is the code of a commune, present or past."""
    sample = [row for row in rows[:_SAMPLE] if any(row.cells)]
    return sum(_is_code(row, column) for row in sample) / max(1, len(sample))


def _is_postal(rows: Sequence[Row], column: int) -> bool:
    """Titled as postal codes, which often look like codes of communes."""
    return any(column < len(row.cells) and _title(row.cells[column]) in _POSTAL for row in rows[:_SEARCHED])


def _round(rows: Sequence[Row], column: int) -> int:
    """Cells that end in 0, as postal codes do."""
    return sum(column < len(row.cells) and row.cells[column].endswith("0") for row in rows[:_SAMPLE])


def _is_code(row: Row, column: int) -> bool:
    if column >= len(row.cells):
        return False
    code = commune.compact(row.cells[column])
    return bool(CODE.fullmatch(code)) and (is_known(code) or is_known(f"0{code}"))


def _after_title(rows: Sequence[Row], column: int) -> int:
    """The first line is a title when it has no digit and a later line has a code."""
    if len(rows) > 1 and rows[0].cells and not any(character.isdigit() for character in "".join(rows[0].cells)):
        return 1 if _title("".join(rows[0].cells)) and _has_codes(rows[1:], column) and _looks_like_title(rows[0]) else 0
    return 0


def _looks_like_title(row: Row) -> bool:
    """« Code », « Communes », « Liste »: not the name of a commune, which must be told as a bad line."""
    return len(row.cells) > 1 or _title(row.cells[0]) in (*_TITLES, "code", "codes", "commune", "communes", "liste")
