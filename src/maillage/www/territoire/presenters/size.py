"""The taille of the territory: its label, the gauge of the four, and the sentence on the nearest bound."""

from dataclasses import dataclass
from datetime import date

from maillage.kernel.proof import Proof
from maillage.law.reader import load
from maillage.results.tailles import SizeView
from maillage.www.shared.formats import NBSP, number, plural, typed
from maillage.www.territoire.presenters.drawings import Gauge, gauge


@dataclass(frozen=True, slots=True)
class SizeRow:
    label: str
    sentence: str
    proof: Proof | None
    gauge: Gauge | None
    gauge_text: str
    warnings: tuple[str, ...]


def size_row(size: SizeView, population: int | None, day: date) -> SizeRow:
    """What is said of a taille; without one, only why."""
    warnings = tuple(typed(remark.sentence) for remark in size.warnings)
    if size.taille is None or population is None:
        return SizeRow("Taille non établie", typed(size.sentence), None, None, "", warnings)
    version = load().at("aci/taille/bornes", day)
    bounds = [int(version.require(taille=taille).value or 0) for taille in (2, 3, 4)]
    text = f"Taille {size.taille} sur {len(bounds) + 1}, {plural(population, 'habitant')}"
    drawn = gauge(population, size.taille, [(bound, number(bound)) for bound in bounds])
    return SizeRow(
        f"Taille{NBSP}{size.taille}",
        typed(f"{size.sentence}.").replace("taille ", f"taille{NBSP}"),
        size.proof,
        drawn,
        text,
        warnings,
    )
