"""The guard around all pages: what changes anything is the office's, and nobody else's page may ask."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator, Callable
from datetime import date
from typing import Any

import httpx
import pytest
import pytest_asyncio
from prometheus_client import REGISTRY
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from structlog.testing import capture_logs

from chassis.access.guard import Guard
from chassis.access.openings import ANYONE, Opening
from chassis.access.pages import for_the_office
from chassis.access.refused import RefusedError, as_answer
from chassis.access.text import digest, new
from chassis.access.tokens import Tokens
from chassis.caller import caller
from chassis.settings import Settings
from contracts.token import TokenKind
from tests import office
from tests.office import bearer
from tests.tokens import ORG, token

Counted = Callable[[str], float]

MOST = 4_096
UNIT, TEST, ENDED = new(), new(), new()
WRONG = new()


async def who(request: Request) -> Response:
    known = caller(request)
    size = len(await request.body())
    return JSONResponse({"kind": known.kind, "org": known.org, "token": known.token, "bytes": size})


@pytest.fixture
def tokens() -> Tokens:
    known = Tokens(office.SHA256)
    known.known = {
        each.id: each
        for each in (
            token(UNIT),
            token(TEST, TokenKind.TEST),
            token(ENDED, ends_on=date(2026, 3, 9)),
        )
    }
    known.today = date(2026, 3, 10)
    return known


@pytest_asyncio.fixture
async def client(tokens: Tokens) -> AsyncIterator[httpx.AsyncClient]:
    settings = Settings(
        kafka="127.0.0.1:1", hosts="gongkai.example:443, fd00::7", body_bytes=MOST, rate=2, burst=4, wrong_tokens=3
    )
    openings = [
        Opening("/v1", body=2 * MOST, types=frozenset({"application/json", "application/x-ndjson"})),
        Opening("/try", ANYONE, frozenset({"application/x-www-form-urlencoded"})),
    ]
    app = Starlette(
        middleware=[Middleware(Guard, "gateway", settings, tokens, openings)],
        exception_handlers={RefusedError: as_answer},
        routes=[
            Route("/organisations/{org}", who, methods=["GET", "POST", "DELETE"]),
            Route("/v1/events", who, methods=["POST"]),
            Route("/try", who, methods=["GET", "POST"]),
            Route("/audit", for_the_office(who)),
        ],
    )
    transport = httpx.ASGITransport(app, client=("10.0.0.9", 5000))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080") as made:
        yield made


@pytest.fixture
def counted() -> Counted:
    """How often a rule has refused since the test began."""
    before = _refusals()
    return lambda code: _refusals().get(code, 0) - before.get(code, 0)


def _refusals() -> dict[str, float]:
    (metric,) = [metric for metric in REGISTRY.collect() if metric.name == "gongkai_http_refusals"]
    return {sample.labels["code"]: sample.value for sample in metric.samples if sample.name.endswith("_total")}


PLACE = f"/organisations/{ORG}"


async def test_reading_needs_no_token_and_a_token_says_who_asks(client: httpx.AsyncClient) -> None:
    assert (await client.get(PLACE)).json()["kind"] == "nobody"
    assert (await client.get(PLACE, headers=bearer(UNIT.text))).json() == {
        "kind": "unit",
        "org": ORG,
        "token": UNIT.id,
        "bytes": 0,
    }
    basic = base64.b64encode(f"anything:{TEST.text}".encode()).decode()
    assert (await client.get(PLACE, headers={"authorization": f"Basic {basic}"})).json()["kind"] == "test"
    assert (await client.get(PLACE, headers=office.HEADERS)).json()["kind"] == "office"


@pytest.mark.parametrize("method", ["POST", "DELETE"])
async def test_what_changes_anything_is_the_offices_alone(client: httpx.AsyncClient, method: str) -> None:
    nobody = await client.request(method, PLACE)
    assert (nobody.status_code, nobody.json()["code"]) == (401, "token.missing")
    assert nobody.headers["www-authenticate"].startswith("Bearer")
    assert nobody.headers["content-type"] == "application/problem+json"
    unit = await client.request(method, PLACE, headers=bearer(UNIT.text))
    assert (unit.status_code, unit.json()["code"]) == (403, "token.may_not")
    assert (await client.request(method, PLACE, headers=office.HEADERS)).status_code == 200


async def test_a_page_that_says_so_is_open_to_organisations_or_to_anyone(client: httpx.AsyncClient) -> None:
    for made in (UNIT, TEST):
        assert (await client.post("/v1/events", json={}, headers=bearer(made.text))).status_code == 200
    assert (await client.post("/v1/events", json={})).status_code == 401
    assert (await client.post("/try", data={"fact": "{}"})).status_code == 200


async def test_a_page_of_the_office_that_changes_nothing_is_the_offices_too(client: httpx.AsyncClient) -> None:
    assert (await client.get("/audit")).status_code == 401
    assert (await client.get("/audit", headers=bearer(UNIT.text))).status_code == 403
    assert (await client.get("/audit", headers=office.HEADERS)).status_code == 200


@pytest.mark.parametrize(
    ("authorization", "code"),
    [
        (f"Bearer {WRONG.text}", "token.unknown"),
        (f"Bearer gk_{UNIT.id}_{'x' * 43}", "token.unknown"),
        (f"Bearer {UNIT.text}x", "token.unknown"),
        (f"Bearer {ENDED.text}", "token.ended"),
        ("Bearer", "token.unknown"),
        ("Digest x", "token.form"),
        ("Basic 财", "token.form"),
        ("", "token.form"),
    ],
    ids=["made up", "guessed", "longer", "ended", "none", "another scheme", "not base64", "empty"],
)
async def test_a_token_that_does_not_hold_opens_nothing(
    client: httpx.AsyncClient, counted: Counted, authorization: str, code: str
) -> None:
    for method in ("GET", "POST"):
        headers = {b"authorization": authorization.encode()}
        with capture_logs() as logs:
            answer = await client.request(method, PLACE, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (401, code)
        (line,) = [line for line in logs if line["event"] == "http refused"]
        assert line["route"] == "/organisations/{org}"
        assert not any(len(secret) > 20 and secret in str(logs) + answer.text for secret in authorization.split("_"))
    assert counted(code) == 2


@pytest.mark.parametrize("nothing", ["Bearer ", "Bearer", f"Basic {base64.b64encode(b'office:').decode()}"])
def test_nobody_is_the_office_by_sending_nothing_even_where_its_key_is_empty(nothing: str) -> None:
    known = Tokens(digest(""))
    known.known = {}
    with pytest.raises(RefusedError) as refusal:
        known.caller(nothing)
    assert (refusal.value.status_code, refusal.value.code) == (401, "token.unknown")


async def test_a_token_with_an_end_holds_on_its_last_day_and_on_no_day_that_nobody_knows(
    client: httpx.AsyncClient, tokens: Tokens
) -> None:
    tokens.today = date(2026, 3, 9)
    assert (await client.get(PLACE, headers=bearer(ENDED.text))).status_code == 200
    tokens.today = None
    assert (await client.get(PLACE, headers=bearer(ENDED.text))).status_code == 401


async def test_before_the_tokens_were_read_only_the_key_of_the_office_holds(
    client: httpx.AsyncClient, tokens: Tokens
) -> None:
    tokens.known = None
    answer = await client.get(PLACE, headers=bearer(UNIT.text))
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
    assert (await client.post(PLACE, headers=office.HEADERS)).status_code == 200


async def test_while_a_program_begins_a_unit_is_asked_to_send_again_and_nobody_else_is_let_in(tokens: Tokens) -> None:
    guard = Middleware(Guard, "gateway", Settings(kafka="127.0.0.1:1"), tokens, [], lambda: False)
    app = Starlette(middleware=[guard], routes=[Route("/status", who, methods=["GET", "POST"])])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://gateway") as client:
        answer = await client.post("/v1/events", headers=bearer(UNIT.text))
        assert (answer.status_code, answer.json()["code"]) == (503, "http.not_yet")
        assert (await client.post("/v1/events")).status_code == 401
        assert (await client.post("/status", headers=office.HEADERS)).status_code == 200
        assert (await client.get("/status", headers=bearer(UNIT.text))).status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": "gateway:8080"}, 200),
        ({"host": "GONGKAI.example"}, 200),
        ({"host": "[::1]:8080"}, 200),
        ({"host": "[fd00::7]:8080"}, 200),
        ({"host": "evil.example"}, 421),
        ({"host": "[::"}, 421),
        ({"host": ""}, 421),
        ({"origin": "http://127.0.0.1:8080"}, 200),
        ({"origin": "http://127.0.0.1:9"}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://["}, 403),
        ({"origin": "http://127.0.0.1:8080]"}, 403),
        ({"origin": "https://gongkai.example", "host": "gongkai.example"}, 200),
    ],
)
async def test_only_our_own_pages_and_names_may_ask(
    client: httpx.AsyncClient, headers: dict[str, str], status: int
) -> None:
    for method in ("GET", "POST"):
        answer = await client.request(method, PLACE, headers=headers | office.HEADERS)
        assert answer.status_code == status, answer.text


@pytest.mark.parametrize("form", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
async def test_what_any_page_can_send_is_no_form_that_is_taken(client: httpx.AsyncClient, form: str) -> None:
    headers = office.HEADERS | ({"content-type": form} if form else {})
    answer = await client.post(PLACE, content=b"{}", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (415, "http.media_type")
    assert "application/json" in answer.json()["detail"]
    utf8 = office.HEADERS | {"content-type": "Application/JSON; charset=utf-8"}
    assert (await client.post(PLACE, content=b"{}", headers=utf8)).status_code == 200


async def test_a_body_has_as_many_bytes_as_its_page_takes_and_no_more(client: httpx.AsyncClient) -> None:
    async def parts(count: int) -> AsyncIterator[bytes]:
        for _ in range(count):
            yield b" " * 1024

    for place, most in ((PLACE, MOST), ("/v1/events", 2 * MOST)):
        for body in (b" " * most, parts(most // 1024)):
            answer = await client.post(place, content=body, headers=office.JSON_HEADERS)
            assert (answer.status_code, answer.json()["bytes"]) == (200, most)
        for body in (b" " * (most + 1), parts(most // 1024 + 1)):
            answer = await client.post(place, content=body, headers=office.JSON_HEADERS)
            assert (answer.status_code, answer.json()["code"]) == (413, "http.too_large")


async def test_a_unit_that_asks_too_often_is_told_when_to_ask_again_and_the_office_is_not(
    client: httpx.AsyncClient, counted: Counted
) -> None:
    answers = [await client.get(PLACE, headers=bearer(UNIT.text)) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 4 + [429] * 2
    assert answers[-1].headers["retry-after"] == "2"
    assert counted("http.too_often") == 2
    assert (await client.get(PLACE, headers=bearer(TEST.text))).status_code == 200
    assert {(await client.get(PLACE, headers=office.HEADERS)).status_code for _ in range(10)} == {200}


async def test_who_has_no_token_sends_no_oftener_than_a_unit_and_reads_as_often_as_it_likes(
    client: httpx.AsyncClient, counted: Counted
) -> None:
    answers = [await client.post("/try", data={"fact": "{}"}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 4 + [429] * 2
    assert (answers[-1].headers["retry-after"], counted("http.too_often")) == ("2", 2)
    assert {(await client.get("/try")).status_code for _ in range(10)} == {200}
    assert (await client.post("/try", data={"fact": "{}"}, headers=bearer(UNIT.text))).status_code == 200
    assert {(await client.post("/organisations/a")).status_code for _ in range(10)} == {401}


async def test_who_tries_wrong_tokens_is_told_to_stop_and_right_ones_hold_from_there_too(
    client: httpx.AsyncClient,
) -> None:
    answers = [await client.get(PLACE, headers=bearer(WRONG.text)) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [401] * 3 + [429] * 2
    assert answers[-1].headers["retry-after"] == "60"
    assert (await client.get(PLACE, headers=bearer(UNIT.text))).status_code == 200


async def test_every_refusal_is_a_problem_with_its_rule(client: httpx.AsyncClient) -> None:
    body: dict[str, Any] = (await client.post(PLACE)).json()
    assert body.keys() == {"type", "title", "status", "detail", "error", "code"}
    assert (body["title"], body["status"], body["error"]) == ("Unauthorized", 401, body["detail"])
