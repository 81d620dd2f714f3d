"""Wiring of the gateway."""

from __future__ import annotations

import re

import structlog

from chassis.service import Context, Parts, Service
from contracts.topics import ADMISSIONS, ALL_INBOXES_PATTERN
from services.gateway import organisations, profiles, reference, registry, rubrics, tokens_page
from services.gateway.api import routes
from services.gateway.days import Days
from services.gateway.intake import Door
from services.gateway.reception import Reception
from services.gateway.registry import Registry

log = structlog.get_logger()


async def wire(context: Context) -> Parts:
    """The door for facts, the calendar, the registries and the days."""
    listed, choices = registry.from_file(context.settings.registry), profiles.packaged()
    scored_by = rubrics.packaged()
    days = Days(context)
    units = Registry()
    door = Door(context.settings.kafka, context.relay.wake, days, units)

    async def open_the_door() -> None:
        async with context.pool.acquire() as connection, connection.transaction():
            calendars = await reference.publish_known_calendars(connection)
            orgs = await registry.load(connection, listed) + await profiles.follow(connection)
            orgs += await profiles.load(connection, choices) + await rubrics.load(connection, scored_by)
            measures = await reference.publish_measures(connection)
        context.relay.wake()
        log.info("references published", count=calendars + orgs + measures)
        await days.wait_for_first()

    return Parts(
        handler=Reception(door, units),
        pattern=f"{ALL_INBOXES_PATTERN}|^{re.escape(ADMISSIONS)}$",
        counts=lambda: dict(door.counts),
        routes=[*routes(context, days), *organisations.routes(context), *tokens_page.routes(context, days)],
        before=open_the_door,
        waiting=lambda: days.waiting,
        ready_while_waiting=True,
        tasks=[days.follow_the_machine] if context.settings.clock == "real" else [],
        after=door.stop,
    )


service = Service("gateway", ["chassis.sql", "services.gateway.migrations"], wire)
