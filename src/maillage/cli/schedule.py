"""Repeat a command every few days, in this process; off unless `--chaque` or MAILLAGE_ACTUALISER asks for it."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

_DAY = 86_400
_RETRY = 3_600
"""Seconds before trying again when a publisher failed."""


def repeat(
    work: Callable[[], bool], *, days: int, sleep: Callable[[float], None] = time.sleep, rounds: int | None = None
) -> None:
    """Until it is interrupted (`rounds` bounds it for a test). A failure is told, then tried again an hour later."""
    done = 0
    while rounds is None or done < rounds:
        try:
            good = work()
        except click.ClickException as error:
            error.show()
            good = False
        done += 1
        sleep(days * _DAY if good else min(_RETRY, days * _DAY))


@contextmanager
def beside_the_server(days: int) -> Iterator[None]:
    """The scheduled fetch in a process of its own, ended with the server; nothing when the instance does not ask for it."""
    if not days:
        yield
        return
    command = [sys.executable, "-m", "maillage.cli.main", "donnees", "actualiser", "--chaque", str(days)]
    fetching = subprocess.Popen(command, stdin=subprocess.DEVNULL)  # noqa: S603 (our own command)
    try:
        yield
    finally:
        fetching.terminate()
        fetching.wait()
