"""From a scenario back to its shortest address: what equals the example or the default is left out."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from maillage.facts.dossier import FONCTIONNEMENT
from maillage.facts.funding import FundingFacts
from maillage.facts.selection import encode
from maillage.www.financement.counting import TYPED
from maillage.www.financement.entries import years
from maillage.www.financement.indicators import plain_euros, write_indicator
from maillage.www.financement.missions import BY_NAME, MISSIONS
from maillage.www.financement.reading import Scenario

Pairs = Iterable[tuple[str, str]]


def query_of(scenario: Scenario, *, today: date, with_year: bool = True) -> str:
    """The canonical query string. Dates of the example that hang on today are written out."""
    pairs = list(of_facts(scenario.facts))
    if scenario.day != today:
        pairs.append(("le", scenario.day.isoformat()))
    if scenario.known_on:
        pairs.append(("connu_le", scenario.known_on.isoformat()))
    if with_year and scenario.year != 1:
        pairs.append(("annee", str(scenario.year)))
    return urlencode(pairs, safe=";:,", errors="replace")


def of_facts(facts: FundingFacts) -> Pairs:
    """Parameters of the facts alone; a DOSSIER.yaml opens in the simulator through them."""
    if facts.communes:
        yield "s", encode(facts.communes)
    if not facts.communes or facts.population.source == TYPED:
        yield "population", str(facts.population.get())
    if facts.name:
        yield "nom", facts.name
    yield "signe_le", facts.signe_le.isoformat()
    yield from _starts(facts)
    yield from _rates(facts)
    yield from _years(facts)
    yield from _amounts(facts)


def _starts(facts: FundingFacts) -> Pairs:
    for mission in MISSIONS:
        start = facts.demarrages.get(mission.name)
        if start is None:
            yield mission.name, "non"
        elif start != mission.example_start(facts.signe_le):
            yield mission.name, start.isoformat()


def _rates(facts: FundingFacts) -> Pairs:
    for mission in facts.demarrages:
        by_year = {n: _rate(facts, n, mission) for n in years() if not _has_indicators(facts, n, mission)}
        if not by_year:
            continue
        usual = Counter(by_year.values()).most_common(1)[0][0]
        if usual != BY_NAME[mission].example_rate:
            yield f"taux.{mission}", usual
        for number, rate in by_year.items():
            if rate != usual:
                yield f"taux.{mission}.{number}", rate


def _rate(facts: FundingFacts, number: int, mission: str) -> str:
    silent = Decimal(1) if mission == "crise_sanitaire" else Decimal(0)
    share = facts.year(number).taux_variable.get(mission, silent)
    return f"{(share * 100).normalize():f}"


def _has_indicators(facts: FundingFacts, number: int, mission: str) -> bool:
    return any(one.mission == mission for one in facts.year(number).indicateurs)


def _years(facts: FundingFacts) -> Pairs:
    for number in years():
        known = facts.year(number)
        if known.plan_de_crise:
            yield f"plan.{number}", known.plan_de_crise
        if known.crise_reconnue:
            yield f"crise.{number}", "oui"
        if known.population is not None and (not facts.communes or known.population.source == TYPED):
            yield f"population.{number}", str(known.population.get())
        for indicator in known.indicateurs:
            yield "indicateur", write_indicator(number, indicator)


def _amounts(facts: FundingFacts) -> Pairs:
    for name, volets in facts.montants.items():
        if name != FONCTIONNEMENT and name not in facts.demarrages:
            continue
        for volet, cents in volets.items():
            yield f"montant.{name}.{volet}", plain_euros(cents)
