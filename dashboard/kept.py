"""Pages by heart: whoever asks for the same page before anything has changed gets the same bytes, compressed once.

Thousands of open pages are made anew whenever the board changes: without this each would take what the first one takes.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 16 << 20
"""Compressed bytes of all pages known by heart."""

_LARGEST = 1 << 20
"""Compressed bytes of one of them; a list of any length is none."""

_APART = ("/events", "/static/", "/health/", "/metrics", "/status", "/api/")
"""Addresses that are no pages."""

_WHOLE = (b"whole=1", b"format=")
"""Lists of any length: they take their time, and nobody waits for another's."""

_Key = tuple[str, bytes, str, str]
"""Path, query, language, and for whom."""


@dataclass(frozen=True)
class _Page:
    stamp: str
    headers: list[tuple[bytes, bytes]]
    body: bytes


class Kept:
    """Wraps the application; ``size`` is in compressed bytes.

    ``stamp`` names the state that pages show, ``language`` what a reader's cookie says, ``whose`` for whom a page is: no page
    of one is given to another.
    """

    def __init__(
        self,
        app: ASGIApp,
        stamp: Callable[[], str],
        language: Callable[[Headers], str],
        whose: Callable[[Scope], str],
    ) -> None:
        self._app, self._stamp, self._language, self._whose = app, stamp, language, whose
        self._pages: OrderedDict[_Key, _Page] = OrderedDict()
        self.size = 0
        self._making: dict[_Key, asyncio.Lock] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers by heart, or passes the call on and remembers the answer."""
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"].startswith(_APART):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        query = scope["query_string"]
        if "gzip" not in headers.get("accept-encoding", "") or any(mark in query for mark in _WHOLE):
            await self._app(scope, receive, send)
            return
        key = scope["path"], query, self._language(headers), self._whose(scope)
        # Those who ask for one page at the same time wait for the first of them.
        lock = self._making.setdefault(key, asyncio.Lock())
        try:
            async with lock:
                page = self._known(key)
                if page is None:
                    await self._make(key, scope, receive, send)
                    return
        finally:
            if not lock.locked():
                self._making.pop(key, None)
        await send({"type": "http.response.start", "status": 200, "headers": [*page.headers]})
        await send({"type": "http.response.body", "body": page.body})

    def _known(self, key: _Key) -> _Page | None:
        page = self._pages.get(key)
        if page is None:
            return None
        if page.stamp != self._stamp():
            self._forget(key)
            return None
        self._pages.move_to_end(key)
        return page

    def _forget(self, key: _Key) -> None:
        self.size -= len(self._pages.pop(key).body)

    async def _make(self, key: _Key, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the call on; an answer in one piece is kept if it is a page of one state."""
        stamp = self._stamp()
        start: Message = {}

        async def through(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            elif start and not message.get("more_body") and _is_kept(start) and self._stamp() == stamp:
                self._keep(key, _Page(stamp, list(start["headers"]), message["body"]))
            if message.get("more_body"):
                start.clear()
            await send(message)

        await self._app(scope, receive, through)

    def _keep(self, key: _Key, page: _Page) -> None:
        if len(page.body) > _LARGEST:
            return
        if key in self._pages:
            self._forget(key)
        self._pages[key] = page
        self.size += len(page.body)
        while self.size > MOST_BYTES:
            self._forget(next(iter(self._pages)))


def _is_kept(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    page = headers.get("content-type", "").startswith("text/html")
    return bool(page and start["status"] == 200 and "set-cookie" not in headers)
