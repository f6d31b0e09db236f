"""The costliest addresses that are allowed, one after the other: each is answered, and no worker stays above 1 GiB."""

import time

import pytest

from maillage.facts import selection
from maillage.results.territoires.source import current
from tests.attaques.longues.conftest import Served

LIMIT = 1024
ADDRESSES = (
    "/territoire/?s={s}",
    "/territoire/communes.csv?s={s}",
    "/territoire/communes.geojson?s={s}",
    "/territoire/apercu.svg?s={s}",
    "/territoire/diagnostic/?s={s}",
    "/territoire/diagnostic/diagnostic.pdf?s={s}",
    "/territoire/diagnostic/diagnostic.docx?s={s}",
    "/territoire/diagnostic/diagnostic.xlsx?s={s}",
    "/territoire/diagnostic/diagnostic.csv?s={s}",
    "/financement/?s={s}",
    "/financement/simulation.pdf?s={s}",
    "/api/v1/territoires/selection?s={s}",
    "/api/v1/territoires/selection/contour?s={s}",
    "/observatoire/region/44/plan/",
    "/observatoire/donnees/communes.csv",
    "/observatoire/donnees/cpts.geojson",
    "/observatoire/qualite/",
    "/api/v1/observatoire/regions/44/plan",
)


def largest(shift: int) -> str:
    """As many communes as one address may name, other ones each time."""
    known = [code for code in current().columns.codes if not code.startswith(("75", "69", "13"))]
    return selection.encode(known[shift : shift + selection.MAX_CODES])


@pytest.mark.parametrize("shift", [0, 9_000, 20_000])
def test_each_costly_address_is_answered_and_memory_comes_back(served: Served, shift: int) -> None:
    compact = largest(shift)
    for address in ADDRESSES:
        status, body, seconds = served.ask(address.format(s=compact))
        print(f"{seconds:6.1f} s {len(body) // 1024:6} Kio {served.memory():5} Mio {address}")
        assert status in (200, 429), address
        time.sleep(6 if status == 429 else 0)
    time.sleep(40)
    assert 0 < served.memory() <= LIMIT
    served.wait()


def test_variants_of_one_large_selection_do_not_pile_up(served: Served) -> None:
    for step in range(40):
        assert served.ask(f"/territoire/?s={largest(step * 7)}")[0] == 200
    time.sleep(40)
    print(f"{served.memory()} Mio")
    assert 0 < served.memory() <= LIMIT
