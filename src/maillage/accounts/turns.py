"""Whose turn it is to write: the one order of locks, in one place.

A transaction takes the turn of every space it writes in before it touches a row: the CPTS first, then the institution, then the
instance, each kind in the order of its identifiers. Two acts in one CPTS then follow each other; two acts in several spaces meet
them in the same order; nobody waits for somebody who waits for them. A turn is a lock of PostgreSQL that ends with the
transaction; SQLite gives its only turn when a transaction begins.

    @turns.act
    def set_public(community, *, public, by, now): ...
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import connection, transaction
from django.db.models import Model

INSTANCE = "instance"
_CPTS, _INSTITUTION, _INSTANCE = range(3)
_Turn = tuple[int, str]
P = ParamSpec("P")
R = TypeVar("R")


@dataclass(slots=True)
class _Running:
    """The act that runs here, with those that it calls: the turns it holds, what goes when its rows go."""

    held: set[_Turn] = field(default_factory=set)
    undo: list[Callable[[], object]] = field(default_factory=list)


_running: ContextVar[_Running | None] = ContextVar("running_act", default=None)
_mark: ContextVar[Callable[[], None] | None] = ContextVar("mark_of_acts", default=None)


def act(function: Callable[P, R]) -> Callable[P, R]:
    """One transaction, which begins by the turn of each space that its arguments belong to."""

    @wraps(function)
    def acting(*args: P.args, **kwargs: P.kwargs) -> R:
        with together(*args, *kwargs.values()):
            return function(*args, **kwargs)

    return acting


@contextmanager
def together(*things: object) -> Iterator[None]:
    """Several acts in one transaction, once the turn of the spaces of these things has come. LookupError when they have none."""
    wanted = sorted(set(_turns(things)))
    if not wanted:
        raise LookupError("un acte dit dans quel espace il écrit")
    if running := _running.get():
        yield from _inside(running, wanted)
        return
    running = _Running()
    token = _running.set(running)
    try:
        with transaction.atomic():
            _take(running, wanted)
            yield
            if mark := _mark.get():
                mark()
    except BaseException:
        _running.reset(token)
        for call in running.undo:
            call()
        raise
    _running.reset(token)


def if_undone(call: Callable[[], object]) -> None:
    """Called when the act that runs is refused or fails, once its rows are gone: what is no row goes too."""
    if running := _running.get():
        running.undo.append(call)


@contextmanager
def marking(mark: Callable[[], None]) -> Iterator[None]:
    """Each act calls `mark` in its transaction, as its last write: the mark stays if and only if the act does."""
    token = _mark.set(mark)
    try:
        yield
    finally:
        _mark.reset(token)


def continue_chain(chain: str) -> None:
    """Before the journal of a space is continued: inside an act, its turn must have been taken first; alone, it is taken here."""
    running = _running.get()
    if running and chain != INSTANCE and chain not in {key for _, key in running.held}:
        raise RuntimeError(f"le journal {chain} s'écrit dans un acte qui n'a pas pris son tour")
    lock(chain)


def lock(name: str) -> None:
    """Waits for a name until the end of the transaction; taking it twice does no harm."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def _inside(running: _Running, wanted: list[_Turn]) -> Iterator[None]:
    """An act called by another. One that fails alone gives back the turns it took, as its savepoint does."""
    before = set(running.held)
    try:
        with transaction.atomic():
            _take(running, wanted)
            yield
    except BaseException:
        running.held = before
        raise


def _take(running: _Running, wanted: list[_Turn]) -> None:
    for turn in wanted:
        if turn in running.held:
            continue
        if running.held and turn < max(running.held):
            raise RuntimeError(f"le tour de {turn[1]} se prend avant celui de {max(running.held)[1]}")
        lock(turn[1])
        running.held.add(turn)


def _turns(things: Iterable[object]) -> Iterator[_Turn]:
    """The spaces of rows, of CPTS, of institutions, and of what holds one under `key` (`access.Place`, `calendars.Agenda`)."""
    for thing in things:
        if isinstance(thing, Model):
            yield from _of_row(thing)
        elif isinstance(key := getattr(thing, "key", None), Mapping):
            yield from _turns(key.values())
        elif thing is INSTANCE:
            yield (_INSTANCE, INSTANCE)


def _of_row(row: Model) -> Iterator[_Turn]:
    """A row that belongs to both (the answer of an institution) is a row of the CPTS."""
    label, community = row._meta.label_lower, getattr(row, "community_id", None)
    if label == "communities.community" or community:
        yield (_CPTS, str(community or row.pk))
    elif label == "institutions.institution":
        yield (_INSTITUTION, str(row.pk))
    elif institution := getattr(row, "institution_id", None):
        yield (_INSTITUTION, str(institution))
