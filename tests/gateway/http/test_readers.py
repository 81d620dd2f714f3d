"""Where readers need a token, what is below /v1 still looks at it itself."""

from __future__ import annotations

import httpx
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from chassis.access.guard import Guard
from chassis.access.tokens import Tokens
from chassis.settings import Settings
from services.gateway.http.events import OPENINGS
from tests import office


async def page(_: Request) -> Response:
    return PlainTextResponse("page")


async def test_the_description_is_open_and_notices_are_asked_of_their_page_whoever_may_read_the_rest() -> None:
    settings = Settings(kafka="127.0.0.1:1", readers="token", office_sha256=office.SHA256)
    guard = Middleware(Guard, "gateway", settings, Tokens(office.SHA256), OPENINGS)
    paths = {"/v1/openapi.json": 200, "/v1/notices": 200, "/v1/notices/stream": 200, "/v10": 401, "/status": 401}
    app = Starlette(routes=[Route(path, page) for path in paths], middleware=[guard])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://gateway") as client:
        assert {path: (await client.get(path)).status_code for path in paths} == paths
        assert (await client.post("/v1/notices", json={})).status_code == 401
