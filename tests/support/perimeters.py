"""Perimeters for the tests: EPCI of the embedded France taken as CPTS, so that anybody can check them by hand."""

from datetime import date

from maillage.results import couverture
from maillage.results.territoires.source import current

DAY = date(2026, 11, 21)
COLUMNS = current().columns


def epci(code, stage="aci_signe", since=None, *, without=()):
    """Rows of one CPTS made of an EPCI."""
    level = COLUMNS.levels["epci"]
    name = f"CPTS {level.names[level.number[code]]}"
    rows = [row for row in level.rows(code) if row not in COLUMNS.parent_of]
    return [(f"cpts-{code}", name, COLUMNS.codes[row], stage, since) for row in rows if COLUMNS.codes[row] not in without]


def region_but(region, left, stage="aci_signe"):
    """Every EPCI of a région as a CPTS, except some; communes outside the région are left out."""
    level = COLUMNS.levels["epci"]
    own = {COLUMNS.epcis[row] for row, code in enumerate(COLUMNS.regions) if code == region and COLUMNS.epcis[row]}
    rows = [row for code in level.codes if code in own - set(left) for row in epci(code, stage)]
    return [row for row in rows if COLUMNS.regions[COLUMNS.row_of[row[2]]] == region]


def coverage(rows, day=DAY):
    return couverture.of_rows(rows, today=day)


def population(codes):
    return sum(COLUMNS.newest[COLUMNS.row_of[code]] for code in codes)
