"""Counties' rubrics at the gateway: the packaged one, an operator's, what is refused, and what would change the past."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from contracts.rubric.record import CountyRubric
from contracts.topics import RUBRICS
from services.gateway import registry, rubrics
from services.gateway.api import routes
from tests.gateway.conftest import Bench
from tests.gateway.test_registries import loaded, organisation

pytestmark = pytest.mark.servers

(PACKAGED,) = (rubric.model_dump(mode="json") for rubric in rubrics.packaged())
NEXT = PACKAGED | {"version": 2, "is_default": False, "title": "奉节县考核评分细则", "since": "2026-04-01"}


async def begun(bench: Bench) -> None:
    """The packaged registry and rubrics have been read, and 15 March has begun."""
    async with bench.pool.acquire() as connection, connection.transaction():
        await registry.load(connection, registry.from_file(None))
        await rubrics.load(connection, rubrics.packaged())
        await connection.execute("UPDATE clock SET day = '2026-03-15'")


async def told(bench: Bench) -> list[tuple[str, CountyRubric]]:
    """Keys and records that the topic was told, in order."""
    return [(key, CountyRubric.model_validate_json(body or "")) for key, body in await bench.waiting(RUBRICS)]


async def posted(bench: Bench, body: object, query: str = "") -> tuple[int, dict[str, Any]]:
    app = Starlette(routes=routes(bench.context, bench.days))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://gateway") as client:
        answer = await client.post(f"/rubrics{query}", content=json.dumps(body))
    return answer.status_code, answer.json()


async def test_the_packaged_rubric_is_told_once_and_every_version_stays(bench: Bench) -> None:
    await begun(bench)
    await begun(bench)
    assert [(key, rubric.is_default) for key, rubric in await told(bench)] == [("fengjie/1", True)]
    status, answer = await posted(bench, NEXT)
    assert (status, answer["change"]) == (200, "added")
    assert answer["changes"] == ["名称, from 2026-04-01: 奉节县基层政务公开考核评分细则（默认） → 奉节县考核评分细则"]
    assert bench.woken
    assert [key for key, _ in await told(bench)] == ["fengjie/1", "fengjie/2"]


async def test_an_operator_s_rubric_stays_when_a_newer_one_comes_with_the_program(bench: Bench) -> None:
    await begun(bench)
    newer = [rubric.model_copy(update={"version": 2, "title": "更新的默认"}) for rubric in rubrics.packaged()]
    async with bench.pool.acquire() as connection, connection.transaction():
        assert await rubrics.load(connection, newer) == 1
    assert (await posted(bench, NEXT | {"version": 3}))[0] == 200
    async with bench.pool.acquire() as connection, connection.transaction():
        assert await rubrics.load(connection, [newer[0].model_copy(update={"version": 9})]) == 0


async def test_a_county_without_units_here_gets_no_packaged_rubric(bench: Bench) -> None:
    await loaded(bench, organisation("wushan-a", county="wushan", county_name="巫山县"))
    async with bench.pool.acquire() as connection, connection.transaction():
        assert await rubrics.load(connection, rubrics.packaged()) == 0
    assert await told(bench) == []


async def test_one_that_changes_a_period_that_has_begun_is_refused_unless_it_is_meant(bench: Bench) -> None:
    await begun(bench)
    status, answer = await posted(bench, NEXT | {"since": "2026-03-01"})
    assert status == 409
    assert "this rubric changes what held before 2026-03-15" in answer["error"]
    assert "名称, from 2026-03-01" in answer["error"]
    assert "--force" in answer["error"]
    assert len(await told(bench)) == 1
    assert (await posted(bench, NEXT | {"since": "2026-03-01"}, "?force=true"))[0] == 200


async def test_the_same_again_changes_nothing_and_another_of_the_same_version_is_refused(bench: Bench) -> None:
    await begun(bench)
    assert (await posted(bench, PACKAGED))[1]["change"] == "unchanged"
    assert (await posted(bench, NEXT))[0] == 200
    assert (await posted(bench, NEXT))[1]["change"] == "unchanged"
    status, answer = await posted(bench, NEXT | {"title": "另一份"})
    assert (status, "give version 3" in answer["error"]) == (422, True)
    assert len(await told(bench)) == 2


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (NEXT | {"county": "fenjie"}, "did you mean fengjie (奉节县)"),
        (NEXT | {"full": 9_000}, "the clauses add up to 100, not 90"),
        (NEXT | {"is_default": True}, "leave the line out"),
        (NEXT | {"extra": 1}, "extra"),
        (NEXT | {"full": -1}, "full"),
        (NEXT | {"rosters": [{"code": "x", "units": ["fengjie-caizhenju"]}]}, "did you mean fengjie-caizhengju"),
        ([], "data"),
    ],
)
async def test_what_is_wrong_is_refused_with_words(bench: Bench, body: object, words: str) -> None:
    await begun(bench)
    status, answer = await posted(bench, body)
    assert status == 422
    assert words in answer["error"]
    assert len(await told(bench)) == 1
