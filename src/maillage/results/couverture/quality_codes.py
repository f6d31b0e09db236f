"""Codes of a perimeters file: incomplete lines, unknown, vanished, delegated codes, lost zeros, doubles."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from maillage.opendata.warehouse.former import DIVIDED
from maillage.results.couverture.claims import Entry, Reading
from maillage.results.couverture.issues import Issue, issue
from maillage.results.territoires.codes import refusal_of
from maillage.results.territoires.words import named, of, plural

if TYPE_CHECKING:
    from maillage.results.couverture.coverage import Coverage

_TRANSLATED = {
    "ancienne": ("code_disparu", "n'existe plus"),
    "deleguee": ("commune_deleguee", "est une commune déléguée"),
    "associee": ("commune_deleguee", "est une commune associée"),
}


def issues(coverage: "Coverage") -> Iterator[Issue]:
    seen: dict[str, list[tuple[Entry, Reading]]] = {}
    for entry, reading in zip(coverage.claims.entries, coverage.claims.readings, strict=True):
        if not entry.code or not entry.cpts:
            yield _incomplete(entry)
        elif reading.change:
            seen.setdefault(entry.code, []).append((entry, reading))
    for code, found in seen.items():
        yield _changed(coverage, code, [entry for entry, _ in found], found[0][1])
    yield from _doubles(coverage)


def _incomplete(entry: Entry) -> Issue:
    if entry.problem:
        sentence = f"Ligne {entry.line} ({entry.name}) : {entry.problem}."
        kept = filter(None, (entry.cpts,))
        return issue("code_inconnu", "erreur", sentence, "La commune n'est pas comptée.", lines=(entry.line,), cpts=kept)
    what = "n'a pas de code de commune" if not entry.code else "n'a pas de nom de CPTS"
    told = " ".join(filter(None, (entry.code, entry.name)))
    return issue(
        "ligne_incomplete",
        "erreur",
        f"La ligne {entry.line} ({told}) {what}." if told else f"La ligne {entry.line} {what}.",
        "Complétez-la ou retirez-la : elle n'est pas comptée.",
        lines=(entry.line,),
        cpts=filter(None, (entry.cpts,)),
    )


def _changed(coverage: "Coverage", code: str, entries: list[Entry], reading: Reading) -> Issue:
    lines = [entry.line for entry in entries]
    cpts = dict.fromkeys(entry.cpts for entry in entries)
    where = f"{'Lignes' if len(lines) > 1 else 'Ligne'} {named([str(line) for line in lines])} ({entries[0].name})"
    if reading.row is None:
        kind = "code_inconnu" if reading.change == "inconnu" else reading.change
        remedy = "Corrigez le code : la commune n'est pas comptée." if kind == "code_inconnu" else "Retirez-la du fichier."
        return issue(kind, "erreur", f"{where} : {refusal_of(code)}", remedy, lines=lines, cpts=cpts, codes=(code,))
    columns = coverage.land.columns
    name, present = columns.names[reading.row], columns.codes[reading.row]
    if reading.change == "zero_perdu":
        sentence = f"{where} : {code} a été lu {present} ({name}), le zéro de tête manquait."
        return issue("zero_perdu", "info", sentence, "Mettez la colonne en texte.", lines=lines, cpts=cpts, codes=(present,))
    former = coverage.land.warehouse.former.get(code) or coverage.land.warehouse.former.get(f"0{code}")
    was = f"{code} ({former.name})" if former and former.name else code
    kind, what = _TRANSLATED.get(reading.change, _TRANSLATED["ancienne"])
    if former and former.code in DIVIDED:
        what = "a été partagée entre plusieurs communes"
    sentence = f"{where} : {was} {what} ; toute la commune {of(name)} ({present}) est comptée."
    remedy = f"Écrivez {present} si toute la commune {of(name)} est dans la CPTS."
    return issue(kind, "attention", sentence, remedy, lines=lines, cpts=cpts, codes=(present,))


def _doubles(coverage: "Coverage") -> Iterator[Issue]:
    """The same CPTS, commune, stage and day more than once."""
    seen: dict[tuple[object, ...], list[int]] = {}
    claims = coverage.claims
    for number, (entry, reading) in enumerate(zip(claims.entries, claims.readings, strict=True)):
        if reading.row is not None and entry.cpts:
            seen.setdefault((entry.cpts, reading.row, entry.stage, entry.since), []).append(number)
    columns = coverage.land.columns
    for (cpts, row, *_), numbers in seen.items():
        if len(numbers) < 2:
            continue
        code, name = columns.codes[row], columns.names[row]  # type: ignore[call-overload]
        entries = [claims.entries[number] for number in numbers]
        sentence = f"{name} ({code}) est donnée {plural(len(numbers), 'fois').removesuffix('s')} à {entries[0].name}."
        lines = [entry.line for entry in entries]
        yield issue("doublon", "info", sentence, "Gardez une seule ligne.", lines=lines, cpts=(str(cpts),), codes=(code,))
