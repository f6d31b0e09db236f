"""The results of one run, in the order of the page: what, how much, when, under which reserves."""

from typing import Any

from maillage.facts import words
from maillage.results.runs.model import EN_JEU, ContractYear, Run, Sum
from maillage.www.financement.links import Links
from maillage.www.financement.presenters import notices, tables, timeline
from maillage.www.financement.presenters.cells import of_figure, of_sum
from maillage.www.financement.reading import Scenario
from maillage.www.financement.typography import french
from maillage.www.shared import formats, money


def of_run(run: Run, scenario: Scenario, links: Links) -> dict[str, Any]:
    """Everything that the results fragment shows."""
    year = run.years[min(scenario.year, len(run.years)) - 1]
    return {
        "headline": headline(run, scenario),
        "year": year_summary(year, run, links),
        "whole": whole_summary(run),
        "year_tabs": year_tabs(run, year, links),
        "timeline": timeline.of_payments(run.payments, run.years),
        "years": tables.years(run, links),
        "missions": tables.missions(year, links),
        "payments": tables.payments(run, links),
        "deadlines": tables.deadlines(run),
        "size_changes": tables.size_changes(run, links),
        "conditions": tables.conditions(run),
        "warnings": notices.of_remarks((*scenario.remarks, *run.warnings)),
        "conventions": tables.conventions(run),
        "links": links,
        "documents": {kind: links.document(kind) for kind in ("pdf", "xlsx", "yaml", "json")},
    }


def headline(run: Run, scenario: Scenario) -> dict[str, str]:
    """« Pour 78 760 habitants · taille 2 », and whose figure it is."""
    known = scenario.facts.population
    return {
        "population": formats.plural(known.get(), "habitant"),
        "source": " ".join(filter(None, [known.source, known.vintage])),
        "taille": f"taille {run.taille}" if run.taille else "taille non établie",
        "communes": formats.plural(len(scenario.facts.communes), "commune") if scenario.facts.communes else "",
        "name": scenario.facts.name,
        "when": _when(scenario),
    }


def sentence(run: Run, scenario: Scenario) -> str:
    """The same in one sentence, for documents that have several runs."""
    head = headline(run, scenario)
    return f"{', '.join(filter(None, (head['name'], head['population'], head['taille'])))}. {head['when']}."


def _when(scenario: Scenario) -> str:
    sentence = f"Situation au {formats.long_day(scenario.day)}"
    if scenario.known_on:
        return f"{sentence}, textes connus au {formats.long_day(scenario.known_on)}"
    return f"{sentence}, textes connus à ce jour"


def period(year: ContractYear) -> str:
    """« 1er mars 2027 → 28 février 2028 »."""
    return f"{formats.long_day(year.period.start)} → {formats.long_day(year.period.last_day)}"


def year_summary(year: ContractYear, run: Run, links: Links) -> dict[str, Any]:
    """Three columns of one contract year, and what is cashed inside it."""
    cashed = Sum.of(one for one in run.payments if one.on in year.period and one.status != EN_JEU)
    return {
        "number": year.number,
        "period": period(year),
        "sums": money.columns(year.sums),
        "cashed": of_sum(cashed),
        "announce": french(
            f"Résultats à jour. Année {year.number} : "
            + ", ".join(f"{words.STATUTS[status]} {formats.euros(one.cents)}" for status, one in year.sums.items())
            + "."
        ),
        "total": of_figure(year.total, links),
    }


def whole_summary(run: Run) -> dict[str, Any]:
    """The same three columns over the whole contract."""
    return {
        "sums": money.columns(run.sums),
        "count": formats.plural(len(run.years), "année"),
        "first": formats.long_day(run.years[0].period.start),
        "last": formats.long_day(run.years[-1].period.last_day),
    }


def year_tabs(run: Run, chosen: ContractYear, links: Links) -> list[dict[str, Any]]:
    """One link for each contract year."""
    return [
        {
            "label": f"Année {year.number}",
            "dates": f"{year.period.start:%m/%Y}",
            "href": links.year(year.number),
            "current": year.number == chosen.number,
        }
        for year in run.years
    ]
