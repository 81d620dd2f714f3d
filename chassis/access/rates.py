"""How often may be asked: by one token of an organisation, and with wrong tokens from one address."""

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
        if not await self._limiter.hit(self._asked, "token", token):
            raise too_often(
                f"more than {self._rate} requests a second; send several facts in one request", self._seconds
            )

    async def wrong(self, address: str) -> None:
        """One more wrong token from an address. RefusedError when it is one too many."""
        if not await self._limiter.hit(self._wrong, "address", address):
            raise too_often("too many wrong tokens from this address; ask the county office for a new one", _MINUTE_S)
