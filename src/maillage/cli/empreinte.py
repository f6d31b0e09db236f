"""`maillage empreinte`: the digest of every record and file."""

import json

import click

from maillage.cli import instance


@click.command(
    help="Empreinte de chaque table, des fichiers et du tout : la même pour deux instances qui contiennent la même chose, "
    "que la base soit SQLite ou PostgreSQL. Les sessions ouvertes n'y comptent pas."
)
@click.option("--json", "as_json", is_flag=True, help="Sortie JSON : empreinte, tables, fichiers.")
def empreinte(as_json: bool) -> None:
    instance.open_database()
    from maillage.results.instance import fingerprint

    with instance.files_that_answer():
        found = fingerprint()
    if as_json:
        click.echo(json.dumps(found.as_json(), ensure_ascii=False, indent=2))
        return
    for name, part in sorted(found.tables.items()):
        if part.count:
            click.echo(f"{name:<40} {part.count:>7}  {part.digest[:16]}")
    click.echo(f"{'fichiers':<40} {found.files.count:>7}  {found.files.digest[:16]}")
    click.echo(f"Empreinte : {found.total}")
