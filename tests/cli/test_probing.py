"""What `maillage verifier --site` says of a site, seen from outside."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import SplitResult, urlsplit

import pytest
from click.testing import CliRunner

from maillage.cli import probing
from maillage.cli.main import maillage
from tests.support.postgres import free_port


@contextmanager
def site(status: str, *, cuts_after: float, one_at_a_time: bool = False) -> Iterator[SplitResult]:
    """A server that answers `status` to a whole request without body, and cuts what does not come whole."""

    def answer(visitor: socket.socket) -> None:
        visitor.settimeout(cuts_after)
        received = b""
        with suppress(OSError), visitor:
            while b"\r\n\r\n" not in received or b"Content-Length" in received:
                received += visitor.recv(1000) or b"\r\n\r\n"
            visitor.sendall(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n".encode())

    with socket.create_server(("127.0.0.1", 0), backlog=100) as listening:

        def accept() -> None:
            with suppress(OSError):
                while True:
                    visitor, _ = listening.accept()
                    if one_at_a_time:
                        answer(visitor)
                    else:
                        threading.Thread(target=answer, args=(visitor,), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        yield urlsplit(f"http://127.0.0.1:{listening.getsockname()[1]}")
        listening.shutdown(socket.SHUT_RDWR)


def states(address: SplitResult) -> list[tuple[str, str]]:
    return [(one.key, one.state) for one in probing.probe(address)]


def test_a_site_that_cuts_slow_visitors_is_sound_but_for_https() -> None:
    with site("200 OK", cuts_after=3) as address:
        found = list(probing.probe(address))
    assert [(one.key, one.state) for one in found] == [
        ("site", "ok"),
        ("site_https", "attention"),
        ("site_attente", "ok"),
        ("site_attente", "ok"),
        ("site_lents", "ok"),
    ]
    assert "Des en-têtes sans fin sont coupés en" in found[2].sentence


def test_a_site_that_waits_for_slow_visitors_is_told_how_to_cut_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probing, "_PATIENCE", 3.0)
    with site("200 OK", cuts_after=30) as address:
        found = list(probing.probe(address))
    assert [(one.key, one.state) for one in found[2:]] == [
        ("site_attente", "attention"),
        ("site_attente", "attention"),
        ("site_lents", "ok"),
    ]
    assert "client_body_timeout" in found[2].remedy


def test_a_site_stopped_by_slow_visitors_is_serious() -> None:
    """As one that answers with a single thread."""
    with site("200 OK", cuts_after=0.25, one_at_a_time=True) as address:
        assert states(address)[-1] == ("site_lents", "grave")


def test_a_site_that_is_ill_or_absent_is_one_serious_finding() -> None:
    with site("503 Service Unavailable", cuts_after=3) as address:
        assert states(address) == [("site", "grave")]
    assert states(urlsplit(f"http://127.0.0.1:{free_port()}")) == [("site", "grave")]


@pytest.mark.parametrize(
    "address", ["maillage.exemple.fr", "ftp://maillage.exemple.fr", "https://", "https://a:99999", "https://[a"]
)
def test_what_is_no_address_is_refused_with_an_example(address: str) -> None:
    done = CliRunner().invoke(maillage, ["verifier", "--site", address])
    assert done.exit_code == 2
    assert f"« {address} » n'est pas une adresse : écrivez https://maillage.exemple.fr." in done.output
