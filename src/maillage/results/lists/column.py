"""Which column of a table holds the commune codes, and where its lines begin."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from maillage.kernel.codes import commune
from maillage.kernel.folding import folded
from maillage.results.lists.rows import CODE, Row
from maillage.results.territoires.codes import is_known
from maillage.results.territoires.naming import communes_named, present_of

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
_NAMES = (
    "commune",
    "communes",
    "nom",
    "nomcommune",
    "nomdelacommune",
    "nomdescommunes",
    "libelle",
    "libellecommune",
    "libgeo",
    "nomcom",
    "ville",
    "villes",
    "territoire",
)
_DEPARTEMENTS = ("departement", "dpt", "dep", "dept", "codedepartement", "numdepartement", "codedep")
_OTHERS = (
    *("population", "pop", "pmun", "ptot", "hab", "habitant", "nombre", "nb", "effectif", "superficie", "surface", "altitude"),
    *("densite", "montant", "annee", "telephone", "siren", "siret", "finess", "rpps", "total", "menages", "logements"),
)
"""How the title of a column of numbers begins, which are no codes though they may look like some."""
_AGREE = 0.5
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
    kept = [column for column in range(width) if not _is_postal(rows, column) and not _is_other(rows, column)]
    shares = {column: _share(rows, column) for column in kept}
    best = max(shares, key=lambda column: (shares[column], -_round(rows, column)), default=None)
    if best is None or shares[best] == 0:
        return (None, 0) if len(kept) == width else (width, 1)  # the others are titled as numbers of another kind
    return best, _after_title(rows, best)


@dataclass(frozen=True, slots=True)
class Names:
    """The columns of a list that gives names: of the commune, and of its département or postal code when there is one."""

    name: int
    departement: int | None
    postal: int | None


def name_columns(rows: Sequence[Row]) -> tuple[Names, int] | None:
    """Where the names are, and the first line to read; None when neither a title nor a column of known names says so."""
    for number, row in enumerate(rows[:_SEARCHED]):
        titles = [_title(cell) for cell in row.cells]
        found = next((column for name in _NAMES for column, title in enumerate(titles) if title == name), None)
        if found is not None and any(
            len(other.cells) > found and _is_name(other.cells[found]) for other in rows[number + 1 :][:_SAMPLE]
        ):
            return Names(found, _first(titles, _DEPARTEMENTS), _first(titles, _POSTAL)), number + 1
    width = max((len(row.cells) for row in rows), default=0)
    untitled = next((column for column in range(width) if _named_share(rows, column) > _AGREE), None)
    return None if untitled is None else (Names(untitled, None, None), 0)


def _named_share(rows: Sequence[Row], column: int) -> float:
    sample = [row for row in rows[:_SAMPLE] if any(row.cells)]
    return sum(column < len(row.cells) and _is_name(row.cells[column]) for row in sample) / max(1, len(sample))


def _first(titles: Sequence[str], wanted: Sequence[str]) -> int | None:
    return next((column for column, title in enumerate(titles) if title in wanted), None)


def _is_name(cell: str) -> bool:
    return any(sign.isalpha() for sign in cell) and bool(communes_named(cell))


def agrees(rows: Sequence[Row], column: int, names: Names) -> bool:
    """Whether the codes of a column that no title names are those of the communes that the lines name."""
    sample = [row for row in rows[:_SAMPLE] if len(row.cells) > max(column, names.name) and _is_name(row.cells[names.name])]
    same = sum(present_of(row.cells[column]) in communes_named(row.cells[names.name]) for row in sample)
    return same >= _AGREE * max(1, len(sample))


def is_titled(rows: Sequence[Row], column: int) -> bool:
    """Whether a title says that the column holds codes."""
    return any(column < len(row.cells) and _title(row.cells[column]) in _TITLES for row in rows[:_SEARCHED])


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


def _is_other(rows: Sequence[Row], column: int) -> bool:
    """Titled as inhabitants, surfaces, amounts: numbers that may be those of communes."""
    titles = [_title(row.cells[column]) for row in rows[:_SEARCHED] if column < len(row.cells)]
    return any(title.startswith(_OTHERS) for title in titles if title)


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
