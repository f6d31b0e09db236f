"""`maillage restaurer`: an archive becomes the instance, whole or not at all."""

from pathlib import Path

import click

from maillage.cli import instance


@click.command(
    help="Remet l'archive FICHIER dans une instance neuve, sur SQLite ou PostgreSQL. Une archive tronquée, altérée ou d'une autre "
    "version est refusée avant que rien ne change."
)
@click.argument("fichier", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--remplacer", "replace", is_flag=True, help="Efface d'abord ce que contient l'instance, après confirmation.")
@click.option("--oui", "sure", is_flag=True, help="Avec --remplacer : ne demande pas de confirmation.")
def restaurer(fichier: Path, replace: bool, sure: bool) -> None:
    instance.open_instance()
    from django.conf import settings

    from maillage.community.library.shelf import shelf
    from maillage.results.instance import UnableToRead, UnableToRestore, is_empty, open_archive, restore

    try:
        archive = open_archive(fichier)
        instance.migrate()
        with instance.files_that_answer():
            holds_something = not is_empty()
        if replace and not sure and holds_something:
            held = f"« {settings.MAILLAGE_DIR} » (fichiers dans « {shelf().place} »)"
            click.confirm(f"Tout ce que contient {held} sera effacé. Continuer ?", abort=True)
        digest = restore(archive, replace=replace)
    except (UnableToRead, UnableToRestore) as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"L'instance est restaurée. Empreinte : {digest}")
    click.echo("Chacun devra se reconnecter. Avec une autre clé secrète, les seconds facteurs sont à refaire.")
