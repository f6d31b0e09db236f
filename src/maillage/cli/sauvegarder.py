"""`maillage sauvegarder`: the whole instance in one archive, its secret key apart."""

from pathlib import Path

import click

from maillage.cli import instance


@click.command(
    help="Garde toutes les données et tous les fichiers de l'instance dans FICHIER (ZIP), pendant que le site répond. "
    "La clé secrète n'y est pas : gardez-la à part."
)
@click.argument("fichier", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--avec-instantanes", "with_snapshots", is_flag=True, help="Garde aussi les données ouvertes importées.")
def sauvegarder(fichier: Path, with_snapshots: bool) -> None:
    instance.open_database()
    from django.conf import settings
    from django.utils import timezone

    from maillage.results.instance import save

    try:
        saved = save(fichier, now=timezone.now(), with_snapshots=with_snapshots)
    except OSError as error:
        reason = f"« {error.filename or fichier} » : {error.strerror or error}"
        raise click.ClickException(f"La sauvegarde n'est pas faite, rien n'est écrit ({reason}).") from None
    click.echo(f"{fichier} : {saved.rows} lignes, {saved.files} fichiers, {saved.size / 1_000:.0f} Ko.")
    click.echo(f"Empreinte : {saved.digest}")
    click.echo(
        f"La clé secrète n'est pas dans l'archive : gardez à part « {settings.MAILLAGE_DIR / 'secret'} » (ou MAILLAGE_SECRET_KEY), "
        "sans quoi les seconds facteurs et les liens déjà envoyés ne vaudront plus."
    )
    for sentence in saved.faults:
        click.echo(f"Attention : {sentence}.", err=True)
    if saved.faults:
        raise click.ClickException(
            "La sauvegarde est faite, mais ces contenus n'y sont pas entiers : « maillage fichiers verifier »."
        )
