"""How often may be asked: by one token of an organisation, from one address without any, and with wrong tokens from one."""

from __future__ import annotations

import math

from limits import RateLimitItemPerMinute, RateLimitItemPerSecond
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter

from chassis.access.refused import too_often
from chassis.settings import Settings

_MINUTE_S = 60


class Rates:
    """The counters of one process."""

    def __init__(self, settings: Settings) -> None:
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        # So many at once, and on average so many a second.
        self._seconds = max(1, math.ceil(settings.burst / settings.rate))
        self._asked = RateLimitItemPerSecond(settings.rate * self._seconds, self._seconds)
        self._wrong = RateLimitItemPerMinute(settings.wrong_tokens)
        self._rate = settings.rate

    async def asked(self, token: str) -> None:
        """One more request of a token. RefusedError when it is one too many."""
        await self._hit("token", token, "send several facts in one request")

    async def unnamed(self, address: str) -> None:
        """One more body that somebody without a token sends from an address. RefusedError when it is one too many."""
        await self._hit("unnamed", address, "try again more slowly")

    async def _hit(self, kind: str, who: str, remedy: str) -> None:
        if not await self._limiter.hit(self._asked, kind, who):
            raise too_often(f"more than {self._rate} requests a second; {remedy}", self._seconds)

    async def wrong(self, address: str) -> None:
        """One more wrong token from an address. RefusedError when it is one too many."""
        if not await self._limiter.hit(self._wrong, "address", address):
            raise too_often("too many wrong tokens from this address; ask the county office for a new one", _MINUTE_S)
