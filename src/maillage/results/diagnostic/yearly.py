"""The table of indicators as columns by level and year: communes by row, départements and régions by number."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from maillage.measures.columns import Column, Rows
from maillage.measures.model import Term
from maillage.measures.ratios import median
from maillage.measures.sphere import Floats
from maillage.opendata.warehouse.extra import FICTIF, INDICATEURS
from maillage.results.diagnostic.atlas import Atlas
from maillage.results.diagnostic.provenance import origin

_FIGURES = ("numerateur", "denominateur", "valeur")
_SLICE = 100_000
_KEYS = ("source", "indicateur", "modalite")


@dataclass(frozen=True, eq=False)
class _Year:
    """Figures of one year: places by number, NaN where the publisher says nothing."""

    places: Rows
    figures: dict[str, Floats]
    fictitious: bool


@dataclass
class Yearly:
    """(level, source, indicateur, modalite) -> year -> figures."""

    atlas: Atlas
    years: dict[tuple[str, ...], dict[int, _Year]] = field(default_factory=dict)

    def known_years(self, term: Term, level: str) -> list[int]:
        """Years in which the term has figures at this level, oldest first."""
        _, found = self.atlas.once(
            ("years", id(term), level),
            lambda: (term, sorted({year for key in self._keys(term, level) for year in self.years[key]})),
        )
        return found

    def column(self, term: Term, level: str, year: int | None = None) -> Column | None:
        """Every place of the level; the newest year unless told. None when the table holds nothing of it."""
        years = self.known_years(term, level)
        if not years:
            return None
        wanted = year or years[-1]
        _, found = self.atlas.once(
            ("yearly", id(term), level, wanted),
            lambda: (term, self.atlas.once(_key(term, level, wanted), lambda: self._column(term, level, wanted))),
        )
        return found

    def _keys(self, term: Term, level: str) -> list[tuple[str, ...]]:
        wanted = [term.where.get(name) for name in _KEYS]
        return [
            key
            for key in self.years
            if key[0] == level and all(w is None or k in w for w, k in zip(wanted, key[1:], strict=True))
        ]

    def _column(self, term: Term, level: str, year: int) -> Column:
        values = np.full(len(self.atlas.codes_of(level)), np.nan)
        fictitious, source = False, ""
        for key in self._keys(term, level):
            if (found := self.years[key].get(year)) is not None:
                values[found.places] = found.figures[term.column]
                fictitious, source = fictitious or found.fictitious, key[1]
        if level == "commune":
            self._fill_cities(values, term)
        told = origin(self.atlas, source, fictitious=fictitious, vintage=str(year))
        return Column(values, told.title, told.vintage, told.fictitious, level)

    def _fill_cities(self, values: Floats, term: Term) -> None:
        """A city without its own figure: the sum of its arrondissements, or their median when it is a published value."""
        for city, inside in self.atlas.cities.items():
            if not np.isnan(values[city]) or np.isnan(values[inside]).any():
                continue
            if term.column == "valeur":
                found = median(Column(values), Column(self.atlas.population), inside).value
                values[city] = np.nan if found is None else float(found)
            else:
                values[city] = values[inside].sum()


def _key(term: Term, level: str, year: int) -> tuple[object, ...]:
    """The same for all the terms that ask for the same figures."""
    return (term.table, term.column, tuple(sorted(term.where.items())), level, year)


def yearly(atlas: Atlas) -> Yearly:
    return atlas.once("yearly", lambda: _read(atlas))


def _read(atlas: Atlas) -> Yearly:
    found = Yearly(atlas)
    if not atlas.warehouse.has(INDICATEURS):
        return found
    scan = pl.scan_parquet(atlas.warehouse.folder / f"{INDICATEURS}.parquet")
    for level in ("commune", "departement", "region", "france"):
        for (*names, year), figures in _parts(_level(atlas, scan, level)):
            found.years.setdefault((level, *(name or "" for name in names)), {})[year] = figures
    return found


def _level(atlas: Atlas, scan: pl.LazyFrame, level: str) -> pl.DataFrame:
    """Rows of a level, with the number of their place; read by slices, since texts weigh ten times what is kept of them."""
    codes = atlas.codes_of(level)
    numbers = pl.LazyFrame({"code": codes, "place": np.arange(len(codes), dtype=np.int32)})
    columns = [*_KEYS, "annee", "code", *_FIGURES, FICTIF]
    slices = [
        scan.slice(start, _SLICE)
        .filter(pl.col("niveau") == level)
        .select(columns)
        .join(numbers, on="code", how="inner")
        .drop("code")
        .with_columns(pl.col(_KEYS).cast(pl.Categorical))
        .collect()
        for start in range(0, scan.select(pl.len()).collect().item(), _SLICE)
    ]
    return pl.concat(slices)


def _parts(frame: pl.DataFrame) -> Iterable[tuple[tuple[str | None, str | None, str | None, int], _Year]]:
    """One for each key and year, as views of arrays sorted once."""
    keys = frame.select(*_KEYS, "annee").unique(maintain_order=True).with_row_index("part")
    number = frame.join(keys, on=[*_KEYS, "annee"], how="left", nulls_equal=True, maintain_order="left")["part"].to_numpy()
    order = np.argsort(number, kind="stable")
    bounds = np.searchsorted(number, np.arange(len(keys) + 1), sorter=order)
    places = frame["place"].to_numpy()[order]
    fictitious = frame[FICTIF].to_numpy()[order]
    figures = {name: frame[name].to_numpy()[order] for name in _FIGURES}
    for part, source, indicator, variant, year in keys.iter_rows():
        inside = slice(bounds[part], bounds[part + 1])
        values = {name: column[inside] for name, column in figures.items()}
        yield (source, indicator, variant, year), _Year(places[inside], values, bool(fictitious[inside].any()))
