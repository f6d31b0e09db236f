"""The application server: a free port, then one process per core, replaced when it dies or grows."""

import resource
import socket
import sys
import time
from typing import Any

import click

APPLICATION = "maillage.config.rsgi:application"
MAX_MEMORY = 896
"""Mebibytes after which a process is replaced, once the next one answers: it needs 700, and the costliest answer 100 for a
moment, so that none holds a gibibyte."""
_CONNECTIONS = 4096
"""Open at once in one process: a slow visitor holds nothing else."""
_HEADERS = 10
"""Seconds to send the headers of a request, and that an idle connection stays open."""
_TO_START, _TO_STOP = 8.0, 20
"""Seconds left to a new process before the old one goes, and to the old one to finish what it answers."""
_AFTER_A_DEATH = 0.5
PORT = click.IntRange(1, 65_535)


def check_port(address: str, port: int) -> None:
    """Says so before any long work when the port is taken."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as problem:
            raise click.ClickException(_sentence(address, port, problem)) from None


def _sentence(address: str, port: int, problem: OSError) -> str:
    import errno

    if problem.errno == errno.EADDRINUSE:
        return f"Le port {port} est déjà pris par un autre programme : essayez --port {port + 1 if port < 65_535 else 8000}."
    if problem.errno == errno.EACCES:
        return f"Le port {port} est réservé à l'administrateur de la machine : prenez un port à partir de 1024."
    return f"L'adresse {address} ne peut pas être servie ({problem.strerror})."


class _Deaths(dict[int, float]):
    """When granian last replaced each worker. It gives up when one dies twice within six seconds; a site does not: the next
    one starts after a moment, however many died."""

    def get(self, *_: object) -> float:
        time.sleep(_AFTER_A_DEATH)
        return 0.0


def serve(address: str, port: int, processes: int, **options: Any) -> None:
    """Answers until it is interrupted. Workers are forked: nothing here may have started the threads of Polars."""
    if "polars" in sys.modules:
        raise RuntimeError("la préparation de l'instance doit rester dans son propre processus (instance.prepare_apart)")
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels
    from granian.server import Server

    _open_many_connections()
    server = Server(
        APPLICATION,
        address=address,
        port=port,
        interface=Interfaces.RSGI,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=_HEADERS * 1000),
        websockets=False,
        workers=processes,
        backlog=_CONNECTIONS,
        backpressure=_CONNECTIONS,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        respawn_interval=_TO_START,
        workers_max_rss=MAX_MEMORY,
        rss_sample_interval=2,
        workers_kill_timeout=_TO_STOP,
        **options,
    )
    server.respawned_wrks = _Deaths()
    server.serve()


def _open_many_connections() -> None:
    """As many as the system lets this account open."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * _CONNECTIONS
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most))
