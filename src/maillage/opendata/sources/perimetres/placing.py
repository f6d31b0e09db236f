"""Which commune a line of a list means, when it is not told by a whole code: a name, or a code that lost its zero."""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from maillage.kernel.codes import commune
from maillage.kernel.french import plural
from maillage.opendata.sources.perimetres.row import Row
from maillage.opendata.sources.places import Places

NO_PLACE, SEVERAL = "commune inconnue sous ce nom", "nom que portent plusieurs communes"
DOUBTFUL = "code sans son zéro, que rien autour ne confirme"
_CODE = re.compile(r"\d{4,5}|2[AB]\d{3}")
_LOST_ZERO = re.compile(r"[1-9]\d{3}")
_ENOUGH = 3
"""Whole codes around a mended one that make a sign."""
_NEAR_KM = 60.0
_CHOICES = 4


def placed(rows: Sequence[Row], places: Places) -> tuple[Row, ...]:
    """Rows as written, save names that become codes; what cannot be placed has no code, a `problem` and its `detail`."""
    around = _Around(rows, places)
    return tuple(_by_code(row, places, around) if _is_code(row) else _by_name(row, places) for row in rows)


def _is_code(row: Row) -> bool:
    return bool(_CODE.fullmatch(commune.compact(row.code))) or not (row.place or any(sign.isalpha() for sign in row.code))


def _by_name(row: Row, places: Places) -> Row:
    """A text in the column of codes is the name."""
    name = row.place or row.code
    departement = places.departement(row.departement)
    found = places.towns.named(name, departement)
    if len(found) == 1:
        return replace(row, code=found[0], place=name)
    where = f" du département {departement}" if departement else ""
    if not found:
        return replace(row, code="", place=name, problem=NO_PLACE, detail=f"aucune commune{where} ne porte le nom « {name} »")
    told = ", ".join(f"{places.name_of(code)} ({code})" for code in found[:_CHOICES])
    more = "…" if len(found) > _CHOICES else ""
    detail = f"« {name} » est le nom de {plural(len(found), 'commune')}{where} : {told}{more}"
    return replace(row, code="", place=name, problem=SEVERAL, detail=detail)


def _by_code(row: Row, places: Places, around: "_Around") -> Row:
    """A mended code is kept unless every sign around it says another place."""
    if not _LOST_ZERO.fullmatch(commune.compact(row.code)) or (code := places.to_present(row.code)) is None:
        return row
    signs = [*_told(row, code, places), *around.sign(row, code)]
    if not signs or any(signs):
        return row
    detail = f"{row.code} serait {code} ({places.name_of(code)}), loin de ce que dit le reste : donnez le code entier"
    return replace(row, code="", place=row.place or row.code, problem=DOUBTFUL, detail=detail)


def _told(row: Row, code: str, places: Places) -> list[bool]:
    """Whether the name and the département of the line agree with a code; nothing for what says nothing."""
    signs = []
    if named := places.towns.named(row.place):
        signs.append(code in named)
    if departement := places.departement(row.departement):
        signs.append(places.departement_of(code) == departement)
    return signs


class _Around:
    """The whole codes of the other lines: of the same CPTS when they are enough, else of the file."""

    def __init__(self, rows: Sequence[Row], places: Places) -> None:
        self._places = places
        self._file: list[str] = []
        self._own: dict[str, list[str]] = {}
        for row in rows:
            whole = commune.compact(row.code)
            if not _LOST_ZERO.fullmatch(whole) and (code := places.to_present(whole)):
                self._file.append(code)
                self._own.setdefault(row.cpts, []).append(code)

    def sign(self, row: Row, code: str) -> list[bool]:
        own = self._own.get(row.cpts, [])
        codes = own if len(own) >= _ENOUGH else self._file
        if len(codes) < _ENOUGH:
            return []
        columns = self._places.warehouse.columns
        lon, lat = np.array([columns.points[columns.row_of[other]] for other in codes]).T
        here = columns.points[columns.row_of[code]]
        distance = np.hypot((lon - here[0]) * np.cos(np.radians(here[1])), lat - here[1]) * 111.2
        return [bool(distance.min() <= _NEAR_KM)]
