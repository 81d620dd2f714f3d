"""Wiring of the assessment service."""

from chassis.service import Context, Parts, Service
from contracts.families import FAMILIES
from contracts.topics import DAYS, ORGS, PROFILES, RUBRICS, WATERMARK, intake, states
from services.assessment.api import Api
from services.assessment.keeper import Keeper
from services.assessment.restoring import restored
from services.assessment.scorer import Scorer


async def wire(context: Context) -> Parts:
    """Keeps the ground of all services' states; issued reports are taken from their topic before the first state is read."""
    scorer = Scorer(context.pool, context.relay.wake)
    keeper = Keeper(context.drill, scorer.wake)

    async def before() -> None:
        await restored(context.pool, context.settings.kafka)

    return Parts(
        handler=keeper,
        topics=[
            *map(intake, FAMILIES.services),
            *map(states, FAMILIES.services),
            DAYS,
            ORGS,
            PROFILES,
            RUBRICS,
            WATERMARK,
        ],
        counts=lambda: dict(keeper.counts),
        routes=Api(context.pool, context.reading, context.relay.wake).routes(),
        before=before,
        tasks=[scorer.run],
    )


service = Service("assessment", ["chassis.sql", "services.assessment.migrations"], wire)
