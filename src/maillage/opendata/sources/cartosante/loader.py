"""Zoning of one profession by commune: two lines before the header, a zone told by its number, « N/A » where there is none."""

from pathlib import Path

import polars as pl

from maillage.opendata.sources import indicators
from maillage.opendata.sources.cartosante import schema
from maillage.opendata.sources.places import Places
from maillage.opendata.sources.reading import LINE, columns, csv_lines
from maillage.opendata.sources.source import Loaded, Progress, Rejections, Source, UnableToRead, loaded, silent
from maillage.opendata.warehouse.extra import ZONAGE, shaped

SOURCE = Source(
    "cartosante",
    "Zonage conventionnel des professions de santé (C@rtoSanté)",
    "ARS, C@rtoSanté (Atlasanté)",
    "Non précisée par le producteur",
    "https://cartosante.atlasante.fr/",
    (ZONAGE,),
    gives="Zonage conventionnel par commune et profession",
)
UNKNOWN_ZONE = "zone inconnue"


def part_of(path: Path) -> str | None:
    """Each profession is a file of its own."""
    return _profession(csv_lines(path, wanted=("Code", "Libellé")), path)


def load(path: Path, places: Places, *, period: str, progress: Progress = silent) -> Loaded:
    rejections = Rejections()
    frame = csv_lines(path, wanted=("Code", "Libellé"))
    profession = _profession(frame, path)
    rows = columns(frame, schema.COLUMNS)
    given = rows.filter(pl.col("valeur").is_not_null())
    zoned = _zoned(indicators.located(given, places.to_present, rejections, indicators.UNKNOWN_COMMUNE), rejections)
    zoned = indicators.without_whole_cities(zoned, places)
    one, several = _agreed(zoned)
    for line, code, zones in several.iter_rows():
        rejections.add(line, f"{code} : {zones}", "communes réunies depuis, de zones différentes")
    table = one.select(pl.col("code").alias("commune"), "zone", "libelle").with_columns(profession=pl.lit(profession))
    progress(1, 1)
    return loaded(
        {ZONAGE: shaped(ZONAGE, table)}, rejections, read=len(rows), communes_sans_zonage_publié=len(rows) - len(given)
    )


def _profession(frame: pl.DataFrame, path: Path) -> str:
    title = next((name for name in frame.columns if name.lower().startswith("zonage")), None)
    found = schema.profession_of(title) if title else None
    if found is None:
        raise UnableToRead(
            f"« {path.name} » n'a pas de colonne « Zonage <profession> » "
            f"(colonnes : {', '.join(name[:40] for name in frame.columns if name != LINE)})."
        )
    return found


def _zoned(rows: pl.DataFrame, rejections: Rejections) -> pl.DataFrame:
    zones = {text: schema.zone_of(text) for text in rows["valeur"].unique()}
    for line, text in (
        rows.filter(pl.col("valeur").is_in([text for text, zone in zones.items() if zone is None]))
        .select(LINE, "valeur")
        .iter_rows()
    ):
        rejections.add(line, text, UNKNOWN_ZONE)
    known = pl.DataFrame(
        [(text, *zone) for text, zone in zones.items() if zone is not None],
        schema={"valeur": pl.String, "zone": pl.String, "libelle": pl.String},
        orient="row",
    )
    return rows.drop("libelle").join(known, on="valeur", maintain_order="left")


def _agreed(rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """One zone per present commune, and those whose former communes had several."""
    merged = rows.group_by("code", maintain_order=True).agg(
        pl.col(LINE).min(), pl.col("zone").first(), pl.col("libelle").first(), pl.col("zone").unique().sort().alias("zones")
    )
    alone = pl.col("zones").list.len() == 1
    several = merged.filter(~alone).select(LINE, "code", pl.col("zones").list.join(", "))
    return merged.filter(alone).drop("zones"), several
