"""The tables one may take, each with its columns and its files."""

from typing import Any

from maillage.results.observatoire import dictionary
from maillage.www.observatoire.address import Asked
from maillage.www.shared import formats

FORMATS = {"csv": "CSV", "parquet": "Parquet", "geojson": "GeoJSON"}
KINDS = {"texte": "texte", "entier": "entier", "nombre": "nombre", "date": "date", "booleen": "vrai ou faux"}


def page(asked: Asked) -> dict[str, Any]:
    return {
        "tables": [_table(table, asked) for table in dictionary.tables().values()],
        "licence": dictionary.LICENCE,
        "licence_url": dictionary.LICENCE_URL,
        "source": asked.coverage.source,
        "datapackage": asked.link("datapackage"),
    }


def _table(table: dictionary.OpenTable, asked: Asked) -> dict[str, Any]:
    return {
        "name": table.name,
        "title": table.title,
        "description": table.description,
        "key": formats.join(table.key),
        "files": [(FORMATS[kind], asked.link("download", table.name, kind)) for kind in table.kinds],
        "columns": [(c.name, KINDS[c.type], c.unit, c.description) for c in table.columns],
    }
