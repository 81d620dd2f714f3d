"""Who asks, by the token that is sent, and no oftener than one may ask or be wrong."""

from __future__ import annotations

from starlette.requests import HTTPConnection

from chassis.access.rates import Rates
from chassis.access.refused import RefusedError
from chassis.access.tokens import Tokens
from chassis.caller import Caller
from chassis.settings import Settings


class Callers:
    """The tokens with the limits of a program."""

    def __init__(self, tokens: Tokens, settings: Settings) -> None:
        self._tokens, self._rates = tokens, Rates(settings)

    async def known(self, connection: HTTPConnection, authorization: str | None) -> Caller:
        """Who sends this header ``Authorization``, or none. RefusedError where the token does not hold, or asks too often."""
        known = await self.reading(connection, authorization)
        if known.is_organisation:
            await self._rates.asked(known.token)
        return known

    async def reading(self, connection: HTTPConnection, authorization: str | None) -> Caller:
        """The same of who only looks at pages, which may be as often as they like."""
        try:
            return self._tokens.caller(authorization)
        except RefusedError as refusal:
            if refusal.status_code == 401:
                await self._rates.wrong(_address(connection))
            raise

    async def unnamed(self, connection: HTTPConnection) -> None:
        """Note that somebody without a token sends something. RefusedError where that comes too often from one address."""
        await self._rates.unnamed(_address(connection))


def _address(connection: HTTPConnection) -> str:
    return connection.client.host if connection.client else ""
