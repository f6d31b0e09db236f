"""`maillage fichiers`: the bytes that people deposited are there and unchanged; those that no file names go."""

import click

from maillage.cli import instance
from maillage.kernel.french import plural


@click.group(help="Les fichiers déposés : vérifier leur contenu, retirer ce que plus aucun fichier ne nomme.")
def fichiers() -> None:
    pass


@fichiers.command(
    short_help="Chaque fichier a son contenu, inchangé.",
    help="Relit chaque fichier et le compare à son empreinte. Code de sortie 1 si un contenu manque ou a changé.",
)
def verifier() -> None:
    instance.open_database()
    from maillage.results.instance import deposited

    with instance.files_that_answer():
        found = list(deposited.faults(deep=True))
    for fault in found:
        click.echo(f"  ✗ {fault.sentence}.")
    if not found:
        click.echo("Chaque fichier déposé a son contenu, inchangé.")
    raise SystemExit(1 if found else 0)


@fichiers.command(
    short_help="Retire les contenus que plus rien ne nomme.",
    help="Un arrêt brutal entre un contenu et sa ligne laisse un contenu orphelin : ce verbe les retire, pendant que le site répond.",
)
def balayer() -> None:
    instance.open_database()
    from maillage.results.instance import deposited

    with instance.files_that_answer():
        click.echo(f"Contenus orphelins retirés : {plural(deposited.sweep(), 'fichier')}.")
