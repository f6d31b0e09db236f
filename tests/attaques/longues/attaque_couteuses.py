"""The costliest addresses that are allowed, one after the other: each is answered for a bounded work, and no worker ever
holds more than 1 GiB."""

import time
from http.client import RemoteDisconnected

import pytest

from maillage.facts import selection
from maillage.results.territoires.source import current
from maillage.www.diagnostic.views.documents import MAX_COMMUNES
from tests.attaques.longues.conftest import Served

LIMIT, WORK = 1024, 5.0
"""Mebibytes of one worker, at any moment; seconds of processor for one answer, on a machine of two cores."""
PART = {"HX-Request": "true"}
"""As the script of the page asks."""
PAGES = (
    "/territoire/?s={s}",
    "/territoire/communes.csv?s={s}",
    "/territoire/communes.geojson?s={s}",
    "/territoire/apercu.svg?s={s}",
    "/territoire/diagnostic/?s={s}",
    "/territoire/diagnostic/carte/?s={s}",
    "/financement/?s={s}",
    "/financement/simulation.pdf?s={s}",
    "/financement/simulation.xlsx?s={s}",
    "/api/v1/territoires/selection?s={s}",
    "/api/v1/territoires/selection/contour?s={s}",
)
DOCUMENTS = tuple(f"/territoire/diagnostic/diagnostic.{kind}?s={{s}}" for kind in ("pdf", "docx", "xlsx", "csv", "geojson"))
OF_FRANCE = (
    "/observatoire/",
    "/observatoire/region/44/plan/",
    "/observatoire/donnees/communes.csv",
    "/observatoire/donnees/cpts.geojson",
    "/observatoire/qualite/",
    "/api/v1/observatoire/regions/44/plan",
)


def largest(shift: int, count: int = selection.MAX_CODES) -> str:
    """As many communes as one address may name, other ones each time."""
    known = [code for code in current().columns.codes if not code.startswith(("75", "69", "13"))]
    return selection.encode(known[shift : shift + count])


def answered(served: Served, address: str) -> tuple[float, int]:
    """Seconds of processor and mebibytes at the worst moment; waits when the site asks to come back."""
    status = 0
    for _ in range(20):
        with served.watched() as seen:
            try:
                status, body, seconds = served.ask(address, **PART if "/carte/" in address else {})
            except RemoteDisconnected:  # its worker was being replaced: a proxy asks again
                continue
        if status not in (429, 503):
            break
        time.sleep(6)
    assert status == 200, (address[:60], status)
    path = address.partition("?")[0]
    print(f"{seconds:6.1f} s {seen.work:6.1f} s de calcul {len(body) // 1024:6} Kio {seen.memory:5} Mio {path}")
    return seen.work, seen.memory


@pytest.mark.parametrize("shift", [0, 9_000, 20_000])
def test_each_costly_address_is_answered_for_a_bounded_work(served: Served, shift: int) -> None:
    asked = [address.format(s=largest(shift)) for address in PAGES]
    asked += [address.format(s=largest(shift, MAX_COMMUNES)) for address in DOCUMENTS]
    found = {address: answered(served, address) for address in [*asked, *OF_FRANCE]}
    assert {address[:60]: cost for address, cost in found.items() if cost[0] > WORK or cost[1] > LIMIT} == {}
    served.wait()


def test_variants_of_one_large_selection_do_not_pile_up(served: Served) -> None:
    most = 0
    for step in range(30):
        for page in ("/territoire/?s={s}", "/territoire/diagnostic/?s={s}"):
            most = max(most, answered(served, page.format(s=largest(step * 7)))[1])
    assert 0 < most <= LIMIT
    assert 0 < served.memory() <= LIMIT
