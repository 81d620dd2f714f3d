"""Following topics of notices: the broker is asked for all followers at once where the topics end."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from chassis.relay import FAILURES
from services.gateway.http.notices_log import NoticesLog

LOOK_EVERY = 0.5
"""Seconds between two looks."""


class Following:
    """Who waits for what is new. Looks only while somebody follows."""

    def __init__(self, log: NoticesLog) -> None:
        self._log = log
        self._followers: Counter[str] = Counter()
        self._last: dict[str, int] = {}
        self._looked = asyncio.Condition()
        self._looking: asyncio.Task[None] | None = None

    @contextmanager
    def of(self, topic: str) -> Iterator[None]:
        """While this is entered, ``topic``, which must be there, is looked at."""
        self._followers[topic] += 1
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())
        try:
            yield
        finally:
            self._followers[topic] -= 1
            if not self._followers[topic]:
                del self._followers[topic]
                self._last.pop(topic, None)

    async def comes(self, topic: str, after: int, seconds: float) -> bool:
        """Whether something lies behind the offset ``after``, at the latest within so many seconds."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds), self._looked:
                await self._looked.wait_for(lambda: self._last.get(topic, -1) > after)
                return True
        return False

    async def stop(self) -> None:
        """Look no more."""
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.gather(self._looking, return_exceptions=True)

    async def _look(self) -> None:
        while self._followers:
            # A broker that is away is looked for again; followers hear nothing meanwhile.
            with contextlib.suppress(*FAILURES):
                last = await self._log.last([*self._followers])
                async with self._looked:
                    self._last.update(last)
                    self._looked.notify_all()
            await asyncio.sleep(LOOK_EVERY)
