"""The words of `maillage donnees`: state, report of an import, outcome of an update."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from maillage.facts.words import count
from maillage.kernel.french import day, plural

if TYPE_CHECKING:
    from maillage.results.donnees import ImportReport, Outcome, SourceState, State
    from maillage.results.donnees.sources import SnapshotState

_EXAMPLES = 5


def warehouse(found: "State") -> Iterator[str]:
    yield f"Données servies : {found.folder} (empreinte {found.stamp})"
    if found.problem:
        yield f"⚠ {found.problem}"
    if found.fictitious:
        yield f"⚠ Données de démonstration dans : {', '.join(found.fictitious)}"
    yield from ("", "Fichiers")
    for file in found.files:
        mark = "✓" if file.intact else "✗ abîmé"
        yield f"  {file.name:<24} {count(file.rows):>9} lignes {count(file.bytes):>10} octets  {mark}"
    yield from ("", "Provenance")
    for source in found.sources:
        yield f"  {source.package} {source.version} · {source.vintage} · {source.licence}"
        yield f"    {source.publisher}"
        yield f"    {source.gives}"


def sources(known: Sequence["SourceState"]) -> Iterator[str]:
    yield from ("", "Sources")
    for source in known:
        if not source.snapshots:
            yield f"  {source.name:<20} non chargée : {source.command}"
            continue
        yield f"  {source.name:<20} {source.title}"
        yield from (f"    {_snapshot(snapshot)}" for snapshot in source.snapshots)


def _snapshot(kept: "SnapshotState") -> str:
    marks = [
        "sert" if kept.serves else "conservé",
        plural(kept.rejected, "ligne rejetée", "lignes rejetées") if kept.rejected else "",
        "fictif" if kept.fictitious else "",
        "ancien" if kept.old and kept.serves else "",
        "✗ abîmé" if kept.intact is False else "",
    ]
    name = f"{kept.period} {kept.part}".strip()
    when = f"publié le {day(date.fromisoformat(kept.published))}, âgé de {plural(kept.age_days, 'jour')}"
    return f"{name} · {plural(kept.rows, 'ligne')} · {when} · {', '.join(mark for mark in marks if mark)}"


def sources_as_json(known: Sequence["SourceState"]) -> list[dict[str, Any]]:
    names = {"period": "periode", "part": "lot", "published": "publie_le", "kept_on": "conserve_le", "file": "fichier"}
    names |= {"rows": "lignes", "rejected": "rejetees", "age_days": "age_jours", "old": "ancien", "serves": "sert"}
    names |= {"fictitious": "fictif", "intact": "intact"}
    return [
        {
            "source": source.name,
            "titre": source.title,
            "editeur": source.publisher,
            "licence": source.licence,
            "adresse": source.address,
            "automatique": source.automatic,
            "chargee": source.is_loaded,
            "commande": source.command,
            "instantanes": [{names[key]: value for key, value in asdict(kept).items()} for kept in source.snapshots],
        }
        for source in known
    ]


def imported(told: "ImportReport", report: Path | None) -> Iterator[str]:
    part = f" · lot {told.part}" if told.part else ""
    yield f"{told.title} · période {told.period}{part} · publié le {day(date.fromisoformat(told.published))}"
    yield from (f"  {words} : {count(number)}" for words, number in told.counts.items())
    yield from (f"  table {name} : {plural(rows, 'ligne')}" for name, rows in told.rows.items())
    yield from (f"  ⚠ {remark}" for remark in told.remarks)
    if told.rejected:
        yield "Lignes rejetées ou à vérifier, par exemple"
        yield from (f"  ligne {row.line} : {row.reason} ({row.value})" for row in told.rejected[:_EXAMPLES])
        if report is None:
            yield "  (toutes avec --rejets FICHIER.csv)"
    if report is not None:
        yield f"Les lignes rejetées ou à vérifier sont dans {report}."
    if told.kept:
        yield f"Conservé sous {told.source}/{told.file} ; l'entrepôt est reconstruit (empreinte {told.stamp})."
    else:
        yield "Rien n'a été gardé."


def updated(outcomes: Sequence["Outcome"], stamp: str) -> Iterator[str]:
    for outcome in outcomes:
        yield f"{outcome.source:<20} {outcome.state:<10} {outcome.sentence}"
    yield f"L'entrepôt est reconstruit (empreinte {stamp})." if stamp else "L'entrepôt n'a pas changé."
