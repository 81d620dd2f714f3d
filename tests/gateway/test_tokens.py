"""The tokens: made, listed without their secret, rotated with both holding for a while, revoked; told to every program."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from typing import Any

import httpx
import pytest
import pytest_asyncio
from starlette.applications import Starlette

from chassis.access.text import digest, id_of
from chassis.access.tokens import Tokens
from chassis.caller import Caller, CallerKind
from chassis.outbox import Outbox
from chassis.settings import Settings
from chassis.web import Pages, Runtime
from contracts.organisations import Organisation
from contracts.token import Token
from contracts.topics import AUDITS, TOKENS
from deploy.servers import Servers
from services.gateway import api, lifecycle, organisations, registry, tokens_page
from services.gateway.lifecycle import Close
from tests import office
from tests.gateway.conftest import Bench

pytestmark = pytest.mark.servers

UNIT = "fengjie-caizhengju"
TODAY = date(2026, 3, 1)
WAITING = """
SELECT count(*) FROM pg_stat_activity
WHERE wait_event_type = 'Lock' AND application_name = 'gongkai-' || current_schema()
"""
"""Connections of the gateway that wait for what another has locked."""

WISH = {"kind": "unit", "org": UNIT, "name": "财政局办公系统"}


@pytest_asyncio.fixture
async def today(bench: Bench) -> Bench:
    """The gateway on its first day, with one organisation."""
    bench.clock = "manual"
    await bench.days.advance(TODAY)
    unit = Organisation(org=UNIT, name="财政局", county="fengjie", county_name="奉节县", kind="部门")
    async with bench.pool.acquire() as connection, connection.transaction():
        await registry.put(connection, unit)
    return bench


@pytest_asyncio.fixture
async def client(today: Bench, servers: Servers) -> AsyncIterator[httpx.AsyncClient]:
    settings = Settings(kafka=servers.kafka, database=servers.database, office_sha256=office.SHA256)
    app: Starlette = Pages(Runtime("gateway", settings, Outbox(), today.reading)).app()
    context, days = today.context, today.days
    app.router.routes.extend([*api.routes(context, days), *organisations.routes(context)])
    app.router.routes.extend(tokens_page.routes(context, days))
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://gateway", headers=office.HEADERS
    ) as made:
        yield made


async def made(client: httpx.AsyncClient, **wish: Any) -> dict[str, Any]:
    answer = await client.post("/tokens", json={**WISH, **wish})
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    return dict(answer.json())


async def holding(bench: Bench) -> Tokens:
    """The tokens as a program has them that has read the topic."""
    known: dict[str, Token] = {}
    for key, body in await bench.waiting(TOKENS):
        if body is None:
            known.pop(key, None)
        else:
            known[key] = Token.model_validate_json(body)
    tokens = Tokens("")
    tokens.known, tokens.today = known, TODAY
    return tokens


async def test_a_token_is_shown_once_and_afterwards_only_its_last_characters(
    client: httpx.AsyncClient, today: Bench
) -> None:
    shown = await made(client, ends_on="2026-12-31")
    text = shown["token"]
    assert id_of(text) == shown["id"]
    listed = await client.get("/tokens", params={"org": UNIT})
    expected = {**WISH, "id": shown["id"], "made_on": "2026-03-01", "ends_on": "2026-12-31", "last": text[-4:]}
    assert listed.json() == {"tokens": [{**expected, "state": "holds"}]}
    strange = await client.get("/tokens", params={"org": "fengjie-caizhenju"})
    assert (strange.status_code, "gongkai orgs lists it" in strange.text) == (404, True)
    ((key, body),) = await today.waiting(TOKENS)
    assert key == shown["id"]
    assert json.loads(body or "")["sha256"] == digest(text)
    stored = await today.pool.fetchval("SELECT token::text FROM token")
    for place in (stored, body, listed.text):
        assert text.split("_", 2)[2] not in (place or "")


async def test_it_says_whose_it_is(client: httpx.AsyncClient, today: Bench) -> None:
    unit = await made(client)
    trial = await made(client, kind="test", name="联调")
    own = await made(client, kind="office", org=None, name="办公室")
    tokens = await holding(today)
    for shown, kind, org in (
        (unit, CallerKind.UNIT, UNIT),
        (trial, CallerKind.TEST, UNIT),
        (own, CallerKind.OFFICE, ""),
    ):
        assert tokens.caller(f"Bearer {shown['token']}") == Caller(kind, org, shown["id"], shown["name"])


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"org": "fengjie-nowhere"}, "org"),
        ({"org": None}, "org"),
        ({"kind": "office"}, "org"),
        ({"org": "Fengjie_1"}, "org"),
        ({"kind": "root"}, "kind"),
        ({"name": ""}, "name"),
        ({"name": "名" * 101}, "name"),
        ({"ends_on": "2026-02-28"}, "ends_on"),
        ({"ends_on": "2026-02-30"}, "ends_on"),
        ({"secret": "x"}, "secret"),
        ({"name": "王某13800138000"}, "name"),
        ({"name": "110101199003071233"}, "name"),
    ],
)
async def test_a_wish_that_cannot_be_granted_says_why(
    client: httpx.AsyncClient, today: Bench, wish: dict[str, Any], field: str
) -> None:
    answer = await client.post("/tokens", json={**WISH, **wish})
    assert answer.status_code == 422
    assert answer.json()["error"].startswith(f"{field}:")
    assert not any(number in answer.text for number in ("13800138000", "110101199003071233"))
    assert await today.waiting(TOKENS) == await today.waiting(AUDITS) == []


async def test_a_closed_organisation_gets_none_and_those_it_has_end_at_once(
    client: httpx.AsyncClient, today: Bench
) -> None:
    shown = await made(client)
    end = {"on": "2026-02-28"}
    assert (await client.post(f"/organisations/{UNIT}/close", json=end)).status_code == 200
    assert (await client.get("/tokens")).json()["tokens"][0]["state"] == "revoked"
    assert (await holding(today)).known == {}
    assert (await client.post("/tokens", json=WISH)).status_code == 422
    again = await client.post(f"/tokens/{shown['id']}/rotate", json={"overlap": 7})
    assert (again.status_code, "revoked" in again.json()["error"]) == (409, True)


async def test_no_token_is_made_while_its_organisation_is_being_closed(client: httpx.AsyncClient, today: Bench) -> None:
    old = await made(client)
    asked = (client.post("/tokens", json=WISH), client.post(f"/tokens/{old['id']}/rotate", json={"overlap": 7}))
    async with today.pool.acquire() as connection:
        async with connection.transaction():
            await lifecycle.close(connection, UNIT, Close(on=date(2026, 2, 28)))
            answers = [asyncio.create_task(each) for each in asked]
            while not any(answer.done() for answer in answers):
                if await today.pool.fetchval(WAITING) == len(answers):
                    break
            assert not any(answer.done() for answer in answers)
        assert [(await answer).status_code for answer in answers] == [422, 409]
    assert (await holding(today)).known == {}


async def test_a_rotated_token_holds_beside_the_new_one_until_the_overlap_is_over(
    client: httpx.AsyncClient, today: Bench
) -> None:
    old = await made(client)
    answer = await client.post(f"/tokens/{old['id']}/rotate", json={"overlap": 7})
    fresh = answer.json()
    assert fresh["replaces"] == {
        **WISH,
        "id": old["id"],
        "made_on": "2026-03-01",
        "ends_on": "2026-03-08",
        "last": old["last"],
        "state": "holds",
    }
    assert (fresh["kind"], fresh["org"], fresh["name"], fresh["ends_on"]) == (*WISH.values(), None)
    tokens = await holding(today)
    for day, holds in ((TODAY, {old["id"], fresh["id"]}), (date(2026, 3, 8), {old["id"], fresh["id"]})):
        tokens.today = day
        assert {tokens.caller(f"Bearer {each['token']}").token for each in (old, fresh)} == holds
    await today.days.advance(date(2026, 3, 9))
    states = {each["id"]: each["state"] for each in (await client.get("/tokens")).json()["tokens"]}
    assert states == {old["id"]: "ended", fresh["id"]: "holds"}
    late = await client.post(f"/tokens/{old['id']}/rotate", json={"overlap": 7})
    assert (late.status_code, "held until 2026-03-08" in late.json()["error"]) == (409, True)


async def test_a_token_rotated_without_overlap_ends_at_once_and_an_early_end_stays(
    client: httpx.AsyncClient, today: Bench
) -> None:
    old = await made(client, ends_on="2026-03-03")
    long = (await client.post(f"/tokens/{old['id']}/rotate", json={"overlap": 30})).json()
    assert (long["ends_on"], long["replaces"]["ends_on"]) == ("2026-03-03", "2026-03-03")
    short = (await client.post(f"/tokens/{long['id']}/rotate", json={"overlap": 0})).json()
    assert short["replaces"]["state"] == "revoked"
    assert set((await holding(today)).known or {}) == {old["id"], short["id"]}


async def test_a_revoked_token_is_taken_off_the_topic_once(client: httpx.AsyncClient, today: Bench) -> None:
    shown = await made(client)
    for _ in range(2):
        answer = await client.delete(f"/tokens/{shown['id']}")
        assert (answer.status_code, answer.json()["state"]) == (200, "revoked")
    assert [body is None for _, body in await today.waiting(TOKENS)] == [False, True]


async def test_what_is_no_token_is_not_found_and_no_number_is_an_overlap(client: httpx.AsyncClient) -> None:
    shown = await made(client)
    for number in ("nowhere", "x" * 12, "财", "%2e%2e", "0"):
        assert (await client.delete(f"/tokens/{number}")).status_code == 404
        assert (await client.post(f"/tokens/{number}/rotate", json={"overlap": 1})).status_code == 404
    overlaps: list[Any] = ["7", -1, 91, 1.5, None, True, [7], {}]
    for overlap in overlaps:
        answer = await client.post(f"/tokens/{shown['id']}/rotate", json={"overlap": overlap})
        assert (answer.status_code, answer.json()["error"].startswith("overlap:")) == (422, True)
    for body in (b"", b"7", b"[]", b"{", b"\xff"):
        answer = await client.post(f"/tokens/{shown['id']}/rotate", content=body, headers=office.JSON_HEADERS)
        assert answer.status_code == 422


async def test_before_the_first_day_no_token_can_be_made(bench: Bench) -> None:
    bench.clock = "manual"
    app = Starlette(routes=tokens_page.routes(bench.context, bench.days))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://gateway") as client:
        answer = await client.post("/tokens", json={"kind": "office", "name": "办公室"})
    assert (answer.status_code, "publish the first" in answer.json()["error"]) == (409, True)


async def test_with_a_real_clock_a_token_is_of_the_machines_day(bench: Bench) -> None:
    bench.now = datetime(2026, 3, 1, 12, tzinfo=UTC)
    app = Starlette(routes=tokens_page.routes(bench.context, bench.days))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://gateway") as client:
        answer = await client.post("/tokens", json={"kind": "office", "name": "办公室"})
    assert answer.json()["made_on"] == "2026-03-01"


async def test_who_made_rotated_and_revoked_a_token_is_entered_and_no_secret(
    client: httpx.AsyncClient, today: Bench
) -> None:
    first = await made(client, ends_on="2026-12-31")
    second = (await client.post(f"/tokens/{first['id']}/rotate", json={"overlap": 0})).json()
    for _ in range(2):
        assert (await client.delete(f"/tokens/{second['id']}")).status_code == 200
    rows = await today.pool.fetch("SELECT entry FROM audit ORDER BY number")
    entries = [json.loads(row["entry"]) for row in rows]
    assert [(entry["action"], entry["subject"], entry["token"]) for entry in entries] == [
        ("token.made", first["id"], id_of(office.KEY)),
        ("token.rotated", second["id"], id_of(office.KEY)),
        ("token.revoked", second["id"], id_of(office.KEY)),
    ]
    whose = {"kind": "unit", "name": WISH["name"], "org": UNIT, "ends_on": "2026-12-31"}
    assert entries[1]["details"] == {**whose, "replacing": first["id"], "overlap_days": "0"}
    for secret in (first["token"], second["token"], office.KEY, digest(first["token"])):
        assert not any(secret in row["entry"] for row in rows)
