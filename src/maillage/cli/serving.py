"""The application server: a free port, then one process of one thread per core (threads of Python only get in each other's way)."""

import socket
import sys
from typing import Any

import click

APPLICATION = "maillage.config.wsgi:application"
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


def serve(address: str, port: int, processes: int, **options: Any) -> None:
    """Answers until it is interrupted. Workers are forked: nothing here may have started the threads of Polars."""
    if "polars" in sys.modules:
        raise RuntimeError("la préparation de l'instance doit rester dans son propre processus (instance.prepare_apart)")
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    Server(
        APPLICATION,
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=processes,
        blocking_threads=1,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        **options,
    ).serve()
