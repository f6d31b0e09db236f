"""The content of a funding document: a run as plain values, amounts in cents, days in ISO form."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import Any

from maillage.documents.shared.folding import folded
from maillage.facts import words
from maillage.facts.territory import Remark
from maillage.results.explanation import Explanation
from maillage.results.runs.model import CERTAINTIES, ContractYear, Deadline, Figure, MissionYear, Payment, Run, Sum

PARAMETERS = ("parametre", "convention")


def content(run: Run, *, address: str, made_on: date, remarks: tuple[Remark, ...] = ()) -> dict[str, Any]:
    """Everything a document shows, in the order of reading."""
    facts = run.facts
    leaves = list(_leaves(run))
    return {
        "name": facts.name,
        "population": facts.population.value,
        "population_source": " ".join(filter(None, [facts.population.source, facts.population.vintage])),
        "communes": len(facts.communes),
        "taille": run.taille,
        "signed_on": facts.signe_le.isoformat(),
        "day": run.day.isoformat(),
        "known_on": run.known_on.isoformat() if run.known_on else None,
        "made_on": made_on.isoformat(),
        "address": address,
        "proof": run.proof.label,
        "sums": _sums(run.sums),
        "years": [_year(year) for year in run.years],
        "days": _days(run.payments),
        "received": _sums(_by_certainty(run.payments)),
        "payments": [_payment(one) for one in sorted(run.payments, key=lambda one: one.on)],
        "deadlines": [_deadline(one) for one in run.deadlines],
        "size_changes": [
            {"year": one.year, "on": one.on.isoformat(), "sentence": one.sentence, "cost": _figure(one.cost)}
            for one in run.size_changes
        ],
        "conditions": [{"label": one.label, "sentence": one.sentence, "article": one.article} for one in run.conditions],
        "warnings": _warnings((*remarks, *run.warnings)),
        "conventions": [{"label": one.label, "chosen": one.chosen, "why": one.why} for one in run.conventions],
        "parameters": [_parameter(one) for one in leaves if one.kind == "parametre"],
        "facts": _facts([one for one in leaves if one.kind == "fait"]),
        "law_digest": run.law_digest,
        "version": run.version,
    }


def _year(year: ContractYear) -> dict[str, Any]:
    return {
        "number": year.number,
        "start": year.period.start.isoformat(),
        "end": year.period.end.isoformat(),
        "last_day": year.period.last_day.isoformat(),
        "population": year.population.value,
        "taille": year.taille,
        "fonctionnement": _figure(year.fonctionnement),
        "missions": [_mission(one) for one in year.missions],
        "total": _figure(year.total),
        "sums": _sums(year.sums),
    }


def _mission(one: MissionYear) -> dict[str, Any]:
    return {
        "label": one.label,
        "starts_on": one.starts_on.isoformat() if one.starts_on else None,
        "days": one.days,
        "days_of_year": one.days_of_year,
        "fixed": _figure(one.volet_fixe),
        "advance": _figure(one.avance),
        "balance": _figure(one.solde),
        "envelope": _figure(one.enveloppe_variable),
        "variable": _figure(one.volet_variable),
        "at_stake": _figure(one.en_jeu),
        "total": _figure(one.total),
    }


def _by_certainty(payments: Iterable[Payment]) -> dict[str, Sum]:
    kept = list(payments)
    return {status: Sum.of(one for one in kept if one.status == status) for status in CERTAINTIES}


def _days(payments: Iterable[Payment]) -> list[dict[str, Any]]:
    """What each day brings, by certainty, each sum with the weakest proof of what it adds."""
    ordered = sorted(payments, key=lambda one: one.on)
    days = groupby(ordered, key=lambda one: one.on)
    return [{"on": on.isoformat(), "sums": _sums(_by_certainty(mine))} for on, mine in days]


def _sums(sums: Mapping[str, Sum]) -> list[dict[str, Any]]:
    """By certainty: its key, its words, cents, and the words of its proof (empty where nothing was added)."""
    return [
        {
            "status": status,
            "label": words.certainty(status),
            "cents": one.cents,
            "proof": one.proof.label if one.proof is not None else "",
        }
        for status, one in sums.items()
    ]


def _figure(figure: Figure) -> dict[str, Any]:
    return {"cents": figure.cents, "proof": figure.proof.label, "refusal": figure.refusal}


def _payment(one: Payment) -> dict[str, Any]:
    return {
        "on": one.on.isoformat(),
        "label": one.label,
        "cents": one.cents,
        "status": one.status,
        "proof": one.proof.label,
        "year": one.year,
        "note": one.note,
    }


def _deadline(one: Deadline) -> dict[str, Any]:
    def iso(day: date | None) -> str | None:
        return day.isoformat() if day else None

    return {
        "label": one.label,
        "start_by": iso(one.start_by),
        "deployed_by": iso(one.deployed_by),
        "started_on": iso(one.started_on),
        "state": one.state,
        "sentence": one.sentence,
    }


def _parameter(one: Explanation) -> dict[str, Any]:
    return {
        "path": one.name,
        "label": one.label,
        "value": one.value,
        "text": one.text,
        "article": one.article,
        "since": one.since.isoformat() if one.since else None,
        "proof": one.proof.label if one.proof is not None else "",
    }


def _facts(leaves: list[Explanation]) -> list[dict[str, Any]]:
    """Facts; the same value said for several years is one line."""
    labels: dict[tuple[str, ...], list[str]] = {}
    for one in leaves:
        labels.setdefault((one.label.partition(", année ")[0], one.value, one.source, one.vintage), []).append(one.label)
    return [
        {"label": label, "value": value, "source": source, "vintage": vintage}
        for (_, value, source, vintage), same in labels.items()
        for label in folded(same)
    ]


def _warnings(remarks: Iterable[Remark]) -> list[dict[str, str]]:
    """Remarks by level, those of several years folded."""
    by_level: dict[str, list[str]] = {}
    for one in remarks:
        by_level.setdefault(one.level, []).append(one.sentence)
    return [{"sentence": sentence, "level": level} for level, same in by_level.items() for sentence in folded(same)]


def _leaves(run: Run) -> Iterator[Explanation]:
    """Each parameter and fact that the amounts read, once, in the order of reading."""
    seen: set[int] = set()
    shown: set[tuple[str, str, str, date | None]] = set()
    stack = [run.explain(key) for key in reversed(_keys(run))]
    while stack:
        one = stack.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        identity = (one.kind, one.label, one.value, one.since)
        if one.kind in (*PARAMETERS, "fait") and identity not in shown:
            shown.add(identity)
            yield one
        stack.extend(reversed(one.children))


def _keys(run: Run) -> list[str]:
    found = []
    for year in run.years:
        found.append(year.total.key)
        found += [figure.key for one in year.missions for figure in (one.avance, one.solde)]
    return found + [one.key for one in run.payments]
