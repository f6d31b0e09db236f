"""The daily JSON of 2026: 700 MB once opened, read one legal entity at a time; its keys do not always follow its schema."""

import codecs
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from maillage.opendata.sources import opening, reading
from maillage.opendata.sources.source import Progress, UnableToRead, silent

_CHUNK = 1 << 22
_START = re.compile(r'"pmej"\s*:\s*\[', re.IGNORECASE)
_DAY = re.compile(r'"generatedAt"\s*:\s*"(\d{4}-\d{2}-\d{2})', re.IGNORECASE)
_BETWEEN = re.compile(r"[\s,]*")


def is_feed(head: str) -> bool:
    return head.lstrip("\ufeff \n\r\t").startswith("{")


def read(path: Path, inside: str = "", progress: Progress = silent) -> tuple[list[dict[str, Any]], date | None]:
    """One record per establishment that is open."""
    found: list[dict[str, Any]] = []
    days: list[date] = []
    for entity in _entities(path, inside, progress, days):
        said = _plain(entity)
        legal = _first(said.get("informationsgeneralespmej"))
        found += [_record(_plain(site), legal, number) for number, site in enumerate(said.get("ege") or [], len(found) + 1)]
    if not found:
        raise UnableToRead(f"« {path.name} » ne contient aucun établissement (« ege ») : prenez le jeu « finess-structures ».")
    return [record for record in found if record.pop("open")], days[0] if days else None


def _entities(path: Path, inside: str, progress: Progress, days: list[date]) -> Iterator[Mapping[str, Any]]:
    """Objects of the list `pmej`, decoded one by one as the text arrives."""
    decoder, decode = json.JSONDecoder(), codecs.getincrementaldecoder("utf-8-sig")(errors="replace").decode
    total, done = opening.size_of(path, inside), 0
    buffer, position, started = "", 0, False
    with opening.open_bytes(path, inside) as file:
        while True:
            chunk = _chunk(file, path)
            buffer, position = buffer[position:] + decode(chunk, not chunk), 0
            opening.check_room(path, len(buffer))
            done += len(chunk)
            progress(min(done, total), total)
            if not started and (start := _START.search(buffer)):
                days += [date.fromisoformat(day) for day in _DAY.findall(buffer[: start.start()])[:1]]
                started, position = True, start.end()
            while started:
                position = _skipped(buffer, position)
                if buffer[position : position + 1] == "]":
                    return
                try:
                    entity, position = decoder.raw_decode(buffer, position)
                except ValueError:
                    break
                yield entity
            if not chunk:
                raise UnableToRead(
                    f"« {path.name} » est coupé, ou n'est pas le flux des structures FINESS : téléchargez-le de nouveau."
                )


def _chunk(file: Any, path: Path) -> bytes:
    try:
        read: bytes = file.read(_CHUNK)
    except opening.DAMAGED as error:
        raise opening.damaged(path, error) from None
    return read


def _skipped(buffer: str, position: int) -> int:
    match = _BETWEEN.match(buffer, position)
    return match.end() if match else position


def _plain(value: Mapping[str, Any]) -> dict[str, Any]:
    """Keys without case nor underscores: the published file and its schema do not agree on them."""
    return {key.lower().replace("_", ""): content for key, content in value.items()}


def _first(value: Any) -> dict[str, Any]:
    """An object, or the first of a list of them."""
    found = value[0] if isinstance(value, list) and value else value
    return _plain(found) if isinstance(found, Mapping) else {}


_PLACE = "03"
"""Use of an address: the place itself. The others are postal, or of who manages."""


def _place(value: Any) -> dict[str, Any]:
    """Of several addresses, that of the place; else the first."""
    given = [_plain(one) for one in value if isinstance(one, Mapping)] if isinstance(value, list) else [_first(value)]
    return next((one for one in given if _code(one.get("usageadresse")) == _PLACE), given[0] if given else {})


def _code(value: Any) -> str | None:
    """A code is a text, or an object that holds one."""
    if isinstance(value, Mapping):
        return _code(_plain(value).get("code"))
    return None if value is None or value == "" else str(value)


def _record(site: dict[str, Any], legal: dict[str, Any], number: int) -> dict[str, Any]:
    about = _first(site.get("informationsgeneralesege"))
    address = _place(site.get("adresse"))
    point = _first(address.get("coordonneesgeographique"))
    closed = about.get("datefermeture") or (_code(site.get("etatobjet")) or "A") != "A"
    return {
        reading.LINE: number,
        "open": not closed,
        "finess": _code(about.get("numfinessege")),
        "finess_ej": _code(legal.get("numfinesspm")),
        "nom": about.get("nomegecourt") or about.get("nomegelong"),
        "categorie": _code(site.get("categorieentitegeographiqueexercice")),
        "insee": _code(address.get("cogcommune")),
        "postal": address.get("codepostal"),
        "town": address.get("ligneacheminement"),
        "siret": _code(about.get("siret") or site.get("siret")),
        "dateouv": about.get("dateouverture"),
        "lon": point.get("directionlongitude"),
        "lat": point.get("directionlatitude"),
        "x": point.get("coordonneex"),
        "y": point.get("coordonneey"),
    }
