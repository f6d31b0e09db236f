"""Perimeters of CPTS by commune, from a list or from polygons; what a line does not say stays unknown."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from maillage.opendata.sources.perimetres import schema
from maillage.opendata.sources.perimetres.polygons import read_polygons
from maillage.opendata.sources.perimetres.row import Row
from maillage.opendata.sources.perimetres.rows import Listed, identifiers, read_list
from maillage.opendata.sources.places import Places
from maillage.opendata.sources.source import Loaded, Progress, Rejections, Source, UnableToRead, loaded, silent
from maillage.opendata.warehouse.extra import PERIMETRES, shaped

SOURCE = Source(
    "perimetres",
    "Périmètres des CPTS",
    "Votre ARS, votre caisse ou votre fédération",
    "selon qui vous les donne",
    "",
    (PERIMETRES,),
    gives="Communes de chaque CPTS, avec son stade et sa date quand ils sont connus",
    renewed_days=90,
)
_STAMP = re.compile(r"[-_]20\d{2}(?:[-_]?\d{2}){0,2}$")
_SHOWN = 5
NO_CODE, NO_NAME, NO_COMMUNE = "code de commune absent", "nom de la CPTS absent", "code de commune inconnu"


@dataclass
class _Reading:
    """What is learnt while the lines are read."""

    rejections: Rejections = field(default_factory=Rejections)
    translated: int = 0
    stages: set[str] = field(default_factory=set)
    dates: int = 0


def load(path: Path, places: Places, *, period: str, progress: Progress = silent) -> Loaded:
    told = _Reading()
    if path.suffix.lower() in (".geojson", ".json"):
        listed = Listed(read_polygons(path, places, told.rejections))
    else:
        listed = read_list(path, places)
    rows = listed.rows
    if not rows:
        raise UnableToRead(f"« {path.name} » ne donne aucune commune : vérifiez que c'est le bon fichier.")
    kept = _kept(rows, places, told)
    progress(len(rows), len(rows))
    table = shaped(PERIMETRES, kept).unique(maintain_order=True) if kept else shaped(PERIMETRES, [])
    return loaded(
        {PERIMETRES: table},
        told.rejections,
        read=len(rows),
        remarks=(*_remarks(told), *_about(listed, places)),
        CPTS=table["cpts"].n_unique(),
        communes=table["commune"].n_unique(),
        codes_traduits=told.translated,
        lignes_en_double=len(kept) - len(table),
    )


def _kept(rows: Sequence[Row], places: Places, told: _Reading) -> list[dict[str, Any]]:
    ids = identifiers(row.cpts for row in rows if row.cpts)
    found = []
    for row in rows:
        commune = places.to_present(row.code)
        if not row.code or not row.cpts or commune is None:
            told.rejections.add(row.line, _value(row), _reason(row, places))
            continue
        found.append({"cpts": ids[row.cpts], "nom": row.cpts, "commune": commune, **_stage(row, commune, told)})
    return found


def _value(row: Row) -> str:
    where = f"feuille {row.sheet} : " if row.sheet else ""
    return where + (row.detail or " ".join(filter(None, (row.code or row.place, row.cpts))))


def _reason(row: Row, places: Places) -> str:
    if row.problem:
        return row.problem
    if not row.code:
        return NO_CODE
    away = places.outside(row.code)
    return NO_NAME if not row.cpts else f"{away}, hors du champ" if away else NO_COMMUNE


def _about(listed: Listed, places: Places) -> Iterator[str]:
    """The sheets that were left, and the names that are not those of today."""
    if listed.left:
        names = ", ".join(f"« {name} »" for name in listed.left)
        yield f"Feuilles laissées, sans les colonnes « code_commune » (ou le nom) et « cpts » : {names}."
    former = {row.place: row.code for row in listed.rows if row.place and row.code in places.known and _is_former(row, places)}
    if former:
        told = ", ".join(f"{name} → {places.name_of(code)} ({code})" for name, code in sorted(former.items())[:_SHOWN])
        more = f" et {len(former) - _SHOWN} autres" if len(former) > _SHOWN else ""
        yield f"Noms qui ne sont pas ceux d'aujourd'hui, lus comme la commune actuelle : {told}{more}."


def _is_former(row: Row, places: Places) -> bool:
    return row.code in places.towns.named(row.place) and places.towns.is_former(row.place, row.code)


def _stage(row: Row, commune: str, told: _Reading) -> dict[str, Any]:
    stade = schema.stage_of(row.stade)
    told.translated += commune != row.code
    told.dates += bool(row.depuis_text) and row.depuis is None
    if row.stade and stade is None:
        told.stages.add(row.stade)
    return {"stade": stade, "depuis": row.depuis}


def _remarks(told: _Reading) -> tuple[str, ...]:
    found = []
    if told.stages:
        words = ", ".join(f"« {word} »" for word in sorted(told.stages)[:10])
        found.append(f"Stades non reconnus, laissés inconnus : {words}. Écrivez : {', '.join(_STADES)}.")
    if told.dates:
        found.append(f"Dates illisibles, laissées vides : {told.dates}. Écrivez-les AAAA-MM-JJ.")
    return tuple(found)


_STADES = (schema.LETTRE, schema.PROJET, schema.ACI)


def part_of(path: Path) -> str | None:
    """One list is the whole network, unless its name says the département or région: « perimetres-occitanie_2026-09.csv »."""
    first, _, place = _STAMP.sub("", path.name.split(".")[0]).partition("-")
    return place or None if first == "perimetres" else None
