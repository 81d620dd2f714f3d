"""Pages that look at who asks though they change nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

from chassis.access.refused import not_the_office, unknown_caller
from chassis.caller import Caller, CallerKind, caller

Page = Callable[[Request], Awaitable[Response]]


def known_caller(request: Request) -> Caller:
    """Who asks, with a token. RefusedError (401) for nobody."""
    known = caller(request)
    if known.kind is CallerKind.NOBODY:
        raise unknown_caller(
            "token.missing", "Authorization: send Bearer and a token of the organisation, or the office's"
        )
    return known


def for_the_office(page: Page) -> Page:
    """The page, for the county office alone."""

    async def answer(request: Request) -> Response:
        if not known_caller(request).is_office:
            raise not_the_office()
        return await page(request)

    return answer
