"""`maillage journal`: the chains of the journal hold; what is too old is forgotten."""

import json
from collections.abc import Mapping
from pathlib import Path

import click

from maillage.cli import instance


@click.group(help="Le journal des accès : vérifier ses chaînes, oublier ce qui a passé la durée de conservation.")
def journal() -> None:
    pass


@journal.command(
    short_help="Chaque chaîne tient, ou son premier maillon rompu.",
    help="Recalcule les empreintes de chaque chaîne du journal. Code de sortie 1 si une entrée manque ou a été modifiée.",
)
@click.option("--json", "as_json", is_flag=True, help="Sortie JSON : intact, chaines (chaine, entrees, rupture).")
@click.option(
    "--sauvegarde",
    "backup",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Une sauvegarde d'un autre jour : chaque chaîne doit encore porter la dernière entrée que la sauvegarde avait vue.",
)
def verifier(as_json: bool, backup: Path | None) -> None:
    instance.open_database()
    from maillage.accounts import journal as chains
    from maillage.accounts.walls import outside

    with outside("every chain of the instance is checked"):
        broken = {found.chain: found for found in (*chains.breaks_since(_ends(backup)), *chains.breaks())}
        counts = dict.fromkeys(broken, 0) | dict(chains.counts())
    if as_json:
        rows = [
            {
                "chaine": chain,
                "entrees": count,
                "rupture": {"numero": broken[chain].number, "phrase": broken[chain].sentence} if chain in broken else None,
            }
            for chain, count in sorted(counts.items())
        ]
        click.echo(json.dumps({"intact": not broken, "chaines": rows}, ensure_ascii=False, indent=2))
    else:
        for chain, found in broken.items():
            click.echo(f"  ✗ Chaîne {chain} : {found.sentence}.")
        if not broken:
            click.echo(f"Le journal est intact : {sum(counts.values())} entrées, {len(counts)} chaînes.")
    raise SystemExit(1 if broken else 0)


@journal.command(
    short_help="Oublie les entrées trop anciennes.",
    help="Retire les entrées plus anciennes que MAILLAGE_JOURNAL_MOIS ; un sceau permet de vérifier la suite.",
)
def purger() -> None:
    instance.open_database()
    from django.utils import timezone

    from maillage.accounts import retention

    now = timezone.now()
    removed = retention.purge(before=retention.limit(now), now=now)
    click.echo(f"{removed} entrées retirées du journal." if removed > 1 else f"{removed} entrée retirée du journal.")


def _ends(backup: Path | None) -> Mapping[str, tuple[int, str]]:
    """What a backup saw at the end of each chain."""
    if backup is None:
        return {}
    from maillage.results.instance import UnableToRead, open_archive

    try:
        told = open_archive(backup).manifest.get("journal", {})
        return {str(chain): (int(number), str(digest)) for chain, (number, digest) in told.items()}
    except (UnableToRead, ValueError, TypeError, AttributeError) as error:
        raise click.ClickException(f"Cette sauvegarde ne dit pas où le journal finissait : {error}") from None
