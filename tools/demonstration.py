"""A demonstration server of our own, as `maillage demo` serves it, for measures and pictures."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MAX_SECONDS = 60


@contextmanager
def demonstration() -> Iterator[int]:
    """Its port; the instance lives in a temporary folder."""
    with tempfile.TemporaryDirectory(prefix="maillage-") as folder:
        port = free_port()
        command = [str(Path(sys.executable).with_name("maillage")), "demo", "--port", str(port)]
        environment = {**os.environ, "MAILLAGE_DIR": folder}
        server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        try:
            wait_for(port, server)
            yield port
        finally:
            server.terminate()
            server.communicate(timeout=15)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def wait_for(port: int, server: "subprocess.Popen[str]") -> None:
    until = time.monotonic() + MAX_SECONDS
    while time.monotonic() < until:
        if server.poll() is not None:
            raise SystemExit(f"The demonstration server stopped:\n{server.communicate()[1]}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit(f"The demonstration server did not answer within {MAX_SECONDS} s.")
