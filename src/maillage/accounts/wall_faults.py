"""What would let a query pass the walls of PostgreSQL, for `maillage verifier`."""

from collections.abc import Iterator
from typing import Any

from django.db import connection

from maillage.accounts.walls import JOURNAL, ROLE, walled_models

_PREPARE = "puis lancez : maillage serveur --preparer"


def faults() -> Iterator[tuple[str, str]]:
    """Each fault and its remedy; none when the role of the site owns nothing and each walled table has its policy."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = %s", [ROLE])
        role = cursor.fetchone()
        if role is None:
            yield (
                f"Le rôle « {ROLE} » manque : rien n'arrêterait une requête qui oublie sa CPTS.",
                f"Avec un compte qui crée des rôles : CREATE ROLE {ROLE} NOLOGIN ; {_PREPARE}",
            )
            return
        if role[0]:
            yield f"Le rôle « {ROLE} » passe les murs.", f"ALTER ROLE {ROLE} NOSUPERUSER NOBYPASSRLS"
        cursor.execute("SELECT pg_has_role(current_user, %s, 'MEMBER')", [ROLE])
        if not cursor.fetchone()[0]:
            yield (
                f"Le compte de DATABASE_URL ne peut pas prendre le rôle « {ROLE} ».",
                f"GRANT {ROLE} TO ce compte ; {_PREPARE}",
            )
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tableowner = %s", [ROLE])
        if owned := _names(cursor):
            yield (
                f"Le rôle « {ROLE} » possède des tables : {', '.join(owned)}.",
                "Donnez-les au compte de DATABASE_URL (OWNER TO).",
            )
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relrowsecurity AND EXISTS (SELECT 1 FROM pg_policy WHERE polrelid = pg_class.oid)"
        )
        secured = set(_names(cursor))
        if bare := sorted({*JOURNAL, *(model._meta.db_table for model in walled_models())} - secured):
            yield f"Des tables n'ont pas leur mur : {', '.join(bare)}.", "Lancez : maillage serveur --preparer"

        cursor.execute(
            "SELECT bool_or(has_table_privilege(%s, name, 'UPDATE, DELETE')) FROM unnest(%s::text[]) AS name",
            [ROLE, [*JOURNAL]],
        )
        if cursor.fetchone()[0]:
            yield f"Le rôle « {ROLE} » peut modifier le journal.", "Lancez : maillage serveur --preparer"


def account_passes_everything() -> bool:
    """Whether the account of DATABASE_URL is above every rule of the server: a superuser reads its files and runs its programs."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = session_user")
        return bool(cursor.fetchone()[0])


def _names(cursor: Any) -> list[str]:
    return [name for (name,) in cursor.fetchall()]
