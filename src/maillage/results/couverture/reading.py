"""Makes a `Coverage`: from the warehouse of the instance, from a perimeters file, or from rows already read."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path

from maillage.kernel.french import plural
from maillage.opendata.snapshots import store
from maillage.opendata.sources.perimetres import rows as perimeters
from maillage.opendata.sources.perimetres.polygons import read_polygons
from maillage.opendata.sources.perimetres.row import Row
from maillage.opendata.sources.places import Places
from maillage.opendata.sources.source import Rejections, UnableToRead
from maillage.opendata.warehouse.extra import PERIMETRES
from maillage.results.couverture import stages
from maillage.results.couverture.claims import Claims, Entry, claims_of
from maillage.results.couverture.coverage import Coverage
from maillage.results.couverture.ground import Ground, ground
from maillage.results.territoires.source import folder

__all__ = ["UnableToRead", "load", "of_rows", "read_file"]

PerimeterRow = tuple[str, str, str, str | None, date | None]
"""cpts, nom, commune, stade, depuis: a row of the table `perimetres`."""
FICTITIOUS = "périmètres fictifs de démonstration"
NOT_LOADED = "Source non chargée : « maillage donnees importer perimetres FICHIER » charge les périmètres des CPTS."


def load(*, today: date) -> Coverage:
    """The perimeters of the warehouse; an empty coverage when it has none."""
    land = ground()
    return _loaded(land.warehouse.manifest.stamp, land, today)


@lru_cache(maxsize=4)
def _loaded(stamp: str, land: Ground, today: date) -> Coverage:
    claims = _claims(stamp, land)
    snapshots = [kept for kept in land.warehouse.manifest.snapshots if kept.source == PERIMETRES]
    said = ", ".join(f"{kept.part or 'périmètres'} ({kept.published})" for kept in snapshots) or "périmètres de l'entrepôt"
    said += _extent(claims, land)
    fictitious = claims.fictitious
    written = None if fictitious or not snapshots else lambda: _as_written(stamp, land)
    return Coverage(land, claims, today, source=FICTITIOUS if fictitious else said, written=written)


def _extent(claims: Claims, land: Ground) -> str:
    """The list of one région says nothing of the others: where it names no commune, « aucune CPTS » may only mean unknown."""
    columns = land.columns
    named, every = {columns.departements[row] for row in claims.row.tolist()}, len(columns.levels["departement"].codes)
    return f", liste de {plural(len(named), 'département')} sur {every}" if 0 < len(named) < every else ""


@lru_cache(maxsize=2)
def _claims(stamp: str, land: Ground) -> Claims:
    table = land.warehouse.table(PERIMETRES).select("cpts", "nom", "commune", "stade", "depuis", "fictif")
    entries = (
        Entry(line, cpts, nom, code, stages.rank_of(stade), depuis, stade or "", "", bool(fictif))
        for line, (cpts, nom, code, stade, depuis, fictif) in enumerate(table.iter_rows(), 1)
    )
    return claims_of(land, entries)


@lru_cache(maxsize=2)
def _as_written(stamp: str, land: Ground) -> Claims:
    """From the snapshots that the warehouse holds; what it was built from and is gone falls back on its table."""
    home = folder().parent
    paths = [home / store.FOLDER / PERIMETRES / s.file for s in land.warehouse.manifest.snapshots if s.source == PERIMETRES]
    if not all(path.exists() for path in paths):
        return _claims(stamp, land)
    return claims_of(land, [entry for path in paths for entry in _entries(path, land)])


def read_file(path: Path, *, today: date) -> Coverage:
    """A CSV, a workbook or GeoJSON polygons; UnableToRead with a sentence when it is none of them."""
    land = ground()
    return Coverage(land, claims_of(land, _entries(path, land)), today, source=path.name)


def of_rows(rows: Iterable[PerimeterRow], *, today: date, fictitious: bool = False, source: str = "") -> Coverage:
    """Rows as the table `perimetres` has them; codes may be of any year."""
    land = ground()
    entries = (
        Entry(line, cpts, nom, code, stages.rank_of(stade), depuis, stade or "", "", fictitious)
        for line, (cpts, nom, code, stade, depuis) in enumerate(rows, 1)
    )
    return Coverage(land, claims_of(land, entries), today, source=source)


def _entries(path: Path, land: Ground) -> list[Entry]:
    if path.suffix.lower() in (".geojson", ".json"):
        found = read_polygons(path, Places(land.warehouse), Rejections())
    else:
        found = perimeters.read_list(path, Places(land.warehouse)).rows
    ids = perimeters.identifiers(row.cpts for row in found if row.cpts)
    return [_entry(row, ids.get(row.cpts, "")) for row in found]


def _entry(row: Row, cpts: str) -> Entry:
    unread = row.depuis_text if row.depuis is None else ""
    stage = stages.read_stage(row.stade)
    return Entry(row.line, cpts, row.cpts, row.code, stage, row.depuis, row.stade, unread, problem=row.detail)
