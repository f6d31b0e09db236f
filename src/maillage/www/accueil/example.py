"""The example of the day: a real EPCI, the same for everyone until midnight, and what the product says of it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from urllib.parse import urlencode

from maillage.facts.funding import FundingFacts, YearFacts
from maillage.facts.selection import encode
from maillage.facts.territory import Territory
from maillage.kernel.periods import add_months
from maillage.results import france, runs, tailles, territoires
from maillage.results.runs.model import Run
from maillage.results.tailles import SizeView

PEOPLE = range(25_000, 240_000)
"""EPCI that could be the territory of one CPTS."""
YEAR = 2
"""The first whole year of every mission."""
_STARTS = {"acces_aux_soins": 3, "parcours": 6, "prevention": 9, "crise_sanitaire": 6}
"""Months after signature."""
_RATE = Decimal("0.8")
_NOT_STARTED = ("qualite", "accompagnement")


@dataclass(frozen=True, slots=True)
class Example:
    """One EPCI as a territory, its size, and a run with invented dates."""

    name: str
    territory: Territory
    size: SizeView
    run: Run
    selection: str
    query: str
    """Address of the same scenario in the simulator."""


def of_the_day(today: date) -> Example | None:
    """None when the law is silent on that day."""
    return _example(today, territoires.stamp())


@lru_cache(maxsize=4)
def _example(today: date, stamp: str) -> Example | None:
    epci = _draw([one for one in france.epcis() if one.population in PEOPLE], today)
    territory = territoires.describe(territoires.members("epci", epci.code))
    facts = _facts(epci.name, territory, _signature(today))
    try:
        run = runs.simulate(facts, day=today)
    except runs.UnableToCompute:
        return None
    selection = encode(territory.codes)
    return Example(epci.name, territory, tailles.size_of(territory, today), run, selection, _query(facts, selection))


def _draw(candidates: Sequence[france.Epci], today: date) -> france.Epci:
    """The date decides: no chance, no clock."""
    digest = hashlib.sha256(today.isoformat().encode()).digest()
    return candidates[int.from_bytes(digest[:8], "big") % len(candidates)]


def _signature(today: date) -> date:
    """The first of a month, about three months ahead."""
    return add_months(today.replace(day=1), 4)


def _facts(name: str, territory: Territory, signed_on: date) -> FundingFacts:
    starts = {mission: add_months(signed_on, months) for mission, months in _STARTS.items()}
    rates = {mission: _RATE for mission in starts if mission != "crise_sanitaire"}
    years = {number: YearFacts(taux_variable=rates) for number in range(1, 6)}
    return FundingFacts(name, territory.population, signed_on, starts, annees=years, communes=territory.codes)


def _query(facts: FundingFacts, selection: str) -> str:
    """Every hypothesis is written out, so that the page opened shows these very figures."""
    rate = f"{(_RATE * 100).normalize():f}"
    pairs = [("s", selection), ("signe_le", facts.signe_le.isoformat())]
    pairs += [(mission, start.isoformat()) for mission, start in facts.demarrages.items()]
    pairs += [(mission, "non") for mission in _NOT_STARTED]
    pairs += [(f"taux.{mission}", rate) for mission in facts.year(1).taux_variable]
    return urlencode([*pairs, ("annee", str(YEAR))])
