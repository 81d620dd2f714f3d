"""Reads the topics into the board: no consumer group, every partition, from the beginning, then live.

The board is ready when the end offsets seen at the start have been reached. A broker that goes away leaves the
board as it is; the reader goes on from its own positions when it is back. Where a position no longer exists (the
topics were made anew), the board is emptied and read from the beginning.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError, NoOffsetForPartitionError, OffsetOutOfRangeError

from chassis.address import client
from chassis.logs import error_name
from contracts.envelope import SHANGHAI
from dashboard import records
from dashboard.board import Board
from dashboard.ledger import reading
from dashboard.ledger.book import Ledger, LostError, Record
from dashboard.ledger.cabinet import Mark
from dashboard.meters import Meters

log = structlog.get_logger()

BACK_OFF = (0.2, 0.5, 1.0, 2.0)
"""Seconds before each new attempt to connect; the last repeats."""

READ = (*records.READ, *reading.READ)
"""Every topic: what the board keeps in memory, then what the ledger keeps on disk."""

STUCK_SECONDS = 5.0
"""How long it rests when its file cannot be written."""

POLL_MS = 500
PROBE_SECONDS = 3.0
"""How often the end offsets are asked for: they show the lag, and whether the broker is there at all."""

BATCH = 500
"""Records applied before other work gets a turn; at some 50 µs a record they take 25 ms."""


class TopicsMissingError(Exception):
    """Topics that do not exist yet."""


@dataclass
class Progress:
    """How far the reading is. ``missing`` says what readiness still waits for.

    ``heard_at``: when Kafka last answered; ``stuck``: why the ledger cannot be written, empty where it can.
    """

    connected: bool = False
    heard_at: datetime = field(default_factory=lambda: datetime.now(SHANGHAI))
    stuck: str = ""
    caught_up: bool = False
    topics_missing: list[str] = field(default_factory=list)
    positions: dict[TopicPartition, int] = field(default_factory=dict)
    targets: dict[TopicPartition, int] = field(default_factory=dict)

    @property
    def missing(self) -> list[dict[str, object]]:
        """Empty when ready."""
        if self.caught_up:
            return []
        if self.stuck:
            return [{"missing": f"the cache cannot be written: {self.stuck}"}]
        if self.topics_missing:
            return [
                {"topic": topic, "missing": "the topic does not exist, or may not be read"}
                for topic in self.topics_missing
            ]
        if not self.targets:
            return [{"missing": "no connection to Kafka yet"}]
        behind = [part for part in sorted(self.targets) if self.positions.get(part, 0) < self.targets[part]]
        return [
            {
                "topic": part.topic,
                "partition": part.partition,
                "position": self.positions.get(part, 0),
                "end": self.targets[part],
            }
            for part in behind
        ]


class Reader:
    """Keeps board and ledger in step with the topics and calls ``changed`` after every batch and change of connection."""

    def __init__(self, kafka: str, board: Board, ledger: Ledger, meters: Meters, changed: Callable[[], None]) -> None:
        self._kafka = kafka
        self._board = board
        self._ledger = ledger
        self._meters = meters
        self._changed = changed
        self.progress = Progress()

    async def run(self) -> None:
        """Reads until cancelled; whatever Kafka does, it tries again."""
        attempt = 0
        while True:
            began = time.monotonic()
            try:
                await self._session()
            except (OffsetOutOfRangeError, NoOffsetForPartitionError):
                log.warning("positions no longer exist, reading everything anew")
                await self._start_over()
            except LostError as error:
                log.warning("the ledger's file is lost, reading everything anew", reason=str(error))
                await self._start_over(error)
                if self.progress.stuck:
                    await asyncio.sleep(STUCK_SECONDS)
            except TopicsMissingError:
                self._report(connected=True)
            except (KafkaError, OSError, TimeoutError) as error:
                log.warning("no connection to Kafka", error=error_name(error), attempt=attempt)
                self._report(connected=False)
            # A session that lasted was a good one: the next failure is a new one.
            attempt = 0 if time.monotonic() - began > BACK_OFF[-1] else attempt + 1
            await asyncio.sleep(BACK_OFF[min(attempt, len(BACK_OFF) - 1)])

    async def _session(self) -> None:
        cluster, parts = await self._partitions()
        consumer = AIOKafkaConsumer(
            **client(self._kafka),
            group_id=None,
            client_id="gongkai-dashboard",
            enable_auto_commit=False,
            auto_offset_reset="none",
        )
        async with AsyncExitStack() as stack:
            stack.push_async_callback(consumer.stop)
            await consumer.start()
            consumer.assign(parts)
            await self._seek(consumer, parts, cluster)
            probe = asyncio.create_task(self._probe(consumer, parts))
            stack.push_async_callback(_cancelled, probe)
            self._report(connected=True)
            while True:
                batches = await consumer.getmany(timeout_ms=POLL_MS, max_records=BATCH)
                await self._take(consumer, parts, batches)

    async def _partitions(self) -> tuple[str, list[TopicPartition]]:
        """The cluster's name, and every partition to be read."""
        admin = AIOKafkaAdminClient(**client(self._kafka), client_id="gongkai-dashboard")
        try:
            await admin.start()
            cluster = str((await admin.describe_cluster())["cluster_id"])
            described = await admin.describe_topics(list(READ))
        finally:
            await admin.close()
        existing = {item["topic"]: item["partitions"] for item in described if item["error_code"] == 0}
        self.progress.topics_missing = [topic for topic in READ if not existing.get(topic)]
        if self.progress.topics_missing:
            raise TopicsMissingError
        return cluster, [TopicPartition(topic, item["partition"]) for topic in READ for item in existing[topic]]

    async def _seek(self, consumer: AIOKafkaConsumer, parts: list[TopicPartition], cluster: str) -> None:
        begin, end = await consumer.beginning_offsets(parts), await consumer.end_offsets(parts)
        positions = self.progress.positions
        if not positions:
            positions |= await self._kept(consumer, cluster, begin, end)
        for part in parts:
            consumer.seek(part, positions.setdefault(part, begin[part]))
        if not self.progress.caught_up:
            self.progress.targets = dict(end)

    async def _kept(
        self,
        consumer: AIOKafkaConsumer,
        cluster: str,
        begin: dict[TopicPartition, int],
        end: dict[TopicPartition, int],
    ) -> dict[TopicPartition, int]:
        """From where to go on with what the ledger has, if it has it of these very topics; else it is emptied."""
        marks = {TopicPartition(*place): mark for place, mark in (await self._ledger.marks(cluster)).items()}
        for part, mark in marks.items():
            if part not in end or not begin[part] <= mark.last < mark.next <= end[part]:
                break
            consumer.seek(part, mark.last)
            read = await consumer.getmany(part, timeout_ms=int(PROBE_SECONDS * 1000), max_records=1)
            last = next(iter(read.get(part, ())), None)
            if last is None or (last.offset, last.timestamp) != (mark.last, mark.stamped):
                break
        else:
            return {part: mark.next for part, mark in marks.items()}
        log.warning("the ledger is of other topics, reading everything anew")
        await self._ledger.forget()
        await self._ledger.marks(cluster)
        return {}

    async def _take(
        self,
        consumer: AIOKafkaConsumer,
        parts: list[TopicPartition],
        batches: dict[TopicPartition, list[ConsumerRecord]],
    ) -> None:
        self._ledger.check()
        # Asked for, not computed: compaction and transactions leave offsets without records.
        positions = {part: await consumer.position(part) for part in parts}
        kept: list[ConsumerRecord] = []
        marks: dict[tuple[str, int], Mark] = {}
        for part, batch in batches.items():
            if part.topic in reading.READ:
                kept += batch
                marks[part.topic, part.partition] = Mark(positions[part], batch[-1].offset, batch[-1].timestamp)
                continue
            for record in batch:
                self._apply(record)
        if kept:
            await self._keep(kept, marks)
        self.progress.positions = positions
        fresh = not self.progress.caught_up and not self._behind()
        if fresh:
            self.progress.caught_up = True
            log.info("caught up", records=sum(self.progress.positions.values()))
        if batches or fresh:
            self._changed()

    async def _keep(self, kept: list[ConsumerRecord], marks: dict[tuple[str, int], Mark]) -> None:
        for record in kept:
            self._meters.records.labels(record.topic).inc()
        taken = await self._ledger.take(kept, marks)
        for record, reason in taken.unreadable:
            self._passed_over(record, reason)
        for topic in taken.outdated:
            self._meters.outdated.labels(topic).inc()

    def _apply(self, record: ConsumerRecord) -> None:
        self._meters.records.labels(record.topic).inc()
        try:
            reading = records.read(record.topic, record.key, record.value, record.headers)
        except records.UnreadableError as error:
            self._passed_over(record, error.reason)
            return
        if not self._board.apply(reading):
            self._meters.outdated.labels(record.topic).inc()

    def _passed_over(self, record: Record, reason: str) -> None:
        self._meters.unreadable.labels(record.topic, reason).inc()
        log.warning(
            "record passed over",
            topic=record.topic,
            partition=record.partition,
            offset=record.offset,
            reason=reason,
        )

    def _behind(self) -> bool:
        return any(self.progress.positions.get(part, 0) < end for part, end in self.progress.targets.items())

    async def _probe(self, consumer: AIOKafkaConsumer, parts: list[TopicPartition]) -> None:
        while True:
            try:
                end = await asyncio.wait_for(consumer.end_offsets(parts), PROBE_SECONDS)
                lag = {part: end[part] - self.progress.positions.get(part, 0) for part in parts}
                self._meters.lag_of(lag)
                self._report(connected=True)
            except (KafkaError, OSError, TimeoutError) as error:
                if self.progress.connected:
                    log.warning("Kafka does not answer", error=error_name(error))
                self._report(connected=False)
            await asyncio.sleep(PROBE_SECONDS)

    def _report(self, *, connected: bool) -> None:
        if connected:
            self.progress.heard_at = datetime.now(SHANGHAI)
        if connected != self.progress.connected:
            self.progress.connected = connected
            self._meters.connected.set(connected)
            self._changed()

    async def _start_over(self, loss: LostError | None = None) -> None:
        self._board.clear()
        self.progress = Progress(connected=True)
        try:
            await self._ledger.forget()
        except LostError as error:
            loss = error
        if loss is not None and not loss.damaged:
            # No room, or no right to write: a new file may fail as the old one did, so the pages say what to do.
            log.error("the ledger's file cannot be written: free some space or give another folder", reason=str(loss))
            self.progress.stuck = str(loss)
        self._changed()


async def _cancelled(task: asyncio.Task[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
