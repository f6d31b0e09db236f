"""Perimeters of CPTS by commune, from a list or from polygons; what a line does not say stays unknown."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from maillage.opendata.sources.perimetres import schema
from maillage.opendata.sources.perimetres.polygons import read_polygons
from maillage.opendata.sources.perimetres.rows import Row, identifiers, read_rows
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
        rows = read_polygons(path, places, told.rejections)
    else:
        rows = read_rows(path)
    if not rows:
        raise UnableToRead(f"« {path.name} » ne donne aucune commune : vérifiez que c'est le bon fichier.")
    kept = _kept(rows, places, told)
    progress(len(rows), len(rows))
    table = shaped(PERIMETRES, kept).unique(maintain_order=True) if kept else shaped(PERIMETRES, [])
    return loaded(
        {PERIMETRES: table},
        told.rejections,
        read=len(rows),
        remarks=_remarks(told),
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
            reason = NO_CODE if not row.code else NO_COMMUNE if row.cpts else NO_NAME
            told.rejections.add(row.line, f"{row.code} {row.cpts}".strip(), reason)
            continue
        found.append({"cpts": ids[row.cpts], "nom": row.cpts, "commune": commune, **_stage(row, commune, told)})
    return found


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
