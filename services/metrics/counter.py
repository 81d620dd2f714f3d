"""Counting a batch: replace what its subjects contributed, and note what follows for months and obligations."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from chassis import refusals, telemetry
from chassis.database import Connection
from chassis.drill import Drill
from chassis.fence import Claim
from services.metrics import contributions, reading, store
from services.metrics.contributions import Tally
from services.metrics.reading import Prepared, Record
from services.metrics.subject import Shapes, Subject


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
        dropped = sum(not claim.is_fresh(record) for record in prepared.records)
        if dropped:
            fresh = [record for record in prepared.records if claim.is_fresh(record)]
            prepared = reading.read(fresh, self._shapes)
        orgs = await store.register(connection, prepared.counties) if prepared.counties else []
        await self._count(connection, prepared.subjects, orgs)
        if prepared.closings:
            await store.close(connection, prepared.closings)
        if prepared.sources is not None:
            await store.require(connection, prepared.sources)
        if prepared.closings or prepared.sources is not None:
            await store.look_at_the_watermark(connection)
        if prepared.refusals:
            await refusals.put(connection, prepared.refusals)
            telemetry.REFUSALS.labels("record.unreadable").inc(len(prepared.refusals))
        await claim.store(connection)
        self.counts["events"] += len(prepared.records)
        self.counts["refused"] += len(prepared.refusals)
        return dropped

    async def _count(self, connection: Connection, subjects: dict[str, Subject], orgs: list[str]) -> None:
        tally = Tally()
        owed: dict[str, tuple[str, bytes]] = {}
        gone: list[str] = []
        self._drill.reach("batch.before_write")
        for key, counts, before in await self._replace(connection, subjects):
            subject = subjects[key]
            assert subject.shape.packed is not None
            tally.replace(subject.org, counts, subject.shape.packed)
            if before:
                gone += [f"{key}/{name}" for name in before.split("/") if name not in subject.owed]
            for name, row in subject.owed.items():
                owed[f"{key}/{name}"] = subject.org, row
        deltas = tally.deltas()
        if deltas or owed or gone or orgs:
            await store.change(connection, deltas, owed, gone, orgs)

    async def _replace(
        self, connection: Connection, subjects: dict[str, Subject]
    ) -> list[tuple[str, bytes | None, str | None]]:
        """Keep the newer states; their keys, with the counts and the unmet obligations that they replace."""
        if not subjects:
            return []
        await self._pack(connection, subjects)
        rows = [
            (key, subject.version, subject.shape.packed, "/".join(subject.owed) or None)
            for key, subject in sorted(subjects.items())
        ]
        newer = await store.contribute(connection, rows)
        self.counts["superseded"] += len(subjects) - len(newer)
        return newer

    async def _pack(self, connection: Connection, subjects: dict[str, Subject]) -> None:
        new = {subject.shape for subject in subjects.values() if subject.shape.packed is None}
        unknown = {
            name for shape in new for month in shape.counts.values() for name in month
        } - self._numbers.keys()
        if unknown:
            self._numbers |= await store.numbers(connection, unknown)
        for shape in new:
            shape.packed = contributions.pack(shape.counts, self._numbers)
