"""Thousands of forged requests over HTTP: none reaches the page, each is counted."""

from __future__ import annotations

import base64
import random
from collections import Counter
from collections.abc import Iterator
from datetime import date

import httpx
from prometheus_client import REGISTRY
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from chassis.access.guard import Guard
from chassis.access.openings import Opening
from chassis.access.text import new
from chassis.access.tokens import Tokens
from chassis.settings import Settings
from tests import office
from tests.tokens import token

ATTEMPTS = 4_000
ENDED, REVOKED, UNIT = new(), new(), new()
JSON = {"content-type": "application/json"}


def forged(count: int) -> Iterator[tuple[str, dict[str, str], bytes]]:
    """Page, headers and body of requests that somebody makes up, each from a seed."""
    drawn = random.Random(20261126)
    unit, key = f"Bearer {UNIT.text}", f"Bearer {office.KEY}"

    def letters(number: int) -> str:
        return "".join(drawn.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=number))

    for _ in range(count):
        guess = f"gk_{UNIT.id}_{letters(43)}"
        kinds: list[tuple[str, dict[str, str], bytes]] = [
            ("/calendars", JSON, b"{}"),
            ("/v1/events", JSON, b"{}"),
            ("/v1/events", JSON | {"authorization": f"Bearer {new().text}"}, b"{}"),
            ("/v1/events", JSON | {"authorization": f"Bearer {guess}"}, b"{}"),
            ("/v1/events", JSON | {"authorization": f"Bearer {ENDED.text}"}, b"{}"),
            ("/v1/events", JSON | {"authorization": f"Bearer {REVOKED.text}"}, b"{}"),
            ("/v1/events", JSON | {"authorization": f"Bearer {UNIT.text.upper()}"}, b"{}"),
            ("/v1/events", JSON | {"authorization": f"Bearer {UNIT.text[: drawn.randrange(len(UNIT.text))]}"}, b"{}"),
            ("/v1/events", JSON | {"authorization": f"Bearer {UNIT.sha256}"}, b"{}"),
            ("/v1/events", JSON | {"authorization": base64.b64encode(drawn.randbytes(40)).decode()}, b"{}"),
            ("/calendars", JSON | {"authorization": unit}, b"{}"),
            ("/calendars", JSON | {"authorization": f"Bearer {office.SHA256}"}, b"{}"),
            ("/calendars", {"authorization": key, "content-type": "text/plain"}, b"{}"),
            ("/calendars", {"authorization": key, "content-type": "application/x-www-form-urlencoded"}, b"a=1"),
            (
                "/calendars",
                {
                    "authorization": key,
                    "content-type": "application/x-www-form-urlencoded",
                    "origin": f"http://{letters(8)}.example",
                },
                b"a=1",
            ),
            ("/calendars", JSON | {"authorization": key, "origin": f"http://{letters(8)}.example"}, b"{}"),
            ("/calendars", JSON | {"authorization": key, "host": f"{letters(8)}.example"}, b"{}"),
            ("/calendars", JSON | {"authorization": key}, b" " * 2_000),
        ]
        yield drawn.choice(kinds)


def refusals() -> Counter[str]:
    (metric,) = [metric for metric in REGISTRY.collect() if metric.name == "gongkai_http_refusals"]
    return Counter({s.labels["code"]: int(s.value) for s in metric.samples if s.name.endswith("_total")})


async def test_none_of_thousands_of_forged_requests_reaches_a_page_and_each_is_counted() -> None:
    reached = 0

    async def page(_: Request) -> Response:
        nonlocal reached
        reached += 1
        return PlainTextResponse("done")

    tokens = Tokens(office.SHA256)
    tokens.known = {made.id: made for made in (token(UNIT), token(ENDED, ends_on=date(2026, 3, 9)))}
    tokens.today = date(2026, 3, 10)
    settings = Settings(kafka="127.0.0.1:1", body_bytes=1_024, rate=ATTEMPTS, burst=ATTEMPTS)
    app = Starlette(
        middleware=[Middleware(Guard, "gateway", settings, tokens, [Opening("/v1")])],
        routes=[Route(path, page, methods=["POST"]) for path in ("/calendars", "/v1/events")],
    )
    before, answers = refusals(), Counter[int]()
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost") as client:
        for path, headers, body in forged(ATTEMPTS):
            answers[(await client.post(path, headers=headers, content=body)).status_code] += 1
        assert reached == 0
        assert (refusals() - before).total() == answers.total() == ATTEMPTS
        assert set(answers) == {401, 403, 413, 415, 421, 429}
        right = JSON | {"authorization": f"Bearer {UNIT.text}"}
        assert (await client.post("/v1/events", headers=right, content=b"{}")).status_code == 200
