"""What a dossier or a form gives and no amount will count: told by field, since a silence would pass for a use."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from maillage.facts.funding import YearFacts
from maillage.facts.words import day as in_words
from maillage.facts.words import mission as label_of
from maillage.kernel.periods import contract_year

CRISIS = "crise_sanitaire"
_PLANS = ("plan_initial", "plan_mise_a_jour")


class Unused(NamedTuple):
    """`path` names the field as a dossier writes it, `words` as a form shows it; `sentence` says why, and what to do."""

    path: str
    words: str
    sentence: str


def unused(
    signed: date,
    starts: Mapping[str, date],
    amounts: Mapping[str, Mapping[str, int]],
    years: Mapping[int, YearFacts],
    rates: Iterable[tuple[int, str]],
) -> Iterator[Unused]:
    """In the order of a dossier. `rates` are the years and missions whose rate was given for that year itself."""
    yield from _plans_elsewhere(amounts)
    yield from _twice_initial(years)
    for number, year in sorted(years.items()):
        yield from _crisis_without_mission(number, year, starts)
    given = sorted({(number, name, "taux_variable") for number, name in rates} | _of_indicators(years))
    for number, name, kind in given:
        if name in starts and (why := closed(number, name, signed, starts[name], years[number])):
            named = {"taux_variable": "Part variable obtenue", "indicateurs": "Indicateurs"}[kind]
            path = f"annees.{number}.{kind}" + (f".{name}" if kind == "taux_variable" else "")
            yield Unused(path, f"{named}, {label_of(name)}, année {number}", f"{why}.")


def _of_indicators(years: Mapping[int, YearFacts]) -> set[tuple[int, str, str]]:
    return {(number, one.mission, "indicateurs") for number, year in years.items() for one in year.indicateurs}


def _plans_elsewhere(amounts: Mapping[str, Mapping[str, int]]) -> Iterator[Unused]:
    for name, volets in amounts.items():
        for volet in _PLANS:
            if volet in volets and name != CRISIS:
                yield Unused(
                    f"contrat.montants.{name}.{volet}",
                    f"Montant de votre contrat, {label_of(name)}",
                    f"seule la mission « {label_of(CRISIS)} » a un plan ; ce montant n'est pas employé : écrivez « volet_fixe »",
                )


def _twice_initial(years: Mapping[int, YearFacts]) -> Iterator[Unused]:
    initial = [number for number, year in sorted(years.items()) if year.plan_de_crise == "initial"]
    for number in initial[1:]:
        yield Unused(
            f"annees.{number}.plan_de_crise",
            f"Plan de crise, année {number}",
            f"le plan est déjà écrit pour la première fois en année {initial[0]} ; "
            "un plan s'écrit une fois, puis se met à jour : vérifiez, le calcul compte ce que vous avez donné",
        )


def _crisis_without_mission(number: int, year: YearFacts, starts: Mapping[str, date]) -> Iterator[Unused]:
    if CRISIS in starts:
        return
    absent = f"la mission « {label_of(CRISIS)} » n'est pas au contrat ; ceci n'est pas employé : donnez son démarrage"
    if year.crise_reconnue:
        yield Unused(f"annees.{number}.crise_reconnue", f"Crise reconnue, année {number}", absent)
    if year.plan_de_crise:
        yield Unused(f"annees.{number}.plan_de_crise", f"Plan de crise, année {number}", absent)


def closed(number: int, name: str, signed: date, start: date, year: YearFacts) -> str:
    """Why the variable share of this year is zero whatever its results; empty when it is open."""
    if start >= contract_year(signed, number).end:
        return f"la mission ne démarre que le {in_words(start)}, après cette année ; ceci n'est pas employé"
    if name == CRISIS and not year.crise_reconnue:
        return "aucune crise n'est reconnue cette année ; ceci n'est pas employé : si l'ARS en a reconnu une, dites-le"
    return ""
