"""The door of the application server: requests are received and answers sent without holding a thread, however slow the
visitor; a few threads answer them (see decision 12)."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from tempfile import SpooledTemporaryFile
from typing import Any, NamedTuple

from granian.rsgi import ProtocolClosed

from maillage.config.environ import environ_of
from maillage.config.parent import end_with_parent
from maillage.config.receiving import Unreceived, receive
from maillage.config.stalled import Watch

THREADS = 4
"""Requests answered at once by one process: more would share the same core, and hold more connections to the database."""
LOOK, SLOWEST_TAKEN = 15.0, 1024
"""Every how many seconds the visitors who take an answer are looked at, and the bytes a second below which they are cut."""
_BLOCK, _IN_MEMORY = 256 * 1024, 1024 * 1024
_REFUSED = [("content-type", "text/plain; charset=utf-8"), ("connection", "close")]


class Answer(NamedTuple):
    """`rest` comes after `content` when there is more: read piece by piece, then closed."""

    status: int
    headers: list[tuple[str, str]]
    content: bytes
    rest: Any = None


class Door:
    """An application of WSGI, as RSGI calls it: one object a process."""

    def __init__(self, pages: Callable[..., Any]) -> None:
        self.pages = pages
        self.threads = ThreadPoolExecutor(THREADS, thread_name_prefix="pages")

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        Watch(loop.call_later, period=LOOK, slowest=SLOWEST_TAKEN).look()
        end_with_parent(loop.call_later)

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        with SpooledTemporaryFile(_IN_MEMORY) as body:
            try:
                length = await receive(scope, protocol, body)
            except Unreceived as problem:
                protocol.response_str(problem.status, _REFUSED, f"{problem.sentence}\n")
                return
            answer = await self._apart(answered, self.pages, environ_of(scope, body, length))
        if answer.rest is None:
            protocol.response_bytes(answer.status, answer.headers, answer.content)
        else:
            await self._send(protocol.response_stream(answer.status, answer.headers), answer)

    async def _send(self, transport: Any, answer: Answer) -> None:
        """The next piece is read when the visitor has taken the one before."""
        piece, pieces = answer.content, iter(answer.rest)
        try:
            while piece:
                await transport.send_bytes(piece)
                piece = await self._apart(_next_block, pieces)
        except ProtocolClosed:
            pass  # the visitor went, or was cut
        finally:
            await self._apart(answer.rest.close)

    async def _apart(self, work: Callable[..., Any], *args: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self.threads, work, *args)


def answered(pages: Callable[..., Any], environ: dict[str, Any]) -> Answer:
    """What the pages answer: whole, unless it is a long file."""
    told: list[Any] = []
    response = pages(environ, lambda *said: told.extend(said))
    status, headers = int(told[0].split(" ", 1)[0]), [(name.lower(), value) for name, value in told[1]]
    pieces = iter(response)
    content = _next_block(pieces)
    if response.streaming and len(content) >= _BLOCK:
        return Answer(status, headers, content, response)
    response.close()
    return Answer(status, headers, content)


def _next_block(pieces: Iterator[bytes]) -> bytes:
    """At least _BLOCK bytes, less at the end, none after it."""
    block = bytearray()
    for piece in pieces:
        block += piece
        if len(block) >= _BLOCK:
            break
    return bytes(block)
