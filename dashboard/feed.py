"""Tells every open event stream that the board has changed; ends them all when the dashboard stops.

There is room for so many streams. When all places are taken, the one that has had its place longest makes room as soon as it had a
turn; before that, whoever comes is told when to come again.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncGenerator, Callable

from chassis.waking import woken

MIN_INTERVAL = 0.5
"""Seconds between two messages of one stream: a replay changes the board thousands of times a second."""

KEEP_ALIVE = 15.0
"""Seconds after which a silent stream says that it is alive, so that proxies keep it open."""

MAX_LISTENERS = 2_000
"""Open streams at once; each is a coroutine and a socket."""

TURN = 60.0
"""Seconds that a stream has its place before it makes room for another."""

RETRY_MS = 2_000
"""After how long a browser comes back whose stream has broken; one that made room after a turn."""


class Listener:
    """An open stream: when it began, whether there is news, and whether it is to make room."""

    def __init__(self) -> None:
        self.since = time.monotonic()
        self.news = asyncio.Event()
        self.leaving = False

    def leave(self) -> None:
        """Make room."""
        self.leaving = True
        self.news.set()


class Feed:
    """The open streams; ``announce`` wakes them."""

    def __init__(self, most: int = MAX_LISTENERS) -> None:
        self._most = most
        self._listeners: dict[Listener, None] = {}
        self._closed = asyncio.Event()
        self._told: tuple[dict[str, object] | None, str] = (None, "")

    @property
    def listeners(self) -> int:
        """How many streams have a place."""
        return len(self._listeners)

    def admit(self) -> Listener | float:
        """A place for one more stream, or in how many seconds there may be one."""
        if len(self._listeners) >= self._most:
            oldest = next(iter(self._listeners))
            left = oldest.since + TURN - time.monotonic()
            if left > 0:
                return left
            del self._listeners[oldest]
            oldest.leave()
        listener = Listener()
        self._listeners[listener] = None
        return listener

    def announce(self) -> None:
        """The board, or the connection, has changed."""
        for listener in self._listeners:
            listener.news.set()

    def close(self) -> None:
        """End every stream; safe to call twice, from the loop's thread."""
        self._closed.set()
        self.announce()

    async def stream(self, listener: Listener, snapshot: Callable[[], dict[str, object]]) -> AsyncGenerator[str, None]:
        """Server-sent events: ``board`` with the snapshot as JSON whenever it is a new one, comments in between."""
        try:
            yield f"retry: {RETRY_MS}\n\n"
            sent = ""
            while not self._closed.is_set():
                if listener.leaving:
                    yield f"retry: {round(TURN * 1000)}\n\n"
                    return
                listener.news.clear()
                message = self._message(snapshot())
                if message != sent:
                    sent = message
                    yield message
                    await woken(self._closed, MIN_INTERVAL)
                elif not await woken(listener.news, KEEP_ALIVE):
                    yield ": still here\n\n"
        finally:
            self._listeners.pop(listener, None)

    def _message(self, now: dict[str, object]) -> str:
        """The message, made once for all streams."""
        if now != self._told[0]:
            self._told = now, f"event: board\ndata: {json.dumps(now, ensure_ascii=False)}\n\n"
        return self._told[1]
