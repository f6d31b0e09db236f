"""Chromium for the journeys: found on this machine, closed to the outside, strict about what pages log."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Response, ViewportSize

DESKTOP: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
ARGUMENTS = [
    "--no-sandbox",
    "--no-first-run",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    # maps are drawn by WebGL, here in software
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
# What htmx logs when a page is left before its answer came: leaving a page is no fault. A request that fails for
# another reason logs its own name beside « htmx:afterRequest ».
LEFT = ("htmx:afterRequest", "htmx:sendAbort")
ABSENT = (
    "Chromium est introuvable (chromium-headless-shell, chromium, chromium-browser, google-chrome ou la variable CHROMIUM)."
)


def chromium() -> str | None:
    # the shell draws no window of its own: a quarter less work
    names = [os.environ.get("CHROMIUM", ""), "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"]
    return next((path for name in names if name and (path := shutil.which(name))), None)


def launch(playwright: Playwright) -> Browser:
    """The browser; without one, tests are skipped, or fail when CI=true."""
    path = chromium()
    if path is None and os.environ.get("CI") == "true":
        pytest.fail(ABSENT, pytrace=False)
    if path is None:
        pytest.skip(ABSENT)
    return playwright.chromium.launch(executable_path=path, args=ARGUMENTS)


@contextmanager
def strict_page(browser: Browser, base_url: str, *, scripts: bool = True, **context: object) -> Iterator[Page]:
    """A page in French; leaving it fails on script errors, refused resources and missing files."""
    opened = browser.new_context(
        base_url=base_url, locale="fr-FR", timezone_id="Europe/Paris", java_script_enabled=scripts, **context
    )
    page = opened.new_page()
    faults = watch(page)
    try:
        yield page
    finally:
        opened.close()
    assert not faults, "the page complained:\n" + "\n".join(faults)


def watch(page: Page) -> list[str]:
    """A list that fills with what goes wrong on the page."""
    faults: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        # failed loads are judged by their response below: a page may well answer 404 on purpose
        if message.type == "error" and not message.text.startswith(("Failed to load resource", *LEFT)):
            faults.append(f"console: {message.text}")

    def on_response(response: Response) -> None:
        if response.status >= 400 and response.request.resource_type not in ("document", "xhr", "fetch"):
            faults.append(f"{response.status}: {response.url}")

    page.on("console", on_console)
    page.on("response", on_response)
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    return faults
