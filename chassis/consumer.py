"""The consumer: FastStream's batch subscriber over raw records, with every batch behind the fence.

The subscriber only fetches: it hands a batch, read but not yet applied, to a worker through a queue of one
and fetches the next meanwhile. A batch that fails empties the queue, and all its partitions are fetched again.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Collection, Sequence
from typing import Any, Protocol

import structlog
from aiokafka import ConsumerRebalanceListener, ConsumerRecord, TopicPartition
from aiokafka.coordinator.assignors.range import RangePartitionAssignor
from aiokafka.errors import KafkaError
from faststream import AckPolicy
from faststream.kafka import KafkaBroker
from faststream.kafka.message import KafkaAckableMessage

from chassis import refusals, telemetry
from chassis.database import Connection, Pool
from chassis.drill import Drill
from chassis.fence import Claim, Fence, GapError, Positions, by_partition
from chassis.logs import error_name
from chassis.progress import Progress
from chassis.relay import FAILURES
from chassis.settings import Settings

log = structlog.get_logger()

BACK_OFF_FIRST, BACK_OFF_MOST = 0.2, 10.0
"""Seconds between tries of a failing batch: doubled from the first to the most."""

FETCH_BYTES = 4 * 1024 * 1024
"""Bytes a fetch: what is fetched ahead lies in memory; more is little faster and much larger."""

NEW_TOPICS = 10_000
"""Milliseconds between looks for new topics of a pattern: an inbox made just now is read within this time."""

TELL_EVERY = 5.0
"""Seconds between commits of offsets to the broker, for lag tools alone."""

Records = Sequence[ConsumerRecord[Any, Any]]


class HoldError(Exception):
    """Records of these partitions cannot be taken yet: they wait in the log, and the others go on."""

    def __init__(self, partitions: Collection[tuple[str, int]], seconds: float, why: str) -> None:
        super().__init__(why)
        self.partitions = {TopicPartition(*partition) for partition in partitions}
        self.seconds, self.why = seconds, why


class Handler(Protocol):
    """What a service does with a batch."""

    def prepare(self, records: Records) -> Any:
        """Read the records; no I/O, as it runs while the batch before is being written."""

    async def apply(self, connection: Connection, batch: Any, claim: Claim) -> int:
        """Write everything that follows from what was prepared, in one transaction with the claim's offsets.

        Returns how many of the records had been processed before. HoldError: some must wait.
        """

    def committed(self) -> None:
        """The batch is safe; e.g. wake the relay."""

    def forget(self) -> None:
        """Partitions changed hands, or a batch failed: drop what is remembered between batches."""


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
        max_records: int,
    ) -> None:
        self._pool, self._handler = pool, handler
        self._drill = Drill(settings.drill)
        self._fence = Fence(group, drilled_open=settings.fence == "off")
        self._queue: asyncio.Queue[tuple[int, Records, Any]] = asyncio.Queue(1)
        self._generation = 0
        self._failures = 0
        self._told = time.monotonic()
        self._held: dict[TopicPartition, float] = {}
        self._placed = asyncio.Event()
        self._worker: asyncio.Task[None] | None = None
        self.waiting = ""
        """Why records wait, in words; empty when none do."""
        self.progress = Progress()
        self.broker = KafkaBroker(
            settings.kafka,
            logger=None,
            apply_types=False,
            allow_auto_create_topics=False,
            metadata_max_age_ms=NEW_TOPICS,
        )
        self._subscriber = self.broker.subscriber(
            *topics,
            pattern=pattern,
            batch=True,
            group_id=group,
            group_instance_id=f"{group}-{settings.instance}",
            max_records=max_records,
            auto_offset_reset="earliest",
            ack_policy=AckPolicy.MANUAL,
            session_timeout_ms=settings.session_timeout_ms,
            heartbeat_interval_ms=settings.session_timeout_ms // 5,
            rebalance_timeout_ms=settings.session_timeout_ms,
            fetch_max_bytes=FETCH_BYTES,
            max_partition_fetch_bytes=2 * 1024 * 1024,
            fetch_max_wait_ms=100,
            partition_assignment_strategy=[RangePartitionAssignor],
            listener=_Assignments(self),
            parser=self._parse,
            decoder=_decode,
        )
        self._subscriber(self._fetched)

    async def start(self) -> None:
        """Join the group and begin; returns at once, batches follow."""
        self._worker = asyncio.create_task(self._work())
        await self.broker.start()

    async def stop(self) -> None:
        """Leave the group; a batch under way is rolled back and will be read again."""
        if self._worker is not None:
            self._worker.cancel()
            await asyncio.gather(self._worker, return_exceptions=True)
        await self.broker.stop()

    async def ended(self) -> None:
        """Returns, or raises, only if the worker ends: it never should."""
        assert self._worker is not None
        await asyncio.shield(self._worker)

    def assigned(self) -> set[TopicPartition]:
        """Partitions that this instance owns now."""
        consumer = self._subscriber.consumer
        return set(consumer.assignment()) if consumer else set()

    def lag(self) -> dict[TopicPartition, int]:
        """Records between what was processed and the broker's end, per partition owned."""
        consumer = self._subscriber.consumer
        if consumer is None:
            return {}
        ends = {partition: consumer.highwater(partition) for partition in consumer.assignment()}
        return self.progress.lag({partition: end for partition, end in ends.items() if end is not None})

    async def again(self, record: ConsumerRecord[Any, Any]) -> bool:
        """Take a dead letter's record once more, outside the order of the log; False when it is put aside again."""
        place = (record.topic, record.partition, record.offset)
        async with self._pool.acquire() as connection, connection.transaction():
            await refusals.forget(connection, *place)
            await self._handler.apply(connection, self._handler.prepare([record]), Claim.none())
            taken = not await refusals.has(connection, *place)
            if taken:
                await refusals.put_replayed(connection, record)
        self._handler.committed()
        return taken

    async def _parse(self, records: tuple[ConsumerRecord[Any, Any], ...]) -> KafkaAckableMessage:
        """Hand the raw records on: decoding is the handler's, who knows what it needs of them."""
        consumer = self._subscriber.consumer
        assert consumer is not None
        return KafkaAckableMessage(body=b"", raw_message=records, consumer=consumer)

    async def _fetched(self, records: Records) -> None:
        generation = self._generation
        # Records may be handed out before the assignment has been answered with our own positions.
        await self._placed.wait()
        self._resume()
        self._drill.reach("batch.fetched")
        if generation != self._generation:
            return
        try:
            batch = self._handler.prepare(records)
        except Exception as error:  # noqa: BLE001  # a mistake of ours fails the batch like any other
            await self._fail(records, error)
            return
        await self._queue.put((generation, records, batch))

    async def _work(self) -> None:
        while True:
            generation, records, batch = await self._queue.get()
            if generation != self._generation:
                continue
            started = time.monotonic()
            try:
                dropped = await self._transact(records, batch)
            except GapError:
                log.warning("a gap before fetched records; fetching again", records=len(records))
                self._rewind(records)
            except HoldError as hold:
                self._hold(records, hold)
            except Exception as error:  # noqa: BLE001  # whatever it is, the batch is tried again
                await self._fail(records, error)
            else:
                self._failures = 0
                await self._succeed(records, dropped, started)

    async def _transact(self, records: Records, batch: Any) -> int:
        async with self._pool.acquire() as connection, connection.transaction():
            dropped = await self._handler.apply(connection, batch, self._fence.claim(records))
            self._drill.reach("batch.before_commit")
        self._drill.reach("batch.after_commit")
        return dropped

    async def _succeed(self, records: Records, dropped: int, started: float) -> None:
        ends = {partition: batch[-1].offset + 1 for partition, batch in by_partition(records).items()}
        self.progress.moved(ends)
        self._handler.committed()
        if dropped:
            log.info("records already processed were dropped", dropped=dropped, records=len(records))
        telemetry.BATCH_SECONDS.observe(time.monotonic() - started)
        telemetry.RECORDS.inc(len(records) - dropped)
        telemetry.observe_lag(self.progress.by_topic(self.lag()), records[-1].timestamp)
        if time.monotonic() - self._told > TELL_EVERY:
            self._told = time.monotonic()
            await self._tell_broker()

    async def _tell_broker(self) -> None:
        consumer = self._subscriber.consumer
        mine = self.assigned()
        offsets = {partition: end for partition, end in self.progress.next.items() if partition in mine}
        if consumer is not None and offsets:
            try:
                await consumer.commit(offsets)
            except KafkaError as error:
                log.info("the broker was not told the offsets; it is told again", error=error_name(error))

    async def _fail(self, records: Records, error: Exception) -> None:
        self._failures += 1
        pause = min(BACK_OFF_MOST, BACK_OFF_FIRST * 2 ** (self._failures - 1))
        first = records[0]
        log.error(
            "a batch failed and will be tried again",
            error=error_name(error),
            where=telemetry.where(error),
            topic=first.topic,
            partition=first.partition,
            offset=first.offset,
            records=len(records),
            attempt=self._failures,
            seconds=round(pause, 1),
        )
        self._handler.forget()
        self._rewind(records)
        await asyncio.sleep(pause)

    def _hold(self, records: Records, hold: HoldError) -> None:
        if self.waiting != hold.why:
            log.info("records wait", reason=hold.why, partitions=len(hold.partitions))
        self.waiting = hold.why
        self._rewind(records)
        until = time.monotonic() + hold.seconds
        mine = hold.partitions & self.assigned()
        self._held |= dict.fromkeys(mine, until)
        consumer = self._subscriber.consumer
        if consumer is not None and mine:
            consumer.pause(*mine)
            asyncio.get_running_loop().call_later(hold.seconds, self._resume)

    def _resume(self) -> None:
        now = time.monotonic()
        over = {partition for partition, until in self._held.items() if until <= now}
        consumer = self._subscriber.consumer
        if over and consumer is not None:
            self._held = {partition: until for partition, until in self._held.items() if until > now}
            consumer.resume(*(over & set(consumer.assignment())))
            self.waiting = self.waiting if self._held else ""

    def _rewind(self, records: Records) -> None:
        """Drop what was fetched ahead and fetch every partition from where it was left."""
        self._generation += 1
        again = {partition: batch[0].offset for partition, batch in by_partition(records).items()}
        while not self._queue.empty():
            for partition, batch in by_partition(self._queue.get_nowait()[1]).items():
                again.setdefault(partition, batch[0].offset)
        consumer = self._subscriber.consumer
        assert consumer is not None
        for partition in consumer.assignment():
            offset = self.progress.next.get(partition, again.get(partition))
            if offset is not None:
                consumer.seek(partition, offset)

    def on_revoked(self) -> None:
        """Until the next assignment is placed, nothing is processed."""
        self._placed.clear()
        self._generation += 1
        self._held.clear()

    async def on_assigned(self, partitions: set[TopicPartition]) -> None:
        """Seek to what the database says, whatever the broker believes.

        Should the database be away just now, the fence finds the right place with the first batch.
        """
        self._handler.forget()
        self._generation += 1
        try:
            async with self._pool.acquire() as connection:
                positions = await self._fence.positions(connection, partitions)
            self.progress.assigned(positions)
            if not self._fence.drilled_open:
                self._seek(positions)
            log.info("partitions assigned", partitions=len(partitions))
        except FAILURES as error:
            self.progress.assigned({})
            log.error("stored positions could not be read at the assignment", error=error_name(error))
        finally:
            self._placed.set()

    def _seek(self, positions: Positions) -> None:
        consumer = self._subscriber.consumer
        assert consumer is not None
        for partition, offset in positions.items():
            consumer.seek(partition, offset)


async def _decode(message: KafkaAckableMessage) -> Any:
    return message.raw_message


class _Assignments(ConsumerRebalanceListener):  # type: ignore[misc]  # the library's base class is untyped
    def __init__(self, consumer: Consumer) -> None:
        self._consumer = consumer

    async def on_partitions_revoked(self, revoked: set[TopicPartition]) -> None:  # noqa: ARG002
        # Nothing to save: every batch is already saved or will be read again by the next owner.
        self._consumer.on_revoked()

    async def on_partitions_assigned(self, assigned: set[TopicPartition]) -> None:
        await self._consumer.on_assigned(assigned)
