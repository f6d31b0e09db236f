"""`maillage serveur`: the production server, which refuses to start in an unsafe state."""

import os

import click

from maillage.cli import instance, schedule, serving


@click.command(help="Sert l'instance en production ; refuse de démarrer si un réglage est dangereux.")
@click.option("--port", type=serving.PORT, metavar="PORT", default=8000, show_default=True, help="Port d'écoute.")
@click.option("--adresse", default="127.0.0.1", show_default=True, help="Adresse d'écoute, derrière le mandataire HTTPS.")
@click.option(
    "--processus", type=click.IntRange(1, 64), metavar="N", default=None, help="Nombre de processus (par défaut : un par cœur)."
)
@click.option("--preparer", "only_prepare", is_flag=True, help="Met à jour la base et les fichiers statiques, sans servir.")
@click.option("--controler", "check", is_flag=True, hidden=True)
def serveur(port: int, adresse: str, processus: int | None, only_prepare: bool, check: bool) -> None:
    if only_prepare or check:
        _prepare(check)
        return
    serving.check_port(adresse, port)
    instance.prepare_apart("serveur", "--controler")
    instance.open_instance()
    from django.conf import settings

    click.echo(f"Maillage écoute sur {adresse}:{port}.")
    with schedule.beside_the_server(settings.MAILLAGE_UPDATE_DAYS):
        serving.serve(adresse, port, processus or os.cpu_count() or 1)


def _prepare(check: bool) -> None:
    """Brings the instance up to date; with `check`, refuses what is dangerous, as the server does before it starts."""
    instance.open_instance()
    instance.prepare()
    if check:
        _refuse_danger()
    click.echo("La base et les fichiers statiques sont à jour.")


def _refuse_danger() -> None:
    from maillage.cli.findings import GRAVE, all_findings

    serious = [finding for finding in all_findings() if finding.state == GRAVE]
    if serious:
        lines = "\n".join(f"  - {finding.sentence} {finding.remedy}" for finding in serious)
        raise click.ClickException(f"Maillage ne démarre pas dans cet état :\n{lines}")
