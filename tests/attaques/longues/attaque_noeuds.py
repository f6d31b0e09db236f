"""Two nodes on one PostgreSQL, with one secret and one folder of files: they start together, and are one site."""

import http.client
import os
import secrets
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import urlencode, urlsplit

import psycopg
import pytest

from tests.attaques.longues.conftest import MAILLAGE, environment
from tests.support.postgres import free_port

SERVER = os.environ.get("DATABASE_URL", "")
pytestmark = pytest.mark.skipif(not SERVER.startswith("postgres"), reason="PostgreSQL : make attaques")


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    """An empty database, and a role that owns it."""
    name, parts = f"noeuds_{secrets.token_hex(4)}", urlsplit(SERVER)
    admin = parts._replace(path="/postgres").geturl()
    with psycopg.connect(admin, autocommit=True) as opened:
        opened.execute(f"CREATE DATABASE {name}")
    try:
        yield parts._replace(path=f"/{name}").geturl()
    finally:
        with psycopg.connect(admin, autocommit=True) as opened:
            opened.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def nodes(database: str, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    """The surroundings of two nodes: one folder each, but for the files of the CPTS."""
    shared = tmp_path_factory.mktemp("partage")
    told = {"DATABASE_URL": database, "MAILLAGE_SECRET_KEY": secrets.token_urlsafe(64), "MAILLAGE_HOSTS": "localhost"}
    found = []
    for name in ("a", "b"):
        folder = tmp_path_factory.mktemp(name)
        (folder / "fichiers").symlink_to(shared)
        found.append(environment(folder, **told))
    return found


def test_they_make_the_tables_together_and_the_walls_hold(nodes: list[dict[str, str]]) -> None:
    starting = [
        subprocess.Popen([MAILLAGE, "serveur", "--preparer"], env=node, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        for node in nodes
    ]
    for one in starting:
        said = one.communicate(timeout=300)[0].decode()
        assert one.returncode == 0, said
    checked = subprocess.run([MAILLAGE, "verifier"], env=nodes[0], capture_output=True, text=True, check=False)
    assert "PostgreSQL tient les murs entre CPTS" in checked.stdout, checked.stdout


def test_an_attempt_counted_by_one_is_counted_by_the_other(nodes: list[dict[str, str]]) -> None:
    ports = [free_port(), free_port()]
    running = [
        subprocess.Popen(
            [MAILLAGE, "serveur", "--port", str(port), "--processus", "1"],
            env=node,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        for port, node in zip(ports, nodes, strict=True)
    ]
    try:
        for port in ports:
            _wait(port)
        said = [_wrong_password(ports[turn % 2]) for turn in range(8)]
        assert "Trop de tentatives" in said[-1] or "429" in said[-1], said[-1][:300]
        os.killpg(running[0].pid, signal.SIGKILL)  # as when its machine stops
        assert _asked(ports[1], "GET", "/sante")[0] == 200
    finally:
        for one in running:
            one.send_signal(signal.SIGINT)
        for one in running:
            one.wait(timeout=60)


def _wait(port: int) -> None:
    until = time.monotonic() + 300
    while time.monotonic() < until:
        try:
            if _asked(port, "GET", "/sante")[0] == 200:
                return
        except OSError:
            time.sleep(0.5)
    raise AssertionError(f"le nœud {port} ne répond pas")


def _wrong_password(port: int) -> str:
    _, page, cookie = _asked(port, "GET", "/compte/login/")
    token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    body = urlencode({"csrfmiddlewaretoken": token, "login": "personne@exemple.fr", "password": "faux"})
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    status, page, _ = _asked(port, "POST", "/compte/login/", body, headers)
    return f"{status} {page}"


def _asked(port: int, method: str, path: str, body: str = "", headers: dict[str, str] | None = None) -> tuple[int, str, str]:
    connection = http.client.HTTPConnection("localhost", port, timeout=60)
    with closing(connection):
        connection.request(method, path, body or None, {"Host": "localhost", **(headers or {})})
        answer = connection.getresponse()
        return answer.status, answer.read().decode(), (answer.getheader("Set-Cookie") or "").partition(";")[0]
