"""`maillage donnees`: which data answer here, how they get in, how old they are, whether they are intact."""

import errno
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click

from maillage.cli.days import DAY
from maillage.cli.progress import bar, bars

_REASONS = {
    errno.ENOSPC: "il n'y a plus de place sur le disque",
    errno.EACCES: "l'accès à ce fichier est interdit",
    errno.EROFS: "ce disque ne s'écrit pas",
}


@click.group(help="Les données ouvertes de cette instance : ce qui est là, ce qui peut entrer, ce qui est ancien.")
def donnees() -> None:
    pass


@contextmanager
def _sentences() -> Iterator[None]:
    """Refusals as sentences, exit code 1; a name that does not exist is bad usage, exit code 2."""
    from maillage.results.donnees import Busy, Refused, UnableToBuild, UnableToRead, UnknownSource

    try:
        yield
    except UnknownSource as error:
        raise click.UsageError(str(error)) from None
    except (Refused, UnableToRead, UnableToBuild, Busy) as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        why = _REASONS.get(error.errno or 0, "le disque ou le dossier refuse")
        raise click.ClickException(f"Rien n'a changé : {why} ({error.filename or error}).") from None


def _json(data: object) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


@donnees.command(
    short_help="Ce qui est là, de quand, intact ou non.",
    help="Ce qui est présent : fichiers et empreintes, chaque source avec son millésime, ses lignes et son âge.",
)
@click.option("--json", "as_json", is_flag=True, help="Sortie JSON, stable et documentée.")
def etat(as_json: bool) -> None:
    from maillage.cli import donnees_text
    from maillage.results.donnees import source_states, state

    found, known = state(), source_states(date.today(), check=True)
    if as_json:
        _json(found.as_json() | {"jeux": donnees_text.sources_as_json(known)})
    else:
        click.echo("\n".join((*donnees_text.warehouse(found), *donnees_text.sources(known))))
    damaged = any(snapshot.intact is False for source in known for snapshot in source.snapshots)
    sys.exit(0 if found.is_sound and not damaged else 1)


@donnees.command(
    short_help="Construit l'entrepôt de l'instance.",
    help="Construit l'entrepôt de l'instance, avec ce qui est importé, et le met en place d'un seul coup.",
)
@click.option("--sans-fictif", "without_fictitious", is_flag=True, help="Oublie les données de démonstration.")
def construire(without_fictitious: bool) -> None:
    from maillage.results.donnees import build

    with _sentences(), bar("Lecture des instantanés") as progress:
        folder, stamp = build(without_fictitious=without_fictitious, progress=progress)
    click.echo(f"L'entrepôt {folder} est en place (empreinte {stamp}).")


@donnees.command(
    short_help="Fait entrer un fichier.",
    help="Importe les FICHIERS d'une SOURCE (« maillage donnees etat » les nomme) et reconstruit l'entrepôt.",
)
@click.argument("source")
@click.argument("fichiers", nargs=-1, required=True, type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--periode", "period", default="", metavar="PÉRIODE", help="Année, mois ou jour décrit (2024, 2026-09, 2026-09-15)."
)
@click.option("--lot", "part", default="", help="Partie de la source : les lots se complètent au lieu de se remplacer.")
@click.option("--publie-le", "published", type=DAY, help="Jour de publication (AAAA-MM-JJ), si le fichier ne le dit pas.")
@click.option("--fictif", "fictitious", is_flag=True, help="Données inventées : chaque page le dira.")
@click.option("--essai", "trial", is_flag=True, help="Lit et contrôle sans rien garder.")
@click.option("--forcer", "force", is_flag=True, help="Prend un fichier que les contrôles trouvent étrange.")
@click.option(
    "--rejets", "report", type=click.Path(dir_okay=False, path_type=Path), help="Écrit les lignes rejetées dans ce CSV."
)
@click.option("--json", "as_json", is_flag=True, help="Sortie JSON, stable et documentée.")
def importer(source: str, fichiers: tuple[Path, ...], published, report: Path | None, as_json: bool, **options) -> None:  # type: ignore[no-untyped-def]
    from maillage.cli import donnees_text
    from maillage.results.donnees import import_files

    with _sentences():
        with bar(f"Lecture de {fichiers[0].name}") as progress:
            told = import_files(
                source,
                fichiers,
                day=date.today(),
                published=published,
                progress=progress,
                **options,
            )
        if report is not None:
            told.write_rejected(report)
    if as_json:
        _json(told.as_json())
    else:
        click.echo("\n".join(donnees_text.imported(told, report)))


@donnees.command(
    help="Demande aux éditeurs ce qui est nouveau pour ces SOURCES (toutes celles qui se téléchargent, par défaut)."
)
@click.argument("sources", nargs=-1)
@click.option("--adresse", "addresses", multiple=True, help="Autre adresse que celle de l'éditeur, pour une seule source.")
@click.option("--chaque", "every", type=click.IntRange(1, 366), metavar="JOURS", help="Recommence tous les N jours, sans fin.")
@click.option("--json", "as_json", is_flag=True, help="Sortie JSON, stable et documentée.")
def actualiser(sources: tuple[str, ...], addresses: tuple[str, ...], every: int | None, as_json: bool) -> None:
    from maillage.results.donnees import updatable

    if addresses and len(sources) != 1:
        raise click.UsageError("--adresse va avec une seule source.")
    names = sources or updatable()
    if every:
        from maillage.cli.schedule import repeat

        repeat(lambda: _update(names, addresses, as_json), days=every)
    else:
        sys.exit(0 if _update(names, addresses, as_json) else 1)


def _update(names: tuple[str, ...], addresses: tuple[str, ...], as_json: bool) -> bool:
    """False when a source failed."""
    from maillage.cli import donnees_text
    from maillage.results.donnees import update

    with _sentences(), bars() as progress_of:
        outcomes, stamp = update(names, day=date.today(), addresses=addresses, progress_of=progress_of)
    if as_json:
        _json({"sources": [{"source": o.source, "etat": o.state, "phrase": o.sentence} for o in outcomes], "empreinte": stamp})
    else:
        click.echo("\n".join(donnees_text.updated(outcomes, stamp)))
    return not any(outcome.state == "échec" for outcome in outcomes)
