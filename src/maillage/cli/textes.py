"""`maillage textes`: what the law says, since when, with what proof; one parameter, a folder, or everything."""

import json
import sys
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from maillage.cli.days import DAY

if TYPE_CHECKING:
    from maillage.law.corpus import Law
    from maillage.law.model import Parameter, Version


@click.command(help="Ce que dit la loi : toute la liste, un dossier (aci/paiement) ou un paramètre (aci/fonctionnement).")
@click.argument("chemin", required=False, default="")
@click.option("--le", "day", type=DAY, help="Ne montrer que ce qui s'applique ce jour-là (AAAA-MM-JJ).")
@click.option("--connu-le", "known_on", type=DAY, help="Ne retenir que les textes publiés à cette date (AAAA-MM-JJ).")
@click.option("--json", "as_json", is_flag=True, help="Sortie JSON, stable et documentée.")
def textes(chemin: str, day: Any, known_on: Any, as_json: bool) -> None:
    from maillage.law.errors import LawError
    from maillage.law.reader import load

    law = load()
    on, known = day, known_on
    try:
        found = _found(law, chemin)
        if len(found) == 1 and found[0].path == chemin.strip("/") and (on or known):
            law.at(found[0].path, on or _today(), known)
    except LawError as refusal:
        click.echo(refusal.sentence, err=True)
        sys.exit(1)
    click.echo(_json(law, found, on, known) if as_json else "\n".join(_report(law, found, on, known)))


def _today() -> date:
    """The clock of this machine: a command is run where its reader lives."""
    return datetime.now().astimezone().date()


def _found(law: "Law", path: str) -> "tuple[Parameter, ...]":
    """The parameter or the folder; UnknownParameter names the close ones."""
    return law.under(path) or (law.parameter(path.strip("/")),)


def _json(law: "Law", found: "tuple[Parameter, ...]", day: date | None, known_on: date | None) -> str:
    from maillage.law import export

    data = {
        "empreinte": law.digest,
        "le": day.isoformat() if day else None,
        "connu_le": known_on.isoformat() if known_on else None,
        "parametres": [export.parameter_json(law, p, export.versions_at(law, p, day, known_on)) for p in found],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _report(law: "Law", found: "tuple[Parameter, ...]", day: date | None, known_on: date | None) -> Iterator[str]:
    if len(found) == 1:
        yield from _one(law, found[0], day, known_on)
        return
    for chapter in law.chapters:
        inside = [parameter for parameter in law.in_chapter(chapter) if parameter in found]
        if inside:
            yield from (chapter.title, "-" * len(chapter.title))
            yield from (_line(law, parameter, day or _today(), known_on) for parameter in inside)
            yield ""
    yield f"« maillage textes CHEMIN » détaille un paramètre. Empreinte de la loi : {law.digest[:12]}"


def _line(law: "Law", parameter: "Parameter", day: date, known_on: date | None) -> str:
    from maillage.law.errors import LawError
    from maillage.law.wording import summary

    try:
        version = law.at(parameter.path, day, known_on)
    except LawError:
        return f"  {parameter.path:<54} pas en vigueur"
    proof = min(value.proof for value in version.values.values())
    return f"  {parameter.path:<54} {summary(law, parameter, version)} [{proof.label}]"


def _one(law: "Law", parameter: "Parameter", day: date | None, known_on: date | None) -> Iterator[str]:
    from maillage.law import export

    yield from (parameter.label, parameter.description, f"Unité : {law.units[parameter.unit].label}")
    for version in reversed(export.versions_at(law, parameter, day, known_on)):
        yield ""
        yield from _version(law, parameter, version)
    for title, sentence in (("À savoir", parameter.notes), ("Pour confirmer", parameter.confirm)):
        if sentence:
            yield from ("", f"{title} : {sentence}")


def _version(law: "Law", parameter: "Parameter", version: "Version") -> Iterator[str]:
    from maillage.law.wording import case_name, period, stated

    text = law.texts[version.text]
    yield f"{period(version).capitalize()} — {text.short}, {version.article} (publié le {version.published:%d/%m/%Y})"
    names = {key: case_name(law, version, key) or "Valeur" for key in version.values}
    width = max((len(name) for name in names.values()), default=0)
    for key, value in version.values.items():
        yield f"  {names[key]:<{width}}  {stated(law, parameter, value)} [{value.proof.label}]"
        yield from (f"  {'':<{width}}    {line}" for line in (value.why, value.note) if line)
        if value.sources:
            yield f"  {'':<{width}}    sources : {', '.join(law.texts[source].short for source in value.sources)}"
