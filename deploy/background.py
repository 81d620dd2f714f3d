"""Work of an event loop of its own, in a thread of the process that asks for it."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any


class Background:
    """A coroutine that runs until it is stopped."""

    def __init__(self, name: str, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        self._work = work
        self._begun = threading.Event()
        self._end: Callable[[], None] = lambda: None
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin; returns when there is something that can be stopped."""
        # What the client says of a broker that is away, the work says in words.
        logging.getLogger("aiokafka").addHandler(logging.NullHandler())
        self._thread.start()
        self._begun.wait()

    def stop(self, grace: float) -> None:
        """End it and wait ``grace`` seconds for that: it may be talking to a server that hangs. Nothing happens where it did not begin."""
        if self._begun.is_set():
            self._end()
            self._thread.join(grace)

    def _run(self) -> None:
        with suppress(asyncio.CancelledError):
            asyncio.run(self._cancellable())

    async def _cancellable(self) -> None:
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        assert task is not None

        def end() -> None:
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(task.cancel)

        self._end = end
        self._begun.set()
        await self._work()
