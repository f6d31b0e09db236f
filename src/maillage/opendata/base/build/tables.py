"""The tables as they are shipped: one row per commune or arrondissement, per place, per retired code, per gap."""

from pathlib import Path

import polars as pl
import shapely

from maillage.opendata.base.build.ages import FIGURES, AgesTable
from maillage.opendata.base.build.contours import UNKNOWN, Contours
from maillage.opendata.base.build.decoupage import Decoupage, Record
from maillage.opendata.base.build.packages import COG, PIVOT, read_json
from maillage.opendata.base.build.passage import Former
from maillage.opendata.base.build.populations import YEARS, Gap, Populations

COMMUNE, ARRONDISSEMENT = "commune", "arrondissement"


def communes(
    pivot: Decoupage,
    epci_of: dict[str, str],
    populations: Populations,
    ages: AgesTable,
    contours: Contours,
    edge: set[str],
    borrowed_points: dict[str, str],
) -> pl.DataFrame:
    """`borrowed_points`: commune without outline -> commune whose outline still covers it."""
    rows = []
    for kind, records in ((COMMUNE, pivot.communes), (ARRONDISSEMENT, pivot.arrondissements)):
        for code, record in sorted(records.items()):
            drawn = contours.geometries.get(code) or contours.geometries[borrowed_points[code]]
            rows.append(
                _identity(kind, record, epci_of)
                | {f"pmun_{year}": populations.values[year].get(code) for year in YEARS}
                | dict(zip(FIGURES, ages.by_code.get(code, (None,) * 3), strict=True))
                | _point(drawn)
                | {"outline": contours.origins.get(code, UNKNOWN), "edge": code in edge}
            )
    figures = {f"pmun_{year}": pl.Int32 for year in YEARS} | dict.fromkeys(FIGURES, pl.Int32)
    return pl.DataFrame(rows, schema_overrides=figures, infer_schema_length=None)


def _identity(kind: str, record: Record, epci_of: dict[str, str]) -> dict[str, object]:
    parent = record.get("commune", "")
    return {
        "code": record["code"],
        "kind": kind,
        "name": record["nom"],
        "parent": parent,
        "departement": record["departement"],
        "region": record["region"],
        "epci": epci_of.get(parent or record["code"], ""),
        "siren": record.get("siren", ""),
        "postal_codes": sorted(record["codesPostaux"]),
    }


def _point(shape: shapely.Geometry) -> dict[str, float]:
    inside = shapely.point_on_surface(shape)
    return {"lon": round(inside.x, 5), "lat": round(inside.y, 5)}


def memberships(cache: Path) -> dict[str, str]:
    """Commune -> SIREN of its EPCI."""
    return {member["code"]: epci["code"] for epci in read_json(cache, PIVOT, "epci") for member in epci["membres"]}


def places(cache: Path, units: pl.DataFrame) -> pl.DataFrame:
    """EPCI, départements and régions of the field, with their names, communes and inhabitants."""
    rows = [{"kind": "epci", "code": e["code"], "name": e["nom"], "type": e["type"]} for e in read_json(cache, PIVOT, "epci")]
    for kind, table in (("departement", "departements"), ("region", "regions")):
        kept = (record for record in read_json(cache, PIVOT, table) if record.get("zone") != "com")
        rows += [{"kind": kind, "code": r["code"], "name": r["nom"], "type": ""} for r in kept]
    return pl.DataFrame(rows).join(_counts(units), on=["kind", "code"], how="left").sort("kind", "code")


def _counts(units: pl.DataFrame) -> pl.DataFrame:
    communes = units.filter(pl.col("kind") == COMMUNE)
    people = (pl.len().cast(pl.Int32).alias("communes"), pl.col(f"pmun_{YEARS[-1]}").sum().cast(pl.Int32).alias("population"))
    levels = (
        communes.group_by(pl.col(kind).alias("code")).agg(*people).with_columns(kind=pl.lit(kind))
        for kind in ("epci", "departement", "region")
    )
    return pl.concat(levels)


def passage(entries: list[Former], pivot: Decoupage, collectivites: dict[str, str]) -> pl.DataFrame:
    """Retired codes, then the delegated communes that share the code of their commune, then what is out of the field."""
    rows = [(e.code, e.target, e.kind, e.name, e.last_cog, e.ended_on) for e in entries]
    rows += [
        (code, code, "homonyme", record["nom"], COG[PIVOT], "")
        for code, record in pivot.namesakes.items()
        if record["nom"] != pivot.communes[code]["nom"]
    ]
    rows += [(code, "", "hors_champ", name, COG[PIVOT], "") for code, name in collectivites.items()]
    names = ["code", "target", "kind", "name", "last_cog", "ended_on"]
    return pl.DataFrame(sorted(rows, key=lambda row: (row[0], row[2])), schema=names, orient="row")


def names(before: set[tuple[str, str]]) -> pl.DataFrame:
    """Present commune -> each name that it, or a commune whose land it holds, bore before."""
    return pl.DataFrame(sorted(before), schema=["code", "name"], orient="row")


def gaps(rows: list[Gap]) -> pl.DataFrame:
    """Figures that the sources do not give for the present perimeter."""
    return pl.DataFrame(
        [(g.code, g.figure, g.kind, g.other) for g in rows], schema=["code", "figure", "kind", "other"], orient="row"
    )
