"""The pages every service has for operators: health, metrics, status, dead letters."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Sequence
from json import JSONDecodeError
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from chassis import dead_letters, outbox, telemetry
from chassis.consumer import Consumer
from chassis.database import Pool
from chassis.relay import FAILURES
from chassis.settings import Settings

_OUTBOX = """
SELECT count(*) AS depth, min(id) AS oldest_id, extract(epoch FROM now() - min(created_at))::float8 AS age,
       coalesce((SELECT last_value FROM pg_sequences WHERE schemaname = current_schema() AND sequencename = 'outbox_id_seq'), 0) AS last_id
FROM outbox
"""
_POSITIONS = "SELECT topic, partition, next_offset FROM consumer_offset ORDER BY topic, partition"


Page = Callable[[Request], Awaitable[Response]]


def guarded(page: Page) -> Page:
    """The page, with a clear 503 while the database or the broker is away; 400 for what no text of ours holds."""

    async def answer(request: Request) -> Response:
        asked = [str(value) for value in request.path_params.values()]
        asked += [text for pair in request.query_params.multi_items() for text in pair]
        if not all(text.isprintable() for text in asked):
            return JSONResponse({"error": "the address holds a control character; leave it out"}, 400)
        try:
            return await page(request)
        except FAILURES as error:
            text = f"the database or the broker does not answer ({type(error).__name__}); try again when it is up"
            return JSONResponse({"error": text}, 503)

    return answer


class Pages:
    """Operators' pages of one service."""

    def __init__(
        self, service: str, settings: Settings, pool: Pool[Any], consumer: Callable[[], Consumer | None],
        counts: Callable[[], dict[str, int]], woken: Callable[[], None], waiting: Callable[[], str], *, ready_while_waiting: bool,
    ) -> None:  # fmt: skip
        self._service, self._settings, self._pool, self._consumer = service, settings, pool, consumer
        self._counts, self._woken, self._waiting = counts, woken, waiting
        self._ready_while_waiting = ready_while_waiting

    def app(self, more: Sequence[BaseRoute] = ()) -> Starlette:
        """The application, with the service's own routes behind these."""
        return Starlette(
            routes=[
                Route("/health/live", self._live),
                Route("/health/ready", guarded(self._ready)),
                Route("/metrics", guarded(self._metrics)),
                Route("/status", guarded(self._status)),
                Route("/dead-letters", guarded(self._dead_letters)),
                Route("/dead-letters/replay", guarded(self._replay), methods=["POST"]),
                *more,
            ]
        )

    async def _live(self, _: Request) -> Response:
        return JSONResponse({"live": True})

    async def _ready(self, _: Request) -> Response:
        """Partitions assigned, lag and outbox age within limits, last batch recent when there is work."""
        consumer, settings = self._consumer(), self._settings
        may_wait = bool(self._waiting()) and self._ready_while_waiting
        row = await self._outbox()
        lag = sum(consumer.lag().values()) if consumer else 0
        idle = time.monotonic() - consumer.last_batch if consumer else 0.0
        assigned = len(consumer.assigned()) if consumer else 0
        problems = [
            problem
            for problem, here in (
                (self._waiting() or "the consumer has not started", consumer is None and not may_wait),
                ("no partitions assigned yet", consumer is not None and not assigned),
                (f"{lag} records behind, limit {settings.ready_lag}", lag > settings.ready_lag),
                (f"oldest outbox row is {row['age']} s old", (row["age"] or 0) > settings.ready_outbox_age),
                (
                    f"last batch {idle:.0f} s ago with {lag} records waiting",
                    lag > 0 and idle > settings.ready_outbox_age,
                ),
            )
            if here
        ]
        body = {
            "ready": not problems, "problems": problems, "assigned": assigned, "lag": lag,
            "outbox_oldest_seconds": row["age"], "last_batch_seconds": round(idle, 1),
        }  # fmt: skip
        return JSONResponse(body, 503 if problems else 200)

    async def _metrics(self, _: Request) -> Response:
        row = await self._outbox()
        telemetry.OUTBOX_DEPTH.set(row["depth"])
        telemetry.OUTBOX_AGE.set(row["age"] or 0)
        if consumer := self._consumer():
            for topic, records in consumer.lag_by_topic().items():
                telemetry.LAG.labels(topic).set(records)
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    async def _status(self, _: Request) -> Response:
        consumer = self._consumer()
        async with self._pool.acquire() as connection, connection.transaction(isolation="repeatable_read"):
            positions = await connection.fetch(_POSITIONS)
            row = await connection.fetchrow(_OUTBOX)
            day = await connection.fetchval("SELECT day FROM clock")
            letters = await connection.fetchval("SELECT count(*) FROM dead_letter")
        assert row is not None
        return JSONResponse(
            {
                "service": self._service,
                "instance": self._settings.instance,
                "day": day.isoformat() if day else None,
                "positions": _nested((r["topic"], r["partition"], r["next_offset"]) for r in positions),
                "assigned": _lists(consumer.assigned() if consumer else set()),
                "outbox": {"depth": row["depth"], "oldest_id": row["oldest_id"], "last_id": row["last_id"]},
                "dead_letters": letters,
                "counts": self._counts(),
                "waiting": self._waiting(),
            }
        )

    async def _dead_letters(self, request: Request) -> Response:
        text = request.query_params.get("limit", "100")
        if not text.isdigit() or not 1 <= int(text) <= 10_000:
            return JSONResponse({"error": f"limit={text!r}: give a number from 1 to 10000"}, 400)
        async with self._pool.acquire() as connection:
            return JSONResponse(await dead_letters.newest(connection, int(text)))

    async def _replay(self, request: Request) -> Response:
        """Send a dead letter's record again, onto the topic it lies in; the fence then treats it as new."""
        try:
            body = await request.json()
            topic, partition, offset = str(body["topic"]), int(body["partition"]), int(body["offset"])
        except (JSONDecodeError, KeyError, TypeError, ValueError):
            return JSONResponse({"error": 'send {"topic": "…", "partition": 0, "offset": 0}'}, 400)
        async with self._pool.acquire() as connection, connection.transaction():
            if not await dead_letters.mark_replayed(connection, topic, partition, offset):
                text = f"no dead letter at {topic}/{partition}/{offset}; see: gongkai dead-letters list"
                return JSONResponse({"error": text}, 404)
            record = await _read_again(self._settings.kafka, TopicPartition(topic, partition), offset)
            if record is None:
                text = f"{topic}/{partition}/{offset} is no longer in the log; ask the department to send it again"
                return JSONResponse({"error": text}, 410)
            headers = [(name, value.decode("utf-8", "replace")) for name, value in record.headers]
            await outbox.put(connection, [outbox.Message(topic, record.key, record.value, headers)])
        self._woken()
        return JSONResponse({"replayed": {"topic": topic, "partition": partition, "offset": offset}})

    async def _outbox(self) -> Any:
        async with self._pool.acquire() as connection:
            return await connection.fetchrow(_OUTBOX)


async def _read_again(bootstrap: str, partition: TopicPartition, offset: int) -> Any:
    consumer = AIOKafkaConsumer(
        bootstrap_servers=bootstrap, enable_auto_commit=False, auto_offset_reset="earliest"
    )
    await consumer.start()
    try:
        consumer.assign([partition])
        consumer.seek(partition, offset)
        batches = await consumer.getmany(partition, timeout_ms=5_000, max_records=1)
        return next((r for r in batches.get(partition, []) if r.offset == offset), None)
    finally:
        await consumer.stop()


def _nested(rows: Any) -> dict[str, dict[str, int]]:
    nested: dict[str, dict[str, int]] = {}
    for topic, partition, value in rows:
        nested.setdefault(topic, {})[str(partition)] = value
    return nested


def _lists(partitions: set[TopicPartition]) -> dict[str, list[int]]:
    lists: dict[str, list[int]] = {}
    for partition in sorted(partitions):
        lists.setdefault(partition.topic, []).append(partition.partition)
    return lists
