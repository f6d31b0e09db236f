"""Common ground of every test: its own instance folder, no network, warnings as errors (see pyproject.toml)."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
from django.conf import settings

from tests.support.emptying import by_deleting
from tests.support.network import close_network

if TYPE_CHECKING:
    from pytest_django.fixtures import SettingsWrapper

    from tests.support.personas import People

# Django reads its settings before the first fixture: the folder of this process is made here. DATABASE_URL, when it is
# set, is left alone, so that the same tests run on PostgreSQL (`make test-postgres`).
INSTANCE = Path(tempfile.mkdtemp(prefix="maillage-tests-"))
atexit.register(shutil.rmtree, INSTANCE, ignore_errors=True)
for name in [name for name in os.environ if name.startswith("MAILLAGE_")]:
    del os.environ[name]
os.environ["MAILLAGE_DIR"] = str(INSTANCE)
os.environ["MAILLAGE_DEMO"] = "1"
os.environ["DJANGO_SETTINGS_MODULE"] = "maillage.config.settings"

ON_POSTGRES = "postgresql"

# A shared machine is slow at times: speed is measured by `make bench`, never by a test.
hypothesis.settings.register_profile("maillage", deadline=None)
hypothesis.settings.load_profile("maillage")


def pytest_configure() -> None:
    """Reading one setting configures Django; pytest-django then sets it up, as it does for an ini option.

    The name of the settings is then taken back: processes of pytest-xdist inherit the environment, and would read
    them before this file has given them a folder of their own.
    """
    if ON_POSTGRES in settings.DATABASES["default"]["ENGINE"]:
        from django.db import connection

        by_deleting(type(connection.ops))
    del os.environ["DJANGO_SETTINGS_MODULE"]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL, only what touches the database: the rest gave its answer on SQLite."""
    if ON_POSTGRES not in settings.DATABASES["default"]["ENGINE"]:
        return
    touching = [item for item in items if _touches_the_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(touching)])
    items[:] = touching


# Public pages keep nothing but counters of requests, which tests/postgres covers.
PUBLIC_PAGES = tuple(
    f"test_{family}"
    for family in (
        "accueil", "api", "composants", "diagnostic", "financement", "htmx", "observatoire", "pages", "territoire", "textes",
    )
)  # fmt: skip
# Those that make an instance of their own have it on SQLite, whatever the pass.
COMMANDS_WITH_DATABASE = {f"test_{verb}" for verb in ("acces", "courrier", "cpts", "institutions", "sauvegarde")}


# Thousands of requests that must find nothing: PostgreSQL can only show fewer rows than SQLite does.
ASKED_ONCE = ("test_identifiers_of_another_open_nothing_in_ones_own_space",)


def _touches_the_database(item: pytest.Item) -> bool:
    if item.name in ASKED_ONCE:
        return False
    if item.path.parent.name == "www" and item.path.stem.startswith(PUBLIC_PAGES):
        return False
    fixtures = getattr(item, "fixturenames", ())
    by_itself = item.path.stem in COMMANDS_WITH_DATABASE or not {"postgres", "longues"}.isdisjoint(item.path.parts)
    return by_itself or bool(item.get_closest_marker("django_db")) or not {"db", "transactional_db"}.isdisjoint(fixtures)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """On PostgreSQL, pages answer as the role of the site, which owns nothing, once their test has been set up."""
    pages = ON_POSTGRES in settings.DATABASES["default"]["ENGINE"] and item.path.parent.name == "www"
    if not (pages and _touches_the_database(item)):
        return (yield)
    from maillage.accounts import walls

    walls.lower_rights()
    try:
        return (yield)
    finally:
        walls.raise_rights()


@pytest.fixture(autouse=True)
def _closed_network(monkeypatch: pytest.MonkeyPatch) -> None:
    close_network(monkeypatch)


@pytest.fixture(scope="session")
def instance() -> Path:
    """The MAILLAGE_DIR of this run."""
    return INSTANCE


@pytest.fixture(scope="session")
def objects() -> Iterator[str]:
    """Address of a server that speaks S3."""
    from tests.support import objects

    with objects.server() as address:
        yield address


@pytest.fixture(params=["dossier", "seau"])
def on_both_shelves(request: pytest.FixtureRequest, settings: "SettingsWrapper") -> None:
    """The test runs with the files in the folder of the instance, then in a bucket."""
    if request.param == "seau":
        from tests.support.objects import with_bucket

        with_bucket(settings, request.getfixturevalue("objects"))


@pytest.fixture
def who(db: None) -> "People":
    """Two CPTS and two institutions, with their people (see tests/support/personas.py)."""
    from tests.support.personas import people

    return people()
