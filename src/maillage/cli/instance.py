"""Opening and preparing the instance that a command works on: its settings, its database, its static files."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

_PREPARING = 0x6D61696C
"""Number of the lock of PostgreSQL that says: the tables are being brought up to date."""


def open_instance() -> None:
    """Starts Django. A bad variable of the environment is told as a sentence, exit code 1."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.config.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as problem:
        raise click.ClickException(str(problem)) from None


def prepare_apart(verb: str, option: str = "--preparer") -> None:
    """What a verb does before it serves, in a process of its own. The tables are read with libraries that keep threads;
    a server that forks its workers would hand them on stopped, and the first reading would wait for ever."""
    command = [sys.executable, "-m", "maillage.cli.main", verb, option]
    done = subprocess.run(command, check=False, stdout=subprocess.DEVNULL)  # noqa: S603 (our own command)
    if done.returncode:
        sys.exit(done.returncode)


def prepare() -> None:
    """Brings the database, the static files and the warehouse up to date; does nothing twice."""
    from django.core.management import call_command

    migrate()
    try:
        call_command("collectstatic", interactive=False, verbosity=0)
    except OSError as problem:
        raise click.ClickException(f"Les fichiers statiques ne peuvent pas être écrits : {problem}.") from None
    _refresh_data()


def migrate() -> None:
    """Brings the tables of the database up to date."""
    from django.core.management import call_command

    with _database(), _alone():
        call_command("migrate", interactive=False, verbosity=0)


@contextmanager
def _alone() -> Iterator[None]:
    """Of nodes that start together on one PostgreSQL, one changes the tables and puts the walls up; the others wait for it.
    SQLite is of one machine, and takes its own lock."""
    from django.db import connection

    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_PREPARING])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_PREPARING])


def open_database() -> None:
    """Opens an instance whose tables are those of this version; a sentence otherwise. Changes nothing."""
    open_instance()
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    with _database():
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        raise click.ClickException("La base de données n'est pas à jour : lancez d'abord « maillage serveur --preparer ».")


@contextmanager
def files_that_answer() -> Iterator[None]:
    """What keeps a verb from the bytes that people deposited is told as a sentence, exit code 1."""
    try:
        yield
    except OSError as problem:
        where = f"« {problem.filename} » : " if problem.filename else ""
        raise click.ClickException(
            f"Les fichiers déposés ne peuvent pas être lus : {where}{problem.strerror or problem}."
        ) from None


@contextmanager
def _database() -> Iterator[None]:
    from django.db.utils import OperationalError

    try:
        yield
    except OperationalError as problem:
        reason = str(problem).strip().splitlines()[0]
        raise click.ClickException(f"La base de données ne répond pas ({reason}). Vérifiez DATABASE_URL.") from None


def _refresh_data() -> None:
    """A warehouse built on older communes is made again; when it cannot be, `verifier` says so and the old one serves."""
    from maillage.results.donnees import UnableToBuild, refresh

    try:
        refresh()
    except UnableToBuild as problem:
        click.echo(f"Attention : {problem}", err=True)
