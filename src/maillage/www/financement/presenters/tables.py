"""The tables of the results: years, missions, payments, deadlines, and the reserves that go with them."""

from datetime import date
from itertools import groupby
from typing import Any

from maillage.facts import words
from maillage.results.runs.model import CERTAINTIES, EN_JEU, ContractYear, MissionYear, Payment, Run, Sum
from maillage.www.financement.links import Links, parameter_address
from maillage.www.financement.presenters.cells import STATUSES, Cell, badge, change, day_or, of_figure, of_sum
from maillage.www.financement.typography import french
from maillage.www.shared import formats

STATES = {
    "libre": "Date libre",
    "a_venir": "À venir",
    "en_cours": "En cours",
    "tenu": "Tenu",
    "en_retard": "En retard",
    "non_etabli": "Non établi",
}
CONDITION_STATES = {"remplie": "Remplie", "a_verifier": "À vérifier", "non_remplie": "Non remplie"}


def years(run: Run, links: Links) -> dict[str, Any]:
    """Contract years side by side: one column a year, one row a quantity."""
    heads = [{"label": f"Année {year.number}", "dates": _short_period(year)} for year in run.years]
    rows: list[dict[str, Any]] = [
        {"label": "Population", "cells": [Cell(_people(year)) for year in run.years]},
        {"label": "Taille", "cells": [_taille(year, links) for year in run.years]},
        {"label": "Fonctionnement", "cells": [of_figure(year.fonctionnement, links) for year in run.years]},
    ]
    rows += [_mission_row(name, label, run, links) for name, label in _missions_of(run)]
    rows.append({"label": "Total de l'année", "strong": True, "cells": [of_figure(y.total, links) for y in run.years]})
    for status in CERTAINTIES:
        label = f"{'reste' if status == EN_JEU else 'dont'} {words.STATUTS[status]}"
        rows.append({"label": label, "status": status, "cells": [of_sum(year.sums[status]) for year in run.years]})
    for row in rows:
        # on a phone a row is a card, and each of its cells says its year
        row["cells"] = list(zip(heads, row["cells"], strict=True))
    return {"heads": heads, "rows": rows}


def _short_period(year: ContractYear) -> str:
    return f"{formats.day(year.period.start)} → {formats.day(year.period.last_day)}"


def _people(year: ContractYear) -> str:
    return "—" if year.population.is_missing else formats.number(year.population.get())


def _taille(year: ContractYear, links: Links) -> Cell:
    """The key is that of the run: the size has its reasons too."""
    return Cell(str(year.taille or "non établie"), links.why(f"annee-{year.number}.taille"), f"Taille, année {year.number}")


def _missions_of(run: Run) -> list[tuple[str, str]]:
    found: dict[str, str] = {}
    for year in run.years:
        for mission in year.missions:
            found.setdefault(mission.mission, mission.label)
    return list(found.items())


def _mission_row(name: str, label: str, run: Run, links: Links) -> dict[str, Any]:
    """Fixed and expected variable share of one mission through the years."""
    by_year = [{one.mission: one.total for one in year.missions} for year in run.years]
    return {"label": label, "cells": [of_figure(totals[name], links) if name in totals else Cell("—") for totals in by_year]}


def missions(year: ContractYear, links: Links) -> list[dict[str, Any]]:
    """One row a mission of the chosen year."""
    return [_mission(one, links) for one in year.missions]


def _mission(one: MissionYear, links: Links) -> dict[str, Any]:
    return {
        "label": one.label,
        "starts_on": day_or(one.starts_on),
        "prorata": _prorata(one),
        "fixed": of_figure(one.volet_fixe, links),
        "advance": of_figure(one.avance, links),
        "balance": of_figure(one.solde, links),
        "envelope": of_figure(one.enveloppe_variable, links),
        "variable": of_figure(one.volet_variable, links),
        "at_stake": of_figure(one.en_jeu, links),
    }


def _prorata(one: MissionYear) -> str:
    if one.days == one.days_of_year:
        return "année entière"
    return f"{one.days} j sur {one.days_of_year}" if one.days else "pas cette année"


def payments(run: Run, links: Links) -> dict[str, Any]:
    """Payments by day, each in detail, and their sums by status."""
    ordered = sorted(run.payments, key=lambda one: one.on)
    days = [_day(on, list(mine)) for on, mine in groupby(ordered, key=lambda one: one.on)]
    sums = _sums(ordered)
    count = formats.plural(len(ordered), "versement")
    return {"days": days, "sums": sums, "rows": [_payment(one, links) for one in ordered], "count": count}


def _sums(payments: list[Payment]) -> list[dict[str, Any]]:
    """By certainty, each with the weakest proof of what it adds."""
    return [
        {"status": status, "label": label, "cell": of_sum(Sum.of(one for one in payments if one.status == status))}
        for status, label in STATUSES.items()
    ]


def _day(on: date, mine: list[Payment]) -> dict[str, Any]:
    return {"on": formats.day(on), "iso": on.isoformat(), "what": _what(mine), "sums": _sums(mine)}


def _what(mine: list[Payment]) -> str:
    """« Fonctionnement, à la signature », or the kinds of payment of an anniversary."""
    labels = list(dict.fromkeys(one.label for one in mine))
    if len(labels) <= 2:
        return " ; ".join(labels)
    kinds = dict.fromkeys(label.split(", ", 1)[-1] for label in labels)
    shown = [kind for kind in kinds if "restant" not in kind]
    return formats.join(shown).capitalize()


def _payment(one: Payment, links: Links) -> dict[str, Any]:
    return {
        "on": formats.day(one.on),
        "iso": one.on.isoformat(),
        "label": one.label,
        "amount": Cell(formats.euros(one.cents), links.why(one.key), one.label, one.proof),
        "status": one.status,
        "status_label": STATUSES[one.status],
    }


def deadlines(run: Run) -> list[dict[str, str]]:
    """When each mission must have started and be deployed, and whether it holds."""
    return [
        {
            "label": one.label,
            "start_by": day_or(one.start_by, "libre" if one.state == "libre" else "—"),
            "deployed_by": day_or(one.deployed_by, "libre" if one.state == "libre" else "—"),
            "started_on": day_or(one.started_on, "non prévu"),
            "state": one.state,
            "state_label": STATES.get(one.state, one.state),
            "sentence": french(one.sentence),
        }
        for one in run.deadlines
    ]


def size_changes(run: Run, links: Links) -> list[dict[str, Any]]:
    """Each change of taille, its day and what it changes."""
    return [
        {
            "title": f"Année {one.year}, à partir du {formats.long_day(one.on)} : taille {one.before} → taille {one.after}",
            "sentence": french(one.sentence),
            "badge": badge(one.cost.proof),
            "cost": Cell(
                "non établi" if one.cost.cents is None else change(one.cost.cents),
                links.why(one.cost.key), one.cost.label, one.cost.proof, one.cost.refusal,
            ),
        }
        for one in run.size_changes
    ]  # fmt: skip


def conditions(run: Run) -> list[dict[str, str]]:
    """What joining the agreement asks."""
    return [
        {
            "label": one.label,
            "article": one.article,
            "sentence": french(one.sentence),
            "state": one.state,
            "state_label": CONDITION_STATES.get(one.state, one.state.replace("_", " ").capitalize()),
        }
        for one in run.conditions
    ]


def conventions(run: Run) -> list[dict[str, str]]:
    """Choices made where the texts are silent."""
    return [
        {"href": parameter_address(one.path), "label": french(one.label), "chosen": french(one.chosen), "why": french(one.why)}
        for one in run.conventions
    ]
