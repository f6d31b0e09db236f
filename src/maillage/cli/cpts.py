"""`maillage cpts`: one CPTS leaves with everything it owns, and comes in elsewhere."""

from pathlib import Path

import click

from maillage.cli import instance
from maillage.kernel.french import plural


@click.group(help="Exporter une CPTS entière dans une archive, l'importer dans une autre instance.")
def cpts() -> None:
    pass


@cpts.command(
    short_help="Une CPTS entière dans une archive.",
    help="Écrit dans FICHIER (ZIP) les données, les fichiers, les documents et le journal de la CPTS dont l'adresse est /c/CPTS/.",
)
@click.argument("slug", metavar="CPTS")
@click.argument("fichier", type=click.Path(dir_okay=False, path_type=Path))
def exporter(slug: str, fichier: Path) -> None:
    instance.open_database()
    from maillage.accounts import clock, journal
    from maillage.community.communities import selectors
    from maillage.community.library.shelf import Unreachable
    from maillage.documents.archive import papers
    from maillage.results.cpts import export

    community = selectors.named(slug)
    if community is None:
        raise click.ClickException(f"Aucune CPTS n'a l'adresse « {slug} » dans cette instance.")
    journal.write("export", by=None, at=clock.now(), chain=community.pk, nature="cpts entière")
    try:
        done = export.write(community, fichier, now=clock.now(), papers=papers)
    except OSError as error:
        if isinstance(error, Unreachable):
            raise click.ClickException(f"L'archive n'est pas faite : {error.strerror}.") from None
        raise click.ClickException(f"« {fichier} » ne peut pas être écrit : {error.strerror or error}.") from None
    held = ", ".join((plural(done.rows, "ligne"), plural(done.files, "fichier"), plural(done.papers, "document")))
    click.echo(f"{fichier} : {held}. L'archive contient des données personnelles.")
    for name in done.missing:
        click.echo(
            f"Attention : le contenu de « {name} » manque ou n'est plus celui qui a été déposé : il n'est pas dans l'archive.",
            err=True,
        )
    for title in done.unmade:
        click.echo(f"Attention : « {title} » n'a pas pu être fait, il n'est pas dans l'archive.", err=True)


@cpts.command(
    short_help="Une archive dans cette instance.",
    help="Crée dans cette instance la CPTS de FICHIER. Une archive tronquée ou altérée, ou une CPTS déjà là, est refusée en entier. "
    "Les personnes sont reconnues par leur adresse ; les nouvelles n'ont pas de mot de passe.",
)
@click.argument("fichier", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def importer(fichier: Path) -> None:
    instance.open_database()
    from maillage.accounts import clock
    from maillage.results.cpts import importing
    from maillage.results.instance.archive import UnableToRead

    try:
        done = importing.import_archive(fichier, now=clock.now())
    except (UnableToRead, importing.UnableToImport) as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"« {done.community} » est importée : /c/{done.community.slug}/")
    click.echo(f"Personnes créées : {done.created} ; déjà connues : {done.known}. « Mot de passe oublié » leur ouvre la porte.")
    click.echo("Les dates de réception sont à vérifier par l'ARS de cette instance : aucun certificat n'en sort avant.")
    if done.unproven:
        acts = plural(done.unproven, "acte d'institution", "actes d'institutions")
        click.echo(f"Attention : {acts} (décisions, avis, signatures) viennent de l'archive, qui ne les prouve pas.", err=True)
    for name in done.missing:
        click.echo(f"Attention : le contenu de « {name} » n'est pas dans l'archive.", err=True)
