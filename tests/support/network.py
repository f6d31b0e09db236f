"""Closes the network for tests: only this machine answers."""

import ipaddress
import socket
from typing import Any

import pytest


class NetworkIsClosed(OSError):
    """A test tried to reach another machine."""


def is_here(address: Any) -> bool:
    """True for Unix sockets, and for IP addresses and names of the loopback."""
    if not isinstance(address, tuple):
        return True
    host = str(address[0])
    try:
        return host in ("localhost", "") or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def close_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def guarded(name: str) -> None:
        original = getattr(socket.socket, name)

        def connect(self: socket.socket, address: Any) -> Any:
            if not is_here(address):
                raise NetworkIsClosed(f"tests do not reach the network: {address}")
            return original(self, address)

        monkeypatch.setattr(socket.socket, name, connect)

    guarded("connect")
    guarded("connect_ex")
