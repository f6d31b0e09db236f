"""The EPCI of the whole country, to take an example from."""

from dataclasses import dataclass

from maillage.results.territoires.source import current


@dataclass(frozen=True, slots=True)
class Epci:
    """An EPCI among others."""

    code: str
    name: str
    communes: int
    population: int


def epcis() -> tuple[Epci, ...]:
    """All EPCI, in the order of their codes."""
    level = current().columns.levels["epci"]
    rows = zip(level.codes, level.names, level.communes, level.population, strict=True)
    return tuple(Epci(code, name, int(communes), int(people)) for code, name, communes, people in rows)
