"""`maillage verifier`: what is unsafe or missing in this deployment, each with its remedy."""

import json
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from maillage.cli import instance

if TYPE_CHECKING:
    from maillage.cli.findings import Finding

_MARKS = {"ok": "  ✓", "attention": "  ~", "grave": "  ✗"}


@click.command(help="Liste ce qui est dangereux ou manque dans ce déploiement. Code de sortie 1 si un point est grave.")
@click.option("--json", "as_json", is_flag=True, help="Sortie JSON : etat, constats (cle, etat, constat, remede).")
@click.option("--site", metavar="ADRESSE", help="Essaie aussi le site de l'extérieur, visiteurs lents compris (une minute).")
def verifier(as_json: bool, site: str | None) -> None:
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


def _outside(address: str | None) -> "list[Finding]":
    from maillage.cli.probing import probe

    if not address:
        return []
    site = urlsplit(address)
    if site.scheme not in ("http", "https") or not site.hostname:
        raise click.BadParameter(
            f"« {address} » n'est pas une adresse : écrivez https://maillage.exemple.fr.", param_hint="--site"
        )
    return list(probe(site))
