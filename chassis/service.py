"""One service process: settings, database, consumer, relay, pages; and its end."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import sys
from collections.abc import Awaitable, Callable, Collection, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import asyncpg
import structlog
import typer
import uvloop
from starlette.routing import BaseRoute

from chassis import broken_connections, database, logs, migrations, telemetry
from chassis import settings as configuration
from chassis.access import connections
from chassis.access.following import follow
from chassis.access.openings import Opening
from chassis.access.tokens import Tokens
from chassis.address import address
from chassis.consumer import Consumer
from chassis.database import Connection, Pool, Pools
from chassis.drill import Drill
from chassis.handler import Handler, Join, Rest
from chassis.outbox import Outbox
from chassis.patience import NotYetError, reached
from chassis.relay import Relay, Source
from chassis.server import Server
from chassis.settings import Settings
from chassis.web import Pages, Runtime

log = structlog.get_logger()

T = TypeVar("T")
Task = Callable[[], Coroutine[Any, Any, None]]


@dataclass(frozen=True)
class Context:
    """What a service's parts may use."""

    settings: Settings
    pool: Pool[Any]
    reading: Pool[Any]
    """For what is only shown: it can change nothing."""
    relay: Relay
    source: Source
    drill: Drill
    tokens: Tokens
    """Who a token is of, for pages that take one in a form."""


@dataclass
class Parts:
    """What a service adds to the chassis."""

    handler: Handler
    topics: Sequence[str] = ()
    pattern: str | None = None
    takes: Mapping[str, Collection[str]] = field(default_factory=dict)
    """Topic → the kinds that are taken from it, where the others are passed over."""
    counts: Callable[[], dict[str, int]] = dict
    routes: Sequence[BaseRoute] = ()
    openings: Sequence[Opening] = ()
    """Pages that organisations may ask to change something."""
    before: Task | None = None
    """Runs before the consumer starts, again where a server failed; it may wait, and is cancelled when the service stops."""
    waiting: Callable[[], str] = str
    """What ``before`` waits for, in words."""
    ready_while_waiting: bool = False
    """Whether the service can do its work meanwhile, but for consuming."""
    tasks: Sequence[Task] = field(default_factory=tuple)
    """Run beside the consumer for as long as the service does, again where a server failed."""
    after: Task | None = None
    """Runs when everything else has stopped."""
    max_records: int | None = None
    """Records a batch, where the service knows better than the settings."""
    in_lots: bool = False
    """Whether the handler prepares lots (see chassis.lots) instead of records."""
    join: Join | None = None
    """See chassis.handler."""
    rest: Rest | None = None
    """See chassis.handler."""


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run ``work`` as services are run."""
    # Batches of many small records (14 objects each, with their headers) make the collector walk everything that
    # lives, again and again, for nothing: what is loaded by now stays, and a record is freed by its count of references.
    gc.freeze()
    gc.set_threshold(500_000, 20, 100)
    broken_connections.install()
    # A service is mostly short turns between the broker and the database: on uvloop they cost a fifth less.
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(work)


async def _nothing(_: Connection) -> None:
    return


@dataclass(frozen=True)
class Service:
    """A service: its name (also schema, group), its migrations and its wiring."""

    name: str
    migrations: Sequence[str]
    wire: Callable[[Context], Awaitable[Parts]]
    source: Callable[[], Source] = Outbox
    rest: float = 0.0
    """See chassis.relay.Relay."""
    entered: Callable[[Connection], Awaitable[None]] = _nothing
    """Called by ``migrate`` when the schema is up to date."""

    def command(self) -> typer.Typer:
        """The commands ``serve`` and ``migrate``."""
        app = typer.Typer(
            help=f"The {self.name} service of gongkai. Settings come from GONGKAI_* variables.\n\n"
            f"Example: GONGKAI_KAFKA=127.0.0.1:9092 GONGKAI_DATABASE=postgresql://… python -m services {self.name} serve",
            no_args_is_help=True,
            add_completion=False,
        )

        @app.command()
        def serve() -> None:
            """Consume, relay and answer on HTTP until SIGTERM; waits for the schema, the database and the broker."""
            settings = configuration.load()
            logs.configure(self.name, settings.instance, settings.log_format)
            sys.exit(run(self._serve(settings)))

        @app.command()
        def migrate() -> None:
            """Bring this service's schema up to date; waits for the database; safe to run again and by several at once."""
            settings = configuration.load()
            logs.configure(self.name, settings.instance, settings.log_format)
            try:
                applied = asyncio.run(self._migrate(settings))
            except migrations.MigrationError as error:
                sys.exit(_failed_with(str(error)))
            except asyncpg.PostgresError as error:
                sys.exit(_failed_with(f"{_database(settings)} refuses: {logs.error_name(error)}: {error}"))
            typer.echo(f"{self.name}: {', '.join(applied) or 'already up to date'}")

        return app

    async def _migrate(self, settings: Settings) -> list[str]:
        return await reached(lambda: self.migrated(settings), _database(settings), away=database.AWAY)

    async def migrated(self, settings: Settings) -> list[str]:
        """Bring the schema up to date and enter this code; the migrations that were applied. MigrationError when one cannot be."""
        written = migrations.read(*self.migrations)
        applied = await migrations.migrate(settings.database, self.name, written, self.source().needs)
        pool = await database.connect(settings.database, self.name, size=1)
        try:
            async with pool.acquire() as connection, connection.transaction():
                await self.entered(connection)
        finally:
            await pool.close()
        return applied

    async def _serve(self, settings: Settings) -> int:
        runtime = Runtime(self.name, settings, self.source(), wired=False)
        pages = Pages(runtime)
        app = pages.app()
        server = Server(
            connections.config(
                app, settings, host=settings.http_host, port=settings.http_port, timeout_graceful_shutdown=3
            )
        )
        opened = contextlib.AsyncExitStack()

        async def work() -> None:
            context, parts = await self._wired(settings, runtime, pages.tokens, opened)
            app.router.routes.extend(parts.routes)
            pages.openings.extend(parts.openings)
            runtime.wired = True
            try:
                async with asyncio.TaskGroup() as group:
                    group.create_task(context.relay.run())
                    for task in parts.tasks:
                        group.create_task(reached(task, _database(settings)))
                    group.create_task(self._consume(context, parts, runtime))
            finally:
                if parts.after:
                    await parts.after()

        log.info("starting", port=settings.http_port)
        web = asyncio.create_task(server.serve())
        working = [asyncio.create_task(work()), asyncio.create_task(follow(settings.kafka, pages.tokens))]
        done, _ = await asyncio.wait([web, *working], return_when=asyncio.FIRST_COMPLETED)
        failed = [task for task in working if task in done]
        for task in failed:
            _log_end(task.exception())
        server.should_exit = True
        for task in working:
            task.cancel()
        await asyncio.gather(web, *working, return_exceptions=True)
        await opened.aclose()
        log.info("stopped")
        return 1 if failed else 0

    async def _wired(
        self, settings: Settings, runtime: Runtime, tokens: Tokens, opened: contextlib.AsyncExitStack
    ) -> tuple[Context, Parts]:
        """The parts of the service, when its database, its schema and what it reads at the start are there.

        What is to be closed at the end is entered in ``opened``.
        """

        async def connected() -> Pools:
            return await database.pools(settings.database, self.name, settings.transaction_timeout)

        async def wired() -> tuple[Context, Parts]:
            await self._schema(pools.work)
            drill = Drill(settings.drill)
            relay = Relay(pools.relay, settings.kafka, self.name, drill, runtime.source, self.rest)
            context = Context(settings, pools.work, pools.reading, relay, runtime.source, drill, tokens)
            return context, await self.wire(context)

        server = _database(settings)
        pools = await reached(connected, server, runtime.waits_for)
        opened.push_async_callback(pools.close)
        runtime.pool = pools.reading
        context, parts = await reached(wired, server, runtime.waits_for)
        runtime.counts = parts.counts
        runtime.waits = lambda: parts.waiting() or context.relay.waiting
        runtime.ready_while_waiting = parts.ready_while_waiting
        return context, parts

    async def _schema(self, pool: Pool[Any]) -> None:
        """NotYetError before the migrate job: a program below its schema would fail in ways that tell nothing."""
        async with pool.acquire() as connection:
            lacking = await migrations.missing(connection, self.name, migrations.read(*self.migrations))
        if lacking:
            raise NotYetError(lacking)

    async def _consume(self, context: Context, parts: Parts, runtime: Runtime) -> None:
        settings = context.settings

        async def prepared() -> None:
            # What it waits for itself is said by the service.
            runtime.waiting = ""
            if parts.before:
                await parts.before()

        await reached(prepared, _database(settings), runtime.waits_for)

        async def started() -> Consumer:
            consumer = Consumer(
                settings,
                context.pool,
                self.name,
                parts.handler,
                topics=parts.topics,
                pattern=parts.pattern,
                takes=parts.takes,
                max_records=parts.max_records or settings.max_records,
                in_lots=parts.in_lots,
                join=parts.join,
                rest=parts.rest,
            )
            try:
                await consumer.start()
            except BaseException:
                await consumer.stop()
                raise
            return consumer

        consumer = await reached(started, f"Kafka at {address(settings.kafka)}", runtime.waits_for)
        runtime.consumer = consumer
        try:
            await consumer.ended()
        finally:
            await consumer.stop()


def _failed_with(text: str) -> int:
    sys.stderr.write(f"{text}\n")
    return 1


def _database(settings: Settings) -> str:
    return f"PostgreSQL at {database.place(settings.database)}"


def _log_end(error: BaseException | None) -> None:
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    error = error or RuntimeError()
    # Not its text, which may quote a record, a statement or an address.
    log.error("a part of the service ended", error=logs.error_name(error), where=telemetry.where(error))
