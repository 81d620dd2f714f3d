"""Wiring of the gateway."""

from __future__ import annotations

import structlog

from chassis.service import Context, Parts, Service
from contracts.families import FAMILIES
from contracts.topics import ALL_INBOXES_PATTERN
from services.gateway import profiles, reference, registry, rubrics, tokens_page
from services.gateway.api import routes
from services.gateway.days import Days
from services.gateway.http.wiring import HttpDoor
from services.gateway.intake import Door
from services.gateway.lookout import Lookout
from services.gateway.pacing import TOGETHER, Pace
from services.gateway.registry import Registry

log = structlog.get_logger()


async def wire(context: Context) -> Parts:
    """The door for facts, the calendar, the registries and the days."""
    listed, choices = registry.from_file(context.settings.registry), profiles.packaged()
    scored_by = rubrics.packaged()
    days = Days(context)
    units, pace = Registry(), Pace(FAMILIES.services, context.settings.intake_seconds)
    door = Door(context.settings.kafka, context.relay.wake, days, units, pace)
    http = HttpDoor(context, days, units)

    async def open_the_door() -> None:
        async with context.pool.acquire() as connection, connection.transaction():
            calendars = await reference.publish_known_calendars(connection)
            orgs = await registry.load(connection, listed) + await profiles.follow(connection)
            orgs += await profiles.load(connection, choices) + await rubrics.load(connection, scored_by)
            measures = await reference.publish_measures(connection)
        context.relay.wake()
        log.info("references published", count=calendars + orgs + measures)
        await days.wait_for_first()

    async def stop() -> None:
        await door.stop()
        await http.stop()

    return Parts(
        handler=door,
        pattern=ALL_INBOXES_PATTERN,
        counts=lambda: dict(door.counts),
        routes=[*routes(context, days), *tokens_page.routes(context, days), *http.routes()],
        openings=http.openings,
        before=open_the_door,
        waiting=lambda: days.waiting,
        ready_while_waiting=True,
        tasks=[
            Lookout(context.settings.kafka, pace).run,
            *([days.follow_the_machine] if context.settings.clock == "real" else []),
        ],
        after=stop,
        rest=door.rest,
        max_records=min(TOGETHER, context.settings.max_records),
    )


service = Service("gateway", ["chassis.sql", "services.gateway.migrations"], wire)
