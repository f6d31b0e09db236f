"""`maillage observatoire`: who is covered by a CPTS, the white zones and what could be done, the quality of a perimeters file."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from maillage.cli.days import DAY

if TYPE_CHECKING:
    from maillage.results.couverture import Coverage

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def _perimeters(function: Any) -> Any:
    """The arguments that every verb here takes."""
    for decorate in (
        click.argument("perimetres", type=_FILE, required=False),
        click.option("--le", "day", type=DAY, help="Jour où l'on se place (par défaut aujourd'hui)."),
        click.option("--json", "as_json", is_flag=True, help="Sortie JSON, stable et documentée."),
    ):
        function = decorate(function)
    return function


def _placed(function: Any) -> Any:
    for decorate in (
        click.option("--departement", help="Code ou nom d'un département, par exemple 09 ou Ariège."),
        click.option("--region", help="Code ou nom d'une région, par exemple 76 ou Occitanie."),
    ):
        function = decorate(function)
    return function


@click.group()
def observatoire() -> None:
    """Qui est couvert par une CPTS, à quel stade, où sont les zones blanches.

    PERIMETRES est une liste CSV ou XLSX (code_commune;cpts[;stade;date]) ou des polygones GeoJSON ; sans fichier, les
    périmètres de l'instance répondent (« maillage donnees importer perimetres FICHIER »).
    """


@observatoire.command()
@_perimeters
@_placed
@click.option(
    "--niveau",
    type=click.Choice(["france", "region", "departement", "epci", "commune"]),
    help="Un territoire par ligne (par défaut les départements).",
)
def couverture(perimetres, day, as_json: bool, departement, region, niveau) -> None:  # type: ignore[no-untyped-def]
    """Population et communes par stade, à chaque niveau."""
    from maillage.cli.observatoire_text import coverage_lines, defect_lines
    from maillage.results.couverture.places import level_rows_in, place_of

    coverage = _open(perimetres, day)
    place = _asked(place_of, departement, region)
    rows = level_rows_in(coverage, niveau or "departement", place)
    france = coverage.by_level("france")[0]
    issues = coverage.quality().issues
    if as_json:
        told = {"france": france.as_json(), "lignes": [row.as_json() for row in rows], "defauts": len(issues)}
        _echo_json(coverage, told)
    else:
        _echo(coverage, coverage_lines(coverage, france, rows))
        _echo(coverage, defect_lines(issues, str(perimetres or "")), warned=True)


@observatoire.command(name="zones-blanches")
@_perimeters
@_placed
def zones_blanches(perimetres, day, as_json: bool, departement, region) -> None:  # type: ignore[no-untyped-def]
    """Les communes sans CPTS, qui peut les prendre, et ce que devient sa taille."""
    from maillage.cli.observatoire_text import zone_lines
    from maillage.results.couverture.places import place_of, row_of, uncovered_in
    from maillage.results.couverture.zones import as_json as zone_as_json

    coverage = _open(perimetres, day)
    place = _asked(place_of, departement, region)
    codes = {} if place is None else {place.kind: place.code}
    zones, row, communes = coverage.white_zones(**codes), row_of(coverage, place), uncovered_in(coverage, place)
    if as_json:
        told = [{"code": code, "nom": name, "population": people} for code, name, people in communes]
        _echo_json(coverage, {"lieu": row.as_json(), "communes": told, "zones": [zone_as_json(zone) for zone in zones]})
    else:
        _echo(coverage, zone_lines(row, communes, zones))


@observatoire.command()
@_perimeters
@click.option("--corrige", "mended", type=click.Path(dir_okay=False, path_type=Path), help="Écrit le fichier corrigé (CSV).")
def qualite(perimetres, day, as_json: bool, mended) -> None:  # type: ignore[no-untyped-def]
    """Les défauts d'une liste de périmètres, ligne par ligne. Code de sortie 1 s'il y a des erreurs."""
    from maillage.cli.observatoire_text import quality_lines

    coverage = _open(perimetres, day)
    report = coverage.quality()
    if mended:
        mended.write_text(report.corrected, encoding="utf-8", newline="")
    if as_json:
        _echo_json(coverage, report.as_json())
    else:
        _echo(coverage, quality_lines(report))
    sys.exit(0 if report.is_clean else 1)


@observatoire.command()
@_perimeters
@click.option("--region", required=True, help="Code ou nom de la région à couvrir.")
@click.option("--csv", "table", type=click.Path(dir_okay=False, path_type=Path), help="Écrit le plan, à modifier à la main.")
@click.option("--modifie", "edited", type=_FILE, help="Lit un plan modifié et en calcule les effets.")
def plan(perimetres, day, as_json: bool, region, table, edited) -> None:  # type: ignore[no-untyped-def]
    """Un plan qui couvre toute une région, ou les effets d'un plan modifié à la main."""
    from maillage.cli.observatoire_text import plan_lines
    from maillage.results.couverture.places import place_of
    from maillage.results.couverture.plan import InvalidPlan, by_hand, propose, read_table

    coverage = _open(perimetres, day)
    code = _asked(place_of, None, region).code
    try:
        text = edited.read_bytes().decode("utf-8-sig", errors="replace") if edited else ""
        found = by_hand(coverage, code, read_table(text)) if edited else propose(coverage, code)
    except InvalidPlan as error:
        _refuse("\n".join(error.errors))
    if table:
        table.write_text(found.table, encoding="utf-8", newline="")
    if as_json:
        _echo_json(coverage, found.as_json())
    else:
        _echo(coverage, plan_lines(found))


@observatoire.command()
@_perimeters
@_placed
def fragiles(perimetres, day, as_json: bool, departement, region) -> None:  # type: ignore[no-untyped-def]
    """Les CPTS qui montrent des signes d'essoufflement, et lesquels."""
    from maillage.cli.observatoire_text import fragile_lines
    from maillage.results.couverture.places import is_in, place_of

    coverage = _open(perimetres, day)
    place = _asked(place_of, departement, region)
    found = [each for each in coverage.fragilities() if is_in(each.cpts, place)]
    if as_json:
        _echo_json(coverage, {"cpts": [each.as_json() for each in found]})
    else:
        _echo(coverage, fragile_lines(found))


@observatoire.command(name="plan-100")
@_perimeters
def plan_100(perimetres, day, as_json: bool) -> None:  # type: ignore[no-untyped-def]
    """Le plan « 100 % CPTS » : ses vingt actions, leur suivi, ses deux indicateurs."""
    from maillage.cli.observatoire_text import plan_100_lines
    from maillage.results.couverture.plan100 import InvalidFollowing

    coverage = _open(perimetres, day)
    try:
        view = coverage.plan_100()
    except InvalidFollowing as error:
        _refuse("\n".join(error.errors))
    if as_json:
        _echo_json(coverage, view.as_json())
    else:
        _echo(coverage, plan_100_lines(view))


def _open(file: Path | None, day: Any) -> "Coverage":
    """The coverage asked; what is missing is told, exit 1."""
    from maillage.results import couverture as results
    from maillage.results.couverture.reading import NOT_LOADED

    today = day or date.today()
    try:
        coverage = results.read_file(file, today=today) if file else results.load(today=today)
    except results.UnableToRead as error:
        _refuse(str(error))
    if coverage.is_empty:
        _refuse(f"Aucune commune reconnue dans « {file.name} »." if file else NOT_LOADED)
    return coverage.at(today) if day else coverage


def _asked(find: Any, departement: str | None, region: str | None) -> Any:
    if departement and region:
        raise click.UsageError("Donnez un département ou une région, pas les deux.")
    try:
        return find("departement", departement) if departement else find("region", region) if region else None
    except LookupError as error:
        _refuse(str(error))


def _refuse(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(1)


def _echo(coverage: "Coverage", lines: Any, *, warned: bool = False) -> None:
    if coverage.fictitious and not warned:
        click.echo("⚠ Périmètres fictifs, de démonstration : aucun de ces chiffres n'est réel.\n")
    for line in lines:
        click.echo(line)


def _echo_json(coverage: "Coverage", told: dict[str, Any]) -> None:
    head = {"source": coverage.source, "fictif": coverage.fictitious, "le": coverage.today.isoformat()}
    click.echo(json.dumps(head | told, ensure_ascii=False, indent=2))
