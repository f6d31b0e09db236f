"""DATABASE_URL to Django's DATABASES entry: SQLite in the instance folder by default, PostgreSQL in production."""

from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from maillage.config.env import BadSetting

_HELP = "écrivez par exemple postgres://utilisateur:mot-de-passe@hote:5432/maillage ou sqlite:////chemin/base.sqlite3"
_POSTGRES_OPTIONS = {"sslmode", "sslrootcert", "sslcert", "sslkey", "connect_timeout", "application_name", "options", "host"}


def of(url: str, folder: Path) -> dict[str, Any]:
    """Settings of the database named by `url`; the file `maillage.sqlite3` of `folder` when it is empty."""
    if not url:
        return _sqlite(str(folder / "maillage.sqlite3"))
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise BadSetting(f"DATABASE_URL ne se lit pas comme une adresse : {_HELP}.") from None
    if parts.scheme == "sqlite":
        return _sqlite(unquote(parts.path).removeprefix("/") or ":memory:")
    if parts.scheme in ("postgres", "postgresql"):
        return _postgres(parts, port)
    raise BadSetting(f"DATABASE_URL commence par « {parts.scheme}: », que Maillage ne connaît pas : {_HELP}.")


def _sqlite(name: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "OPTIONS": {
            "timeout": 20,
            # A writer takes its lock at the start: waiting then works, upgrading a read lock would fail at once.
            "transaction_mode": "IMMEDIATE",
            # FULL: an act that was answered outlives a power cut, for some milliseconds an act
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }


def _postgres(parts: SplitResult, port: int | None) -> dict[str, Any]:
    name = unquote(parts.path.lstrip("/"))
    if not name:
        raise BadSetting(f"DATABASE_URL ne nomme pas la base : {_HELP}.")
    options = dict(parse_qsl(parts.query))
    if unknown := options.keys() - _POSTGRES_OPTIONS:
        raise BadSetting(f"DATABASE_URL porte l'option « {min(unknown)} », que Maillage ne transmet pas.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        # « ?host=/run/postgresql » names a socket folder
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
