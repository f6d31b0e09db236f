"""`maillage financement`: what a contract pays, when and why; for one dossier or for a file of many CPTS."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from maillage.cli.days import DAY

if TYPE_CHECKING:
    from maillage.results.runs.model import Run, Sum


@click.group(help="Ce que l'accord paie à une CPTS, quand et pourquoi.")
def financement() -> None:
    pass


@financement.command(help="Calcule les montants et les versements d'un DOSSIER.yaml (« - » lit l'entrée standard).")
@click.argument("dossier", type=click.Path(dir_okay=False, allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="Sortie JSON, stable et documentée.")
@click.option("--le", "day", type=DAY, help="Jour où l'on se place (AAAA-MM-JJ ; par défaut aujourd'hui).")
@click.option("--connu-le", "known_on", type=DAY, help="Ne retenir que les textes publiés à cette date.")
def calculer(dossier: str, as_json: bool, day, known_on) -> None:  # type: ignore[no-untyped-def]
    from maillage.facts.dossier import InvalidDossier, read
    from maillage.results.runs import UnableToCompute, facts_of, simulate

    try:
        facts = facts_of(read(_text(dossier)))
        run = simulate(facts, day=day or date.today(), known_on=known_on)
    except InvalidDossier as error:
        _refuse(error.errors)
    except UnableToCompute as error:
        _refuse((error.sentence,))
    click.echo(json.dumps(run.as_json(), ensure_ascii=False, indent=2) if as_json else _report(run))


@financement.command(help="Calcule un fichier CSV de nombreuses CPTS ; les lignes fautives sont listées, les autres calculées.")
@click.argument("fichier", type=click.Path(dir_okay=False, allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="Sortie JSON, stable et documentée.")
@click.option("--le", "day", type=DAY, help="Jour où l'on se place (AAAA-MM-JJ ; par défaut aujourd'hui).")
@click.option("--connu-le", "known_on", type=DAY, help="Ne retenir que les textes publiés à cette date.")
def national(fichier: str, as_json: bool, day, known_on) -> None:  # type: ignore[no-untyped-def]
    from maillage.results.national import InvalidTable, compute, read

    try:
        table = read(_text(fichier))
        result = compute(table, day=day or date.today(), known_on=known_on)
    except InvalidTable as error:
        _refuse((str(error),))
    click.echo(json.dumps(result.as_json(), ensure_ascii=False, indent=2) if as_json else result.as_text())


def _text(path: str) -> str:
    """The file as text (UTF-8, with or without BOM, else cp1252); a missing file is bad usage (exit 2)."""
    try:
        raw = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise click.UsageError(f"Le fichier « {path} » ne se lit pas : {error.strerror}.") from None
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _refuse(sentences: tuple[str, ...]) -> None:
    for sentence in sentences:
        click.echo(sentence, err=True)
    sys.exit(1)


def _proved(total: "Sum") -> str:
    """« 75 000,00 € [secondaire] »: an amount and the weakest proof of what it adds."""
    from maillage.kernel.money import format_euros

    return format_euros(total.cents) + (f" [{total.proof.label}]" if total.proof is not None else "")


def _report(run: "Run") -> str:
    from maillage.facts import words
    from maillage.kernel.money import format_euros
    from maillage.results.runs.model import Sum

    lines = [
        f"{run.facts.name or 'Votre CPTS'} : {words.count(run.facts.population.get())} habitants, taille {run.taille}",
        " · ".join(f"{words.certainty(status)} {_proved(one)}" for status, one in run.sums.items()),
        f"sur {len(run.years)} ans ; degré de preuve le plus faible : {run.proof.label}",
        "",
    ]
    for year in run.years:
        total = "non établi" if year.total.cents is None else _proved(Sum.of([year.total]))
        lines.append(
            f"Année {year.number}, du {words.day(year.period.start)} au {words.day(year.period.last_day)}"
            f" (taille {year.taille}) : {total}"
        )
    lines += ["", "Versements"]
    lines += [
        f"  {p.on:%d/%m/%Y}  {format_euros(p.cents):>16} {f'[{p.proof.label}]':<15}  {words.STATUTS[p.status]:<16}  {p.label}"
        for p in run.payments
    ]
    if run.warnings:
        lines += ["", "À savoir", *(f"  - {remark.sentence}" for remark in run.warnings)]
    if run.conventions:
        lines += ["", "Ce que les textes ne disent pas, et le choix du calcul"]
        lines += [f"  - {c.label} : {c.chosen}" for c in run.conventions]
    return "\n".join(lines)
