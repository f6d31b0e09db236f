"""Brings the rows of an archive of an older version to the tables of this one, as an update of its instance would have.

The migrations of this version run on a database of their own, in a process of their own: what an archive says never meets
the tables of the instance before it is read as any other.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from maillage.accounts.walls import outside
from maillage.results.instance import archive, tables
from maillage.results.instance.archive import Archive, UnableToRead

_PATIENCE = 1_800
"""Seconds: a large archive takes minutes."""
PEOPLE = "donnees/personnes.jsonl"


@contextmanager
def present(found: Archive) -> Iterator[Archive]:
    """The archive with the rows of this version; itself when it is of this version. UnableToRead when they cannot be brought."""
    if found.manifest["migrations"] == archive.migrations():
        yield found
        return
    with tempfile.TemporaryDirectory(prefix="maillage-archive-") as home:
        told = {"MAILLAGE_DIR": home, "DATABASE_URL": f"sqlite:///{home}/base.sqlite3", "DJANGO_SETTINGS_MODULE": _SETTINGS}
        kept = {name: value for name, value in os.environ.items() if not name.startswith("MAILLAGE_")}
        order = [sys.executable, "-c", _APART, str(found.path.resolve()), home]
        try:
            done = subprocess.run(order, env=kept | told, capture_output=True, check=False, timeout=_PATIENCE)  # noqa: S603 (ours)
        except subprocess.TimeoutExpired:
            done = None
        if done is None or done.returncode:
            raise UnableToRead(
                f"« {found.path.name} » vient de Maillage {found.manifest.get('maillage', '?')} : ses données ne peuvent pas être "
                "mises à jour. Relisez-la avec la version qui l'a faite, mettez à jour, puis exportez à nouveau."
            )
        yield replace(found, unfolded=Path(home))


_SETTINGS = "maillage.config.settings"
_APART = "import sys, django; django.setup(); from maillage.results.instance import upgrade; upgrade.main(*sys.argv[1:])"


def main(source: str, target: str) -> None:
    """In the process apart: the tables of the archive's version, its rows, the migrations since, and the rows again."""
    path, home = Path(source), Path(target)
    found = Archive(path, archive.manifest_of(path))
    executor = MigrationExecutor(connection)
    given = {tuple(name.split(".", 1)) for name in found.manifest["migrations"]}
    last = [node for node in given if not any(child.key in given for child in executor.loader.graph.node_map[node].children)]
    then = executor.migrate(last).apps
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys=OFF")
    folder = "donnees" if found.manifest["format"] == archive.OF_A_CPTS else "tables"
    for name in found.names(folder):
        _insert(then, found, name)
    later = MigrationExecutor(connection)
    later.migrate(later.loader.graph.leaf_nodes())
    (home / folder).mkdir()
    with outside("the rows of an archive are read again"):
        for model in tables.records():
            with (home / folder / f"{model._meta.label_lower}.jsonl").open("w", encoding="utf-8") as file:
                file.writelines(f"{tables.as_json(row)}\n" for row in tables.rows(model))


def _insert(then: Any, found: Archive, name: str) -> None:
    """The rows of one table as its version knew it; the people of a CPTS are stood for, since rows point at them."""
    label = "accounts.user" if name == PEOPLE else name.partition("/")[2].removesuffix(".jsonl")
    model = then.get_model(label)
    columns = {field.attname: field for field in model._meta.concrete_fields}
    for line in found.lines(name):
        said = json.loads(line)
        if name == PEOPLE:
            said = {"id": said["id"], "name": said["nom"], "email": f"{said['id']}@archive.invalid"}
        row = model(**{column: columns[column].to_python(value) for column, value in said.items()})
        row.save_base(raw=True, force_insert=True)
