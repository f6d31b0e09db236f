"""Visitors who hardly take the answer they asked for are cut: each holds a connection, and the answer in memory."""

import fcntl
import os
import socket
import struct
import termios
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

_DESCRIPTORS = Path("/proc/self/fd")
_TCP_INFO = getattr(socket, "TCP_INFO", 11)
_ACKED_AT, _INFO_BYTES = 120, 128
"""Where the system tells how many bytes the visitor acknowledged (tcpi_bytes_acked, Linux 4.1)."""
Taken = dict[tuple[int, str], int]


class Watch:
    """Looks at the connections of this process every `period` seconds. Linux only: elsewhere the proxy in front does it."""

    def __init__(self, later: Callable[[float, Callable[[], None]], object], *, period: float, slowest: int) -> None:
        self.later, self.period, self.least = later, period, period * slowest
        self.before: Taken = {}

    def look(self) -> None:
        """Cuts who had bytes to take at the last look, still has, and took less than `slowest` a second between the two."""
        now: Taken = {}
        for key, connection in _with_bytes_to_take():
            acked = _acked(connection)
            if key in self.before and acked - self.before[key] < self.least:
                _cut(connection)
            else:
                now[key] = acked
        self.before = now
        self.later(self.period, self.look)


def _with_bytes_to_take() -> Iterator[tuple[tuple[int, str], socket.socket]]:
    for descriptor in _sockets():
        with suppress(OSError), socket.socket(fileno=os.dup(descriptor)) as found:
            if found.family != socket.AF_UNIX and found.type == socket.SOCK_STREAM and _waiting(found):
                yield (descriptor, str(found.getpeername())), found


def _sockets() -> list[int]:
    """Descriptors of sockets: another one would be copied for nothing."""
    if not _DESCRIPTORS.is_dir():
        return []
    links = [(int(link.name), _target(link)) for link in _DESCRIPTORS.iterdir()]
    return [descriptor for descriptor, target in links if target.startswith("socket:")]


def _target(link: Path) -> str:
    """Empty for a descriptor closed since."""
    try:
        return str(link.readlink())
    except OSError:
        return ""


def _cut(connection: socket.socket) -> None:
    """What waits is forgotten by the system too, once the server has closed its side."""
    with suppress(OSError):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.shutdown(socket.SHUT_RDWR)


def _waiting(connection: socket.socket) -> int:
    told = fcntl.ioctl(connection, termios.TIOCOUTQ, b"\0" * 4)
    return int(struct.unpack("i", told)[0])


def _acked(connection: socket.socket) -> int:
    told = connection.getsockopt(socket.IPPROTO_TCP, _TCP_INFO, _INFO_BYTES)
    return int(struct.unpack_from("Q", told, _ACKED_AT)[0])
