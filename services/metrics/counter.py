"""Counting a batch: replace what its subjects contributed, and note what follows for months and obligations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import compress

from chassis import refusals, telemetry
from chassis.database import Connection
from chassis.drill import Drill
from chassis.fence import Claim
from contracts.kit import key_of
from services.metrics import contributions, reading, store
from services.metrics.contributions import Tally
from services.metrics.reading import Prepared, Record
from services.metrics.states import Shapes, States

Row = tuple[str, str]
"""Organisation and body of an obligation's row."""


class Counter:
    """Handler of the metrics service's batches: ``prepare`` while the batch before is written, then ``apply``.

    What is remembered (counts read before, numbers of measures) only saves work. Versions guard each
    subject, so that a batch applied twice, or late by an instance that lost its partitions, adds nothing.
    """

    def __init__(self, drill: Drill, wake: Callable[[], None]) -> None:
        self._drill, self._wake = drill, wake
        self._shapes = Shapes()
        self._numbers: dict[str, int] = {}
        self.counts = {"events": 0, "superseded": 0, "refused": 0}
        self.last_batch = 0
        """Records of the last batch."""

    def committed(self) -> None:
        """Tell the relay."""
        self._wake()

    def forget(self) -> None:
        """A batch was rolled back, and with it the numbers that it may have given to measures."""
        self._shapes.forget()
        self._numbers = {}

    def prepare(self, records: Sequence[Record]) -> Prepared:
        """Read a batch; no input or output."""
        return reading.read(records, self._shapes)

    async def apply(self, connection: Connection, prepared: Prepared, claim: Claim) -> int:
        """Write a batch, within its transaction; how many of its records had been processed before."""
        await claim.take(connection)
        fresh = claim.fresh(prepared.records)
        dropped = len(prepared.records) - len(fresh)
        if dropped:
            prepared = reading.read(fresh, self._shapes)
        orgs = await store.register(connection, prepared.counties) if prepared.counties else []
        tally, rows, gone = Tally(), dict[str, Row](), list[str]()
        if prepared.states.keys:
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
        self.counts["events"] += len(prepared.records)
        self.last_batch = len(prepared.records)
        self.counts["refused"] += len(prepared.refusals)
        return dropped

    async def _count(
        self, connection: Connection, states: States, tally: Tally, rows: dict[str, Row], gone: list[str]
    ) -> None:
        """Keep the newer states; what they and those that they replace come to, and which obligations came and went."""
        await self._pack(connection, states)
        counts = [shape.packed for shape in states.shapes]
        self._drill.reach("batch.before_write")
        old = await store.contribute(connection, states.keys, states.versions, counts, states.owed)
        self.counts["superseded"] += len(old.superseded)
        if old.superseded:
            newer = [key not in old.superseded for key in states.keys]
            tally.came(compress(states.orgs, newer), compress(counts, newer))
        else:
            tally.came(states.orgs, counts)
        tally.went([key_of(key).org for key in old.keys], old.counts)
        for key, row in states.rows.items():
            subject = key.rpartition("/")[0]
            if subject not in old.superseded:
                rows[key] = key_of(subject).org, row
        for subject, owed in zip(old.keys, old.owed, strict=True):
            if owed:
                gone += [key for name in owed.split("/") if (key := f"{subject}/{name}") not in states.rows]

    async def _pack(self, connection: Connection, states: States) -> None:
        new = {shape for shape in states.shapes if not shape.packed}
        unknown = {name for shape in new for month in shape.counts.values() for name in month} - self._numbers.keys()
        if unknown:
            self._numbers |= await store.numbers(connection, unknown)
        for shape in new:
            shape.packed = contributions.pack(shape.counts, self._numbers)
