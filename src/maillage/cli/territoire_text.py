"""The text that `maillage territoire decrire` prints."""

from collections.abc import Iterator, Sequence

from maillage.facts.territory import Part, Remark, Territory
from maillage.facts.words import count
from maillage.kernel.french import plural
from maillage.results.tailles import SizeView

_SHOWN = 30
_PARTS = 12


def lines(territory: Territory, size: SizeView, remarks: Sequence[Remark]) -> Iterator[str]:
    """Population first, then what it is made of, then what must be known of it."""
    if not territory.codes:
        yield "Aucune commune à décrire."
        return
    population = territory.population
    yield f"{plural(population.value or 0, 'habitant')} · {population.perimeter} · population municipale {population.vintage}"
    yield f"{_size(size)}"
    yield ""
    yield from _history(territory)
    yield from _ages(territory)
    yield ""
    yield from _parts("Département", territory.departements)
    yield from _parts("EPCI", territory.epcis)
    yield _shape(territory)
    for hole in territory.holes:
        yield f"Trou : {', '.join(hole.names[:4])}{'…' if len(hole.names) > 4 else ''} ({count(hole.population)} hab.)"
    yield ""
    yield from _communes(territory)
    for remark in remarks:
        yield f"{'⚠' if remark.level == 'attention' else '·'} {remark.sentence}"
    yield f"Source : {population.source}."


def refused(refusals: Sequence[dict]) -> Iterator[str]:
    for refusal in refusals:
        where = f"ligne {refusal['ligne']} : " if "ligne" in refusal else ""
        yield f"✗ {where}{refusal['raison']}"


def _size(size: SizeView) -> str:
    if size.taille is None:
        return f"Taille non établie : {size.sentence}"
    if size.to_next is None:
        return f"{size.sentence} ({size.proof.label})."
    return f"Taille {size.taille} ({size.proof.label}). {size.sentence}."


def _history(territory: Territory) -> Iterator[str]:
    known = [
        f"{point.year} : {count(point.population.value)}" for point in territory.history if point.population.value is not None
    ]
    yield "Populations   " + "   ".join(known)
    missing = [point for point in territory.history if point.population.value is None]
    for point in missing:
        yield f"              {point.year} absente : {point.population.reason}"
    trend = territory.trend
    if trend.value is None:
        yield f"Évolution     non établie : {trend.reason}"
    else:
        yield f"Évolution     {trend.value:+.1%} ({trend.vintage})".replace(".", ",").replace("%", " %")


def _ages(territory: Territory) -> Iterator[str]:
    ages = territory.ages
    if ages.value is None:
        yield f"Âges          non établis : {ages.reason}"
        return
    share = f"{ages.value.over_65_share:.1%}".replace(".", ",").replace("%", " %")
    yield f"65 ans et +   {count(ages.value.over_65)} ({share} ; recensement {ages.vintage})"


def _parts(title: str, parts: Sequence[Part]) -> Iterator[str]:
    for part in parts[:_PARTS]:
        of_total = f"{count(part.communes)} commune{'s' if part.communes > 1 else ''} sur {count(part.communes_total)}"
        yield f"{title:<13} {part.name} ({part.code}) : {of_total}, {count(part.population)} hab."
    if len(parts) > _PARTS:
        yield f"{title:<13} et {len(parts) - _PARTS} autres"


def _shape(territory: Territory) -> str:
    pieces = len(territory.pieces)
    return "D'un seul tenant." if pieces == 1 else f"{count(pieces)} morceaux qui ne se touchent pas."


def _communes(territory: Territory) -> Iterator[str]:
    for commune in territory.communes[:_SHOWN]:
        yield f"  {commune.code}  {commune.name:<34} {count(commune.population or 0):>9} hab."
    if len(territory.communes) > _SHOWN:
        yield f"  … et {count(len(territory.communes) - _SHOWN)} autres (toutes avec --json)"
