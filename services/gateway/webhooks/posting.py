"""One attempt to deliver: a POST, and what came of it."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import NamedTuple

import httpx

from chassis.logs import error_name

WITHIN_S = 15.0
"""Seconds that a receiver has for its whole answer."""

ANSWER_BYTES = 64 * 1024
"""Bytes of an answer that are read, and thrown away, so that the connection can be used again."""

KEPT = 50
"""Connections that are kept open between deliveries."""


class Outcome(NamedTuple):
    """What came of an attempt."""

    status: int | None
    """Status of the answer; None where there was none."""
    reason: str
    """Why it was not accepted, in words; nothing that the receiver wrote. Empty where it was."""

    @property
    def accepted(self) -> bool:
        """Whether the receiver has taken it over."""
        return not self.reason


class Posting:
    """The client of all deliveries. It follows no redirect, keeps no cookie and uses no proxy of the environment."""

    def __init__(self, seconds: float = WITHIN_S) -> None:
        """``seconds``: how long a receiver is waited for."""
        self._seconds = seconds
        self._client = httpx.AsyncClient(
            # The certificates that the machine trusts: a county's own authority is one of them.
            verify=ssl.create_default_context(),
            follow_redirects=False,
            trust_env=False,
            timeout=seconds,
            # A receiver that does not answer keeps a connection, and none that another one needs.
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=KEPT),
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            headers={"user-agent": "gongkai-webhook"},
        )

    async def stop(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def __call__(self, url: str, headers: Mapping[str, str], body: bytes) -> Outcome:
        """Post ``body`` once. What goes wrong is an outcome, too."""
        try:
            async with asyncio.timeout(self._seconds):
                return await self._posted(url, headers, body)
        except (TimeoutError, httpx.TimeoutException):
            return Outcome(None, f"no whole answer within {self._seconds:g} s")
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
            return Outcome(None, f"no answer ({error_name(error)})")

    async def _posted(self, url: str, headers: Mapping[str, str], body: bytes) -> Outcome:
        async with self._client.stream("POST", url, content=body, headers=dict(headers)) as answer:
            read = 0
            async for part in answer.aiter_raw():
                read += len(part)
                if read > ANSWER_BYTES:
                    break
        if answer.is_success:
            return Outcome(answer.status_code, "")
        if answer.is_redirect:
            return Outcome(answer.status_code, "a redirect, and none is followed")
        return Outcome(answer.status_code, "not a status of success (2xx)")
