"""The worker as a process of its own: killed in the middle of a mail, waiting, met by a database that went away."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import OperationalError
from django_tasks_db.management.commands import db_worker

from maillage.cli import travailleur
from maillage.cli.main import maillage

BEGIN = """
import django; django.setup()
from django.core.management import call_command
from django.utils import timezone
from maillage.community.outbox import actions
call_command("migrate", verbosity=0)
actions.post(to="zoe@exemple.fr", subject="Essai", body="Bonjour", now=timezone.now())
"""


@contextmanager
def mail_server(taken: list[bytes], before_it_says_so: Callable[[], None]) -> Iterator[int]:
    """Port of a server that takes every mail; their identifiers go to `taken`."""

    def serve() -> None:
        while True:
            try:
                client, _ = server.accept()
            except OSError:
                return
            with suppress(OSError), client, client.makefile("rwb", buffering=0) as talk:  # a killed worker hangs up
                answer(talk)

    def answer(talk: Any) -> None:
        talk.write(b"220 essai\r\n")
        in_mail = False
        for line in talk:
            if in_mail and line.lower().startswith(b"message-id:"):
                taken.append(line.strip())
            if in_mail and line != b".\r\n":
                continue
            if in_mail:
                before_it_says_so()
            in_mail = not in_mail and line.upper() == b"DATA\r\n"
            talk.write(b"354 oui\r\n" if in_mail else b"250 oui\r\n")

    with socket.create_server(("127.0.0.1", 0)) as server:
        Thread(target=serve, daemon=True).start()
        yield server.getsockname()[1]


def test_a_worker_killed_once_the_server_took_the_mail_leaves_it_to_another(tmp_path: Path) -> None:
    """It leaves again after the lease, with the identifier by which receivers know the copy, then never more."""
    taken: list[bytes] = []
    running: list[subprocess.Popen[bytes]] = []
    with mail_server(taken, lambda: running.pop().kill() if running else None) as port:
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith("MAILLAGE_") and name != "DATABASE_URL"
        }
        env = kept | {
            "MAILLAGE_DIR": str(tmp_path),
            "MAILLAGE_SMTP": f"smtp://127.0.0.1:{port}?tls=non",
            "DJANGO_SETTINGS_MODULE": "maillage.config.settings",
        }

        def work(*words: str) -> int:
            command = [sys.executable, "-m", "maillage.cli.main", "travailleur", *words]
            with subprocess.Popen(command, env=env, stderr=subprocess.DEVNULL) as process:
                running[:] = [] if words else [process]
                return process.wait(timeout=60)

        def row(order: str = "") -> tuple[Any, ...]:
            with closing(sqlite3.connect(tmp_path / "maillage.sqlite3")) as base, base:
                base.execute(order)
                return tuple(base.execute("SELECT state, attempts, body FROM outbox_message").fetchone())

        subprocess.run([sys.executable, "-c", BEGIN], env=env, check=True)
        assert work() == -signal.SIGKILL
        assert row() == ("a_envoyer", 1, "Bonjour")
        row("UPDATE outbox_message SET claimed_until = created_at")
        assert work("--une-fois") == 0
        assert row() == ("envoye", 2, "")
        assert work("--une-fois") == 0
    assert len(taken) == 2
    assert taken[0] == taken[1]


def test_it_waits_when_there_is_nothing_to_do(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []

    def sleep(seconds: float) -> None:
        waited.append(seconds + 0.0)
        raise SystemExit(0)

    monkeypatch.setattr(db_worker, "time", SimpleNamespace(sleep=sleep))
    assert CliRunner().invoke(maillage, ["travailleur"]).exit_code == 0
    assert waited == [5.0]


def test_it_outlives_a_database_that_restarts(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([OperationalError("gone"), None])

    def work(*, once: bool) -> None:
        if fault := next(answers):
            raise fault

    monkeypatch.setattr(travailleur, "_work", work)
    monkeypatch.setattr(travailleur, "time", SimpleNamespace(sleep=lambda seconds: None))
    done = CliRunner().invoke(maillage, ["travailleur"])
    assert (done.exit_code, next(answers, "end")) == (0, "end")
    assert "La base de données ne répond pas : nouvel essai dans 5 secondes." in done.output
