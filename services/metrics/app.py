"""Wiring of the metrics service."""

from chassis.service import Context, Parts, Service
from contracts.families import FAMILIES
from contracts.topics import MEASURES, ORGS, states
from services.metrics.counter import Counter
from services.metrics.render import Source

BATCH_FACTOR = 20
"""States a batch at most, as a multiple of the setting: many of one subject fall together and are counted once."""

REST = 2.0
"""Rows that several batches change in a row are rendered and published once: a third of the time at most goes there."""


async def wire(context: Context) -> Parts:
    """Counts the states of all services."""
    most = context.settings.max_records * BATCH_FACTOR
    counter = Counter(context.drill, context.relay.wake, most)
    assert isinstance(context.source, Source)
    context.source.behind = lambda: counter.behind
    return Parts(
        handler=counter,
        topics=[*map(states, FAMILIES.services), ORGS, MEASURES],
        counts=lambda: dict(counter.counts),
        in_lots=True,
        join=counter.join,
    )


service = Service("metrics", ["chassis.sql", "services.metrics.migrations"], wire, Source, rest=REST)
