"""Who may speak on HTTP: an organisation for itself, known by its token."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

from chassis.caller import Caller, CallerKind, caller
from chassis.problem import problem

Spoken = Callable[[Request, Caller], Awaitable[Response]]
Page = Callable[[Request], Awaitable[Response]]


def spoken(page: Spoken) -> Page:
    """The page, told which organisation speaks; 401 for nobody, 403 for the office, which speaks for no unit."""

    async def answer(request: Request) -> Response:
        who = caller(request)
        if who.kind is CallerKind.NOBODY:
            return problem(
                401,
                "需要本单位的令牌 / give your organisation's token: Authorization: Bearer gk_…",
                headers={"www-authenticate": "Bearer"},
            )
        if who.is_office:
            return problem(
                403,
                "办公室的令牌不能代单位说话，用单位自己的 / the office speaks for no unit: use the unit's own token",
            )
        return await page(request, who)

    return answer
