"""Puts an archive in an instance: everything or nothing, and what comes out has the digest that went in."""

from pathlib import Path

from django.apps import apps
from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction

from maillage.accounts.walls import outside
from maillage.community.library.shelf import shelf
from maillage.results.instance import archive, checking, digests, placing, tables, upgrade
from maillage.results.instance.archive import Archive
from maillage.results.instance.backup import TABLES
from maillage.results.instance.digests import FILES


class UnableToRestore(ValueError):
    """The instance stays as it was; the message is a French sentence that says why."""


def open_archive(path: Path) -> Archive:
    """Reads the whole archive and touches nothing; UnableToRead."""
    return archive.read(path)


def is_empty() -> bool:
    """Whether this instance holds no record and no deposited file."""
    with outside("a restoration asks whether anything would be lost"):
        return not shelf().names() and not any(model._base_manager.exists() for model in tables.records())


def restore(found: Archive, *, replace: bool = False) -> str:
    """Puts every row and file of an archive; refuses an instance that holds something unless it is to be replaced."""
    if not replace and not is_empty():
        raise UnableToRestore(
            "Cette instance contient déjà des données : restaurez dans une instance neuve, ou donnez --remplacer."
        )
    deposited = _told(found)
    try:
        with (
            upgrade.present(found) as present,
            placing.files(found),
            transaction.atomic(),
            outside("the restoration of the whole instance"),
        ):
            if replace:
                _remove()
            _insert(present)
            connection.check_constraints()
            _restart_sequences()
            digest = digests.of_database(deposited).total
            if digest != _expected(present):
                raise UnableToRestore("Rien n'a changé : ce qui serait restauré n'a pas l'empreinte de l'archive.")
    except placing.Unfinished as error:
        raise UnableToRestore(
            f"Les données de l'archive sont en place, mais le rangement des fichiers s'est arrêté ({error}) : "
            "la cause réglée, restaurez de nouveau avec --remplacer."
        ) from error
    except (DatabaseError, ValueError, OSError) as error:
        if isinstance(error, UnableToRestore | archive.UnableToRead):
            raise
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise UnableToRestore(f"Rien n'a changé : l'archive n'a pas pu être restaurée ({reason}).") from error
    return digest


def _remove() -> None:
    """Every row of every table, those that point at others first."""
    with connection.cursor() as cursor:
        for model in [*tables.sessions(), *reversed(tables.records())]:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608 (our own tables)


def _insert(found: Archive) -> None:
    known = {f"{TABLES}/{model._meta.label_lower}.jsonl": model for model in tables.records()}
    if not found.unfolded and set(found.names(TABLES)) != known.keys():
        raise UnableToRestore("Rien n'a changé : les tables de l'archive ne sont pas celles de cette version.")
    for name, model in known.items():
        for line in found.lines(name):
            # raw: dates that a model sets by itself at each save are those of the archive
            checking.read(model, line, typed=False).save_base(raw=True, force_insert=True)


def _expected(found: Archive) -> str:
    """The digest of the archive; that of its rows once they are of this version, when it is older."""
    if not found.unfolded:
        return found.digest
    parts = {
        model._meta.db_table: digests.of_lines(
            line.rstrip("\n").encode() for line in found.lines(f"{TABLES}/{model._meta.label_lower}.jsonl")
        )
        for model in tables.records()
    }
    return digests.Fingerprint(parts, _told(found)).total


def _told(found: Archive) -> digests.Part:
    """The files of the archive, by the digests that its manifest says, which their bytes were compared with."""
    return digests.of_lines(f"{name} {found.manifest['membres'][name]}".encode() for name in found.names(FILES))


def _restart_sequences() -> None:
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    with connection.cursor() as cursor:
        for order in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(order)
