"""The body of a request, waited for without holding a thread: whole and in time, or refused in a sentence."""

import asyncio
import errno
from collections.abc import AsyncIterator
from typing import IO, Any

from maillage.www.shared.middleware import size_limit_of

IDLE = 10.0
"""Seconds without a byte after which the sender has gone, or harms."""
SLOWEST = 16 * 1024
"""Bytes a second below which a body is not waited for."""
_BODILESS = ("GET", "HEAD", "OPTIONS")


class Unreceived(Exception):
    """The request did not come whole: status, and a sentence for whom it may reach."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status, self.sentence = status, sentence


async def receive(scope: Any, protocol: Any, body: IO[bytes]) -> int:
    """Writes the body, and gives its length. One that is larger than its page allows is left unread: the page says so from
    the length alone."""
    limit, announced = _limit(scope), _announced(scope)
    if scope.method in _BODILESS or announced > limit:
        return announced
    length = 0
    try:
        async for piece in _pieces(protocol):
            length += len(piece)
            if length > limit:
                body.truncate(0)
                break
            body.write(piece)
    except OSError as problem:
        raise _unkept(problem) from None
    if length < announced:
        raise Unreceived(400, "Votre envoi s'est interrompu : rien n'a été gardé. Recommencez.")
    body.seek(0)
    return length


async def _pieces(protocol: Any) -> AsyncIterator[bytes]:
    clock = asyncio.get_running_loop().time
    coming, length, started = aiter(protocol), 0, clock()
    while True:
        due = started + IDLE + length / SLOWEST
        try:
            async with asyncio.timeout_at(min(clock() + IDLE, due)):
                piece = await anext(coming)
        except StopAsyncIteration:
            return
        except TimeoutError:
            raise Unreceived(408, "Votre envoi arrive trop lentement : rien n'a été gardé. Vérifiez votre liaison.") from None
        length += len(piece)
        yield piece


def _limit(scope: Any) -> int:
    try:
        return size_limit_of(scope.path)
    except UnicodeError:
        raise Unreceived(400, "Cette adresse n'est pas écrite en UTF-8 : repartez de l'accueil.") from None


def _announced(scope: Any) -> int:
    told = scope.headers.get("content-length") or ""
    return int(told) if told.isascii() and told.isdigit() else 0


def _unkept(problem: OSError) -> Unreceived:
    """The disk that keeps a body while it comes is full, or failing."""
    if problem.errno not in (errno.ENOSPC, errno.EDQUOT):
        raise problem
    return Unreceived(507, "Ce serveur n'a plus de place pour recevoir votre envoi : rien n'a été gardé. Réessayez plus tard.")
