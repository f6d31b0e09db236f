"""Workers killed while they serve and while they write: the server goes on, and its database is whole."""

import http.client
import os
import signal
import sqlite3
import threading
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlencode

from maillage.cli.serving import check_port
from tests.attaques.longues.conftest import Served, serving


def test_every_worker_killed_again_and_again(served: Served) -> None:
    for _ in range(6):
        for worker in served.workers():
            with suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)
        time.sleep(1.5)
    assert served.process.poll() is None, "le serveur est mort avec ses processus"
    served.wait()
    assert served.ask("/")[0] == 200


def test_killed_while_people_write(served: Served) -> None:
    over = threading.Event()
    answered: list[int] = []
    writers = [threading.Thread(target=_sign_up, args=(served.port, number, over, answered)) for number in range(4)]
    for writer in writers:
        writer.start()
    for _ in range(4):
        time.sleep(3)
        with suppress(ProcessLookupError, IndexError):
            os.kill(served.workers()[0], signal.SIGKILL)
    over.set()
    for writer in writers:
        writer.join(timeout=60)
    served.wait()
    assert answered, "rien n'a été écrit pendant l'attaque"
    assert set(answered) <= {200, 302, 429}, sorted(set(answered))
    with sqlite3.connect(served.folder / "maillage.sqlite3") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []


def test_the_port_is_free_again_when_the_server_alone_is_killed(tmp_path: Path) -> None:
    with serving(tmp_path) as served:
        workers = served.workers()
        assert workers
        served.process.kill()
        served.process.wait()
    until = time.monotonic() + 20
    while any(Path(f"/proc/{worker}").exists() for worker in workers):
        assert time.monotonic() < until, "des processus gardent le port"
        time.sleep(0.2)
    check_port("127.0.0.1", served.port)


def _sign_up(port: int, number: int, over: threading.Event, answered: list[int]) -> None:
    """Sends wrong passwords: each attempt is counted in the database."""
    while not over.is_set():
        with suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
            connection.request("GET", "/compte/login/", headers={"Host": "localhost"})
            page = connection.getresponse()
            token = page.read().decode().partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
            cookie = (page.getheader("Set-Cookie") or "").partition(";")[0]
            body = urlencode({"csrfmiddlewaretoken": token, "login": f"p{number}@exemple.fr", "password": "faux"})
            headers = {"Host": "localhost", "Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
            connection.request("POST", "/compte/login/", body, headers)
            answered.append(connection.getresponse().status)
            connection.close()
        time.sleep(0.2)
