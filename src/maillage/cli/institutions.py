"""`maillage institutions`: what the host of the instance runs for the institutions, every day."""

import click

from maillage.cli import instance


@click.group(help="Ce que l'instance fait chaque jour pour les institutions.")
def institutions() -> None:
    pass


@institutions.command(
    short_help="Prévient par courriel des délais légaux à mi-course, aux trois quarts et au dernier jour.",
    help="À lancer chaque jour. Chaque étape d'un délai n'est dite qu'une fois : relancer la commande n'envoie rien de plus.",
)
def alertes() -> None:
    instance.open_database()
    from maillage.accounts import clock
    from maillage.institutions.alerts import send_all
    from maillage.kernel.french import plural

    sent, failures = send_all(today=clock.today(), now=clock.now())
    click.echo(f"{plural(sent, 'courriel envoyé', 'courriels envoyés')}.")
    for sentence in failures:
        click.echo(sentence, err=True)
    if failures:
        raise SystemExit(1)
