"""The perimeters file again, ready to import: codes of today, doubles out, each change and each doubt written beside its line."""

import csv
import io
from collections.abc import Iterable
from typing import TYPE_CHECKING

from maillage.kernel.spreadsheet import harmless
from maillage.results.couverture import stages
from maillage.results.couverture.issues import Issue

if TYPE_CHECKING:
    from maillage.results.couverture.coverage import Coverage

HEADER = (
    "code_commune",
    "nom_commune",
    "cpts",
    "stade",
    "date",
    "ligne_du_fichier",
    "code_du_fichier",
    "correction",
    "a_verifier",
)
_CHANGES = {
    "zero_perdu": "zéro de tête remis",
    "ancienne": "code disparu traduit",
    "deleguee": "commune déléguée traduite",
    "associee": "commune associée traduite",
}
_MENDED = {"zero_perdu", "code_disparu", "commune_deleguee", "doublon", "stade_absent"}
"""Kinds that the file itself answers; the others stay to be checked by a person."""


def corrected(coverage: "Coverage", issues: Iterable[Issue]) -> str:
    doubts: dict[int, list[str]] = {}
    for found in issues:
        if found.kind not in _MENDED:
            for line in found.lines:
                doubts.setdefault(line, []).append(f"{found.sentence} {found.remedy}")
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADER)
    columns = coverage.land.columns
    written: set[tuple[object, ...]] = set()
    for entry, reading in zip(coverage.claims.entries, coverage.claims.readings, strict=True):
        code = entry.code if reading.row is None else columns.codes[reading.row]
        stage = entry.written_stage if entry.stage in (None, stages.UNKNOWN) else stages.NAMES[entry.stage]
        since = entry.since.isoformat() if entry.since else entry.written_since
        row = (code, entry.cpts, entry.stage, entry.since)
        if reading.row is not None and row in written:
            continue
        written.add(row)
        name = "" if reading.row is None else columns.names[reading.row]
        change = _CHANGES.get(reading.change, "")
        cells = (code, name, entry.name, stage, since, entry.line, entry.code, change, " ".join(doubts.get(entry.line, ())))
        writer.writerow([harmless(cell) for cell in cells])
    return "\N{ZERO WIDTH NO-BREAK SPACE}" + text.getvalue()
