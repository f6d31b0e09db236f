"""Invented indicators: by département as the publishers give them, by commune for accessibility, incomes and zoning."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import polars as pl

from maillage.opendata.fictif.ground import LAST_YEAR, Floats, Ground, draws, national
from maillage.opendata.fictif.professionals import liberals
from maillage.opendata.warehouse.extra import INDICATEURS, ZONAGE, shaped

_YEARS = 6
FRANCE = "FR"
_ZONES = (
    ("1", "Très sous-dotée", 0.04),
    ("2", "Sous-dotée", 0.16),
    ("3", "Intermédiaire", 0.61),
    ("4", "Très dotée", 0.86),
    ("5", "Sur-dotée", 1.0),
)
"""Code, words, and share of the communes up to it, the least served first."""
_DOCTORS = (
    ("zip", "Zone d'intervention prioritaire", 0.34),
    ("zac", "Zone d'action complémentaire", 0.72),
    ("zv", "Zone de vigilance", 0.80),
    ("hors_zonage", "Hors zonage", 1.0),
)
_ZONED = ("medecin_generaliste", "infirmier", "kinesitherapeute", "chirurgien_dentiste", "sage_femme", "orthophoniste")
_NOISE = 0.035


def indicators(ground: Ground, professionals: pl.DataFrame) -> pl.DataFrame:
    told = national()
    parts = [
        *_prevalences(ground, told["prevalences"]),
        *_mortalities(ground, told["mortalites"]),
        *_preventions(ground, told["preventions"]),
        *_demography(ground, professionals, told["demographie"]),
        *_apl(ground, professionals, told),
        *_incomes(ground, told["revenus"]),
    ]
    rows = pl.concat(parts, how="diagonal_relaxed").with_columns(fictif=pl.lit(value=True))
    return shaped(INDICATEURS, rows)


def _frame(
    source: str, indicator: str, variant: str, level: str, year: int, unit: str, codes: Iterable[str], **columns: Floats
) -> pl.DataFrame:
    """NaN is a value that the publisher hides."""
    values = {name: pl.Series(name, column, nan_to_null=True) for name, column in columns.items()}
    frame = pl.DataFrame({"code": list(codes), **values})
    return frame.with_columns(
        source=pl.lit(source),
        indicateur=pl.lit(indicator),
        modalite=pl.lit(variant),
        niveau=pl.lit(level),
        annee=pl.lit(year, pl.Int32),
        unite=pl.lit(unit),
        secret=pl.col("valeur").is_null(),
    )


def _years(last: int = LAST_YEAR, count: int = _YEARS) -> range:
    return range(last - count + 1, last + 1)


def _mean(ground: Ground, kind: str, values: Floats) -> Floats:
    """By inhabitant of each département (or other level)."""
    return ground.by(kind, values * ground.population) / np.maximum(1, ground.by(kind, ground.population))


def _codes(ground: Ground, kind: str) -> list[str]:
    return ground.warehouse.columns.levels[kind].codes


def _prevalences(ground: Ground, told: dict[str, Any]) -> Iterable[pl.DataFrame]:
    people = np.round(ground.by("departement", ground.population) * 0.97)
    older = 100 * (_mean(ground, "departement", ground.old) - np.average(ground.old, weights=ground.population))
    for key, said in told.items():
        relief = _mean(ground, "departement", ground.field(f"prevalence {key}"))
        rate = (said["taux"] + said["age"] * older) * np.exp(0.06 * relief)
        for year in _years(LAST_YEAR - 1):
            patients = np.round(people * rate * (1 + said["an"]) ** (year - LAST_YEAR + 1) / 1000) * 10
            columns = {"numerateur": patients, "denominateur": people, "valeur": 100 * patients / people}
            yield _frame(
                "cnam_pathologies", "prevalence", key, "departement", year, "%", _codes(ground, "departement"), **columns
            )


def _mortalities(ground: Ground, told: dict[str, Any]) -> Iterable[pl.DataFrame]:
    for key, said in told.items():
        shape = np.exp(-said["nord"] * ground.south + 0.05 * ground.field(f"mortalite {key}"))
        yield from _everywhere(
            ground,
            "cepidc",
            "mortalite_standardisee",
            key,
            "décès pour 100 000 habitants",
            said["taux"] * shape,
            said["an"],
            None,
        )


def _preventions(ground: Ground, told: dict[str, Any]) -> Iterable[pl.DataFrame]:
    for indicator, variants in told.items():
        for key, said in variants.items():
            rates = said["taux"] + said["sud"] * ground.south + 1.8 * ground.field(f"{indicator} {key}")
            yield from _everywhere(ground, "opendatasoft", indicator, key, "%", rates, None, said["an"])


def _everywhere(
    ground: Ground,
    source: str,
    indicator: str,
    variant: str,
    unit: str,
    values: Floats,
    growth: float | None,
    points: float | None,
) -> Iterable[pl.DataFrame]:
    """Every year, for the départements, the régions and the country."""
    drawn = draws(f"annees {indicator} {variant}")
    for year in _years():
        ago = year - LAST_YEAR
        now = values * (1 + growth) ** ago if growth is not None else values + (points or 0) * ago
        now = now * (1 + 0.006 * drawn.normal())
        for kind in ("departement", "region"):
            yield _frame(
                source, indicator, variant, kind, year, unit, _codes(ground, kind), valeur=_mean(ground, kind, now).round(1)
            )
        whole = np.array([np.average(now, weights=ground.population)]).round(1)
        yield _frame(source, indicator, variant, "france", year, unit, [FRANCE], valeur=whole)


def _demography(ground: Ground, professionals: pl.DataFrame, told: dict[str, float]) -> Iterable[pl.DataFrame]:
    for profession, growth in told.items():
        now = ground.by("departement", liberals(professionals, ground, profession))
        local = growth + 0.008 * _mean(ground, "departement", ground.field(f"demographie {profession}"))
        for year in _years(count=9):
            counts = np.round(now * (1 + local) ** (year - LAST_YEAR))
            columns = {"numerateur": counts, "valeur": counts}
            codes = _codes(ground, "departement")
            yield _frame("ameli_demographie", "effectif", profession, "departement", year, "professionnels", codes, **columns)


def _apl(ground: Ground, professionals: pl.DataFrame, told: dict[str, Any]) -> Iterable[pl.DataFrame]:
    people = np.round(ground.population * (0.8 + 0.9 * ground.old))
    for profession, said in told["accessibilites"].items():
        reach = ground.accessible(liberals(professionals, ground, profession))
        noise = 1 + _NOISE * draws(f"apl {profession}").normal(size=len(people))
        level = reach * noise * said["moyenne"] / np.average(reach, weights=np.maximum(people, 1e-9))
        for year, factor in ((LAST_YEAR - 2, 1.02 if profession == "medecin_generaliste" else 0.98), (LAST_YEAR - 1, 1.0)):
            value = (level * factor).round(2 if said["moyenne"] < 10 else 1)
            columns = {"numerateur": value * people, "denominateur": people, "valeur": value}
            yield _frame("apl", "apl", profession, "commune", year, said["unite"], ground.codes, **columns)
            if profession == "medecin_generaliste" and year == LAST_YEAR - 1:
                yield from _ages(ground, value * people, told["generalistes_ages"], year)


def _ages(ground: Ground, consultations: Floats, told: dict[str, float], year: int) -> Iterable[pl.DataFrame]:
    """The same relief for the three ages, so that more than 60 always holds more than 65."""
    shape = np.exp(0.22 * ground.field("generalistes ages") - 0.10 * ground.urban)
    for age, share in told.items():
        part = np.clip(share * shape, 0, 0.95)
        columns = {"numerateur": consultations * part, "denominateur": consultations, "valeur": 100 * part}
        yield _frame("apl", f"apl_plus_de_{age}", "medecin_generaliste", "commune", year, "%", ground.codes, **columns)


def _incomes(ground: Ground, told: dict[str, Any]) -> Iterable[pl.DataFrame]:
    drawn = draws("revenus")
    size, suburb = len(ground.population), ground.urban * ~ground.is_centre
    relief = ground.field("revenus")
    median = told["niveau_de_vie"] * np.exp(
        0.06 * relief + 0.05 * suburb - 0.04 * ground.is_centre + 0.05 * drawn.normal(size=size)
    )
    told_median = np.where(ground.population >= told["habitants_pour_la_mediane"], np.round(median, -1), np.nan)
    rate = told["pauvrete"] * np.exp(-0.16 * relief + 0.35 * ground.is_centre - 0.10 * suburb + 0.15 * drawn.normal(size=size))
    rate = np.where(ground.population >= told["habitants_pour_la_pauvrete"], np.clip(rate, 4, 48).round(0), np.nan)
    people = np.where(np.isnan(rate), np.nan, np.round(ground.population * 0.96))
    year = LAST_YEAR - 3
    yield _frame("filosofi", "niveau_de_vie_median", "", "commune", year, "€ par an", ground.codes, valeur=told_median)
    columns = {"numerateur": people * rate / 100, "denominateur": people, "valeur": rate}
    yield _frame("filosofi", "taux_pauvrete", "", "commune", year, "%", ground.codes, **columns)


def zoning(ground: Ground, professionals: pl.DataFrame) -> pl.DataFrame:
    """Each zoned profession, by the accessibility of its invented number."""
    parts = []
    for profession in _ZONED:
        level = ground.accessible(liberals(professionals, ground, profession))
        order = level.argsort().argsort() / (len(level) - 1)
        zones = _DOCTORS if profession == "medecin_generaliste" else _ZONES
        zone = np.searchsorted([bound for *_, bound in zones], order)
        columns = {"commune": ground.codes, "zone": [zones[n][0] for n in zone], "libelle": [zones[n][1] for n in zone]}
        parts.append(pl.DataFrame(columns).with_columns(profession=pl.lit(profession)))
    return shaped(ZONAGE, pl.concat(parts).with_columns(fictif=pl.lit(value=True)))
