"""Tells every open event stream that the board has changed; ends them all when the dashboard stops."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable

MIN_INTERVAL = 0.5
"""Seconds between two messages of one stream: a replay changes the board thousands of times a second."""

KEEP_ALIVE = 15.0
"""Seconds after which a silent stream says that it is alive, so that proxies keep it open."""

MAX_LISTENERS = 1_000
"""Open streams at once; each is a coroutine and a socket."""


class Feed:
    """The open streams; ``announce`` wakes them."""

    def __init__(self) -> None:
        self._changed = asyncio.Event()
        self._closed = asyncio.Event()
        self.listeners = 0

    @property
    def full(self) -> bool:
        """No room for one more stream."""
        return self.listeners >= MAX_LISTENERS

    def announce(self) -> None:
        """The board, or the connection, has changed."""
        self._changed.set()
        self._changed = asyncio.Event()

    def close(self) -> None:
        """End every stream; safe to call twice, from the loop's thread."""
        self._closed.set()
        self.announce()

    async def stream(self, snapshot: Callable[[], dict[str, object]]) -> AsyncIterator[str]:
        """Server-sent events: ``board`` with the snapshot as JSON whenever it is a new one, comments in between."""
        self.listeners += 1
        try:
            yield "retry: 2000\n\n"
            sent: dict[str, object] | None = None
            while not self._closed.is_set():
                changed = self._changed
                now = snapshot()
                if now != sent:
                    sent = now
                    yield f"event: board\ndata: {json.dumps(now, ensure_ascii=False)}\n\n"
                    await _either(self._closed, MIN_INTERVAL)
                elif not await _either(changed, KEEP_ALIVE):
                    yield ": still here\n\n"
        finally:
            self.listeners -= 1


async def _either(event: asyncio.Event, seconds: float) -> bool:
    """Wait for ``event``, at most ``seconds``; whether it came."""
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return False
    return True
