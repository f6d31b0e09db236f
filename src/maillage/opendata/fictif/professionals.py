"""Invented professionals by commune: national numbers, spread by inhabitants, town, south and a relief of their own."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import polars as pl

from maillage.opendata.fictif.ground import Floats, Ground, draws, national
from maillage.opendata.warehouse.extra import PROFESSIONNELS, shaped

_RELIEF, _CENTRE = 0.16, 1.5
_SECTORS = {"liberal": "Cabinet de groupe", "mixte": "Cabinet individuel", "salarie": "Établissement de santé"}


def professionals(ground: Ground) -> pl.DataFrame:
    told = national()
    parts = [
        pl.DataFrame({"commune": np.array(ground.codes, dtype=object)[kept].tolist(), "nombre": counts[kept]}).with_columns(
            profession=pl.lit(profession),
            savoir_faire=pl.lit(skill, pl.String),
            mode=pl.lit(mode),
            secteur=pl.lit("Pharmacie d'officine" if profession == "pharmacien" else _SECTORS[mode]),
            fictif=pl.lit(value=True),
        )
        for profession, said in told["professionnels"].items()
        for skill, mode, counts in _counts(ground, profession, said, told["specialites"])
        for kept in (np.flatnonzero(counts),)
    ]
    return shaped(PROFESSIONNELS, pl.concat(parts).sort("commune", "profession", "mode", "savoir_faire"))


def _counts(
    ground: Ground, profession: str, said: dict[str, Any], specialities: dict[str, float]
) -> Iterator[tuple[str | None, str, Floats]]:
    drawn = draws(f"professionnels {profession}")
    skills = specialities if said.get("savoir_faire") == "specialites" else {said.get("savoir_faire"): 1.0}
    shares = {"liberal": said["liberal"], "mixte": said["mixte"], "salarie": 1 - said["liberal"] - said["mixte"]}
    for mode, share in shares.items():
        spread = spread_of(ground, profession, said, said["attrait_salarie"] if mode == "salarie" else said["attrait"])
        for skill, part in skills.items():
            yield skill, mode, drawn.poisson(spread * said["nombre"] * share * part).astype(float)


def spread_of(ground: Ground, profession: str, said: dict[str, Any], attraction: float) -> Floats:
    """Share of the national number that each unit gets."""
    weight = ground.population**attraction * np.exp(said["sud"] * ground.south + _RELIEF * ground.field(profession))
    weight *= np.where(ground.is_centre & (ground.population < 60_000), _CENTRE, 1.0)
    return np.asarray(weight / weight.sum())


def liberals(table: pl.DataFrame, ground: Ground, profession: str) -> Floats:
    """Liberal and mixed professionals of each unit, back from the table."""
    counted = (
        table.filter((pl.col("profession") == profession) & pl.col("mode").is_in(["liberal", "mixte"]))
        .group_by("commune")
        .agg(pl.col("nombre").sum())
    )
    number = {code: i for i, code in enumerate(ground.codes)}
    found = np.zeros(len(number))
    for code, count in counted.iter_rows():
        found[number[code]] = count
    return found
