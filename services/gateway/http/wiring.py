"""The pages for organisations, and what they need."""

from __future__ import annotations

from starlette.routing import Route

from chassis.access.openings import Opening
from chassis.service import Context
from services.gateway.days import Days
from services.gateway.http import events, notices, openapi
from services.gateway.http.following import Following
from services.gateway.http.ground import Ground
from services.gateway.http.intake import Intake
from services.gateway.http.notices_log import NoticesLog
from services.gateway.registry import Registry


class HttpDoor:
    """Everything below /v1. ``ground``, ``intake`` and ``log`` serve other pages of the gateway, too."""

    openings: tuple[Opening, ...] = events.OPENINGS

    def __init__(self, context: Context, days: Days, registry: Registry) -> None:
        self._tokens = context.tokens
        self.ground = Ground(context.pool, days, registry)
        self.intake = Intake(context, self.ground)
        self.log = NoticesLog(context.settings.kafka)
        self._following = Following(self.log)

    def routes(self) -> list[Route]:
        """Its pages."""
        sending = events.routes(self.intake, self._tokens)
        return [*sending, *notices.routes(self.log, self._following), *openapi.routes()]

    async def stop(self) -> None:
        """Disconnect from the broker."""
        await self._following.stop()
        await self.log.stop()
        await self.intake.stop()
