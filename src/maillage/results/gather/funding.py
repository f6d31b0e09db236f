"""A dossier becomes facts: communes are counted, missions are checked against the law in force."""

from dataclasses import replace
from datetime import date

from maillage.facts.dossier import FONCTIONNEMENT, Dossier, InvalidDossier
from maillage.facts.funding import FundingFacts, YearFacts
from maillage.facts.territory import Territory
from maillage.kernel.known import Known
from maillage.kernel.periods import anniversary
from maillage.law import reader as law_reader
from maillage.law.corpus import Law

POPULATION_DELAY = 3
"""Years between a census vintage and its entry in force: RP 2023 is in force on 1 January 2026."""
MISSIONS = "aci/missions/liste"


def facts_of(dossier: Dossier) -> FundingFacts:
    """Facts of a dossier, or InvalidDossier when the law or the communes refuse it."""
    law = law_reader.load()
    errors = [*_unknown_missions(dossier, law), *_impossible_starts(dossier, law)]
    if errors:
        raise InvalidDossier(tuple(errors))
    if dossier.communes:
        return _with_communes(dossier)
    population = Known(dossier.population, "Dossier", perimeter=dossier.name)
    years = {
        number: replace(year, population=Known(dossier.populations[number], "Dossier", perimeter=dossier.name))
        if number in dossier.populations
        else year
        for number, year in dossier.annees.items()
    }
    return _facts(dossier, population, years)


def _facts(dossier: Dossier, population: Known[int], years: dict[int, YearFacts], codes: tuple[str, ...] = ()) -> FundingFacts:
    return FundingFacts(
        dossier.name, population, dossier.signe_le, dossier.demarrages, dossier.montants, years, codes, dossier.remarks
    )


def _with_communes(dossier: Dossier) -> FundingFacts:
    from maillage.results import territoires

    if dossier.populations:
        raise InvalidDossier(
            ("annees.population : le dossier donne des communes, dont la population est comptée ; retirez-la.",)
        )
    resolution = territoires.resolve(dossier.communes)
    if resolution.refusals:
        raise InvalidDossier(tuple(f"communes : {refusal.sentence}" for refusal in resolution.refusals))
    territory = territoires.describe(resolution.codes)
    years = {
        number: replace(dossier.annees.get(number, YearFacts()), population=population_in_force(territory, day))
        for number, day in ((n, anniversary(dossier.signe_le, n - 1)) for n in range(1, contract_years(dossier.signe_le) + 1))
    }
    facts = _facts(dossier, territory.population, years, territory.codes)
    return replace(facts, remarks=resolution.remarks + dossier.remarks)


def population_in_force(territory: Territory, day: date) -> Known[int]:
    """Municipal population in force on a day: the vintage published three years later, or the nearest known.

    The texts do not say which population counts (aci/taille/population_comptee); this is the default read.
    """
    known = [point for point in territory.history if not point.population.is_missing]
    in_force = [point for point in known if point.year <= day.year - POPULATION_DELAY]
    return (in_force[-1] if in_force else known[0]).population if known else territory.population


def contract_years(signed_on: date) -> int:
    """Years of a contract signed on a day (five), whatever the day: a date too early is refused by the rules."""
    versions = law_reader.load().parameters["aci/duree_du_contrat"].versions
    applicable = [version for version in versions if version.since <= signed_on] or [versions[0]]
    return int(applicable[-1].require().value or 0)


def missions_of(law: Law) -> dict[str, bool]:
    """Every mission the agreement has known -> whether it is a mission socle."""
    found: dict[str, bool] = {}
    for version in reversed(law.parameters[MISSIONS].versions):
        found |= {name: value.value == "socle" for name, value in version.values.items() if name not in found}
    return found


def _unknown_missions(dossier: Dossier, law: Law) -> list[str]:
    known = missions_of(law)
    given = [("contrat.missions", name) for name in dossier.demarrages]
    given += [("contrat.montants", name) for name in dossier.montants if name != FONCTIONNEMENT]
    return [
        f"{where}.{name} : mission inconnue ; missions de l'accord : {', '.join(known)}."
        for where, name in given
        if name not in known
    ]


def _impossible_starts(dossier: Dossier, law: Law) -> list[str]:
    socle = missions_of(law)
    end = anniversary(dossier.signe_le, contract_years(dossier.signe_le))
    errors = []
    for mission, start in dossier.demarrages.items():
        field = f"contrat.missions.{mission}.demarre_le : {start:%d/%m/%Y}"
        if start >= end:
            errors.append(f"{field} est après le terme du contrat ({end:%d/%m/%Y}) ; donnez une date antérieure.")
        if start < dossier.signe_le and socle.get(mission) is False:
            errors.append(
                f"{field} est avant la signature ({dossier.signe_le:%d/%m/%Y}) ; seule une mission socle déjà en œuvre peut "
                "être financée ainsi : donnez une date à partir de la signature."
            )
    late = [number for number in dossier.annees if number > contract_years(dossier.signe_le)]
    errors += [f"annees.{n} : le contrat dure {contract_years(dossier.signe_le)} ans ; retirez cette année." for n in late]
    return errors
