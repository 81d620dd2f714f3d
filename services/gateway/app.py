"""Wiring of the gateway."""

from __future__ import annotations

import structlog

from chassis.service import Context, Parts, Service
from contracts.topics import INBOX_PATTERN
from services.gateway import reference
from services.gateway.api import routes
from services.gateway.days import Days
from services.gateway.intake import Door

log = structlog.get_logger()


async def wire(context: Context) -> Parts:
    """The door for facts, the calendar, the registry and the days."""
    organisations = reference.registry(context.settings.registry)
    door = Door(context.settings.kafka, context.relay.wake)
    door.know(frozenset(organisation.org for organisation in organisations))
    days = Days(context)

    async def open_the_door() -> None:
        async with context.pool.acquire() as connection, connection.transaction():
            calendars = await reference.publish_known_calendars(connection)
            orgs = await reference.publish_registry(connection, organisations)
        context.relay.wake()
        log.info("references published", count=calendars + orgs)
        await days.wait_for_first()

    return Parts(
        handler=door,
        pattern=INBOX_PATTERN,
        counts=lambda: dict(door.counts),
        routes=routes(context, days),
        before=open_the_door,
        waiting=lambda: days.waiting,
        ready_while_waiting=True,
        tasks=[days.follow_the_machine] if context.settings.clock == "real" else [],
        after=door.stop,
    )


service = Service("gateway", ["chassis.sql", "services.gateway.migrations"], wire)
