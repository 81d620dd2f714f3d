"""The pages every service has for operators: health, metrics, status, dead letters."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aiokafka import TopicPartition
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from chassis import audit_page, database, letters_page, telemetry
from chassis.access.guard import Guard
from chassis.access.openings import Opening
from chassis.access.pages import for_the_office
from chassis.access.refused import RefusedError, as_answer
from chassis.access.tokens import Tokens
from chassis.answering import Answering, Asked
from chassis.consumer import Consumer
from chassis.database import Connection, Pool
from chassis.logs import error_name
from chassis.outbox import Pending
from chassis.problem import problem
from chassis.relay import FAILURES, Source
from chassis.settings import Settings
from contracts.families import FAMILIES

_POSITIONS = "SELECT topic, partition, next_offset FROM consumer_offset ORDER BY topic, partition"
_FAILED = "SELECT count(*) FROM subject WHERE kind = ANY($1::text[]) AND failed IS NOT NULL"
_BEHIND = """
SELECT count(*) FROM (
SELECT key FROM subject, clock
WHERE kind = ANY($1::text[]) AND (check_on <= clock.day OR (open AND subject.calendars < clock.calendars)
   OR fold_version < (SELECT max(number) FROM fold_code))
UNION SELECT key FROM unit u, LATERAL (
    SELECT key FROM subject WHERE split_part(key, '/', 2) = u.org AND profiles < u.changed AND kind = ANY($1::text[])) s
WHERE u.swept < u.changed) AS behind
"""

_LIVE, _READY = "/health/live", "/health/ready"

Page = Callable[[Request], Awaitable[Response]]


@dataclass
class Runtime:
    """What a running process is, as its pages see it; parts appear as they start."""

    service: str
    settings: Settings
    source: Source
    pool: Pool[Any] | None = None
    """For what is only shown."""
    consumer: Consumer | None = None
    waiting: str = ""
    """What the process waits for before it can work, in words."""
    waits: Callable[[], str] = str
    counts: Callable[[], dict[str, int]] = dict
    ready_while_waiting: bool = False
    wired: bool = True
    """Whether the service's own pages are there yet."""

    def waits_for(self, reason: str) -> None:
        """Something is waited for, or with an empty text no longer."""
        self.waiting = reason

    @property
    def why_waiting(self) -> str:
        """What is waited for: a server, the schema, something of the service's own, or records that cannot be taken yet."""
        return self.waiting or self.waits() or (self.consumer.waiting if self.consumer else "")


def guarded(page: Page) -> Page:
    """The page; 400 for what no text of ours holds."""

    async def answer(request: Request) -> Response:
        asked = [str(value) for value in request.path_params.values()]
        asked += [text for pair in request.query_params.multi_items() for text in pair]
        if not all(text.isprintable() for text in asked):
            return problem(400, "the address holds a control character; leave it out")
        return await page(request)

    return answer


class Pages:
    """Operators' pages of one service."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._asked = Asked()
        self.tokens = Tokens(runtime.settings.office_sha256)
        self.openings: list[Opening] = []
        """Added when the service is wired."""

    def app(self) -> Starlette:
        """The application; the service's own routes are added when it is wired."""
        runtime = self._runtime
        return Starlette(
            middleware=[
                Middleware(
                    Guard,
                    runtime.service,
                    runtime.settings,
                    self.tokens,
                    self.openings,
                    lambda: runtime.wired,
                ),
                Middleware(Answering, obstacle=self._obstacle),
            ],
            exception_handlers={RefusedError: as_answer, HTTPException: _no_page, Exception: _failed},
            routes=[
                Route(_LIVE, self._live),
                Route(_READY, guarded(self._ready)),
                Route("/metrics", guarded(self._metrics)),
                Route("/status", guarded(self._status)),
                Route("/dead-letters", guarded(self._dead_letters)),
                Route("/dead-letters/replay", guarded(self._replay), methods=["POST"]),
                Route("/audit", guarded(for_the_office(self._audit))),
            ],
        )

    async def _obstacle(self, path: str) -> str:
        """Why a page cannot be answered now; empty when it can, and for those that say themselves what they wait for."""
        runtime = self._runtime
        if path in {_LIVE, _READY}:
            return ""
        if runtime.pool is None or not runtime.wired:
            return f"{runtime.service} has not begun yet: {runtime.waiting or 'it is starting'}"
        try:
            await self._asked(runtime.pool)
        except FAILURES as error:
            where = database.place(runtime.settings.database)
            return f"PostgreSQL at {where} does not answer ({error_name(error)}); try again when it is up"
        return ""

    @property
    def _pool(self) -> Pool[Any]:
        assert self._runtime.pool is not None, "no page is asked before there is one"
        return self._runtime.pool

    async def _live(self, _: Request) -> Response:
        return JSONResponse({"live": True})

    async def _ready(self, _: Request) -> Response:
        """Partitions assigned, none stuck, lag and outbox age within limits."""
        runtime, consumer, settings = self._runtime, self._runtime.consumer, self._runtime.settings
        if runtime.pool is None or runtime.waiting:
            return JSONResponse({"ready": False, "problems": [runtime.waiting or "starting"]}, 503)
        await self._asked(runtime.pool)
        waits = runtime.why_waiting
        may_wait = bool(waits) and runtime.ready_while_waiting
        row = await self._outbox()
        behind = consumer.lag() if consumer else {}
        stuck = consumer.progress.stuck(behind) if consumer else []
        lag = sum(behind.values())
        problems = [
            problem
            for problem, here in (
                (waits or "the consumer has not started", consumer is None and not may_wait),
                ("no partitions assigned yet", consumer is not None and not consumer.assigned()),
                (f"{lag} records behind, limit {settings.ready_lag}", lag > settings.ready_lag),
                (
                    f"oldest outbox row is {row.age} s old" + (f": {waits}" if waits else ""),
                    (row.age or 0) > settings.ready_outbox_age,
                ),
            )
            if here
        ]
        problems += [
            f"{stall.topic}[{stall.partition}] stands at offset {stall.offset} for {stall.seconds:.0f} s"
            + (f": {waits}" if waits else "; see the log for why its batch fails")
            for stall in stuck
        ]
        body = {
            "ready": not problems,
            "problems": problems,
            "assigned": len(consumer.assigned()) if consumer else 0,
            "lag": lag,
            "outbox_oldest_seconds": row.age,
            "stuck": [stall._asdict() for stall in stuck],
        }
        return JSONResponse(body, 503 if problems else 200)

    async def _metrics(self, _: Request) -> Response:
        row = await self._outbox()
        telemetry.OUTBOX_DEPTH.set(row.depth)
        telemetry.OUTBOX_AGE.set(row.age or 0)
        async with self._pool.acquire() as connection:
            telemetry.FAILED.set((await self._subjects(connection))["failed"])
        if consumer := self._runtime.consumer:
            behind = consumer.lag()
            for topic, records in consumer.progress.by_topic(behind).items():
                telemetry.LAG.labels(topic).set(records)
            telemetry.STUCK.set(len(consumer.progress.stuck(behind)))
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    async def _status(self, _: Request) -> Response:
        consumer = self._runtime.consumer
        async with self._pool.acquire() as connection, connection.transaction(isolation="repeatable_read"):
            positions = await connection.fetch(_POSITIONS)
            row = await self._runtime.source.pending(connection)
            clock = await connection.fetchrow("SELECT day, closed FROM clock")
            letters = await connection.fetchval("SELECT count(*) FROM dead_letter WHERE NOT replayed")
            # Of the same moment as the outbox: what a sweep commits in between would be neither to be done nor to be sent.
            subjects = await self._subjects(connection)
        assert clock is not None
        behind = consumer.lag() if consumer else {}
        return JSONResponse(
            {
                "service": self._runtime.service,
                "instance": self._runtime.settings.instance,
                "day": _iso(clock["day"]),
                "closed": _iso(clock["closed"]),
                "positions": _nested((r["topic"], r["partition"], r["next_offset"]) for r in positions),
                "lag": _nested((p.topic, p.partition, records) for p, records in sorted(behind.items())),
                "stuck": [stall._asdict() for stall in (consumer.progress.stuck(behind) if consumer else ())],
                "assigned": _lists(consumer.assigned() if consumer else set()),
                "outbox": {"depth": row.depth, "oldest_id": row.oldest_id, "last_id": row.last_id},
                "dead_letters": letters,
                "subjects": subjects,
                "counts": self._runtime.counts(),
                "waiting": self._runtime.why_waiting,
            }
        )

    async def _subjects(self, connection: Connection) -> Mapping[str, int]:
        """How many are set aside, and how many a day, a notice or newer code still has to reach.

        Of the kinds that this version keeps: others wait for the version that does.
        """
        kinds = [family.kind for family in FAMILIES.of_service(self._runtime.service)]
        if not kinds:
            return {"failed": 0, "behind": 0}
        return {
            "failed": await connection.fetchval(_FAILED, kinds),
            "behind": await connection.fetchval(_BEHIND, kinds),
        }

    async def _dead_letters(self, request: Request) -> Response:
        return await letters_page.listed(request, self._pool)

    async def _replay(self, request: Request) -> Response:
        runtime = self._runtime
        waits = runtime.why_waiting or "the service is starting"
        return await letters_page.replayed(request, self._pool, runtime.settings.kafka, runtime.consumer, waits)

    async def _audit(self, request: Request) -> Response:
        return await audit_page.answer(request, self._pool)

    async def _outbox(self) -> Pending:
        async with self._pool.acquire() as connection:
            return await self._runtime.source.pending(connection)


async def _no_page(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    words = {
        404: "no such page; docs/operating.md names them",
        405: f"{request.method} is not for this page",
    }
    return problem(error.status_code, words.get(error.status_code, error.detail), headers=error.headers)


async def _failed(_: Request, __: Exception) -> Response:
    return problem(500, "a defect of this program; its log names the place, and nothing was changed")


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None


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
