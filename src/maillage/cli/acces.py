"""`maillage acces`: what only the host of the instance may open: an institution, the account of a person locked out."""

import click

from maillage.cli import instance

_KINDS = ("ars", "cpam", "msa", "federation", "national", "sas")


@click.group(help="Ce que seul l'hébergeur ouvre : une institution, le compte d'une personne qui a perdu son second facteur.")
def acces() -> None:
    pass


@acces.command(
    short_help="Ouvre une institution et l'accès de la personne qui gérera les autres.",
    help="Crée l'institution et donne à une personne la gestion de ses accès. Elle choisit son mot de passe par "
    "« Mot de passe oublié », puis invite ses collègues depuis les réglages de l'institution.",
)
@click.option("--nature", type=click.Choice(_KINDS), required=True, help="Nature de l'institution.")
@click.option("--nom", required=True, help="Son nom : « ARS Occitanie ».")
@click.option(
    "--departements", default="", help="Codes de ses départements, séparés par des virgules ; aucun pour le niveau national."
)
@click.option("--adresse", required=True, help="Adresse électronique de la personne.")
@click.option("--personne", required=True, help="Prénom et nom de la personne.")
def institution(nature: str, nom: str, departements: str, adresse: str, personne: str) -> None:
    instance.open_database()
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email
    from django.utils import timezone

    from maillage.accounts.refusals import UnableToSave
    from maillage.institutions import actions
    from maillage.institutions.models import Kind

    try:
        validate_email(adresse)
    except ValidationError:
        raise click.ClickException(f"--adresse : « {adresse} » n'est pas une adresse électronique.") from None
    codes = [code.strip().upper() for code in departements.split(",") if code.strip()]
    if not codes and nature != "national":
        raise click.ClickException("--departements : donnez au moins un code ; seul le niveau national couvre tout le pays.")
    try:
        opened = actions.open_institution(
            kind=Kind(nature), name=nom, departements=codes, address=adresse, person_name=personne, now=timezone.now()
        )
    except UnableToSave as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{opened} est ouverte : /institution/{opened.slug}/")
    click.echo(f"{personne} choisit son mot de passe avec {adresse} sur /compte/password/reset/")


@acces.command(
    short_help="Retire les seconds facteurs d'une personne qui les a perdus.",
    help="Retire les seconds facteurs de la personne et ferme ses sessions. Vérifiez d'abord son identité de vive voix.",
)
@click.argument("adresse")
def secourir(adresse: str) -> None:
    instance.open_database()
    from django.utils import timezone

    from maillage.accounts import people
    from maillage.accounts.models import User

    person = User.objects.filter(email=adresse.strip().lower()).first()
    if person is None:
        raise click.ClickException(f"Aucun compte n'a l'adresse « {adresse} ».")
    removed = people.drop_factors(person, now=timezone.now())
    click.echo(f"Seconds facteurs retirés : {removed}. {person} peut se connecter avec son mot de passe.")
