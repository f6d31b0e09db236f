"""`maillage verifier`: what is unsafe or missing in this deployment, each with its remedy."""

import json
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

import click

from maillage.cli import instance

if TYPE_CHECKING:
    from maillage.cli.findings import Finding

_MARKS = {"ok": "  ✓", "attention": "  ~", "grave": "  ✗"}


def _site_of(context: click.Context, parameter: click.Parameter, address: str | None) -> SplitResult | None:
    """The address of --site; refused before any long work."""
    if not address:
        return None
    try:
        site = urlsplit(address)
        if site.scheme in ("http", "https") and site.hostname and site.port != 0:
            return site
    except ValueError:
        pass  # a port or brackets that mean nothing
    raise click.BadParameter(f"« {address} » n'est pas une adresse : écrivez https://maillage.exemple.fr.", context, parameter)


@click.command(help="Liste ce qui est dangereux ou manque dans ce déploiement. Code de sortie 1 si un point est grave.")
@click.option("--json", "as_json", is_flag=True, help="Sortie JSON : etat, constats (cle, etat, constat, remede).")
@click.option(
    "--site",
    metavar="ADRESSE",
    callback=_site_of,
    help="Essaie aussi le site de l'extérieur, visiteurs lents compris (une minute).",
)
def verifier(as_json: bool, site: SplitResult | None) -> None:
    instance.open_instance()
    from maillage.cli.findings import GRAVE, all_findings, worst

    found = all_findings() + _outside(site)
    if as_json:
        rows = [{"cle": f.key, "etat": f.state, "constat": f.sentence, "remede": f.remedy} for f in found]
        click.echo(json.dumps({"etat": worst(found), "constats": rows}, ensure_ascii=False, indent=2))
    else:
        for finding in found:
            click.echo(f"{_MARKS[finding.state]} {finding.sentence}")
            if finding.remedy:
                click.echo(f"      → {finding.remedy}")
    raise SystemExit(1 if worst(found) == GRAVE else 0)


def _outside(site: SplitResult | None) -> "list[Finding]":
    from maillage.cli.probing import probe

    return list(probe(site)) if site else []
