"""Pages that wait until everything has been read: half-read numbers are wrong numbers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from dashboard import render
from dashboard.board import Board
from dashboard.desk import Desk
from dashboard.ledger.book import LostError

Page = Callable[[Request], Awaitable[Response]]


class NoSuchUnitError(HTTPException):
    """A slug that neither the registry nor any row knows."""

    def __init__(self) -> None:
        super().__init__(404)


def ready(answer: Callable[[Request, Board], Response | Awaitable[Response]]) -> Page:
    """The page, once board and ledger are read; until then one that says so and comes back."""

    async def endpoint(request: Request) -> Response:
        desk = Desk.of(request)
        render.language(request)
        if not desk.reader.progress.caught_up:
            return _waiting(request)
        try:
            made = answer(request, desk.board)
            return made if isinstance(made, Response) else await made
        except LostError:
            return _waiting(request)

    endpoint.__name__ = answer.__name__
    return endpoint


def _waiting(request: Request) -> Response:
    waiting = render.page(request, "waiting.html", 503, here_is="waiting")
    waiting.headers["retry-after"] = "2"
    return waiting
