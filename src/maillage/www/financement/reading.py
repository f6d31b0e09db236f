"""From entries to the facts of a funding, or to one error by field; nothing typed is lost."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeVar

from maillage.facts.dossier import FONCTIONNEMENT
from maillage.facts.funding import FundingFacts, Indicator, YearFacts
from maillage.facts.territory import Remark, Territory
from maillage.facts.unused import unused
from maillage.kernel.known import Known
from maillage.kernel.periods import anniversary
from maillage.www.financement import parsing, places
from maillage.www.financement.counting import TYPED, counted
from maillage.www.financement.entries import MAX_INDICATORS, Entries, years
from maillage.www.financement.indicators import read_indicator
from maillage.www.financement.missions import BY_NAME, MISSIONS, PLANS, YEARS, Mission

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Scenario:
    """One funding to compute: the facts, the day of the question, and what was known then."""

    facts: FundingFacts
    day: date
    known_on: date | None
    year: int
    """Contract year that the page details."""
    territory: Territory | None
    remarks: tuple[Remark, ...]
    examples: frozenset[str]


@dataclass(slots=True)
class Reading:
    """The scenario, or the errors by field; `is_empty` before anybody gave a population or communes."""

    entries: Entries
    scenario: Scenario | None = None
    errors: dict[str, str] = field(default_factory=dict)
    territory: Territory | None = None
    remarks: tuple[Remark, ...] = ()
    """What to say of the communes: vanished, refused, delegated codes, frozen populations."""

    @property
    def is_empty(self) -> bool:
        return not any(self.entries.get(name) for name in ("population", "s", "communes"))

    def take(self, name: str, parser: Callable[..., T], label: str, *arguments: object) -> T | None:
        """The value of a field; None when it is empty or refused, and then the error is kept."""
        text = self.entries.get(name)
        if not text:
            return None
        try:
            return parser(text, label, *arguments)
        except parsing.Refused as refused:
            self.errors[name] = str(refused)
            return None


def read(entries: Entries, *, today: date) -> Reading:
    """Read every field, so that all errors are told at once."""
    reading = Reading(entries)
    if reading.is_empty:
        return reading
    population, codes = _population(reading)
    signed = reading.take("signe_le", parsing.day, "Signature du contrat")
    if signed is None and "signe_le" not in reading.errors:
        reading.errors["signe_le"] = "Signature du contrat : donnez une date, par exemple 01/03/2027."
    starts = _starts(reading, signed)
    years_facts = _years(reading, starts)
    amounts = _amounts(reading, starts)
    day = reading.take("le", parsing.day, "Situation à la date du") or today
    known_on = reading.take("connu_le", parsing.day, "Textes connus le")
    year = reading.take("annee", parsing.choice, "Année affichée", {str(n): "" for n in years()})
    name = entries.get("nom")[:120]
    if reading.errors or population is None or signed is None:
        return reading
    remarks = _remarks(reading, signed, starts, amounts, years_facts)
    facts = counted(FundingFacts(name, population, signed, starts, amounts, years_facts, codes, remarks))
    reading.scenario = Scenario(facts, day, known_on, int(year or 1), reading.territory, reading.remarks, entries.examples)
    return reading


def _remarks(
    reading: Reading,
    signed: date,
    starts: dict[str, date],
    amounts: dict[str, dict[str, int]],
    facts: dict[int, YearFacts],
) -> tuple[Remark, ...]:
    """What was typed for a year itself and no amount will count."""
    rates = [(number, name) for number in years() for name in starts if reading.entries.get(f"taux.{name}.{number}")]
    return tuple(
        Remark("non_employe", f"{one.words} : {one.sentence}", one.path, "attention")
        for one in unused(signed, starts, amounts, facts, rates)
    )


def _population(reading: Reading) -> tuple[Known[int] | None, tuple[str, ...]]:
    """The typed population wins over the count of the selection: the CPAM's figure may differ."""
    codes: tuple[str, ...] = ()
    known: Known[int] | None = None
    try:
        reading.territory, reading.remarks = places.territory_of(reading.entries)
    except parsing.Refused as refused:
        reading.errors["s"] = str(refused)
    if reading.territory is not None:
        codes, known = reading.territory.codes, reading.territory.population
    typed = reading.take("population", parsing.population, "Population")
    if typed is not None:
        known = Known(typed, TYPED)
    elif known is not None and known.is_missing:
        reading.errors["population"] = f"Population : {known.reason} Donnez le nombre d'habitants."
    return known, codes


def _starts(reading: Reading, signed: date | None) -> dict[str, date]:
    starts = {}
    for mission in MISSIONS:
        if reading.entries.get(mission.name) == "non":
            continue
        start = reading.take(mission.name, parsing.day, f"Démarrage de « {mission.label} »")
        if start is not None and signed is not None:
            _check_start(reading, mission, start, signed)
        if start is not None:
            starts[mission.name] = start
    return starts


def _check_start(reading: Reading, mission: Mission, start: date, signed: date) -> None:
    term = anniversary(signed, YEARS)
    if start >= term:
        reading.errors[mission.name] = (
            f"Démarrage de « {mission.label} » : le {start:%d/%m/%Y} vient après le terme du contrat "
            f"({term:%d/%m/%Y}). Avancez ce démarrage, ou videz le champ si la mission n'est pas exercée."
        )
    elif start < signed and not mission.is_socle:
        reading.errors[mission.name] = (
            f"Démarrage de « {mission.label} » : le {start:%d/%m/%Y} précède la signature ({signed:%d/%m/%Y}). "
            "Seule une mission socle peut être financée avant le contrat. Donnez une date à partir de la signature."
        )


def _years(reading: Reading, starts: dict[str, date]) -> dict[int, YearFacts]:
    indicators = _indicators(reading)
    rates = {name: _rates(reading, name) for name in starts}
    found = {}
    for number in years():
        label = f"année {number}"
        mine = tuple(one for year, one in indicators if year == number)
        with_indicators = {one.mission for one in mine}
        population = reading.take(f"population.{number}", parsing.population, f"Population, {label}")
        found[number] = YearFacts(
            {name: by_year[number] for name, by_year in rates.items() if name not in with_indicators},
            mine,
            reading.take(f"plan.{number}", parsing.choice, f"Plan de crise, {label}", PLANS),
            bool(reading.take(f"crise.{number}", parsing.yes_or_no, f"Crise reconnue, {label}")),
            None if population is None else Known(population, TYPED, vintage=f"année {number} du contrat"),
        )
    return found


def _rates(reading: Reading, mission: str) -> dict[int, Decimal]:
    """The mission's rate, and the exceptions of some years (`taux.parcours.3`)."""
    label = f"Part variable obtenue, {BY_NAME[mission].label}"
    every = reading.take(f"taux.{mission}", parsing.rate, label) or Decimal(0)
    rates = {}
    for number in years():
        one = reading.take(f"taux.{mission}.{number}", parsing.rate, f"{label}, année {number}")
        rates[number] = every if one is None else one
    return rates


def _indicators(reading: Reading) -> list[tuple[int, Indicator]]:
    texts = reading.entries.indicators
    if len(texts) > MAX_INDICATORS:
        reading.errors["indicateurs"] = f"Indicateurs : {len(texts)} lignes, c'est trop. Gardez-en {MAX_INDICATORS} au plus."
        return []
    found: list[tuple[int, Indicator]] = []
    for position, text in enumerate(texts, start=1):
        try:
            found.append(read_indicator(text, position, found))
        except parsing.Refused as refused:
            reading.errors[f"indicateur.{position}"] = str(refused)
    return found


def _amounts(reading: Reading, starts: dict[str, date]) -> dict[str, dict[str, int]]:
    """What the signed contract says, by mission and volet."""
    found: dict[str, dict[str, int]] = {}
    named = [(FONCTIONNEMENT, "montant", "Fonctionnement")]
    named += [
        (mission.name, volet, f"{mission.label}, {label.lower()}") for mission in MISSIONS for volet, label in mission.volets
    ]
    for name, volet, label in named:
        cents = reading.take(f"montant.{name}.{volet}", parsing.amount, f"Montant de votre contrat, {label}")
        if cents is not None and name != FONCTIONNEMENT and name not in starts and name not in reading.errors:
            reading.errors[f"montant.{name}.{volet}"] = (
                f"Montant de votre contrat, {label} : la mission n'est pas exercée dans ce scénario. "
                "Videz ce montant, ou donnez le démarrage de la mission."
            )
        if cents is not None:
            found.setdefault(name, {})[volet] = cents
    return found
