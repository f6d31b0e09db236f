"""The historical file: no header, two kinds of lines (`structureet`, then `geolocalisation`), stopped in May 2026."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from maillage.opendata.sources import opening, reading
from maillage.opendata.sources.finess import schema
from maillage.opendata.sources.source import UnableToRead

FIRST, LINE, POINT = "finess;etalab", "structureet", "geolocalisation"


def published_on(text: str) -> date | None:
    """Its first line says: `finess;etalab;<n>;<AAAA-MM-JJ>`."""
    try:
        return date.fromisoformat(text.split("\n", 1)[0].split(";")[3].strip())
    except (ValueError, IndexError):
        return None


def is_historical(head: str) -> bool:
    return head.startswith((FIRST, f"{LINE};", f"{POINT};"))


def read(path: Path, inside: str = "") -> tuple[list[dict[str, Any]], date | None]:
    """One record per `structureet` line, with the point of its `geolocalisation` line when there is one."""
    text = opening.text_of(path, inside)
    _check_end(text, path)
    points: dict[str, dict[str, str]] = {}
    records: list[dict[str, Any]] = []
    for number, kind, cells in _lines(text):
        if kind == POINT:
            point = dict(zip(schema.POINT, cells, strict=False))
            points[point.get("nofinesset", "")] = point
        else:
            records.append({reading.LINE: number, **dict(zip(schema.STRUCTURE, cells, strict=False))})
    if not records:
        raise UnableToRead(
            f"« {path.name} » n'a aucune ligne « {LINE} » : prenez l'extraction cs1100507 ou cs1100502 de FINESS."
        )
    return [_record(record, points.get(record["nofinesset"], {})) for record in records], published_on(text)


def _check_end(text: str, path: Path) -> None:
    """A download that stopped leaves half a line."""
    last = text.rsplit("\n", 1)[-1]
    fields = schema.POINT if last.startswith(POINT) else schema.STRUCTURE
    if last and last.count(";") < len(fields) - 1:
        raise UnableToRead(f"« {path.name} » est coupé : sa dernière ligne n'est pas entière. Téléchargez-le de nouveau.")


def _lines(text: str) -> Iterator[tuple[int, str, list[str]]]:
    for number, line in enumerate(text.split("\n"), 1):
        kind = line.split(";", 1)[0]
        if kind in (LINE, POINT):
            yield number, kind, [cell.strip().strip('"') for cell in line.split(";")]


def _record(line: dict[str, Any], point: dict[str, str]) -> dict[str, Any]:
    return {
        reading.LINE: line[reading.LINE],
        "finess": line.get("nofinesset"),
        "finess_ej": line.get("nofinessej"),
        "nom": line.get("rs"),
        "categorie": line.get("categetab"),
        "libelle": line.get("libcategetab"),
        "commune": line.get("commune"),
        "departement": line.get("departement"),
        "ligneacheminement": line.get("ligneacheminement"),
        "siret": line.get("siret"),
        "dateouv": line.get("dateouv"),
        "x": point.get("coordxet"),
        "y": point.get("coordyet"),
        "crs": point.get("sourcecoordet"),
    }
