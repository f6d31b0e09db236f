"""The walls between communities: django-scopes refuses a query that names no community; on PostgreSQL, row-level security
refuses it again, for a role that owns nothing.

`within(a, b)` opens the rows of the communities given, and their journals, and no other. `chain(name)` opens one more
journal: that of an institution or of the instance. `outside(why)` steps out of the walls for what spans them by nature (the
list of my spaces, a backup); each call says why.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models import Model
from django_scopes import scope, scopes_disabled

ROLE = "maillage_app"
"""Role of PostgreSQL that answers requests: it may read and write rows, and owns no table."""
JOURNAL = ("accounts_journalentry", "accounts_journalseal")
"""Tables whose rows belong to a chain."""
_SETTING, _CHAIN = "maillage.cpts", "maillage.chaine"
_KEYS = f"string_to_array(nullif(current_setting('{_SETTING}', true), ''), ',')"
_OF_CHAIN = f"chain = ANY ({_KEYS}) OR chain = nullif(current_setting('{_CHAIN}', true), '')"
_chain: ContextVar[str] = ContextVar("open_chain", default="")
_open: ContextVar[tuple[str, ...]] = ContextVar("open_communities", default=())
_lowered = False


@contextmanager
def within(*communities: Model | UUID) -> Iterator[None]:
    """Rows of these communities only, for django-scopes and for PostgreSQL."""
    keys = tuple(str(item.pk if isinstance(item, Model) else item) for item in communities)
    before = _open.get()
    token = _open.set(keys)
    _tell(_SETTING, ",".join(keys))
    try:
        with scope(community=list(keys)):
            yield
    finally:
        _open.reset(token)
        _tell(_SETTING, ",".join(before))


def opened() -> tuple[UUID, ...]:
    """The communities whose rows are open here."""
    return tuple(UUID(key) for key in _open.get())


@contextmanager
def chain(name: UUID | str) -> Iterator[None]:
    """The journal of this chain may be read and continued too, whatever communities are open."""
    before = _chain.get()
    if str(name) in (before, *_open.get()):
        yield
        return
    token = _chain.set(str(name))
    _tell(_CHAIN, str(name))
    try:
        yield
    finally:
        _chain.reset(token)
        _tell(_CHAIN, before)


@contextmanager
def outside(why: str) -> Iterator[None]:
    """Every row of every community; `why` is for the reader of the code, and is never empty."""
    if not why:
        raise ValueError("dites pourquoi cette lecture sort des murs")
    _become(owner=True)
    try:
        with scopes_disabled():
            yield
    finally:
        _become(owner=False)


def lower_rights() -> None:
    """From now on, each connection of this process answers as ROLE: called by the server, never by commands."""
    global _lowered
    _lowered = True
    connection_created.connect(_on_connection, dispatch_uid="maillage.role")
    for existing in connections.all(initialized_only=True):
        if existing.connection is not None:
            _on_connection(connection=existing)


def raise_rights() -> None:
    """Back to the owner of the tables; for tests that lowered them."""
    global _lowered
    _lowered = False
    connection_created.disconnect(dispatch_uid="maillage.role")
    _become(owner=True)


def walled_models() -> list[type[Model]]:
    """Models whose rows belong to a community."""
    return [model for model in apps.get_models() if getattr(model, "is_walled", False)]


def put_up(using: str) -> None:
    """After each migration: policies and rights on PostgreSQL, triggers of the journal on SQLite. Does nothing twice."""
    opened = connections[using]
    if opened.vendor == "postgresql":
        _put_up_postgresql(opened)
    elif opened.vendor == "sqlite":
        _seal_journal_sqlite(opened)


def _tell(setting: str, said: str) -> None:
    if connection.vendor == "postgresql" and not _broken():
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config(%s, %s, false)", [setting, said])


def _become(*, owner: bool) -> None:
    if connection.vendor != "postgresql" or not _lowered or _broken():
        return
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE" if owner else f"SET ROLE {ROLE}")


def _broken() -> bool:
    """A transaction that failed, or a connection that was lost, takes no more orders: both forget us by themselves."""
    if connection.connection is None:
        return False
    return connection.needs_rollback or (connection.errors_occurred and not connection.is_usable())


def _on_connection(connection: BaseDatabaseWrapper, **_: Any) -> None:
    if connection.vendor == "postgresql" and _lowered:
        with connection.cursor() as cursor:
            cursor.execute(f"SET ROLE {ROLE}")
            for setting, said in ((_SETTING, ",".join(_open.get())), (_CHAIN, _chain.get())):
                if said:
                    cursor.execute("SELECT set_config(%s, %s, false)", [setting, said])


def _put_up_postgresql(opened: BaseDatabaseWrapper) -> None:
    existing = set(opened.introspection.table_names())
    # at once: while one node starts, those that serve never see a table without its policy nor a journal that can be changed
    with transaction.atomic(using=opened.alias), opened.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE])
        if not cursor.fetchone():
            cursor.execute("SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user")
            if not cursor.fetchone()[0]:
                return  # `maillage verifier` says what to do
            cursor.execute(f"CREATE ROLE {ROLE} NOLOGIN")
        cursor.execute("SELECT pg_has_role(current_user, %s, 'MEMBER')", [ROLE])
        if not cursor.fetchone()[0]:
            cursor.execute(f"GRANT {ROLE} TO current_user")
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {ROLE}")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {ROLE}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {ROLE}")
        for model in walled_models():
            if model._meta.db_table in existing:
                _wall(cursor, model._meta.db_table, optional=bool(getattr(model, "wall_is_optional", False)))
        for table in existing.intersection(JOURNAL):
            _policy(cursor, table, _OF_CHAIN)
            cursor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {ROLE}")
        if "accounts_journalanchor" in existing:
            _policy(cursor, "accounts_journalanchor", _OF_CHAIN)
            cursor.execute(f"REVOKE DELETE, TRUNCATE ON accounts_journalanchor FROM {ROLE}")
        if "accounts_journalseal" in existing:
            cursor.execute(f"REVOKE INSERT ON accounts_journalseal FROM {ROLE}")


def _wall(cursor: Any, table: str, *, optional: bool) -> None:
    mine = f"community_id = ANY ({_KEYS}::uuid[])"
    _policy(cursor, table, f"community_id IS NULL OR {mine}" if optional else mine)


def _policy(cursor: Any, table: str, condition: str) -> None:
    cursor.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
    cursor.execute(f'DROP POLICY IF EXISTS maillage_cpts ON "{table}"')
    cursor.execute(f'CREATE POLICY maillage_cpts ON "{table}" TO {ROLE} USING ({condition})')


def _seal_journal_sqlite(opened: BaseDatabaseWrapper) -> None:
    if "accounts_journalentry" not in opened.introspection.table_names():
        return
    with opened.cursor() as cursor:
        cursor.execute(
            "CREATE TRIGGER IF NOT EXISTS accounts_journal_no_update BEFORE UPDATE ON accounts_journalentry "
            "BEGIN SELECT RAISE(ABORT, 'le journal ne se modifie pas'); END"
        )
