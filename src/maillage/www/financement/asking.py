"""A question to the rules: what the address asks, and the run that answers or the sentence that refuses."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from maillage.facts.funding import FundingFacts
from maillage.results.runs import Run, UnableToCompute, simulate
from maillage.www.financement.address import query_of
from maillage.www.financement.counting import TYPED
from maillage.www.financement.entries import from_query
from maillage.www.financement.links import Links
from maillage.www.financement.reading import Reading, Scenario, read
from maillage.www.shared.hypothesis import SUPPOSING

SOURCE = "Saisi dans le simulateur"
SUPPOSED = "Supposé par la page"
"""Of an address that a page of the observatory made, under the hypothesis it declares."""


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


def _sourced(facts: FundingFacts, query: Mapping[str, list[str]]) -> tuple[FundingFacts, str]:
    """The facts and who gave them: the person who typed them, or the page that supposes them."""
    if not query.get(SUPPOSING):
        return facts, SOURCE
    supposed = facts.population.source == TYPED
    return (replace(facts, population=replace(facts.population, source=SUPPOSED)) if supposed else facts), SUPPOSED


def ask(query: Mapping[str, list[str]], *, today: date) -> Question:
    """Read, compute, and keep the canonical address."""
    reading = read(from_query(query, today=today), today=today)
    if reading.scenario is None:
        return Question(reading, Links(""))
    links = Links(query_of(reading.scenario, today=today, with_year=False))
    try:
        scenario = reading.scenario
        facts, source = _sourced(scenario.facts, query)
        run = simulate(facts, day=scenario.day, known_on=scenario.known_on, source=source)
    except UnableToCompute as refused:
        return Question(reading, links, refusal=str(refused))
    return Question(reading, links, run)
