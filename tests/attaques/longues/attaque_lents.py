"""Two hundred slow visitors of each kind: health and a page answer as if they were alone; those who drip are cut."""

import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from maillage.cli.probing import probe
from tests.attaques.longues.conftest import Served
from tests.attaques.longues.lents import KINDS, slow_visitors

BOUND = 5.0
"""Seconds: one is what a quiet machine keeps, and prints."""


@pytest.mark.parametrize("kind", KINDS)
def test_slow_visitors_stop_nobody(served: Served, kind: str) -> None:
    served.ask("/")
    worst = {"/sante": 0.0, "/": 0.0}
    with slow_visitors(served.port, 200, kind) as cut:
        until = time.monotonic() + 40
        while time.monotonic() < until:
            for path in worst:
                status, _, seconds = served.ask(path)
                assert status == 200
                worst[path] = max(worst[path], seconds)
            time.sleep(0.3)
        held = sum(_connections(worker) for worker in served.workers())
    print(f"\n{kind} : {worst}, coupés {len(cut)}, encore tenus {held}")
    assert max(worst.values()) < BOUND
    assert held < 60, "les visiteurs lents sont coupés"


def test_the_site_says_so_of_itself(served: Served) -> None:
    found = list(probe(urlsplit(f"http://localhost:{served.port}")))
    assert [(one.key, one.state) for one in found] == [
        ("site", "ok"),
        ("site_https", "attention"),
        ("site_attente", "ok"),
        ("site_attente", "ok"),
        ("site_lents", "ok"),
    ], [one.sentence for one in found]


def _connections(worker: int) -> int:
    """Sockets of a process, those it always has included."""
    folder = Path(f"/proc/{worker}/fd")
    return sum(str(link.readlink()).startswith("socket:") for link in folder.iterdir() if link.is_symlink())
