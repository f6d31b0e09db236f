"""The door of the application server, without a server: slow, cut or false requests hold nothing and say nothing false."""

import asyncio
import errno
import io
import socket
import struct
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.http import HttpResponse, StreamingHttpResponse

from maillage.config import receiving, stalled
from maillage.config.door import Answer, Door, answered
from maillage.config.environ import environ_of


@dataclass
class Scope:
    """What the application server tells of a request."""

    path: str = "/"
    method: str = "GET"
    given: list[tuple[str, str]] = field(default_factory=list)
    query_string: str = ""
    scheme: str = "http"
    http_version: str = "1.1"
    server: str = "127.0.0.1:8000"
    client: str = "203.0.113.9:5000"
    authority: str | None = None

    @property
    def headers(self) -> Any:
        class Headers(dict[str, str]):
            def items(self_) -> Any:  # type: ignore[override]
                return list(self.given)

        return Headers(self.given)


class Protocol:
    """Gives pieces with a wait before each; keeps what is answered."""

    def __init__(self, *pieces: bytes, wait: float = 0) -> None:
        self.pieces, self.wait, self.status, self.said = pieces, wait, 0, ""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self.pieces:
            await asyncio.sleep(self.wait)
            yield piece

    def response_str(self, status: int, headers: list[tuple[str, str]], said: str) -> None:
        self.status, self.said = status, said

    def response_bytes(self, status: int, headers: list[tuple[str, str]], said: bytes) -> None:
        self.status, self.said = status, said.decode()


def unasked(*_: Any) -> Any:
    raise AssertionError("une page a été demandée")


def posted(length: int, path: str = "/territoire/") -> Scope:
    return Scope(path, "POST", [("content-length", str(length)), ("host", "localhost")])


def taken(scope: Scope, protocol: Protocol) -> bytes:
    with io.BytesIO() as body:
        asyncio.run(receiving.receive(scope, protocol, body))
        return body.getvalue()


def test_a_body_is_received_whole() -> None:
    assert taken(posted(6), Protocol(b"abc", b"def")) == b"abcdef"


def test_a_body_that_stops_coming_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "IDLE", 0.05)
    protocol = Protocol(b"a", b"b", wait=5)
    asyncio.run(Door(unasked).__rsgi__(posted(100), protocol))
    assert protocol.status == 408
    assert "trop lentement" in protocol.said


def test_a_body_that_drips_is_refused_though_it_never_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "IDLE", 0.2)
    with pytest.raises(receiving.Unreceived, match="trop lentement"):
        taken(posted(1_000), Protocol(*[b"a"] * 1_000, wait=0.05))


def test_a_body_cut_before_its_end_never_reaches_a_page() -> None:
    with pytest.raises(receiving.Unreceived, match="interrompu"):
        taken(posted(100), Protocol(b"abc"))


def test_a_body_too_large_is_left_unread_whether_it_says_its_length_or_not() -> None:
    class Untouched(Protocol):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            raise AssertionError("lu")
            yield b""

    assert taken(posted(50_000_000), Untouched()) == b""
    unannounced = Scope("/territoire/", "POST", [("transfer-encoding", "chunked")])
    assert taken(unannounced, Protocol(*[b"x" * 1_000_000] * 6)) == b""


def test_a_full_disk_is_said() -> None:
    class Full(io.BytesIO):
        def write(self, *_: Any) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(receiving.Unreceived, match="plus de place") as refused:
        asyncio.run(receiving.receive(posted(3), Protocol(b"abc"), Full()))
    assert refused.value.status == 507


def test_a_page_is_answered_whole_and_a_long_file_piece_by_piece() -> None:
    def pages(environ: dict[str, Any], start: Any) -> Any:
        start("200 OK", [("Content-Type", "text/plain")])
        given = [b"x" * 100_000] * (10 if environ["PATH_INFO"] == "/long" else 1)
        return Long(given) if environ["PATH_INFO"] == "/long" else Short(given)

    class Quiet:
        def close(self) -> None:
            """What Django tells then looks at the database."""

    class Short(Quiet, HttpResponse): ...

    class Long(Quiet, StreamingHttpResponse): ...

    short = answered(pages, environ_of(Scope("/court"), io.BytesIO(), 0))
    assert short == Answer(200, [("content-type", "text/plain")], b"x" * 100_000)
    begun = answered(pages, environ_of(Scope("/long"), io.BytesIO(), 0))
    assert len(begun.content) == 300_000
    assert sum(len(piece) for piece in begun.rest) == 700_000


def test_a_header_with_an_underscore_never_stands_for_the_one_the_proxy_writes() -> None:
    forged = [("x_forwarded_for", "198.51.100.1"), ("x-forwarded-for", "203.0.113.7"), ("x_forwarded_proto", "https")]
    read = environ_of(Scope(given=forged), io.BytesIO(), 0)
    assert read["HTTP_X_FORWARDED_FOR"] == "203.0.113.7"
    assert "HTTP_X_FORWARDED_PROTO" not in read


def test_headers_given_twice_keep_their_order_and_none_is_a_setting_of_programs() -> None:
    given = [("x-forwarded-for", "198.51.100.1"), ("x-forwarded-for", "203.0.113.7"), ("cookie", "a=1"), ("cookie", "b=2")]
    read = environ_of(Scope(given=[*given, ("proxy", "http://198.51.100.1")]), io.BytesIO(), 0)
    assert read["HTTP_X_FORWARDED_FOR"] == "198.51.100.1,203.0.113.7"
    assert read["HTTP_COOKIE"] == "a=1; b=2"
    assert "HTTP_PROXY" not in read


def test_the_visitor_is_read_from_the_connection_in_both_families() -> None:
    assert environ_of(Scope(), io.BytesIO(), 0)["REMOTE_ADDR"] == "203.0.113.9"
    assert environ_of(Scope(client="[2001:db8::1]:5000"), io.BytesIO(), 0)["REMOTE_ADDR"] == "2001:db8::1"


@pytest.mark.skipif(not stalled._DESCRIPTORS.is_dir(), reason="Linux only")
def test_a_visitor_who_takes_nothing_is_cut_and_one_who_takes_is_not() -> None:
    watch = stalled.Watch(lambda *_: None, period=1, slowest=1024)
    with socket.create_server(("127.0.0.1", 0)) as server:
        stuck, eager = _answering(server), _answering(server)
        watch.look()
        _take(*eager)
        watch.look()
        assert _is_cut(stuck[1])
        assert not _is_cut(eager[1])
        for each in (*stuck, *eager):
            each.close()


def _answering(server: socket.socket) -> tuple[socket.socket, socket.socket]:
    """A visitor with a small window, and the server's side with more to send than fits."""
    visitor = socket.socket()
    visitor.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    visitor.connect(server.getsockname())
    accepted, _ = server.accept()
    accepted.setblocking(False)
    try:
        while True:
            accepted.send(b"x" * 65_536)
    except BlockingIOError:
        return visitor, accepted


def _take(visitor: socket.socket, accepted: socket.socket) -> None:
    """Until the system has told the server's side that much was taken."""
    before = stalled._acked(accepted)
    while stalled._acked(accepted) - before < 4096:
        visitor.recv(4096)


def _is_cut(accepted: socket.socket) -> bool:
    lingers = struct.unpack("ii", accepted.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER, 8))
    return lingers == (1, 0)


_SERVER = """
import asyncio, multiprocessing, time
from maillage.config.parent import end_with_parent
def work():
    loop = asyncio.new_event_loop()
    end_with_parent(loop.call_later)
    print("servi", flush=True)
    loop.run_forever()
multiprocessing.get_context("fork").Process(target=work).start()
time.sleep(60)
"""


def test_a_worker_ends_with_the_server_that_is_killed() -> None:
    """The worker holds the other end of what is read: it is over when nothing more may come."""
    with subprocess.Popen([sys.executable, "-c", _SERVER], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        assert server.stdout.readline() == "servi\n"
        server.kill()
        assert server.communicate(timeout=20)[0] == ""
