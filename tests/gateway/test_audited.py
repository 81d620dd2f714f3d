"""What the gateway is asked to change leaves one entry in its audit, in the same transaction; what changes nothing, none."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from typing import Any

import pytest
from starlette.applications import Starlette

from contracts.topics import AUDITS, ORGS
from deploy.servers import Servers
from services.gateway import api, organisations, profiles, registry, rubrics
from tests.asking import OFFICE, asking
from tests.gateway.conftest import Bench
from tests.gateway.test_registries import UNIT, organisation

pytestmark = pytest.mark.servers

NOTICE = {"year": 2027, "version": 1, "notice": "国办发明电〔2026〕7号", "off": ["2027-01-01"], "work": []}


async def entries(bench: Bench) -> list[dict[str, Any]]:
    """What is entered, oldest first; just that waits to be sent."""
    rows = await bench.pool.fetch("SELECT entry, sha256 FROM audit ORDER BY number")
    sent = [json.loads(body or "")["sha256"] for _, body in await bench.waiting(AUDITS)]
    assert sent == [row["sha256"] for row in rows]
    return [json.loads(row["entry"]) for row in rows]


async def ask(bench: Bench, method: str, path: str, body: object = None) -> int:
    pages = [*api.routes(bench.context, bench.days), *organisations.routes(bench.context)]
    async with asking(Starlette(routes=pages)) as client:
        answer = await client.request(method, path, content=None if body is None else json.dumps(body))
    return answer.status_code


async def begun(bench: Bench) -> None:
    """The packaged organisations are known, and the first day has begun."""
    async with bench.pool.acquire() as connection, connection.transaction():
        await registry.load(connection, registry.from_file(None))
    bench.clock = "manual"
    assert await ask(bench, "POST", "/clock/days", {"until": "2026-03-01"}) == 200


def rubric(version: int) -> dict[str, Any]:
    (packaged,) = rubrics.packaged()
    return {**packaged.model_dump(mode="json"), "version": version, "is_default": False}


def profile(version: int) -> dict[str, Any]:
    (packaged,) = profiles.packaged()
    return {**packaged.model_dump(mode="json"), "version": version}


async def test_each_act_leaves_one_entry_that_says_who_did_what(bench: Bench) -> None:
    await begun(bench)
    body = organisation("fengjie-xinbanshi").model_dump()
    for method, path, sent in (
        ("POST", "/clock/days", {"until": "2026-03-05"}),
        ("POST", "/organisations", body),
        ("POST", "/organisations", {**body, "name": "新办事处", "valid_to": "2026-12-31"}),
        ("POST", "/organisations/fengjie-xinbanshi/rename", {"name": "新办"}),
        ("POST", "/organisations/fengjie-xinbanshi/move", {"supervisor": UNIT}),
        ("POST", "/organisations/fengjie-xinbanshi/keys", {"test": True}),
        ("POST", "/organisations/fengjie-xinbanshi/close", {"on": "2026-03-05", "successor": UNIT}),
        ("POST", "/calendars?force=true", NOTICE),
        ("POST", "/profiles?force=true", profile(1)),
        ("POST", "/rubrics?force=true", rubric(1)),
    ):
        assert await ask(bench, method, path, sent) == 200, path
    made = await entries(bench)
    assert {(entry["by"], entry["token"], entry["name"]) for entry in made} == {("office", OFFICE.token, OFFICE.name)}
    assert [(entry["action"], entry["subject"], entry["day"]) for entry in made] == [
        ("days.published", "2026-03-01", "2026-03-01"),
        ("days.published", "2026-03-05", "2026-03-05"),
        ("organisation.added", "fengjie-xinbanshi", "2026-03-05"),
        ("organisation.changed", "fengjie-xinbanshi", "2026-03-05"),
        ("organisation.renamed", "fengjie-xinbanshi", "2026-03-05"),
        ("organisation.moved", "fengjie-xinbanshi", "2026-03-05"),
        ("key.made", "fengjie-xinbanshi", "2026-03-05"),
        ("organisation.closed", "fengjie-xinbanshi", "2026-03-05"),
        ("calendar.loaded", "2027", "2026-03-05"),
        ("profile.loaded", "fengjie", "2026-03-05"),
        ("rubric.loaded", "fengjie", "2026-03-05"),
    ]
    assert made[1]["details"] == {"from_day": "2026-03-02", "to_day": "2026-03-05"}
    assert (made[3]["details"]["name"], made[3]["details"]["valid_to"]) == ("新办事处", "2026-12-31")
    assert made[6]["details"] == {"kind": "test"}
    assert made[7]["details"] == {"change": "closed", "on": "2026-03-05", "successor": UNIT}
    assert made[8]["details"] == {"version": "1", "forced": "True"}


async def test_what_changes_nothing_or_is_refused_leaves_none(bench: Bench) -> None:
    await begun(bench)
    assert await ask(bench, "POST", "/profiles?force=true", profile(1)) == 200
    assert await ask(bench, "POST", "/rubrics?force=true", rubric(1)) == 200
    before = await entries(bench)
    unit = next(unit for unit in registry.from_file(None) if unit.org == UNIT)
    for method, path, body, status in (
        ("POST", "/clock/days", {"until": "2026-03-01"}, 200),
        ("POST", "/clock/days", {"until": "2026-02-01"}, 422),
        ("POST", "/organisations", unit.model_dump(), 200),
        ("POST", "/organisations", {"org": UNIT}, 422),
        ("POST", "/organisations/nowhere/close", {"on": "2026-03-05"}, 404),
        ("POST", "/organisations/nowhere/keys", {}, 404),
        ("POST", f"/organisations/{UNIT}/keys", {"test": "perhaps"}, 422),
        ("POST", "/calendars", {**NOTICE, "version": 0}, 422),
        ("POST", "/calendars", {**NOTICE, "version": 2**31}, 422),
        ("POST", "/profiles", profile(1), 200),
        ("POST", "/rubrics", rubric(1), 200),
        ("POST", "/rubrics", {**rubric(1), "title": "另一份"}, 422),
    ):
        assert await ask(bench, method, path, body) == status, (path, body)
    assert await entries(bench) == before


KILLED = """
import asyncio, os, signal, sys
from types import SimpleNamespace
from starlette.applications import Starlette
from chassis import audit, database
from services.gateway import api, organisations
from services.gateway.days import Days
from tests.asking import asking

dsn, schema, when, method, path, body = sys.argv[1:]
record = audit.record

async def dying(*arguments):
    if when == "after":
        await record(*arguments)
    os.kill(os.getpid(), signal.SIGKILL)

async def main():
    pool = await database.connect(dsn, schema)
    settings = SimpleNamespace(clock="manual", kafka="127.0.0.1:1")
    context = SimpleNamespace(pool=pool, reading=pool, settings=settings, relay=SimpleNamespace(wake=lambda: None))
    audit.record = dying
    pages = [*api.routes(context, Days(context)), *organisations.routes(context)]
    async with asking(Starlette(routes=pages)) as client:
        await client.request(method, path, content=body or None)

asyncio.run(main())
"""


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_gateway_killed_before_it_commits_leaves_neither_the_act_nor_its_entry(
    servers: Servers, bench: Bench, when: str
) -> None:
    await begun(bench)
    schema = await bench.pool.fetchval("SELECT current_schema()")
    waiting, made = await bench.waiting(ORGS), await entries(bench)
    body = json.dumps(organisation("fengjie-xinbanshi").model_dump())
    for method, path, sent in (
        ("POST", "/organisations", body),
        ("POST", f"/organisations/{UNIT}/close", '{"on": "2026-03-01"}'),
        ("POST", "/clock/days", '{"until": "2026-03-09"}'),
    ):
        command = [sys.executable, "-c", KILLED, servers.database, schema, when, method, path, sent]
        died = await asyncio.create_subprocess_exec(*command)
        assert await asyncio.wait_for(died.wait(), 60) == -signal.SIGKILL
    assert (await bench.waiting(ORGS), await entries(bench)) == (waiting, made)
    assert str(await bench.pool.fetchval("SELECT day FROM clock")) == "2026-03-01"
    assert await ask(bench, "POST", "/organisations", json.loads(body)) == 200
    assert [entry["action"] for entry in await entries(bench)] == ["days.published", "organisation.added"]
