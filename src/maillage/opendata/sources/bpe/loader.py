"""Equipment of health by commune, and the points of emergency departments and maternities, from a base of three million lines."""

from pathlib import Path

import polars as pl

from maillage.opendata.sources import indicators
from maillage.opendata.sources.bpe import schema
from maillage.opendata.sources.places import Places
from maillage.opendata.sources.reading import LINE
from maillage.opendata.sources.rows import rows_of
from maillage.opendata.sources.source import Loaded, Progress, Rejections, Source, UnableToRead, loaded, silent
from maillage.opendata.warehouse.extra import ETABLISSEMENTS, INDICATEURS, shaped

SOURCE = Source(
    "bpe",
    "Base permanente des équipements (BPE)",
    "Insee",
    "Licence Ouverte 2.0",
    "https://www.insee.fr/fr/statistiques/8217525",
    (INDICATEURS, ETABLISSEMENTS),
    gives="Équipements de santé par commune, services d'urgences et maternités",
    downloads=("https://www.insee.fr/fr/statistiques/fichier/8217525/BPE25.parquet",),
)
_DATA = r"bpe(?!.*(var|dic|meta|doc))[^/]*\.(csv|parquet)$"


def period_of(path: Path) -> str | None:
    return indicators.last_year(path, schema.COLUMNS["annee"], inside=_DATA)


def load(path: Path, places: Places, *, period: str, progress: Progress = silent) -> Loaded:
    rejections = Rejections()
    kept, lines = rows_of(path, schema.COLUMNS, keep=_health, optional=schema.OPTIONAL, inside=_DATA, progress=progress)
    counted = kept.filter(pl.col("type").is_in(list(schema.KINDS)))
    if counted.is_empty():
        raise UnableToRead(f"« {path.name} » ne contient aucun équipement de santé (TYPEQU en D) : donnez le fichier détaillé.")
    known = len(counted)
    counted = indicators.dated(counted, period, path.name)
    counted = indicators.located(counted, places.to_present, rejections, indicators.UNKNOWN_COMMUNE)
    counted = indicators.readable(counted, ["nombre", "lon", "lat"], rejections)
    counted = indicators.without_whole_cities(counted, places)
    points = _points(counted)
    return loaded(
        {**indicators.table(SOURCE.name, _by_commune(counted)), ETABLISSEMENTS: shaped(ETABLISSEMENTS, points)},
        rejections,
        read=lines,
        more={
            "équipements d'autres domaines": lines - len(kept),
            "équipements de santé non comptés": len(kept) - known,
            "urgences et maternités sans point": points["lon"].null_count(),
        },
    )


def _health(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.filter(pl.col("type").str.starts_with(schema.HEALTH))


def _by_commune(rows: pl.DataFrame) -> pl.DataFrame:
    """One line is one equipment, unless the file counts them. A commune that is absent has none: the base is exhaustive."""
    kinds = pl.col("type").replace_strict(schema.KINDS)
    counted = rows.group_by("code", kinds.alias("modalite"), "annee").agg(pl.col("nombre").fill_null(1).sum())
    return counted.sort("code", "modalite").select(
        "code",
        "modalite",
        "annee",
        pl.col("nombre").alias("numerateur"),
        pl.col("nombre").alias("valeur"),
        pl.lit("equipements").alias("indicateur"),
        pl.lit("commune").alias("niveau"),
        pl.lit("équipements").alias("unite"),
        pl.lit(value=False).alias("secret"),
    )


def _points(rows: pl.DataFrame) -> pl.DataFrame:
    """Without number of the register: the base does not publish it. A point drawn at random is none."""
    kinds = {kind: family for kind, (family, _) in schema.POINTS.items()}
    words = {kind: label for kind, (_, label) in schema.POINTS.items()}
    true_point = (
        pl.col("qualite").fill_null("").ne(schema.RANDOM_POINT)
        & pl.col("lon").is_between(-180, 180)
        & pl.col("lat").is_between(-90, 90)
    )
    return (
        rows.filter(pl.col("type").is_in(list(kinds)))
        .sort(LINE)
        .select(
            pl.col("nom").fill_null(pl.col("type").replace_strict(words)),
            pl.col("type").alias("categorie"),
            pl.col("type").replace_strict(words).alias("libelle"),
            pl.col("type").replace_strict(kinds).alias("famille"),
            pl.col("code").alias("commune"),
            pl.when(true_point).then(pl.col("lon")).alias("lon"),
            pl.when(true_point).then(pl.col("lat")).alias("lat"),
            "siret",
        )
    )
