"""`python -m maillage.opendata.base.build [--paquets DIR] [--sortie DIR]`: packages in, embedded tables and manifest out."""

import argparse
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from maillage.opendata.base.build import adjacency, ages, checks, contours, decoupage, levels, packages, passage, populations, tables
from maillage.opendata.base.build.write import write_base
from maillage.opendata.warehouse.schema import ADJACENCY, COMMUNES, EMBEDDED, GAPS, NAMES, OUTLINES, PASSAGE, PLACES


@dataclass(frozen=True)
class Sources:
    """Everything read from the packages, checked."""

    pivot: decoupage.Decoupage
    versions: dict[str, decoupage.Decoupage]
    passage: passage.Passage
    populations: populations.Populations
    ages: ages.AgesTable
    contours: contours.Contours


def read_sources(cache: Path) -> Sources:
    packages.fetch_all(cache)
    versions = decoupage.read_all(cache)
    pivot = versions[packages.PIVOT]
    retired = passage.Passage(versions, packages.PIVOT)
    drawn = contours.build(cache, retired, _merged(versions, retired))
    people = populations.build(cache, versions, retired, drawn.population_2017)
    parents = {code: record["commune"] for code, record in pivot.arrondissements.items()}
    read = Sources(pivot, versions, retired, people, ages.build(cache, retired, parents), drawn)
    checks.check_sources(read.passage, read.populations, read.ages, read.contours)
    return read


def _merged(versions: dict[str, decoupage.Decoupage], retired: passage.Passage) -> Counter[str]:
    """Present commune -> how many it absorbed since the outlines were drawn (COG 2024)."""
    gone = versions["4.1.0"].communes.keys() - retired.present.keys()
    return Counter(present for code in sorted(gone) if (present := retired.present_code(code)))


def build(cache: Path, target: Path) -> None:
    read = read_sources(cache)
    undrawn = [code for code, origin in read.contours.origins.items() if origin == contours.UNKNOWN]
    mothers = {code: populations.mother_for_ages(code, read.versions, read.passage) for code in undrawn}
    pairs, edge = _borders(read, mothers)
    units = tables.communes(
        read.pivot, tables.memberships(cache), read.populations, read.ages, read.contours, edge | set(undrawn), mothers
    )
    places = tables.places(cache, units)
    checks.check_communes(units, places)
    abroad = decoupage.overseas_collectivities(cache, packages.PIVOT)
    gaps = read.populations.gaps + _age_gaps(read, units)
    shipped = {
        COMMUNES: units,
        PLACES: places,
        PASSAGE: tables.passage(read.passage.entries(cache), read.pivot, abroad),
        NAMES: tables.names(passage.names_before(cache, read.versions.values(), read.passage)),
        GAPS: tables.gaps(sorted(gaps)),
        ADJACENCY: pl.DataFrame(pairs, schema=["first", "second"], orient="row"),
        OUTLINES: levels.table(units, read.contours.geometries),
    }
    write_base(shipped, target)


def _borders(read: Sources, mothers: dict[str, str]) -> tuple[list[tuple[str, str]], set[str]]:
    """Both coverages of France, with whole cities and with arrondissements; undrawn communes touch where they came from."""
    shapes = read.contours.geometries
    cities = {record["commune"] for record in read.pivot.arrondissements.values()}
    whole = {code: shapes[code] for code in read.pivot.communes if code in shapes}
    split = {code: shape for code, shape in shapes.items() if code not in cities}
    pairs: set[tuple[str, str]] = set()
    edge: set[str] = set()
    for coverage in (whole, split):
        codes = list(coverage)
        cleaned = contours.clean(np.array(list(coverage.values())))
        pairs |= set(adjacency.shared_borders(codes, cleaned))
        edge |= adjacency.on_the_edge(codes, cleaned)
    for code, mother in mothers.items():
        family = [mother, *(c for c, m in mothers.items() if m == mother and c < code)]
        pairs |= {(min(code, other), max(code, other)) for other in family}
    return sorted(pairs), edge


def _age_gaps(read: Sources, units: pl.DataFrame) -> list[populations.Gap]:
    without = units.filter(pl.col("over_65").is_null())["code"]
    found = []
    for code in without:
        mother = "" if code.startswith(populations.MAYOTTE) else populations.mother_for_ages(code, read.versions, read.passage)
        found.append(populations.Gap(code, "ages", "compte_avec" if mother else "inconnu", mother))
    return found


def main() -> int:
    parser = argparse.ArgumentParser(prog="maillage.opendata.base.build", description="Refait les données embarquées.")
    parser.add_argument("--paquets", type=Path, default=Path("build/paquets"), help="dossier des archives téléchargées")
    parser.add_argument("--sortie", type=Path, default=EMBEDDED, help="dossier des tables")
    options = parser.parse_args()
    try:
        build(options.paquets, options.sortie)
    except packages.UnableToBuild as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
