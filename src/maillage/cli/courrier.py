"""`maillage courrier`: what waits, what failed, and sending it without the worker."""

import json
from uuid import UUID

import click

from maillage.cli import instance


@click.group(help="Les courriels de l'instance : ce qui attend, ce qui a échoué, envoyer, relancer.")
def courrier() -> None:
    pass


@courrier.command(
    short_help="Ce qui attend, ce qui est parti, ce qui est abandonné.",
    help="Compte les courriels par état et nomme ceux qui sont abandonnés, avec la raison. Code de sortie 1 s'il y en a.",
)
@click.option("--json", "as_json", is_flag=True, help="Sortie JSON : etats, abandonnes (id, a, objet, essais, raison).")
def etat(as_json: bool) -> None:
    instance.open_database()
    from maillage.community.outbox import selectors

    counts, lost = selectors.counts(), selectors.abandoned()
    if as_json:
        rows = [
            {"id": str(one.pk), "a": one.to, "objet": one.subject, "essais": one.attempts, "raison": one.last_error}
            for one in lost
        ]
        states = {str(state): count for state, count in counts.items()}
        click.echo(json.dumps({"etats": states, "abandonnes": rows}, ensure_ascii=False, indent=2))
    else:
        for state, count in counts.items():
            click.echo(f"  {state.label} : {count}")
        for one in lost:
            click.echo(f"  ✗ {one.pk} · {one.to} · {one.subject} : {one.last_error}")
        if lost:
            click.echo("  → Une fois la cause réglée : maillage courrier relancer")
    raise SystemExit(1 if lost else 0)


@courrier.command(
    short_help="Envoie maintenant ce qui est dû.",
    help="Envoie les courriels dont l'heure est venue, sans travailleur : un minuteur du système peut lancer cette commande.",
)
def envoyer() -> None:
    instance.open_database()
    from django.conf import settings

    from maillage.accounts import clock
    from maillage.community.outbox import delivery
    from maillage.community.outbox.models import MessageState
    from maillage.institutions.news import digest

    if not settings.MAILLAGE_SMTP:
        why = "cette instance est une démonstration" if settings.MAILLAGE_DEMO else "MAILLAGE_SMTP n'est pas donné"
        raise click.ClickException(f"Rien ne peut partir : {why}.")
    digest.send_due(now=clock.now())
    done = delivery.deliver_all(now=clock.now())
    click.echo(
        f"Envoyés : {done[MessageState.ENVOYE]}. À réessayer : {done[MessageState.A_ENVOYER]}. "
        f"Abandonnés : {done[MessageState.ABANDONNE]}."
    )
    raise SystemExit(1 if done[MessageState.ABANDONNE] or done[MessageState.A_ENVOYER] else 0)


@courrier.command(
    short_help="Redonne leurs essais aux courriels abandonnés.",
    help="Remet à envoyer les courriels abandonnés ; ceux qui sont nommés par leur identifiant, ou tous.",
)
@click.argument("identifiants", nargs=-1, type=click.UUID, metavar="[IDENTIFIANT]…")
def relancer(identifiants: tuple[UUID, ...]) -> None:
    instance.open_database()
    from maillage.accounts import clock
    from maillage.accounts.refusals import UnableToSave
    from maillage.community.outbox import actions, selectors

    keys = identifiants or tuple(one.pk for one in selectors.abandoned())
    try:
        for key in keys:
            actions.send_again(key, now=clock.now())
    except UnableToSave as refused:
        raise click.ClickException(str(refused)) from None
    click.echo(f"{len(keys)} courriels remis à envoyer." if len(keys) > 1 else f"{len(keys)} courriel remis à envoyer.")
