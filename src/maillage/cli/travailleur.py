"""`maillage travailleur`: does what pages left for later, beside the server."""

import time

import click

from maillage.cli import instance

_PAUSE = 5.0
"""Seconds between two looks at an empty queue, or at a database that does not answer."""


@click.command(
    help="Fait le travail remis à plus tard : l'envoi des courriels. À lancer à côté de « maillage serveur », une fois ou plus. "
    "Ctrl+C attend la fin de la tâche en cours."
)
@click.option("--une-fois", "once", is_flag=True, help="S'arrête quand il n'y a plus rien à faire.")
def travailleur(once: bool) -> None:
    instance.open_database()
    from django.conf import settings
    from django.db import InterfaceError, OperationalError, connections

    if not settings.MAILLAGE_SMTP:
        click.echo("Aucun serveur de courrier (MAILLAGE_SMTP) : les courriels attendront.", err=True)
    while True:
        try:
            _work(once=once)
        except (OperationalError, InterfaceError):
            if once:
                raise click.ClickException("La base de données ne répond pas : relancez cette commande plus tard.") from None
            click.echo(f"La base de données ne répond pas : nouvel essai dans {_PAUSE:.0f} secondes.", err=True)
            connections.close_all()
            time.sleep(_PAUSE)
        else:
            return


def _work(*, once: bool) -> None:
    """Until the queue is empty (`once`), or until a signal."""
    from django.conf import settings
    from django.core.management import call_command

    from maillage.accounts import clock
    from maillage.community.outbox import delivery
    from maillage.institutions.news import digest

    if settings.MAILLAGE_SMTP:
        digest.send_due(now=clock.now())
        delivery.take_again(now=clock.now())
    call_command("prune_db_task_results", verbosity=0)
    call_command("db_worker", interval=_PAUSE, batch=once, reload=False, startup_delay=False, verbosity=0)
