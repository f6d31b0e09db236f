"""Tables to Parquet, then the manifest that names what they were made from: the last step of the build."""

from pathlib import Path

import polars as pl

from maillage.opendata.base.build.packages import ALL, UnableToBuild
from maillage.opendata.base.build.quick import write_start
from maillage.opendata.warehouse.folder import swap_in
from maillage.opendata.warehouse.schema import COMMUNES, LIMITS, SourceInfo, write_table

BUILT_BY = "maillage.opendata.base.build"


def write_base(tables: dict[str, pl.DataFrame], target: Path) -> None:
    """A new folder beside the target, swapped in one rename; a table over its size limit is refused."""

    def fill(folder: Path) -> None:
        write_start(tables, folder)
        for name, table in tables.items():
            path = write_table(table, folder, name)
            if path.stat().st_size > LIMITS.get(name, path.stat().st_size):
                raise UnableToBuild(f"{path.name} pèse {path.stat().st_size:,} octets : plus que la limite {LIMITS[name]:,}.")

    swap_in(target, fill, built_by=BUILT_BY, sources=source_rows())
    print(f"{len(tables[COMMUNES])} communes et arrondissements écrits dans {target}")


def source_rows() -> list[SourceInfo]:
    """What the manifest says of each package."""
    return [SourceInfo(p.publisher, p.licence, p.vintage, p.gives, f"{p.registry}:{p.name}", p.version, p.sha256) for p in ALL]
