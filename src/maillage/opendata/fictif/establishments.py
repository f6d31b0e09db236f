"""Invented establishments: sown by inhabitants, or placed in the towns of each EPCI for those that serve a basin."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl

from maillage.opendata.fictif.ground import Ground, Numbers, draws, national
from maillage.opendata.warehouse.extra import ETABLISSEMENTS, shaped

_OPENED, _DAYS = date(1985, 1, 1), 15_000
_SCATTER = 0.006
"""Degrees around the point of the commune."""


def establishments(ground: Ground, seats: dict[str, int]) -> pl.DataFrame:
    """`seats`: name of each CPTS under contract -> unit of its seat."""
    parts = [_family(ground, family, said) for family, said in national()["etablissements"].items()]
    parts.append(_seats(ground, seats))
    table = pl.concat(parts).sort("commune", "famille", "nom")
    numbers = pl.int_range(pl.len(), dtype=pl.Int64)
    return shaped(
        ETABLISSEMENTS,
        table.with_columns(
            finess=pl.format("F{}", (10_000_000 + numbers).cast(pl.String)),
            finess_ej=pl.format("F{}", (90_000_000 + numbers).cast(pl.String)),
            fictif=pl.lit(value=True),
        ),
    )


def _family(ground: Ground, family: str, said: dict[str, Any]) -> pl.DataFrame:
    drawn = draws(f"etablissements {family}")
    place = _sown if said["facon"] == "semis" else _by_basin
    units = place(ground, said, drawn)
    names = [_named(said["nom"], ground.names[unit], number) for unit, number in zip(units, _order(units), strict=True)]
    return _frame(ground, units, names, family, said["categorie"], said["libelle"], drawn)


def _sown(ground: Ground, said: dict[str, Any], drawn: np.random.Generator) -> Numbers:
    weight = ground.population ** said["attrait"] * np.where(ground.is_centre, 2.5, 1.0) * (ground.population > 400)
    counts = drawn.poisson(weight / weight.sum() * said["nombre"])
    return np.repeat(np.arange(len(counts)), counts)


def _by_basin(ground: Ground, said: dict[str, Any], drawn: np.random.Generator) -> Numbers:
    """One for so many inhabitants of the EPCI, rounded at random, each in the next town by population."""
    people = ground.by("epci", ground.population)
    wanted = np.floor(people * said["nombre"] / people.sum() + drawn.random(len(people))).astype(int)
    epci = ground.level("epci")
    order = np.lexsort((-ground.population, epci))
    order = order[epci[order] >= 0]
    return np.array([u for u, rank in zip(order, _order(epci[order]), strict=True) if rank < wanted[epci[u]]], dtype=np.int64)


def _order(keys: Numbers) -> Numbers:
    """0, 1, 2… inside each run of equal keys."""
    start = np.r_[True, keys[1:] != keys[:-1]]
    return np.arange(len(keys)) - np.maximum.accumulate(np.where(start, np.arange(len(keys)), 0))


def _named(kind: str, commune: str, number: int) -> str:
    return f"{kind} {'fictive' if kind[:1] in 'PUM' else 'fictif'} {number + 1} ({commune})"


def _seats(ground: Ground, seats: dict[str, int]) -> pl.DataFrame:
    units = np.array(list(seats.values()), dtype=np.int64)
    title = "Communauté professionnelle territoriale de santé (CPTS)"
    return _frame(ground, units, list(seats), "cpts", "604", title, draws("etablissements cpts"))


def _frame(
    ground: Ground, units: Numbers, names: list[str], family: str, category: str, label: str, drawn: np.random.Generator
) -> pl.DataFrame:
    points = ground.points[units] + drawn.uniform(-_SCATTER, _SCATTER, (len(units), 2))
    days = drawn.integers(0, _DAYS, len(units)) if family != "cpts" else drawn.integers(13_000, _DAYS, len(units))
    return pl.DataFrame(
        {
            "nom": names,
            "commune": [ground.codes[unit] for unit in units],
            "lon": points[:, 0].round(5),
            "lat": points[:, 1].round(5),
            "ouvert_le": [_OPENED + timedelta(days=int(day)) for day in days],
        },
        schema={"nom": pl.String, "commune": pl.String, "lon": pl.Float64, "lat": pl.Float64, "ouvert_le": pl.Date},
    ).with_columns(famille=pl.lit(family), categorie=pl.lit(category), libelle=pl.lit(label))
