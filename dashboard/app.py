"""The application: routes, and the reader that runs beside them. Wiring only."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import structlog
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from chassis.access.following import follow
from chassis.logs import error_name
from dashboard import (
    drill,
    due,
    errors,
    machine,
    pages,
    papers,
    quality_page,
    render,
    reports,
    rules_page,
    scores,
    timeline,
    unit_page,
)
from dashboard.access import whose
from dashboard.annual import page as annual
from dashboard.desk import Desk
from dashboard.guard import Guard
from dashboard.kept import Kept
from dashboard.named import Named
from dashboard.query import BadQueryError
from dashboard.readers import Admitting
from dashboard.themes import page as themes

log = structlog.get_logger()


def application(desk: Desk, names: frozenset[str] | None = None) -> Guard:
    """Everything under one roof; the reader runs as long as the application does. ``names``: by which it is asked; None, by any."""
    live = machine.Live()

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        reading = asyncio.create_task(desk.reader.run())

        def ended(task: asyncio.Task[None]) -> None:
            live.reading = False
            if not task.cancelled() and (error := task.exception()):
                log.error("the reader ended", error=error_name(error))

        reading.add_done_callback(ended)
        following = [] if desk.access is None else [asyncio.create_task(follow(desk.kafka, desk.access.tokens))]
        yield
        for task in (reading, *following):
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        desk.ledger.close()

    app = Starlette(
        routes=[
            Route("/", pages.overview),
            Route("/heat", pages.heat_table),
            Route("/due", due.due),
            Route("/units/{org}", unit_page.unit),
            Route("/units/{org}/timeline", timeline.timeline),
            Route("/quality", quality_page.overview),
            Route("/quality/refused", quality_page.refused),
            Route("/quality/aside", quality_page.aside),
            Route("/papers/{report}/{which}.{form}", papers.paper),
            Route("/rules", rules_page.rules),
            Route("/scores", scores.scores),
            Route("/scores/{org}", scores.sheet),
            Route("/reports", reports.reports),
            Route("/reports/{report:path}", reports.report),
            Route("/themes", themes.themes),
            Route("/themes/{theme}", themes.theme),
            Route("/tables", annual.annual),
            Route("/subjects", drill.subjects),
            Route("/subjects/{kind}/{org}/{subject:path}", drill.subject),
            Route("/events", machine.events),
            Route("/api/rows", machine.rows),
            Route("/health/live", live.health_live),
            Route("/health/ready", machine.health_ready),
            Route("/metrics", machine.metrics),
            Route("/status", machine.status),
            Mount("/static", StaticFiles(packages=[("dashboard", "static")])),
        ],
        exception_handlers={
            BadQueryError: errors.bad_query,
            HTTPException: errors.http,
            Exception: errors.failed,
        },
        lifespan=lifespan,
    )
    app.state.desk = desk
    app.add_middleware(GZipMiddleware, minimum_size=1_000, compresslevel=4)
    pages_of: ASGIApp = Kept(app, lambda: desk.stamp, render.remembered, whose)
    if desk.access is not None:
        pages_of = Admitting(pages_of, app, desk.access)
    if names is not None:
        pages_of = Named(pages_of, names)
    return Guard(pages_of, desk.meters)
