"""The consumer: batches of raw records, each behind the fence, in one transaction.

The subscriber only fetches: it hands a batch, read but not yet applied, to a worker through a place for one
(chassis.waiting) and fetches the next meanwhile. A batch that fails empties that place, and all its partitions are fetched again;
they are then taken one by one, so that what stops one of them does not stop the others.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from typing import Any

import structlog
from aiokafka import ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaError

from chassis import refusals, telemetry
from chassis.attempts import Attempts
from chassis.database import Connection, Pool
from chassis.drill import Drill
from chassis.fence import Claim, Fence, GapError, PassedError, Positions, by_partition
from chassis.handler import Handler, HoldError, Join, Rest
from chassis.logs import error_name
from chassis.lots import behind, emptied, size
from chassis.pauses import Pauses
from chassis.placing import Placing
from chassis.progress import Progress
from chassis.settings import Settings
from chassis.subscription import Records, Subscription
from chassis.waiting import Portion, Waiting

log = structlog.get_logger()

MANY, TOGETHER = 250, 0.1
"""Records of a batch from which on the next is left to grow for so many seconds, as long as nothing more lies ready: what a batch costs
beside its records is then shared by many. A trickle is not held up, and whoever has a backlog works it off."""

TELL_EVERY = 0.5
"""Seconds between commits of offsets to the broker: for lag tools, and for the door, which paces itself by them."""


class Consumer:
    """Consumes ``topics`` (or ``pattern``) for ``group``; one batch, one transaction."""

    def __init__(
        self,
        settings: Settings,
        pool: Pool[Any],
        group: str,
        handler: Handler,
        *,
        topics: Sequence[str] = (),
        pattern: str | None = None,
        takes: Mapping[str, Collection[str]] | None = None,
        max_records: int,
        in_lots: bool = False,
        join: Join | None = None,
        rest: Rest | None = None,
    ) -> None:
        """``in_lots``: see chassis.lots; ``join`` and ``rest``: see chassis.handler."""
        self._pool, self._handler, self._in_lots = pool, handler, in_lots
        self._drill = Drill(settings.drill)
        self._fence = Fence(group, takes=takes, drilled_open=settings.fence == "off")
        self._waiting = Waiting(join)
        self._generation = 0
        self._attempts = Attempts()
        self._placing = Placing(pool, self._fence, self._on_placed)
        self._tasks: list[asyncio.Task[None]] = []
        self._untold = False
        self._alone = asyncio.Lock()
        self.progress = Progress(settings.ready_stuck)
        self._subscription = Subscription(
            settings,
            group,
            topics=topics,
            pattern=pattern,
            # All lots of a fetch at once: then the next is fetched while they are read.
            max_records=None if in_lots else max_records,
            fetched=self._fetched,
            revoked=self._on_revoked,
            assigned=self._on_assigned,
            in_lots=in_lots,
        )
        self._pauses = Pauses(self._subscription, rest)

    async def start(self) -> None:
        """Join the group and begin; returns at once, batches follow."""
        self._tasks = [asyncio.create_task(self._work()), asyncio.create_task(self._tell())]
        await self._subscription.start()

    async def stop(self) -> None:
        """Leave the group; a batch under way is rolled back and will be read again."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._placing.stop()
        await self._subscription.stop()

    @property
    def waiting(self) -> str:
        """Why records wait, in words; empty when none do."""
        return self._pauses.why

    async def ended(self) -> None:
        """Returns, or raises, only if a task of it ends: none ever should."""
        done, _ = await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()

    def assigned(self) -> set[TopicPartition]:
        """Partitions that this instance owns now."""
        return self._subscription.assigned()

    def lag(self) -> dict[TopicPartition, int]:
        """Records between what was processed and the broker's end, per partition owned."""
        return self.progress.lag(self._subscription.ends())

    async def again(
        self, record: ConsumerRecord[Any, Any], entered: Callable[[Connection, bool], Awaitable[None]]
    ) -> bool:
        """Take a dead letter's record once more, outside the order of the log; False when it is put aside again.

        ``entered`` is called at the end of the transaction with whether it was taken.
        """
        place = (record.topic, record.partition, record.offset)
        async with self._alone:
            try:
                async with self._pool.acquire() as connection, connection.transaction():
                    await refusals.forget(connection, *place)
                    await self._handler.apply(connection, self._handler.prepare([record]), Claim.none())
                    taken = not await refusals.has(connection, *place)
                    if taken:
                        await refusals.put_replayed(connection, record)
                    await entered(connection, taken)
            except BaseException:
                self._handler.forget()
                raise
        self._handler.committed()
        return taken

    async def _fetched(self, records: Records) -> None:
        generation = self._generation
        # Records may be handed out before the assignment has been answered with our own positions.
        await self._placing.known()
        self._pauses.end()
        self._drill.reach("batch.fetched")
        portions = self._portions(records)
        for number, portion in enumerate(portions, 1):
            if generation != self._generation:
                return
            try:
                batch = self._handler.prepare(portion)
            except Exception as error:  # noqa: BLE001  # a mistake of ours fails the batch like any other
                await self._fail(portion, error)
                return
            grows = number < len(portions) or self._more_lies_ready(records)
            prepared = Portion(generation, emptied(portion), batch, alone=self._attempts.failing)
            await self._waiting.put(prepared, grows=grows)
            # One turn of the loop takes in what the database has answered, the next one wakes the worker: it should not
            # wait until all that was fetched has been read.
            await asyncio.sleep(0)
            await asyncio.sleep(0)
        if size(records) >= MANY and not self._more_lies_ready(records):
            await asyncio.sleep(TOGETHER)

    def _portions(self, records: Records) -> list[Records]:
        """What to prepare at once: of lots one, so that others have their turn after a few thousand records."""
        portions = self._attempts.portions(records)
        return [[lot] for portion in portions for lot in portion] if self._in_lots else portions

    def _more_lies_ready(self, records: Records) -> bool:
        """Whether the broker had records behind these when it was last asked."""
        ends = self._subscription.ends()
        return any(ends.get(partition, 0) > behind(batch[-1]) for partition, batch in by_partition(records).items())

    async def _work(self) -> None:
        while True:
            generation, records, batch, _ = await self._waiting.take()
            if generation != self._generation:
                continue
            started = time.monotonic()
            try:
                claim = self._fence.claim(records)
                dropped = await self._transact(batch, claim)
            except GapError:
                log.warning("a gap before fetched records; fetching again", records=size(records))
                await self._again(records)
            except PassedError:
                log.info("records already processed were dropped", records=size(records))
                await self._again(records)
            except HoldError as hold:
                self._hold(records, hold)
            except Exception as error:  # noqa: BLE001  # whatever it is, the batch is tried again
                await self._fail(records, error)
            else:
                await self._succeed(records, claim, dropped, started)

    async def _transact(self, batch: Any, claim: Claim) -> int:
        # One at a time: what a handler remembers of one transaction, another may not rest on before it is committed.
        async with self._alone, self._pool.acquire() as connection, connection.transaction():
            dropped = await self._handler.apply(connection, batch, claim)
            self._drill.reach("batch.before_commit")
        self._drill.reach("batch.after_commit")
        return dropped

    async def _succeed(self, records: Records, claim: Claim, dropped: int, started: float) -> None:
        self.progress.moved(claim.ends)
        self._attempts.moved(claim.ends)
        self._handler.committed()
        self._untold = True
        self._pauses.rest(claim.ends)
        if dropped:
            log.info("records already processed were dropped", dropped=dropped, records=len(records))
        telemetry.BATCH_SECONDS.observe(time.monotonic() - started)
        telemetry.RECORDS.inc(size(records) - dropped)
        telemetry.observe_lag(self.progress.by_topic(self.lag()), records[-1].timestamp)

    async def _tell(self) -> None:
        """Tell the broker how far this instance has come, whenever it has come further; for ever.

        What it has not come to itself it does not tell: one that was given up meanwhile would only be sent back to the group.
        Ends with KafkaError when the client has given up the group: nothing would be read any more.
        """
        while True:
            await asyncio.sleep(TELL_EVERY)
            self._subscription.must_keep_its_group()
            if not self._untold:
                continue
            self._untold = False
            try:
                await self._subscription.tell_broker(self.progress.next)
            except KafkaError as error:
                self._untold = True
                log.info("the broker was not told the offsets; it is told again", error=error_name(error))

    async def _fail(self, records: Records, error: Exception) -> None:
        """Try again after a pause: a partition by itself is paused while the others go on; of several nobody knows which it was."""
        partitions = set(by_partition(records))
        attempt, pause = self._attempts.failed(partitions)
        first = records[0]
        log.error(
            "a batch failed and will be tried again",
            error=error_name(error),
            where=telemetry.where(error),
            topic=first.topic,
            partition=first.partition,
            offset=first.offset,
            records=size(records),
            attempt=attempt,
            seconds=round(pause, 1),
        )
        self._handler.forget()
        self._rewind(records)
        if len(partitions) == 1:
            self._pauses.begin(partitions, pause)
        else:
            await asyncio.sleep(pause)

    def _hold(self, records: Records, hold: HoldError) -> None:
        if self.waiting != hold.why:
            log.info("records wait", reason=hold.why, partitions=len(hold.partitions))
        self._rewind(records)
        self._pauses.begin(hold.partitions, hold.seconds, hold.why)

    def _rewind(self, records: Records) -> None:
        """Drop what was fetched ahead and fetch every partition from where it was left."""
        self._generation += 1
        again = {partition: batch[0].offset for partition, batch in by_partition(records).items()}
        for partition, batch in by_partition(self._waiting.drop()).items():
            again.setdefault(partition, batch[0].offset)
        self._subscription.seek(again | self.progress.next)

    async def _again(self, records: Records) -> None:
        """Fetch from where the database says: these records do not follow on it."""
        self._rewind(records)
        await self._placing.again(self.assigned())

    def _on_revoked(self) -> None:
        """Until the next assignment is placed, nothing is processed."""
        self._placing.revoked()
        self._generation += 1
        self._pauses.forget()
        self._attempts.forget()

    async def _on_assigned(self, partitions: set[TopicPartition]) -> None:
        """Seek to what the database says, whatever the broker believes."""
        self._handler.forget()
        self._generation += 1
        self.progress.assigned({})
        await self._placing.assigned(partitions)

    def _on_placed(self, positions: Positions) -> None:
        self.progress.assigned(positions)
        if not self._fence.drilled_open:
            # What was fetched before does not follow on these: met twice, a gap before it would pass for compaction.
            self._generation += 1
            self._subscription.seek(positions)
