"""Stages and days of a perimeters file: not understood, to come, contradictory, or not said."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from maillage.facts import words
from maillage.results.couverture import stages
from maillage.results.couverture.claims import Entry
from maillage.results.couverture.issues import Issue, issue
from maillage.results.territoires.words import named, plural

if TYPE_CHECKING:
    from maillage.results.couverture.coverage import Coverage

_WRITE = "Écrivez « lettre d'intention », « projet de santé validé » ou « ACI signé » ; le stade reste inconnu d'ici là."


def issues(coverage: "Coverage") -> Iterator[Issue]:
    entries = [entry for entry in coverage.claims.entries if entry.cpts]
    yield from _words(entries)
    yield from _days(coverage, entries)
    yield from _contradictions(entries)
    yield from _silent(entries)


def _words(entries: list[Entry]) -> Iterator[Issue]:
    unread: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.stage is None:
            unread.setdefault(entry.written_stage, []).append(entry)
    for text, found in unread.items():
        sentence = f"Le stade « {text} » n'est pas compris ({plural(len(found), 'ligne')})."
        yield issue("stade_illisible", "attention", sentence, _WRITE, lines=_lines(found), cpts=_cpts(found))


def _days(coverage: "Coverage", entries: list[Entry]) -> Iterator[Issue]:
    unread: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.written_since:
            unread.setdefault(entry.written_since, []).append(entry)
    for text, found in unread.items():
        sentence = f"La date « {text} » n'est pas comprise ({plural(len(found), 'ligne')})."
        yield issue("date_illisible", "attention", sentence, "Écrivez AAAA-MM-JJ.", lines=_lines(found), cpts=_cpts(found))
    late = [entry for entry in entries if entry.since and entry.since > coverage.today]
    for cpts in dict.fromkeys(entry.cpts for entry in late):
        found = [entry for entry in late if entry.cpts == cpts]
        sentence = f"{found[0].name} : un stade commence le {words.day(min(e.since for e in found if e.since))}, après le jour du rapport."
        yield issue("date_future", "attention", sentence, "Vérifiez la date.", lines=_lines(found), cpts=(cpts,))


def _contradictions(entries: list[Entry]) -> Iterator[Issue]:
    """Stages of one CPTS that no day sets in order."""
    undated: dict[str, dict[int, list[Entry]]] = {}
    for entry in entries:
        if entry.stage and entry.stage > stages.UNKNOWN and entry.since is None:
            undated.setdefault(entry.cpts, {}).setdefault(entry.stage, []).append(entry)
    for cpts, found in undated.items():
        if len(found) < 2:
            continue
        which = named([stages.LABELS[stages.NAMES[stage]] for stage in sorted(found)])
        rows = [entry for each in found.values() for entry in each]
        sentence = f"{rows[0].name} a plusieurs stades sans date : {which}. Le plus avancé est retenu pour chaque commune."
        remedy = "Gardez un stade, ou datez chacun."
        yield issue("stades_contradictoires", "attention", sentence, remedy, lines=_lines(rows), cpts=(cpts,))


def _silent(entries: list[Entry]) -> Iterator[Issue]:
    """All in one issue: a file without stages is a choice."""
    found = [entry for entry in entries if entry.stage == stages.UNKNOWN]
    cpts = _cpts(found)
    if cpts:
        sentence = (
            f"{plural(len(cpts), 'CPTS').removesuffix('s')} sans stade : {named(list(dict.fromkeys(e.name for e in found)))}."
        )
        remedy = "Ajoutez la colonne « stade » ; ces communes comptent comme couvertes, à un stade non dit."
        yield issue("stade_absent", "info", sentence, remedy, cpts=cpts)


def _lines(entries: list[Entry]) -> list[int]:
    return [entry.line for entry in entries]


def _cpts(entries: list[Entry]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry.cpts for entry in entries))
