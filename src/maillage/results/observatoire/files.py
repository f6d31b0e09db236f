"""The open tables as files: CSV for spreadsheets, Parquet for analysis, GeoJSON for maps; each says its licence and its source."""

import io
import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from maillage.results.couverture import Coverage, contours
from maillage.results.observatoire.dictionary import LICENCE, LICENCE_URL, tables
from maillage.results.observatoire.tables import table

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "geojson": "application/geo+json",
}
_FORMULAS = "^[=+\\-@\t\r]"


@dataclass(frozen=True, slots=True)
class File:
    name: str
    type: str
    content: bytes


class NoSuchFile(LookupError):
    """No such table, or not in this form; the message is a French sentence."""

    def __str__(self) -> str:
        return str(self.args[0])


def file(coverage: Coverage, name: str, kind: str) -> File:
    """Invented data say « fictif » in the name of the file and on each row."""
    known = tables().get(name)
    if known is None or kind not in known.kinds:
        raise NoSuchFile("Ce fichier n'existe pas : voyez la liste des tables et de leurs formats.")
    label = "-fictif" if coverage.fictitious else ""
    day = f"-{coverage.today:%Y-%m-%d}"
    return File(f"observatoire-{name.replace('_', '-')}{day}{label}.{kind}", TYPES[kind], _content(coverage, name, kind))


@lru_cache(maxsize=24)
def _content(coverage: Coverage, name: str, kind: str) -> bytes:
    if kind == "geojson":
        return _geojson(coverage, name)
    frame, target = table(coverage, name), io.BytesIO()
    if kind == "parquet":
        frame.write_parquet(target, metadata=_said(coverage, name))
    else:
        target.write("\N{ZERO WIDTH NO-BREAK SPACE}".encode())
        _without_formulas(frame).write_csv(target, separator=";", line_terminator="\r\n")
    return target.getvalue()


def _without_formulas(frame: Any) -> Any:
    """A name that a spreadsheet would take for a formula is written as text."""
    import polars as pl

    texts = [name for name, kind in frame.schema.items() if kind == pl.String]
    wrong = {name: pl.col(name).str.contains(_FORMULAS) for name in texts}
    return frame.with_columns(
        pl.when(test).then("'" + pl.col(name)).otherwise(pl.col(name)).alias(name) for name, test in wrong.items()
    )


def _said(coverage: Coverage, name: str) -> dict[str, str]:
    known = tables()[name]
    return {
        "title": known.title,
        "description": known.description,
        "source": coverage.source,
        "licence": f"{LICENCE}, {LICENCE_URL}",
        "le": coverage.today.isoformat(),
        "fictif": "oui" if coverage.fictitious else "non",
    }


def _geojson(coverage: Coverage, name: str) -> bytes:
    """WGS 84, outlines simplified to about ten metres."""
    from maillage.opendata.warehouse.shapes import geojson

    rows = table(coverage, name).to_dicts()
    shapes = contours.cpts_shapes(coverage) if name == "cpts" else contours.zone_shapes(coverage)
    features = [
        {
            "type": "Feature",
            "id": row["id"],
            "properties": row,
            "geometry": geojson(shapes[row["id"]]) if row["id"] in shapes else None,
        }
        for row in rows
    ]
    told = _said(coverage, name) | {"fictif": coverage.fictitious}
    return json.dumps(
        {"type": "FeatureCollection", **told, "features": features}, ensure_ascii=False, separators=(",", ":"), default=str
    ).encode()
