"""One service process: settings, database, consumer, relay, pages; and its end."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import sys
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Any

import structlog
import typer
import uvicorn
from starlette.routing import BaseRoute

from chassis import database, logs, migrations, outbox
from chassis import settings as configuration
from chassis.consumer import Consumer, Handler
from chassis.database import Pool
from chassis.drill import Drill
from chassis.relay import Load, Relay
from chassis.settings import Settings
from chassis.web import Pages

log = structlog.get_logger()


@dataclass(frozen=True)
class Context:
    """What a service's parts may use."""

    settings: Settings
    pool: Pool[Any]
    relay: Relay
    drill: Drill


@dataclass
class Parts:
    """What a service adds to the chassis."""

    handler: Handler
    topics: Sequence[str] = ()
    pattern: str | None = None
    counts: Callable[[], dict[str, int]] = dict
    routes: Sequence[BaseRoute] = ()
    before: Callable[[], Coroutine[Any, Any, None]] | None = None
    """Runs before the consumer starts; it may wait, and is cancelled when the service stops."""
    waiting: Callable[[], str] = str
    """What ``before`` waits for, in words."""
    ready_while_waiting: bool = False
    """Whether the service can do its work meanwhile, but for consuming."""
    tasks: Sequence[Callable[[], Coroutine[Any, Any, None]]] = field(default_factory=tuple)
    """Run beside the consumer for as long as the service does."""
    after: Callable[[], Coroutine[Any, Any, None]] | None = None
    """Runs when everything else has stopped."""
    max_records: int | None = None
    """Records a batch, where the service knows better than the settings."""


@dataclass(frozen=True)
class Service:
    """A service: its name (also schema, group), its migrations and its wiring."""

    name: str
    migrations: Sequence[str]
    wire: Callable[[Context], Awaitable[Parts]]
    load: Load = outbox.oldest
    rest: float = 0.0
    """See chassis.relay.Relay."""

    def command(self) -> typer.Typer:
        """The commands ``serve`` and ``migrate``."""
        app = typer.Typer(
            help=f"The {self.name} service of gongkai. Settings come from GONGKAI_* variables.\n\n"
            f"Example: GONGKAI_KAFKA=127.0.0.1:9092 GONGKAI_DATABASE=postgresql://… python -m services.{self.name} serve",
            no_args_is_help=True,
            add_completion=False,
        )

        @app.command()
        def serve() -> None:
            """Consume, relay and answer on HTTP until SIGTERM."""
            settings = configuration.load()
            logs.configure(self.name, settings.instance, settings.log_format)
            sys.exit(asyncio.run(self._serve(settings)))

        @app.command()
        def migrate() -> None:
            """Bring this service's schema up to date; safe to run again and by several at once."""
            settings = configuration.load()
            logs.configure(self.name, settings.instance, settings.log_format)
            try:
                applied = asyncio.run(
                    migrations.migrate(settings.database, self.name, migrations.read(*self.migrations))
                )
            except migrations.MigrationError as error:
                sys.stderr.write(f"{error}\n")
                sys.exit(1)
            typer.echo(f"{self.name}: {', '.join(applied) or 'already up to date'}")

        return app

    async def _serve(self, settings: Settings) -> int:
        # Batches of many small records make the collector walk everything that lives, again and again, for
        # nothing: what is loaded by now stays, and a record is freed by its count of references.
        gc.freeze()
        gc.set_threshold(50_000, 20, 100)
        pool = await database.connect(settings.database, self.name)
        drill = Drill(settings.drill)
        relay = Relay(pool, settings.kafka, self.name, drill, self.load, self.rest)
        parts = await self.wire(Context(settings, pool, relay, drill))
        consumer: list[Consumer] = []
        pages = Pages(
            self.name, settings, pool, lambda: consumer[0] if consumer else None, parts.counts, relay.wake, parts.waiting,
            ready_while_waiting=parts.ready_while_waiting,
        )  # fmt: skip
        server = uvicorn.Server(
            uvicorn.Config(
                pages.app(parts.routes), host=settings.http_host, port=settings.http_port,
                log_config=None, access_log=False, timeout_graceful_shutdown=3,
            )
        )  # fmt: skip

        async def consume() -> None:
            if parts.before:
                await parts.before()
            ready = Consumer(
                settings, pool, self.name, parts.handler, topics=parts.topics, pattern=parts.pattern,
                max_records=parts.max_records or settings.max_records,
            )  # fmt: skip
            try:
                await ready.start()
                consumer.append(ready)
                await asyncio.Event().wait()
            finally:
                await ready.stop()

        log.info("starting", port=settings.http_port)
        work: list[asyncio.Task[None]] = [
            asyncio.create_task(task()) for task in (consume, relay.run, *parts.tasks)
        ]
        web = asyncio.create_task(server.serve())
        done, _ = await asyncio.wait([web, *work], return_when=asyncio.FIRST_COMPLETED)
        failed = [task for task in done if task is not web]
        for task in failed:
            log.error(
                "a part of the service ended", error=logs.error_name(task.exception() or RuntimeError())
            )
        server.should_exit = True
        for task in work:
            task.cancel()
        await asyncio.gather(*work, web, return_exceptions=True)
        if parts.after:
            await parts.after()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(pool.close(), 3)
        log.info("stopped")
        return 1 if failed else 0
