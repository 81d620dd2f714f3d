"""Every page of every service, asked with numbers, names and bodies that nobody should send: told what is wrong, never a defect."""

from __future__ import annotations

import itertools
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import quote, urlencode

import httpx
import pytest
import pytest_asyncio
from starlette.applications import Starlette
from starlette.routing import Route

from chassis import clock, database
from chassis.drill import Drill
from chassis.service import Context
from chassis.settings import Settings
from chassis.web import Pages, Runtime
from contracts.families import FAMILIES
from deploy.servers import Servers
from services.__main__ import OTHERS, service
from tests import office

pytestmark = pytest.mark.servers

STRANGE = [
    "0",
    "-1",
    "1e9",
    "10000",
    "99999999999999999999999",
    "２０２６",
    "²",
    "2026-13",
    "2026-02-30",
    "0000-00-00",
    "2026-Q9",
    "2026-W01",
    "2026",
    "..",
    "a/b/c",
    "requests.application/x/y",
    "requests.application//",
    "%",
    "'; DROP TABLE outbox --",
    "财政局",
    "😀" * 300,
    "x" * 5_000,
    "\x00",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "nan",
    "null",
    "[]",
    "9" * 5_000,
]
UNKNOWN = (401, "token.missing")
OTHER_FORM = (415, "http.media_type")
"""Where whoever has no token in a header may have one in a form."""

QUERIES = (
    "after",
    "column",
    "county",
    "force",
    "from",
    "issuer",
    "kind",
    "level",
    "limit",
    "measure",
    "month",
    "number",
    "on",
    "org",
    "period",
    "q",
    "row",
    "state",
    "subject",
    "table",
    "unit",
    "until",
    "within",
    "year",
)
BODIES = [
    b"",
    b"null",
    b"[]",
    b"{}",
    b"7",
    b'"x"',
    b"{",
    b"\xff\xfe",
    b"[" * 5_000,
    b'{"a":1,"a":2}',
    b'{"until":"9999-12-31","far":true}',
    b'{"until":9e999}',
    b'{"topic":"t","partition":1e999,"offset":0}',
    b'{"topic":"t","partition":0,"offset":99999999999999999999999}',
    b'{"topic":"\\u0000","partition":0,"offset":0}',
    b'{"topic":[],"partition":true,"offset":null}',
    b'{"key":"\\u0000"}',
    b'{"key":7}',
    b'{"key":"requests.application/\\ud800/x"}',
    b'{"county":"\\u0000","kind":"monthly","period":"2026-01"}',
    b'{"county":7,"kind":[],"period":{}}',
    b'{"county":"fengjie","kind":"monthly","period":"99999-01"}',
    b'{"org":"a","name":"\\u0000","county":"a","county_name":"a","kind":"\xe9\x83\xa8\xe9\x97\xa8"}',
    b'{"kind":"office","name":"\\u0000"}',
    b'{"kind":"unit","org":"a","name":"\\ud800"}',
    b'{"overlap":1e999}',
    b'{"overlap":' + b"9" * 5_000 + b"}",
    b'{"topic":"t","partition":"' + b"9" * 5_000 + b'","offset":0}',
    b'{"year":99999,"version":1,"notice":"x","off":[],"work":[]}',
    b'{"year":2026,"version":99999999999999999999,"notice":"x","off":[],"work":[]}',
]


@pytest_asyncio.fixture(params=[*OTHERS, *FAMILIES.services])
async def asked(request: pytest.FixtureRequest, servers: Servers, schema: str) -> AsyncIterator[httpx.AsyncClient]:
    """The pages of a service over a database of its own, on its first day."""
    wanted = service(request.param)
    settings = Settings(
        kafka=servers.kafka, database=servers.database, clock="manual", office_sha256=office.SHA256, wrong_tokens=1
    )
    # The schema is called after the service everywhere else.
    await replace(wanted, name=schema).migrated(settings)
    pools = await database.pools(settings.database, schema, database.TRANSACTION)
    async with pools.work.acquire() as connection, connection.transaction():
        await clock.set_day(connection, date(2026, 3, 2))
    relay = SimpleNamespace(wake=lambda: None, waiting="")
    source = wanted.source()
    pages = Pages(Runtime(request.param, settings, source, pools.reading))
    context = Context(settings, pools.work, pools.reading, cast("Any", relay), source, Drill(""), pages.tokens)
    parts = await wanted.wire(context)
    app = pages.app()
    app.router.routes.extend(parts.routes)
    pages.openings.extend(parts.openings)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://here", headers=office.HEADERS) as client:
        client.app = app  # type: ignore[attr-defined]
        yield client
    if parts.after:
        await parts.after()
    await pools.close()


def addresses(app: Starlette, method: str) -> Iterator[tuple[str, str]]:
    """Pattern and address of every page, with strange values at its places, one at a time and all at once."""
    for route in app.routes:
        assert isinstance(route, Route), "the guard and this walk know plain routes"
        if method not in (route.methods or ()):
            continue
        places = re.findall(r"{(\w+)(?::\w+)?}", route.path)
        if not places:
            yield route.path, route.path
        usual = ["2026", "fengjie", "2026-01", "fengjie-caizhengju"]
        for strange in STRANGE if places else ():
            for at in itertools.chain([None], range(len(places))):
                filled = iter(
                    quote(strange if at is None or at == index else usual[index], safe="")
                    for index in range(len(places))
                )
                yield route.path, _filled(route.path, filled)


def _filled(path: str, values: Iterator[str]) -> str:
    return re.sub(r"{\w+(?::\w+)?}", lambda _: next(values), path)


def told(answer: httpx.Response, what: str) -> None:
    """Nobody's defect; what is refused is a problem with a sentence."""
    assert answer.status_code < 500 or answer.status_code == 503, f"{what}: {answer.status_code} {answer.text[:300]}"
    form = answer.headers.get("content-type", "").partition(";")[0]
    if answer.status_code < 400 or what.startswith("/health") or (form == "text/html" and "<main" in answer.text):
        return
    assert form == "application/problem+json", f"{what}: {answer.text[:300]}"
    assert len(answer.json()["detail"].split()) > 2, f"{what}: {answer.text}"


async def test_strange_numbers_and_names_in_a_path_are_not_found_or_wrong(asked: httpx.AsyncClient) -> None:
    for method in ("GET", "DELETE"):
        for pattern, address in addresses(asked.app, method):  # type: ignore[attr-defined]
            told(await asked.request(method, address), f"{pattern} by {method} {address[:200]!r}")


async def test_strange_values_of_a_query_are_not_found_or_wrong(asked: httpx.AsyncClient) -> None:
    app: Starlette = asked.app  # type: ignore[attr-defined]
    usual = {
        "year": "2026",
        "period": "2026-01",
        "report": "fengjie-monthly-2026-01",
        "issuer": "fengjie",
        "number": "1",
    }
    for route in app.routes:
        assert isinstance(route, Route)
        if "GET" not in (route.methods or ()):
            continue
        path = re.sub(r"{(\w+)(?::\w+)?}", lambda place: usual.get(place[1], "fengjie-caizhengju"), route.path)
        for name, strange in itertools.product(QUERIES, STRANGE[::3]):
            told(await asked.get(f"{path}?{urlencode({name: strange})}"), f"{path}?{name}={strange[:60]!r}")


async def test_strange_bodies_are_wrong(asked: httpx.AsyncClient) -> None:
    for pattern, address in addresses(asked.app, "POST"):  # type: ignore[attr-defined]
        for body in BODIES:
            answer = await asked.post(address, content=body, headers=office.JSON_HEADERS)
            told(answer, f"{pattern} with {body[:80]!r}")


async def test_no_page_that_changes_anything_answers_without_a_token(asked: httpx.AsyncClient) -> None:
    del asked.headers["authorization"]
    walked = 0
    for method in ("POST", "DELETE", "PUT", "PATCH"):
        for _, address in addresses(asked.app, method):  # type: ignore[attr-defined]
            walked += 1
            answer = await asked.request(method, address, content=b"{}", headers={"content-type": "application/json"})
            assert (answer.status_code, answer.json()["code"]) in (UNKNOWN, OTHER_FORM), address
    assert walked
