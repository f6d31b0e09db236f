"""Visitors who take their time: headers, bodies and answers that drip, connections that say nothing."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

_HEADERS = b"GET / HTTP/1.1\r\nHost: localhost\r\n"
_BODY = b"POST /compte/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n"
_DOWNLOAD = b"GET /static/vendor/maplibre-gl/maplibre-gl.mjs HTTP/1.1\r\nHost: localhost\r\n\r\n"
KINDS = {"en-têtes": (_HEADERS, b"X-A: b\r\n"), "corps": (_BODY, b"a"), "réponses": (_DOWNLOAD, b""), "muets": (b"", b"")}


@contextmanager
def slow_visitors(port: int, count: int, kind: str) -> Iterator[list[float]]:
    """`count` of them until the context ends; gives the seconds after which each was cut."""
    cut: list[float] = []
    over = threading.Event()
    threads = [threading.Thread(target=_drip, args=(port, kind, over, cut), daemon=True) for _ in range(count)]
    for thread in threads:
        thread.start()
    try:
        yield cut
    finally:
        over.set()
        for thread in threads:
            thread.join(timeout=5)


def _drip(port: int, kind: str, over: threading.Event, cut: list[float]) -> None:
    first, more = KINDS[kind]
    started = time.monotonic()
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.settimeout(1)
        try:
            connection.connect(("127.0.0.1", port))
            connection.sendall(first)
            while not over.wait(1):
                _step(connection, kind, more)
        except OSError:
            cut.append(time.monotonic() - started)


def _step(connection: socket.socket, kind: str, more: bytes) -> None:
    if more:
        connection.sendall(more)
    elif kind == "muets":
        try:
            if not connection.recv(10):
                raise ConnectionResetError
        except TimeoutError:
            return
    else:
        connection.recv(10)
