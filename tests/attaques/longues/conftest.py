"""A real server on a free port, its processes seen from outside, and visitors who ask."""

import http.client
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.postgres import free_port

MAILLAGE = Path(sys.executable).with_name("maillage")
_PATIENCE = 300


@dataclass
class Seen:
    """What the workers spent while they were watched: seconds of processor, mebibytes of the largest at its worst."""

    work: float = 0.0
    memory: int = 0


@dataclass
class Served:
    """A demonstration served by its own processes."""

    port: int
    process: "subprocess.Popen[bytes]"
    folder: Path

    def ask(self, path: str, *, port: int = 0, **headers: str) -> tuple[int, bytes, float]:
        """Status, body and seconds."""
        started = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", port or self.port, timeout=120)
        try:
            connection.request("GET", path, headers={"Host": "localhost", **headers})
            answer = connection.getresponse()
            return answer.status, answer.read(), time.monotonic() - started
        finally:
            connection.close()

    def workers(self) -> list[int]:
        return _children(self.process.pid)

    def memory(self) -> int:
        """Mebibytes of the largest worker, or of the largest process that it runs."""
        found = [_resident(one) for worker in self.workers() for one in (worker, *_children(worker))]
        return max(found, default=0) // 1024

    @contextmanager
    def watched(self) -> Iterator[Seen]:
        """Fills what it gives when the context ends; a worker that starts or goes meanwhile is not counted."""
        seen, over = Seen(), threading.Event()
        before = {worker: _worked(worker) for worker in self.workers()}

        def look() -> None:
            while not over.wait(0.05):
                seen.memory = max(seen.memory, self.memory())

        watch = threading.Thread(target=look, daemon=True)
        watch.start()
        try:
            yield seen
        finally:
            over.set()
            watch.join()
            seen.work = sum(_worked(worker) - spent for worker, spent in before.items() if worker in self.workers())
            seen.memory = max(seen.memory, self.memory())

    def wait(self, seconds: float = _PATIENCE) -> None:
        """Until health answers."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                if self.ask("/sante")[0] == 200:
                    return
            except OSError:
                time.sleep(0.3)
        raise AssertionError("le serveur ne répond pas")


def _children(process: int) -> list[int]:
    """Of all its threads; none once it is gone."""
    found: list[int] = []
    for told in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            found += map(int, told.read_text().split())
    return found


def _resident(worker: int) -> int:
    try:
        status = Path(f"/proc/{worker}/status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:")), 0)


def _worked(worker: int) -> float:
    """Seconds of processor that a process has used, and those of the documents it had made apart."""
    try:
        fields = Path(f"/proc/{worker}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def environment(folder: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MAILLAGE_") and name != "DATABASE_URL"}
    return kept | {"MAILLAGE_DIR": str(folder)} | more


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("instance")) as one:
        yield one


@contextmanager
def serving(folder: Path) -> Iterator[Served]:
    port = free_port()
    process = subprocess.Popen(
        [MAILLAGE, "demo", "--port", str(port)], env=environment(folder), stdout=subprocess.DEVNULL, start_new_session=True
    )
    served = Served(port, process, folder)
    try:
        served.wait()
        yield served
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)
