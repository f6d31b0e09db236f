"""`maillage territoire`: what a set of communes holds, by their codes; what no longer exists is translated and said."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from maillage.cli.days import DAY

if TYPE_CHECKING:
    from maillage.facts.territory import Remark, Territory
    from maillage.results.lists import ListReading
    from maillage.results.tailles import SizeView


@click.group(help="Un ensemble de communes : population, taille, EPCI, départements.")
def territoire() -> None:
    pass


@territoire.command(help="Décrit les communes de CODES Insee (« - » lit des codes sur l'entrée standard).")
@click.argument("codes", nargs=-1, metavar="CODE…")
@click.option(
    "--fichier",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Liste de codes en CSV, XLSX ou ODS ; les lignes fautives sont dites.",
)
@click.option("--le", "day", type=DAY, help="Jour où l'on se place pour la taille (par défaut aujourd'hui).")
@click.option("--json", "as_json", is_flag=True, help="Sortie JSON, stable et documentée.")
def decrire(codes: tuple[str, ...], fichier: Path | None, day, as_json: bool) -> None:  # type: ignore[no-untyped-def]
    from maillage.results.tailles import size_of
    from maillage.results.territoires import describe, resolve
    from maillage.results.territory_json import as_json as told

    lists = [_read_list(*source) for source in _sources(codes, fichier)]
    given = [code for code in codes if code != "-"] + [code for reading in lists for code in reading.codes]
    resolution = resolve(given)
    refusals: list[dict] = [{"donne": refusal.given, "raison": refusal.sentence} for refusal in resolution.refusals]
    refusals += [{"donne": row.value, "ligne": row.line, "raison": row.reason} for reading in lists for row in reading.rejected]
    if not given and not refusals:
        raise click.UsageError("Donnez au moins un code de commune, par exemple 84007.")
    territory = describe(given)
    remarks = [remark for remark in territory.remarks if remark.code != "refus"]
    size = size_of(territory, day or date.today())
    if as_json:
        click.echo(json.dumps(told(territory, size, remarks, refusals), ensure_ascii=False, indent=2))
    else:
        _print(territory, size, remarks, refusals)
    sys.exit(1 if refusals else 0)


def _sources(codes: tuple[str, ...], file: Path | None) -> list[tuple[str, bytes]]:
    found = [("liste.txt", sys.stdin.buffer.read())] if "-" in codes else []
    return found + ([(file.name, file.read_bytes())] if file else [])


def _read_list(name: str, content: bytes) -> "ListReading":
    from maillage.results.lists import UnableToRead, read_codes

    try:
        return read_codes(name, content)
    except UnableToRead as error:
        raise click.ClickException(str(error)) from None


def _print(territory: "Territory", size: "SizeView", remarks: "list[Remark]", refusals: list[dict]) -> None:
    from maillage.cli.territoire_text import lines, refused

    for line in lines(territory, size, [*remarks, *size.warnings]):
        click.echo(line)
    for line in refused(refusals):
        click.echo(line, err=True)
