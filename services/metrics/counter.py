"""Counting a batch: replace what its subjects contributed, and note what follows for months and obligations."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from itertools import compress
from typing import Any
from weakref import WeakSet

from aiokafka import TopicPartition

from chassis import refusals, telemetry
from chassis.database import Connection
from chassis.drill import Drill
from chassis.fence import Claim
from chassis.lots import Lot
from services.metrics import contributions, reading, store
from services.metrics.contributions import Tally
from services.metrics.reading import Prepared
from services.metrics.states import Shape, Shapes, State

Row = tuple[str, str]
"""Organisation and body of an obligation's row."""

MUCH = 2_000
"""Records that are fetched or written at once only while the service catches up."""

JUST_NOW_S = 0.5

HEAVIEST = 32 * 1024 * 1024
"""Bytes of states with which a batch takes in no more: what is owed is kept as text."""

_PACKED_KEPT = 40_000


class Counter:
    """Handler of the metrics service's batches: ``prepare`` while the batch before is written, then ``apply``.

    What is remembered (counts read before, numbers of measures) only saves work. Versions guard each
    subject, so that a batch applied twice, or late by an instance that lost its partitions, adds nothing.
    """

    def __init__(self, drill: Drill, wake: Callable[[], None], most: int) -> None:
        """``most``: records with which a batch takes in no more."""
        self._drill, self._wake, self._most = drill, wake, most
        self._shapes = Shapes()
        self._numbers: dict[str, int] = {}
        self._packed: dict[Shape, str] = {}
        self.counts = {"events": 0, "superseded": 0, "refused": 0}
        self._much_at = float("-inf")
        self._read: WeakSet[Prepared] = WeakSet()
        """Batches that somebody still holds: what is dropped on the way leaves by itself."""

    @property
    def behind(self) -> bool:
        """Whether much was read that is not written yet, or much came just now: it would change the same rows again."""
        just_now = time.monotonic() - self._much_at < JUST_NOW_S
        return just_now or any(batch.count >= MUCH and not batch.written for batch in self._read)

    def committed(self) -> None:
        """Tell the relay."""
        self._wake()

    def forget(self) -> None:
        """A batch was rolled back, and with it the numbers that it may have given to measures."""
        self._numbers, self._packed = {}, {}

    def prepare(self, records: Sequence[Any]) -> Prepared:
        """A batch of lots, or of records; no input or output."""
        prepared = Prepared()
        for item in records:
            place = TopicPartition(item.topic, item.partition)
            prepared.add(reading.read(place, item.records() if isinstance(item, Lot) else [item], self._shapes))
        self._read.add(prepared)
        self._note(prepared)
        return prepared

    def join(self, waiting: Prepared, later: Prepared) -> Prepared | None:
        """One batch of both; None when that would be too large."""
        if waiting.count + later.count > self._most or waiting.weight + later.weight > HEAVIEST:
            return None
        waiting.add(later)
        return waiting

    async def apply(self, connection: Connection, prepared: Prepared, claim: Claim) -> int:
        """Write a batch, within its transaction; PassedError when some of its records had been processed before."""
        await claim.take(connection)
        claim.only_fresh()
        orgs = await store.register(connection, prepared.counties) if prepared.counties else []
        tally, rows, gone = Tally(), dict[str, Row](), list[str]()
        if prepared.states:
            await self._count(connection, prepared.states, tally, rows, gone)
        deltas = tally.deltas()
        if deltas or rows or gone or orgs:
            await store.change(connection, deltas, rows, gone, orgs)
        if prepared.closings:
            await store.close(connection, prepared.closings)
        if prepared.sources is not None:
            await store.require(connection, prepared.sources)
        if prepared.refusals:
            await refusals.put(connection, prepared.refusals)
            telemetry.REFUSALS.labels("record.unreadable").inc(len(prepared.refusals))
        if prepared.closings or prepared.sources is not None:
            await store.look_at_the_watermark(connection)
        await claim.store(connection)
        self.counts["events"] += prepared.count
        self.counts["refused"] += len(prepared.refusals)
        prepared.written = True
        self._note(prepared)
        return 0

    def _note(self, prepared: Prepared) -> None:
        if prepared.count >= MUCH:
            self._much_at = time.monotonic()

    async def _count(
        self,
        connection: Connection,
        states: Mapping[str, State],
        tally: Tally,
        rows: dict[str, Row],
        gone: list[str],
    ) -> None:
        """Keep the newer states; what they and those that they replace come to, and which obligations came and went.

        In the order of the keys: so they lie near one another in the table, and instances that share keys lock them alike.
        """
        keys = sorted(states)
        versions, orgs, shapes, owed = zip(*map(states.__getitem__, keys), strict=True)
        packed = await self._pack(connection, shapes)
        counts = list(map(packed.__getitem__, shapes))
        self._drill.reach("batch.before_write")
        old = await store.contribute(connection, keys, versions, counts, map("/".join, owed))
        self.counts["superseded"] += len(old.superseded)
        if old.superseded:
            newer = [key not in old.superseded for key in keys]
            tally.came(compress(orgs, newer), compress(counts, newer))
        else:
            tally.came(orgs, counts)
        tally.went([states[key][1] for key in old.keys], old.counts)
        for key, org, of_subject in zip(keys, orgs, owed, strict=True):
            if of_subject and key not in old.superseded:
                for name, row in of_subject.items():
                    rows[f"{key}/{name}"] = org, row
        for subject, names in zip(old.keys, old.owed, strict=True):
            if names:
                gone += [f"{subject}/{name}" for name in names.split("/") if name not in states[subject][3]]

    async def _pack(self, connection: Connection, shapes: Sequence[Shape]) -> Mapping[Shape, str]:
        """What these shapes count, packed."""
        if len(self._packed) > _PACKED_KEPT:
            self._packed = {}
        # Both by names of their own: they may be forgotten while the database is asked.
        packed, numbers = self._packed, self._numbers
        new = set(shapes).difference(packed)
        unknown = {name for shape in new for month in shape.counts.values() for name in month} - numbers.keys()
        if unknown:
            numbers |= await store.numbers(connection, unknown)
        packed |= {shape: contributions.pack(shape.counts, numbers) for shape in new}
        return packed
