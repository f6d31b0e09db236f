"""Establishments of FINESS with their family, commune and point, whichever of its layouts the file has."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from maillage.opendata.sources import opening, reading
from maillage.opendata.sources.finess import feed, headed, historical, schema
from maillage.opendata.sources.finess.points import located
from maillage.opendata.sources.places import Places
from maillage.opendata.sources.source import Loaded, Progress, Rejections, Source, UnableToRead, loaded, silent
from maillage.opendata.warehouse.extra import ETABLISSEMENTS, shaped

SOURCE = Source(
    "finess",
    "FINESS : établissements sanitaires et médico-sociaux",
    "Agence du numérique en santé",
    "Licence Ouverte 2.0",
    "https://www.data.gouv.fr/datasets/finess-structures-1",
    (ETABLISSEMENTS,),
    gives="Établissements par catégorie, avec leur commune et leur point",
    downloads=("https://www.data.gouv.fr/api/1/datasets/r/cd493959-fb03-41e5-9347-0edd14dfbc22",),
    renewed_days=31,
)
NO_NUMBER, NO_COMMUNE, TWICE = "numéro FINESS absent ou mal formé", "commune inconnue", "numéro FINESS déjà lu"
_FIELDS = ("finess", "finess_ej", "nom", "categorie", "libelle", "siret", "dateouv", "lon", "lat", "x", "y", "crs")


@dataclass
class _Read:
    """What the files of the snapshot gave."""

    records: list[dict[str, Any]] = field(default_factory=list)
    activities: dict[str, set[str]] = field(default_factory=dict)
    published: date | None = None


def load(path: Path, places: Places, *, period: str, progress: Progress = silent) -> Loaded:
    read, rejections = _read(path, progress), Rejections()
    frame = _kept(read.records, places, rejections)
    frame, far = located(frame, places)
    table = _with_activities(frame, read.activities)
    codes = set(frame["categorie"].unique()) - schema.LABELS.keys() - schema.FAMILLE_OF.keys()
    return loaded(
        {ETABLISSEMENTS: shaped(ETABLISSEMENTS, table)},
        rejections,
        read=len(read.records),
        published=read.published,
        établissements=len(frame),
        sans_point=frame["lon"].null_count(),
        points_trop_loin_de_leur_commune=far,
        catégories_sans_famille=len(codes),
    )


def _read(path: Path, progress: Progress) -> _Read:
    """Each file of the archive by its first bytes: the feed, the historical file, one with a header, the activities."""
    read = _Read()
    for name in opening.members(path):
        inside = f"^{re.escape(name)}$" if len(opening.members(path)) > 1 else ""
        head = opening.head_of(path, inside)
        if feed.is_feed(head):
            records, read.published = feed.read(path, inside, progress)
        elif historical.is_historical(head):
            records, read.published = historical.read(path, inside)
        elif headed.is_activities(head):
            records, read.activities = [], headed.read_activities(path, inside)
        else:
            records = headed.read(path, inside)
        read.records += records
    if not read.records:
        raise UnableToRead(
            f"« {path.name} » ne contient aucun établissement : joignez-le au fichier des établissements FINESS."
        )
    return read


def _kept(records: Iterable[dict[str, Any]], places: Places, rejections: Rejections) -> pl.DataFrame:
    seen: set[str] = set()
    rows = []
    for record in records:
        finess = (record.get("finess") or "").strip().upper().zfill(9)
        if _is_closed(record):
            continue
        commune = _commune(record, places)
        reason = NO_NUMBER if len(finess) != 9 or not finess.strip("0") else _nowhere(record, places) if commune is None else ""
        reason = reason or (TWICE if finess in seen else "")
        if reason:
            rejections.add(record[reading.LINE], f"{finess} {record.get('nom') or ''}".strip(), reason)
            continue
        seen.add(finess)
        rows.append({name: record.get(name) or None for name in _FIELDS} | _told(record, finess, commune))
    return _frame(rows)


def _is_closed(record: dict[str, Any]) -> bool:
    return bool(record.get("fermeture")) or (record.get("etat") or "ACTUEL").upper() not in ("ACTUEL", "A", "OUVERT")


def _commune(record: dict[str, Any], places: Places) -> str | None:
    """The full code, else département and three digits, else the postal line."""
    departement, number = record.get("departement") or "", record.get("commune") or ""
    overseas = departement[:1] == "9" and departement[1:2].isalpha()
    built = f"97{number}" if overseas else f"{departement[:2].zfill(2)}{number}"
    postal, _, town = (record.get("ligneacheminement") or "").partition(" ")
    return (
        places.to_present(record.get("insee"))
        or places.to_present(built if len(number) == 3 else number)
        or places.commune_of(record.get("postal") or postal, record.get("town") or town)
    )


def _nowhere(record: dict[str, Any], places: Places) -> str:
    away = places.outside(record.get("insee"), record.get("postal"), record.get("commune"))
    return f"{away}, hors du champ" if away else NO_COMMUNE


def _told(record: dict[str, Any], finess: str, commune: str | None) -> dict[str, Any]:
    code = record.get("categorie") or ""
    return {
        "finess": finess,
        "nom": " ".join((record.get("nom") or "").split()),
        "categorie": code,
        "libelle": schema.label_of(code, record.get("libelle")),
        "famille": schema.FAMILLE_OF.get(code, schema.OTHER),
        "commune": commune,
        "urgences": (record.get("urgences") or "").upper() in ("1", "O", "OUI", "TRUE", "T", "VRAI"),
    }


def _frame(rows: list[dict[str, Any]]) -> pl.DataFrame:
    texts = dict.fromkeys((*_FIELDS, "famille", "commune"), pl.String)
    frame = pl.DataFrame(rows, schema={**texts, "urgences": pl.Boolean}, strict=False)
    return frame.with_columns(reading.day("dateouv").alias("ouvert_le")).drop("dateouv")


def _with_activities(frame: pl.DataFrame, activities: dict[str, set[str]]) -> pl.DataFrame:
    """One more row of family « urgences » or « maternite » for each establishment that has one."""
    plain = frame.drop("x", "y", "crs", "urgences")
    wanted = {
        famille: [finess for finess, found in activities.items() if famille in found] for famille in ("urgences", "maternite")
    }
    wanted["urgences"] += frame.filter("urgences")["finess"].to_list()
    more = [
        plain.filter(pl.col("finess").is_in(numbers)).with_columns(famille=pl.lit(famille))
        for famille, numbers in wanted.items()
    ]
    return pl.concat([plain, *more]).sort("finess", "famille")
