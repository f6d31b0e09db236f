"""`maillage demo`: the demonstration site, made and served by one command."""

import os

import click

from maillage.cli import instance, serving

_TRY = """
  Maillage est ouvert :  http://127.0.0.1:{port}/

  À essayer :
    1. Cherchez votre commune, puis ajoutez ses voisines     /territoire/
    2. Voyez ce que l'accord paierait, quand et pourquoi      /financement/?population=78760
    3. Lisez la loi telle que Maillage la connaît             /textes/
    4. Entrez dans une CPTS, ou chez ses financeurs           /compte/demonstration/

  Trois CPTS fictives (une idée, un projet déposé, un contrat signé), l'ARS et la CPAM : un clic par personne, sans mot de passe.

  Professionnels, établissements, santé et périmètres des CPTS sont inventés : chaque page dit « fictif ».
  Les vrais les remplacent dès qu'ils sont chargés :  maillage donnees actualiser

  Tout reste sur cette machine, dans {folder}.
  Ctrl+C arrête le serveur.
"""


@click.command(help="Prépare puis sert le site de démonstration sur cette machine.")
@click.option("--port", type=serving.PORT, metavar="PORT", default=8000, show_default=True, help="Port d'écoute.")
@click.option("--preparer", "only_prepare", is_flag=True, help="Prépare l'instance sans la servir.")
def demo(port: int, only_prepare: bool) -> None:
    os.environ.setdefault("MAILLAGE_DEMO", "1")
    if only_prepare:
        _prepare()
        return
    serving.check_port("127.0.0.1", port)
    # where the links of its mails lead
    os.environ.setdefault("MAILLAGE_URL", f"http://127.0.0.1:{port}")
    instance.prepare_apart("demo")
    instance.open_instance()
    from django.conf import settings

    click.echo(_TRY.format(port=port, folder=settings.MAILLAGE_DIR))
    serving.serve("127.0.0.1", port, processes=2)


def _prepare() -> None:
    instance.open_instance()
    from django.conf import settings

    instance.prepare()
    _invent()
    _populate()
    click.echo(f"L'instance de démonstration est prête dans {settings.MAILLAGE_DIR}.")


def _invent() -> None:
    """The fictitious tables, the first time."""
    from maillage.results import demonstration
    from maillage.results.donnees import Busy, UnableToBuild

    if demonstration.is_ready():
        return
    click.echo("Préparation des données fictives de la démonstration (une seule fois, une dizaine de secondes)…", err=True)
    try:
        demonstration.prepare()
    except (Busy, UnableToBuild) as error:
        raise click.ClickException(str(error)) from None


def _populate() -> None:
    """The fictitious CPTS and their people, the first time."""
    from django.utils import timezone

    from maillage.results import demonstration

    demonstration.populate(timezone.localdate())
