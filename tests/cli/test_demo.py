"""The demonstration: one command makes it, a second one starts in seconds, and it answers."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

MAILLAGE = Path(sys.executable).with_name("maillage")


def environment(folder: Path) -> dict[str, str]:
    """A new instance on SQLite, whatever the database of the other tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MAILLAGE_") and name != "DATABASE_URL"}
    return kept | {"MAILLAGE_DIR": str(folder)}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "instance"
    done = subprocess.run(
        [MAILLAGE, "demo", "--preparer"], env=environment(folder), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert str(folder) in done.stdout
    return folder


@pytest.fixture(scope="module")
def address(prepared: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [MAILLAGE, "demo", "--port", str(port)]
    with subprocess.Popen(command, env=environment(prepared), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as server:
        for _ in range(600):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/sante").close()
                break
            except OSError:
                time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
        server.send_signal(signal.SIGINT)
        # its workers have twenty seconds to finish what they answer
        server.wait(timeout=60)


def test_the_instance_is_made(prepared: Path) -> None:
    assert (prepared / "maillage.sqlite3").exists()
    assert (prepared / "secret").stat().st_mode & 0o077 == 0
    assert (prepared / "static" / "staticfiles.json").exists()
    assert list((prepared / "static" / "shared").glob("theme.*.css.gz"))


def test_it_answers_with_its_own_files(address: str) -> None:
    with urllib.request.urlopen(f"{address}/") as answer:
        page = answer.read().decode()
    assert "chaque chiffre prouvé" in page
    sheet = page.split('rel="stylesheet" href="')[1].split('"')[0]
    with urllib.request.urlopen(address + sheet) as answer:
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["Content-Type"].startswith("text/css")


def test_the_map_library_is_a_module(address: str) -> None:
    with urllib.request.urlopen(f"{address}/static/vendor/maplibre-gl/maplibre-gl.mjs") as answer:
        assert answer.headers["Content-Type"].startswith("text/javascript")


def test_a_huge_upload_is_refused(address: str) -> None:
    body = b"x" * 50_000_000
    request = urllib.request.Request(f"{address}/territoire/", data=body, headers={"Expect": "100-continue"})
    with pytest.raises(urllib.error.URLError) as refusal:
        urllib.request.urlopen(request)
    # the server may answer, or hang up on who insists; it goes on answering others
    assert getattr(refusal.value, "code", 413) == 413
    assert urllib.request.urlopen(f"{address}/sante").read() == b"ok\n"


def test_a_busy_port_is_told(address: str, prepared: Path) -> None:
    port = address.rsplit(":", 1)[1]
    done = subprocess.run(
        [MAILLAGE, "demo", "--port", port], env=environment(prepared), capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert f"Le port {port} est déjà pris" in done.stderr
    assert f"--port {int(port) + 1}" in done.stderr
