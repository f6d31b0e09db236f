"""The columns that commands and pages read at once, out of the same tables (see `warehouse.start`)."""

from pathlib import Path

import polars as pl

from maillage.opendata.warehouse.graph import Graph
from maillage.opendata.warehouse.schema import ADJACENCY, AGES, COMMUNES, GAPS, NAMES, PASSAGE, PLACES, YEARS
from maillage.opendata.warehouse.start import StartWriter

_TEXTS = {
    COMMUNES: ("code", "name", "kind", "parent", "departement", "region", "epci", "outline"),
    PLACES: ("code", "name", "kind"),
    PASSAGE: ("code", "target", "kind", "name", "ended_on"),
    GAPS: ("code", "figure", "kind", "other"),
    NAMES: ("code", "name"),
}
_NUMBERS = {
    COMMUNES: (*(f"pmun_{year}" for year in YEARS), *AGES),
    PLACES: ("communes", "population"),
    PASSAGE: ("last_cog",),
}


def write_start(tables: dict[str, pl.DataFrame], folder: Path) -> None:
    """Every column that is not geometry, and the graph of borders ready to walk."""
    writer = StartWriter(folder)
    for table, names in _TEXTS.items():
        for name in names:
            writer.texts(f"{table}/{name}", tables[table][name].to_list())
    for table, names in _NUMBERS.items():
        for name in names:
            writer.numbers(f"{table}/{name}", tables[table][name].to_list())
    units = tables[COMMUNES]
    writer.texts("communes/postal_codes", units["postal_codes"].list.join(" ").to_list())
    for name in ("lon", "lat"):
        writer.numbers(f"communes/{name}", (round(degrees * 100_000) for degrees in units[name]))
    for name, column in _graph(units, tables[ADJACENCY]).columns().items():
        writer.numbers(f"graph/{name}", column)
    writer.close()


def _graph(units: pl.DataFrame, pairs: pl.DataFrame) -> Graph:
    row_of = {code: row for row, code in enumerate(units["code"])}
    edge = (row for row, touches in enumerate(units["edge"]) if touches)
    return Graph.of_pairs(len(units), ((row_of[a], row_of[b]) for a, b in pairs.iter_rows()), edge)
