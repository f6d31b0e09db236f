"""A question to the rules: what the address asks, and the run that answers or the sentence that refuses."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from maillage.results.runs import Run, UnableToCompute, simulate
from maillage.www.financement.address import query_of
from maillage.www.financement.entries import from_query
from maillage.www.financement.links import Links
from maillage.www.financement.reading import Reading, Scenario, read

SOURCE = "Saisi dans le simulateur"


@dataclass(frozen=True, slots=True)
class Question:
    """`run` is None when nothing was asked, when a field is wrong, or when the rules refuse."""

    reading: Reading
    links: Links
    run: Run | None = None
    refusal: str = ""

    @property
    def scenario(self) -> Scenario:
        if self.reading.scenario is None:
            raise LookupError("la question n'a pas de scénario : elle est vide ou ses champs sont refusés")
        return self.reading.scenario

    @property
    def status(self) -> int:
        """HTTP status: 400 when the address cannot be answered."""
        return 200 if self.run is not None or self.reading.is_empty else 400


def ask(query: Mapping[str, list[str]], *, today: date) -> Question:
    """Read, compute, and keep the canonical address."""
    reading = read(from_query(query, today=today), today=today)
    if reading.scenario is None:
        return Question(reading, Links(""))
    links = Links(query_of(reading.scenario, today=today, with_year=False))
    try:
        scenario = reading.scenario
        run = simulate(scenario.facts, day=scenario.day, known_on=scenario.known_on, source=SOURCE)
    except UnableToCompute as refused:
        return Question(reading, links, refusal=str(refused))
    return Question(reading, links, run)
