"""A production instance on PostgreSQL: rights lowered for an owner that is no superuser, archives that cross databases."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection

from maillage.accounts.walls import ROLE
from maillage.results import instance
from tests.support.personas import NOW, people

PYTHON = sys.executable
WHO = "from maillage.config import wsgi; from django.db import connection as c; k = c.cursor(); k.execute('SELECT current_user'); print(k.fetchone()[0])"


def environment(home: Path, database: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MAILLAGE_") and name != "DATABASE_URL"}
    return kept | {"MAILLAGE_DIR": str(home)} | ({"DATABASE_URL": database} if database else {})


def run(home: Path, database: str, *words: str) -> str:
    done = subprocess.run(
        [PYTHON, "-m", "maillage.cli.main", *words],
        env=environment(home, database),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def owned(tmp_path: Path) -> Iterator[str]:
    """An empty database whose owner may create roles and is no superuser."""
    given = connection.settings_dict
    server: dict[str, Any] = {
        "host": given["HOST"],
        "port": given["PORT"] or 5432,
        "user": given["USER"],
        "password": given["PASSWORD"] or None,
    }
    name = f"maillage_owner_{os.getpid()}"
    with psycopg.connect(**server, dbname="postgres", autocommit=True) as admin:
        admin.execute(f"CREATE ROLE {name} LOGIN CREATEROLE PASSWORD 'essai'")
        admin.execute(f"CREATE DATABASE {name} OWNER {name}")
        admin.execute(f"GRANT {ROLE} TO {name} WITH ADMIN OPTION")
        try:
            yield f"postgres://{name}:essai@{server['host']}:{server['port']}/{name}"
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
            admin.execute(f"DROP OWNED BY {name}")
            admin.execute(f"DROP ROLE {name}")


@pytest.mark.django_db(transaction=True)
def test_the_server_lowers_its_rights_and_commands_keep_theirs(owned: str, tmp_path: Path) -> None:
    run(tmp_path, owned, "serveur", "--preparer")
    done = subprocess.run([PYTHON, "-c", WHO], env=environment(tmp_path, owned), capture_output=True, text=True, check=True)
    assert done.stdout.split()[-1] == ROLE
    found = json.loads(run(tmp_path, owned, "verifier", "--json"))
    assert not [one for one in found["constats"] if one["etat"] == "grave" and "PostgreSQL" in one["constat"]]
    assert json.loads(run(tmp_path, owned, "empreinte", "--json"))["tables"]


@pytest.mark.django_db(transaction=True)
def test_an_archive_crosses_from_one_database_to_the_other_and_back(tmp_path: Path, settings: Any) -> None:
    settings.MAILLAGE_DIR = tmp_path / "ici"
    deposited = settings.MAILLAGE_DIR / "fichiers" / "ab" / "abcd"
    deposited.parent.mkdir(parents=True)
    deposited.write_bytes(b"statuts")
    people()
    here = instance.fingerprint()
    there, path, back = tmp_path / "ailleurs", tmp_path / "a.zip", tmp_path / "b.zip"

    instance.save(path, now=NOW)
    run(there, "", "restaurer", str(path))
    assert json.loads(run(there, "", "empreinte", "--json")) == here.as_json()
    run(there, "", "journal", "verifier")
    run(there, "", "sauvegarder", str(back))
    assert instance.restore(instance.open_archive(back), replace=True) == here.total
    assert instance.fingerprint() == here
