"""Journeys in a real browser: the site on a thread, Chromium at two widths, axe on every page."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.support.browser import DESKTOP, PHONE, launch, strict_page
from tests.support.server import site

# Playwright runs an event loop in this thread; Django would take our own queries for asynchronous ones.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


# A shared machine is slow at times; a journey that would fail waits longer, one that passes does not.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(instance: Path) -> None:
    """A file, not memory: the threads of the server open their own connections."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if "sqlite" in database["ENGINE"]:
        database.setdefault("TEST", {})["NAME"] = str(instance / "functional.sqlite3")


@pytest.fixture(scope="session")
def server(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """Address of the running site, without a final slash."""
    with django_db_blocker.unblock(), site() as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = launch(playwright)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser, server: str) -> Iterator[Page]:
    """A wide screen: `page.goto("/territoire/")`."""
    with strict_page(browser, server, viewport=DESKTOP) as opened:
        yield opened


@pytest.fixture
def phone(browser: Browser, server: str) -> Iterator[Page]:
    with strict_page(browser, server, viewport=PHONE, has_touch=True, is_mobile=True) as opened:
        yield opened


@pytest.fixture
def plain_page(browser: Browser, server: str) -> Iterator[Page]:
    """A wide screen without JavaScript."""
    with strict_page(browser, server, scripts=False, viewport=DESKTOP) as opened:
        yield opened


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """`axe(page)` fails with the list of accessibility faults of the page as it stands."""

    def check(page: Page) -> None:
        # put in once a page, and only the faults come back: half the time of `Axe().run`
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE_SCRIPT)
        faults = page.evaluate("axe.run({resultTypes: ['violations']}).then(found => found.violations)")
        assert not faults, f"{page.url}\n{AxeResults({'violations': faults}).generate_report()}"

    return check


@pytest.fixture
def reads_well(axe: Callable[[Page], None]) -> Callable[[Page], None]:
    """`reads_well(page)`: no accessibility fault and nothing past the edge, on a phone then on a wide screen."""

    def check(page: Page) -> None:
        for size in (PHONE, DESKTOP):
            page.set_viewport_size(size)
            axe(page)
            past = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert past <= 0, f"{page.url} : {past} px trop large à {size['width']} px"

    return check
