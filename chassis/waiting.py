"""What waits for the worker: one portion, which takes in what is fetched meanwhile."""

from __future__ import annotations

import asyncio
from typing import Any, NamedTuple

from chassis.handler import Join
from chassis.lots import size
from chassis.subscription import Records

ENOUGH, RIPENS = 20_000, 0.25
"""Records up to which a portion is left to grow while more comes, and the seconds after which it is taken all the same: what a
batch costs beside its records is then shared by many, and PostgreSQL takes a third of what a record costs it in small ones."""


class Portion(NamedTuple):
    """Records, prepared. What was fetched before a rewind is of another generation."""

    generation: int
    records: Records
    batch: Any
    alone: bool = False
    """It is not added to others: one of its records may have failed, and nobody knows which."""


class Waiting:
    """Holds one portion, that of what was fetched first."""

    def __init__(self, join: Join | None) -> None:
        """``join``: adds a prepared batch to the one that waits; without it portions are taken as they come."""
        self._join = join
        self._portion: Portion | None = None
        self._ripe, self._free = asyncio.Event(), asyncio.Event()

    async def put(self, portion: Portion, *, grows: bool = False) -> None:
        """Returns when ``portion`` waits, by itself or as part of another; ``grows``: more is about to come that may be added."""
        while not self._taken_in(portion):
            self._ripe.set()
            self._free.clear()
            await self._free.wait()
        assert self._portion is not None
        if self._join is None or portion.alone or not grows or size(self._portion.records) >= ENOUGH:
            self._ripe.set()
        elif self._portion is portion:
            # It may ripen one that came after this; no harm is done.
            asyncio.get_running_loop().call_later(RIPENS, self._ripe.set)

    async def take(self) -> Portion:
        """The portion that waits, when it is ripe."""
        while self._portion is None or not self._ripe.is_set():
            self._ripe.clear()
            await self._ripe.wait()
        portion = self._portion
        self.drop()
        return portion

    def drop(self) -> Records:
        """Nothing waits any more; the records that did."""
        portion, self._portion = self._portion, None
        self._ripe.clear()
        self._free.set()
        return portion.records if portion is not None else ()

    def _taken_in(self, portion: Portion) -> bool:
        waiting = self._portion
        if waiting is None:
            self._portion = portion
            return True
        if self._join is None or waiting.generation != portion.generation or waiting.alone or portion.alone:
            return False
        joined = self._join(waiting.batch, portion.batch)
        if joined is None:
            return False
        self._portion = Portion(portion.generation, [*waiting.records, *portion.records], joined)
        return True
