"""The network of the tests is closed, except to this machine."""

import socket

import pytest

from tests.support.network import NetworkIsClosed, is_here


@pytest.mark.parametrize("address", [("192.0.2.1", 443), ("example.org", 80), ("2001:db8::1", 443, 0, 0)])
def test_another_machine_is_refused(address: tuple) -> None:
    family = socket.AF_INET6 if len(address) == 4 else socket.AF_INET
    with socket.socket(family) as client, pytest.raises(NetworkIsClosed):
        client.connect(address)
    with socket.socket(family) as client, pytest.raises(NetworkIsClosed):
        client.connect_ex(address)


def test_this_machine_answers() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname(), timeout=2) as client,
    ):
        assert client.getpeername() == server.getsockname()


@pytest.mark.parametrize("address", [("127.0.0.1", 1), ("::1", 1, 0, 0), ("localhost", 1), "/run/a.socket"])
def test_the_loopback_is_here(address: object) -> None:
    assert is_here(address)
