"""The `maillage` command: a French list of verbs; each is imported only when it is called."""

import sys
from difflib import get_close_matches
from importlib import import_module

import click

from maillage import __version__
from maillage.cli import french

# verb -> what it does; the module of the same name in this package holds a click command of the same name
_VERBS = {
    "demo": "Site de démonstration, prêt à essayer.",
    "serveur": "Serveur de production.",
    "territoire": "Décrire un territoire : population, taille, EPCI, départements.",
    "financement": "Calculer ce que l'accord finance, quand, et pourquoi.",
    "observatoire": "Qui est couvert par une CPTS, où sont les zones blanches.",
    "textes": "Ce que dit la loi, depuis quand, avec quelle preuve.",
    "donnees": "État et construction des données embarquées.",
    "sauvegarder": "Garder toute l'instance dans une archive.",
    "restaurer": "Remettre une archive dans une instance.",
    "empreinte": "Résumer chaque donnée, pour comparer deux instances.",
    "acces": "Ouvrir une institution, secourir une personne qui a perdu son second facteur.",
    "institutions": "Prévenir les institutions des délais légaux.",
    "fichiers": "Vérifier les fichiers déposés, retirer ce que plus rien ne nomme.",
    "journal": "Vérifier la chaîne du journal, oublier ce qui est trop ancien.",
    "courrier": "Ce qui attend d'être envoyé, ce qui a échoué.",
    "travailleur": "Envoie les courriels, à côté du serveur.",
    "cpts": "Exporter une CPTS entière, l'importer ailleurs.",
    "verifier": "Ce qui est dangereux ou manque dans ce déploiement.",
}


class Verbs(click.Group):
    """Commands by name: listing them imports none."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _VERBS:
            return None
        command: click.Command = getattr(import_module(f"maillage.cli.{cmd_name}"), cmd_name)
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """With a suggestion when the verb looks like one we know."""
        if args[0] not in _VERBS and not args[0].startswith("-"):
            near = get_close_matches(args[0], _VERBS, n=1)
            advice = f" Vouliez-vous écrire « {near[0]} » ?" if near else ""
            ctx.fail(f"Le verbe « {args[0]} » n'existe pas.{advice}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The short texts of `_VERBS`, so that help stays immediate."""
        with formatter.section("Verbes"):
            formatter.write_dl(list(_VERBS.items()))


@click.command(cls=Verbs, subcommand_metavar="VERBE [ARGUMENTS]…", context_settings={"help_option_names": ["--help", "-h"]})
@click.version_option(__version__, "--version", message="maillage %(version)s", help="La version, puis fin.")
def maillage() -> None:
    """Maillage : le système d'information libre des CPTS.

    Du territoire au financement, chaque chiffre prouvé. « maillage VERBE --help » explique un verbe.
    Code de sortie : 0 fait, 1 refusé (avec la raison), 2 commande mal écrite.
    """


def main() -> None:
    """Entry point. No stack trace for what a person typed or set."""
    french.translate()
    sys.exit(maillage.main(prog_name="maillage", standalone_mode=True))


if __name__ == "__main__":
    main()
