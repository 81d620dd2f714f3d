"""Reading a request's body: no more than a page takes, and not for ever."""

from __future__ import annotations

import asyncio

from starlette.requests import HTTPConnection
from starlette.types import Message, Receive

from chassis.access.refused import RefusedError

SLOWEST = 16 * 1024
"""Bytes a second, on average, below which a sender is taken for one who only wants to keep a connection."""


class Body:
    """``receive`` of a request with limits: RefusedError (413, 408) for a body that is too long, or comes too slowly.

    Only waiting counts as slow: a page that takes its time to read delays nobody but itself.
    """

    def __init__(self, receive: Receive, most: int, seconds: float) -> None:
        self._receive, self._most, self._seconds = receive, most, seconds
        self._bytes, self._waited, self._is_whole = 0, 0.0, False

    async def __call__(self) -> Message:
        """The next part; when the body is whole, whatever the connection says afterwards."""
        if self._is_whole:
            return await self._receive()
        loop = asyncio.get_running_loop()
        began = loop.time()
        patience = self._seconds + self._bytes / SLOWEST - self._waited
        try:
            message = await asyncio.wait_for(self._receive(), max(patience, 0))
        except TimeoutError:
            raise RefusedError(
                408, "http.too_slow", "the body did not come in time; send it again", {"connection": "close"}
            ) from None
        self._waited += loop.time() - began
        self._bytes += len(message.get("body", b""))
        if self._bytes > self._most:
            raise too_large(self._most)
        self._is_whole = not message.get("more_body", False)
        return message


def must_fit(connection: HTTPConnection, most: int) -> None:
    """RefusedError for a body that says itself that it is too long."""
    length = connection.headers.get("content-length", "0")
    if length.isascii() and length.isdigit() and len(length) < 20 and int(length) <= most:
        return
    raise too_large(most)


def too_large(most: int) -> RefusedError:
    """413."""
    return RefusedError(
        413, "http.too_large", f"the body has more than {most} bytes; send it in parts", {"connection": "close"}
    )
