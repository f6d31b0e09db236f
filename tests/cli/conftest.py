"""Every command speaks French, in whatever order the tests come: click keeps the first help text it makes."""

import pytest

from maillage.cli import french


@pytest.fixture(autouse=True, scope="session")
def _french() -> None:
    french.translate()
