"""A CSV of many CPTS becomes columns of facts; bad rows are listed with their line, good ones kept."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np

from maillage.facts.dossier import MAX_POPULATION
from maillage.facts.reading import Cell, Reader
from maillage.facts.records import Records
from maillage.kernel.folding import folded
from maillage.kernel.periods import anniversary
from maillage.rules.engine.columns import ColumnFacts
from maillage.rules.engine.helpers import MILLION

REQUIRED = ("cpts", "population", "signe_le")
MAX_ROWS = 100_000


class InvalidTable(ValueError):
    """The file is not a table that we read; the message says what is missing and how to write it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One CPTS of the file: what `FundingFacts` holds, in its simplest form."""

    line: int
    name: str
    population: int
    signe_le: date
    demarrages: dict[str, date]
    taux: dict[str, Decimal]
    crise_reconnue: bool


@dataclass(frozen=True, slots=True)
class Table:
    """Rows kept, and a sentence for each row refused."""

    rows: tuple[Row, ...]
    rejected: tuple[str, ...]


def read_table(text: str, missions: tuple[str, ...], socle: dict[str, bool], first_day: date, years: int) -> Table:
    """Rows of a CSV with a header (`;`, `,` or tab): cpts, population, signe_le, one date a mission, taux_<mission>, crise_reconnue."""
    try:
        records = Records(text)
        return _table(records, missions, socle, first_day, years)
    except csv.Error:
        raise InvalidTable(
            "Le fichier n'est pas un CSV lisible (guillemet non refermé ?) : enregistrez-le à nouveau."
        ) from None


def _table(records: Records, missions: tuple[str, ...], socle: dict[str, bool], first_day: date, years: int) -> Table:
    if not any(records.names):
        raise InvalidTable(f"Le fichier est vide ; il faut un en-tête : {';'.join((*REQUIRED, *missions))}.")
    _check_header(records, {*REQUIRED, *missions, *(f"taux_{m}" for m in missions), "crise_reconnue"})
    rows, rejected, lines = [], [], dict[str, int]()
    for line, record in records:
        if line > MAX_ROWS:
            raise InvalidTable(f"Le fichier a plus de {MAX_ROWS} lignes : découpez-le.")
        row, errors = _row(record, line, missions, socle, first_day, years)
        rejected += errors
        if row and (first := lines.setdefault(folded(row.name), line)) != line:
            rejected.append(
                f"Ligne {line}, {row.name} : cette CPTS est déjà à la ligne {first}, seule comptée ; gardez-en une, "
                "ou distinguez leurs noms."
            )
        elif row:
            rows.append(row)
    return Table(tuple(rows), tuple(rejected))


def _check_header(records: Records, known: set[str]) -> None:
    missing = [name for name in REQUIRED if name not in records.keys]
    if missing:
        raise InvalidTable(
            f"L'en-tête n'a pas la colonne {', '.join(missing)} ; colonnes attendues : {', '.join(sorted(known))}."
        )
    unknown = [name for name, key in zip(records.names, records.keys, strict=True) if key and key not in known]
    if unknown:
        raise InvalidTable(f"Colonne inconnue : {', '.join(unknown)} ; colonnes permises : {', '.join(sorted(known))}.")


def _row(
    record: dict[str, str], line: int, missions: tuple[str, ...], socle: dict[str, bool], first_day: date, years: int
) -> tuple[Row | None, list[str]]:
    reader = Reader()
    cells = {name: Cell(value, name, line) for name, value in record.items()}
    population = reader.whole(cells["population"], least=1, most=MAX_POPULATION, what="une population")
    signed = reader.day(cells["signe_le"], serial=True)
    starts = {m: day for m in missions if (c := cells.get(m)) and not c.is_empty and (day := reader.day(c, serial=True))}
    rates = {
        m: share
        for m in missions
        if (c := cells.get(f"taux_{m}")) and not c.is_empty and (share := reader.share(c)) is not None
    }
    crisis = cells.get("crise_reconnue")
    recognised = bool(reader.yes_no(crisis)) if crisis and not crisis.is_empty else False
    if signed is not None:
        _check_dates(reader, cells, signed, starts, socle, first_day, years)
    for mission in rates:
        if mission not in starts:
            reader.error(cells[f"taux_{mission}"], "vise une mission sans date de démarrage", f"donnez la colonne {mission}")
    if reader.errors or population is None or signed is None:
        return None, [f"Ligne {line}, {cells['cpts'].value or 'sans nom'} : {error}" for error in reader.errors]
    return Row(line, cells["cpts"].value or f"ligne {line}", population, signed, starts, rates, recognised), []


def _check_dates(
    reader: Reader,
    cells: dict[str, Cell],
    signed: date,
    starts: dict[str, date],
    socle: dict[str, bool],
    first_day: date,
    years: int,
) -> None:
    if signed < first_day:
        reader.error(cells["signe_le"], f"est avant l'accord ({first_day:%d/%m/%Y})", "donnez la date de signature du contrat")
        return
    for mission, start in starts.items():
        if start >= anniversary(signed, years):
            reader.error(cells[mission], "est après le terme du contrat", "donnez une date antérieure")
        if start < signed and not socle[mission]:
            reader.error(cells[mission], "est avant la signature", "seule une mission socle peut démarrer avant")


def column_facts(rows: tuple[Row, ...], missions: tuple[str, ...], years: int) -> ColumnFacts:
    """The facts of all rows, as the engine asks for them."""
    return ColumnFacts(len(rows), dict(_columns(rows, missions, years)))


def _columns(rows: tuple[Row, ...], missions: tuple[str, ...], years: int) -> Iterator[tuple[tuple[Any, ...], tuple[Any, Any]]]:
    population = np.array([row.population for row in rows], np.int64)
    crisis = np.array([row.crise_reconnue for row in rows], np.int64)
    yield ("signe_le",), (np.array([row.signe_le.toordinal() for row in rows], np.int64), None)
    starts = {m: _with_gaps([d.toordinal() if (d := row.demarrages.get(m)) else None for row in rows]) for m in missions}
    rates = {
        m: _with_gaps([int(t * MILLION) if (t := row.taux.get(m)) is not None else None for row in rows]) for m in missions
    }
    for mission in missions:
        yield ("demarre_le", mission), starts[mission]
    for year in range(1, years + 1):
        yield ("population", year), (population, None)
        yield ("crise_reconnue", year), (crisis, None)
        for mission in missions:
            yield ("taux_variable", year, mission), rates[mission]


def _with_gaps(values: list[int | None]) -> tuple[Any, Any]:
    missing = np.array([value is None for value in values], bool)
    return np.array([value or 0 for value in values], np.int64), missing if missing.any() else None
