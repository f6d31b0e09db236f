"""Which population counts each year: the communes at the vintage in force, or what was typed instead."""

from dataclasses import replace

from maillage.facts.dossier import Dossier
from maillage.facts.funding import FundingFacts
from maillage.kernel.known import Known
from maillage.results import runs

TYPED = "Population saisie"


def counted(facts: FundingFacts) -> FundingFacts:
    """Facts whose years carry the population of their communes; a typed one wins from its year on."""
    if not facts.communes or facts.population.source == TYPED:
        return facts
    dossier = Dossier(facts.name, facts.signe_le, None, facts.communes, facts.demarrages, facts.montants, facts.annees)
    by_communes = runs.facts_of(dossier)
    noted: Known[int] | None = None
    years = {}
    for number, year in sorted(by_communes.annees.items()):
        noted = facts.year(number).population or noted
        years[number] = replace(year, population=noted or year.population)
    return replace(by_communes, annees=years)
