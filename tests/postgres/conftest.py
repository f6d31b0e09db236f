"""What only PostgreSQL shows: skipped on SQLite, where `make test-sqlite` does not even ask."""

from pathlib import Path

import pytest
from django.db import connection

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if connection.vendor == "postgresql":
        return
    reason = pytest.mark.skip(reason="needs PostgreSQL in DATABASE_URL: run `make test-postgres`")
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(reason)
