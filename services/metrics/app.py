"""Wiring of the metrics service."""

from chassis.service import Context, Parts, Service
from contracts.topics import ORGS, STATES_OF
from services.metrics.counter import Counter
from services.metrics.render import Renderer

BATCH = 20_000
"""States a batch: many of one subject fall together and are counted once."""


async def wire(context: Context) -> Parts:
    """Counts the states of all services."""
    counter = Counter(context.drill, context.relay.wake)
    return Parts(
        handler=counter,
        topics=[*STATES_OF.values(), ORGS],
        counts=lambda: dict(counter.counts),
        max_records=BATCH,
    )


service = Service("metrics", ["chassis.sql", "services.metrics.migrations"], wire, Renderer().load)
