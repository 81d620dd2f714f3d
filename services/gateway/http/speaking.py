"""Who may speak on HTTP: an organisation for itself, known by its token."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

from chassis.access.refused import RefusedError, unknown_caller
from chassis.caller import Caller, CallerKind, caller

Spoken = Callable[[Request, Caller], Awaitable[Response]]
Page = Callable[[Request], Awaitable[Response]]


def spoken(page: Spoken) -> Page:
    """The page, told which organisation speaks; 401 for nobody, 403 for the office, which speaks for no unit."""

    async def answer(request: Request) -> Response:
        who = caller(request)
        if who.kind is CallerKind.NOBODY:
            raise unknown_caller("token.missing", "需要本单位的令牌 / Authorization: send Bearer and your own token")
        if who.is_office:
            raise RefusedError(
                403,
                "token.may_not",
                "办公室不代单位说话，用单位自己的令牌 / the office speaks for no unit: use the unit's own token",
            )
        return await page(request, who)

    return answer
