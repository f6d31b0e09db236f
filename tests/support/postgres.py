"""Runs a command on PostgreSQL: the server of this machine when it answers, else a temporary one.

    python -m tests.support.postgres pytest tests/postgres tests/www …

The command gets the server in DATABASE_URL. Without any PostgreSQL, it is not run: a sentence says so, and with
CI=true that is a failure.
"""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

HERE = "127.0.0.1"
ABSENT = (
    "PostgreSQL : aucun serveur n'accepte de connexion sur 127.0.0.1:5432 et initdb est introuvable ; "
    "installez le paquet « postgresql » pour cette passe."
)


def server_of_this_machine() -> str | None:
    """Address of a role that may create databases, without a password unless PGPASSWORD gives it."""
    for user in dict.fromkeys([os.environ.get("PGUSER", "postgres"), "postgres", pwd.getpwuid(os.getuid()).pw_name]):
        try:
            with psycopg.connect(host=HERE, port=5432, user=user, dbname="postgres", connect_timeout=3) as found:
                row = found.execute("select rolcreatedb or rolsuper from pg_roles where rolname = current_user").fetchone()
        except psycopg.Error:
            continue
        if row and row[0]:
            # a name of our own: two runs at once do not meet
            return f"postgres://{user}@{HERE}:5432/maillage_{os.getpid()}"
    return None


def binaries() -> Path | None:
    """Folder of initdb and pg_ctl: on the PATH, or where Debian keeps them."""
    on_path = shutil.which("initdb")
    places = [Path(on_path).resolve().parent] if on_path else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((place for place in places if (place / "pg_ctl").exists() and (place / "initdb").exists()), None)


def as_owner() -> list[str]:
    """PostgreSQL refuses to run as root: then the account made by its package runs it."""
    return ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []


def free_port() -> int:
    with socket.create_server((HERE, 0)) as server:
        return int(server.getsockname()[1])


@contextmanager
def temporary_server(bin_folder: Path) -> Iterator[str]:
    folder = Path(tempfile.mkdtemp(prefix="maillage-postgres-"))
    data, port = folder / "data", free_port()
    if as_owner():
        shutil.chown(folder, "postgres")
    options = f"-p {port} -c listen_addresses={HERE} -c unix_socket_directories={folder} -c fsync=off"

    def run(*command: str) -> None:
        subprocess.run([*as_owner(), *command], check=True, stdout=subprocess.DEVNULL, cwd=folder)

    try:
        run(str(bin_folder / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        run(str(bin_folder / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield f"postgres://postgres@{HERE}:{port}/maillage"
        finally:
            run(str(bin_folder / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def any_server() -> Iterator[str | None]:
    """Address of a PostgreSQL server, or None when this machine has none."""
    bin_folder = binaries()
    if address := server_of_this_machine():
        yield address
    elif bin_folder:
        with temporary_server(bin_folder) as address:
            yield address
    else:
        yield None


def main(command: list[str]) -> int:
    with any_server() as address:
        if address is None:
            print(ABSENT, file=sys.stderr)
            return 1 if os.environ.get("CI") == "true" else 0
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": address}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
