"""Fifty people at once in the workspaces, on PostgreSQL, as `maillage demo` serves them: two processes, rights lowered."""

import http.cookiejar
import os
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

from bench.rows import Row, percentile
from tools.demonstration import demonstration

PEOPLE, SECONDS, THINKING = 50, 20.0, 2.0
"""Each person reads a page for two seconds before the next."""
CPTS = ("", "creation/", "creation/lettre/", "projet/", "territoire/", "depot/", "documents/", "reglages/")
INSTITUTION = ("", "dossiers/", "agenda/", "reglages/")
SITTERS = (
    ("Amina", CPTS),
    ("Bruno", CPTS[:5]),
    ("Fatou", CPTS),
    ("Chloé", CPTS),
    ("Esther", INSTITUTION),
    ("Denis", INSTITUTION),
)


@dataclass
class Heard:
    """What one person met: milliseconds of each page, and what was not a page."""

    times: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def run() -> Iterator[Row]:
    with _database() as address:
        if address is None:
            yield Row("workspaces under load: skipped, PostgreSQL does not answer (see tests/support/postgres.py)", 0.0)
            return
        os.environ["DATABASE_URL"] = address
        try:
            with demonstration() as port:
                heard = _crowd(port)
        finally:
            del os.environ["DATABASE_URL"]
    times = [value for one in heard for value in one.times]
    faults = [fault for one in heard for fault in one.faults]
    if faults:
        raise SystemExit(f"{len(faults)} pages failed under load, the first: {faults[0]}")
    name = f"workspaces, {PEOPLE} people at once, {len(times) / SECONDS:.0f} pages a second"
    yield Row(f"{name}, median", percentile(times, 0.5))
    yield Row(f"{name}, p95", percentile(times, 0.95), 200)


def _crowd(port: int) -> list[Heard]:
    """Everybody signs in first, then all read at once."""
    home = f"http://127.0.0.1:{port}"
    seats = [SITTERS[number % len(SITTERS)] for number in range(PEOPLE)]
    browsers = {name: _sign_in(home, name) for name, _ in SITTERS}
    for name, pages in SITTERS:
        for page in pages:
            _read(*browsers[name], page, Heard())  # what a process reads once
    with ThreadPoolExecutor(PEOPLE) as pool:
        until = time.monotonic() + SECONDS
        return list(pool.map(lambda seat: _sit(*browsers[seat[1][0]], seat[1][1], seat[0], until), enumerate(seats)))


def _sit(opener: urllib.request.OpenerDirector, space: str, pages: tuple[str, ...], seat: int, until: float) -> Heard:
    heard = Heard()
    time.sleep(THINKING * seat / PEOPLE)
    turn = seat
    while time.monotonic() < until:
        _read(opener, space, pages[turn % len(pages)], heard)
        turn += 1
        time.sleep(THINKING)
    return heard


def _read(opener: urllib.request.OpenerDirector, space: str, page: str, heard: Heard) -> None:
    start = time.perf_counter()
    try:
        with opener.open(space + page, timeout=30) as answer:
            answer.read()
    except (urllib.error.URLError, OSError) as error:
        heard.faults.append(f"{space}{page}: {error}")
    heard.times.append((time.perf_counter() - start) * 1000)


def _sign_in(home: str, name: str) -> tuple[urllib.request.OpenerDirector, str]:
    """One click of the demonstration; gives the browser and the address of the person's space."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    page = f"{home}/compte/demonstration/"
    with opener.open(page) as answer:
        text = answer.read().decode()
    token = _found(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)
    key = _found(rf'name="personne" value="([^"]+)"[^>]*>(?:(?!name="personne").)*?{name} ', text)
    form = urllib.parse.urlencode({"csrfmiddlewaretoken": token, "personne": key}).encode()
    with opener.open(urllib.request.Request(page, data=form, headers={"Referer": page})) as answer:  # noqa: S310 (our own server)
        return opener, str(answer.geturl())


def _found(pattern: str, text: str) -> str:
    match = re.search(pattern, text, re.S)
    if match is None:
        raise SystemExit(f"The page of the demonstration has changed: nothing matches {pattern}.")
    return match[1]


@contextmanager
def _database() -> Iterator[str | None]:
    """A database of our own on the server that tests use; None without a server."""
    from tests.support.postgres import any_server

    with any_server() as address:
        if address is None:
            yield None
            return
        server, _, name = address.rpartition("/")
        import psycopg

        with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
            admin.execute(f'DROP DATABASE IF EXISTS "{name}_charge"')
            admin.execute(f'CREATE DATABASE "{name}_charge"')
            try:
                yield f"{address}_charge"
            finally:
                admin.execute(f'DROP DATABASE IF EXISTS "{name}_charge" WITH (FORCE)')
