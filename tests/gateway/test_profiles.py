"""Counties' profiles at the gateway: packaged ones, an operator's, what is refused, and the units that they hold for."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from contracts.families import FAMILIES
from contracts.profile.record import ProfileRecord
from contracts.topics import PROFILES
from services.gateway import organisations, profiles, registry
from services.gateway.api import routes
from tests.gateway.conftest import Bench
from tests.gateway.ending import LAST, ended
from tests.gateway.test_registries import loaded, organisation, put

pytestmark = pytest.mark.servers

(PACKAGED,) = (profile.model_dump(mode="json") for profile in profiles.packaged())


def registering(since: str) -> list[dict[str, object]]:
    """The packaged duties, but with registration from a day on."""
    others = [choice for choice in PACKAGED["duties"] if choice["duty"] != "register"]
    return [*others, {"duty": "register", "spans": [{"since": since}]}]


ON, PAST = registering("2026-03-01"), registering("2026-02-28")


async def begun(bench: Bench) -> None:
    """The packaged registry and profiles have been read, and 1 March has begun."""
    async with bench.pool.acquire() as connection, connection.transaction():
        await registry.load(connection, registry.from_file(None))
        await profiles.load(connection, profiles.packaged())
        await connection.execute("UPDATE clock SET day = '2026-03-01'")


async def published(bench: Bench) -> list[ProfileRecord]:
    """The records that the topic was told, in order."""
    return [ProfileRecord.model_validate_json(body or "") for _, body in await bench.waiting(PROFILES)]


async def posted(bench: Bench, body: object, query: str = "") -> tuple[int, dict[str, Any]]:
    app = Starlette(routes=routes(bench.context, bench.days))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://gateway") as client:
        answer = await client.post(f"/profiles{query}", content=json.dumps(body))
    return answer.status_code, answer.json()


def packaged_with(version: int, **choices: object) -> dict[str, object]:
    """The packaged profile, with other choices in the places of its own."""
    return PACKAGED | {"version": version} | choices


def test_the_packaged_profile_of_fengjie_says_of_every_duty_that_is_off_by_default_whether_it_is_owed() -> None:
    (fengjie,) = profiles.packaged()
    named = {choice.duty for choice in fengjie.duties}
    assert named == {code for code, duty in FAMILIES.duties.items() if not duty.by_default}


async def test_a_packaged_profile_is_told_once_with_the_units_of_its_county(bench: Bench) -> None:
    await begun(bench)
    (record,) = await published(bench)
    listed = [unit.org for unit in registry.from_file(None) if unit.county == "fengjie"]
    assert (record.county, record.version, record.revision, record.units) == ("fengjie", 1, 1, sorted(listed))
    await begun(bench)
    assert len(await published(bench)) == 1


async def test_a_county_without_units_here_gets_no_packaged_profile(bench: Bench) -> None:
    await loaded(bench, organisation("wushan-a", county="wushan", county_name="巫山县"))
    async with bench.pool.acquire() as connection, connection.transaction():
        assert await profiles.load(connection, profiles.packaged()) == 0
    assert await published(bench) == []


async def test_an_operator_s_profile_takes_its_place_and_stays_when_the_gateway_starts_again(bench: Bench) -> None:
    await begun(bench)
    status, answer = await posted(bench, packaged_with(2, duties=ON))
    assert (status, answer["change"]) == (200, "changed")
    assert answer["changes"] == ["register (登记政府信息公开申请), from 2026-03-01: not owed → owed within 1个工作日"]
    assert bench.woken, "the relay is told that there is something to send"
    async with bench.pool.acquire() as connection, connection.transaction():
        newer = [profile.model_copy(update={"version": 9}) for profile in profiles.packaged()]
        assert await profiles.load(connection, newer) == 0
    assert [(record.version, record.revision) for record in await published(bench)] == [(1, 1), (2, 2)]


async def test_a_newer_packaged_profile_takes_the_place_of_an_older_one(bench: Bench) -> None:
    await begun(bench)
    async with bench.pool.acquire() as connection, connection.transaction():
        newer = [profile.model_copy(update={"version": 2}) for profile in profiles.packaged()]
        assert await profiles.load(connection, newer) == 1
    assert [record.version for record in await published(bench)] == [1, 2]


async def test_one_that_changes_the_past_is_refused_with_what_it_would_do_unless_it_is_meant(bench: Bench) -> None:
    await begun(bench)
    status, answer = await posted(bench, packaged_with(2, duties=PAST))
    assert status == 409
    assert "changes what held before 2026-03-01" in answer["error"]
    assert "from 2026-02-28: not owed → owed" in answer["error"]
    assert "--force" in answer["error"]
    assert len(await published(bench)) == 1
    status, answer = await posted(bench, packaged_with(2, duties=PAST), "?force=true")
    assert (status, answer["change"]) == (200, "changed")


async def test_before_a_day_has_begun_nothing_is_past(bench: Bench) -> None:
    await loaded(bench, organisation())
    assert (await posted(bench, packaged_with(1, duties=PAST)))[1]["change"] == "added"


async def test_the_same_again_changes_nothing_and_another_of_the_same_version_is_refused(bench: Bench) -> None:
    await begun(bench)
    assert (await posted(bench, packaged_with(2, duties=ON)))[0] == 200
    assert (await posted(bench, packaged_with(2, duties=ON)))[1]["change"] == "unchanged"
    status, answer = await posted(bench, packaged_with(2))
    assert (status, "give version 3" in answer["error"]) == (422, True)
    assert len(await published(bench)) == 2


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (packaged_with(2, duties=[{"duty": "registr", "spans": []}]), "did you mean register"),
        (packaged_with(2, county="fenjie"), "did you mean fengjie (奉节县)"),
        (
            packaged_with(2, limits=[{"duty": "answer", "since": "2026-04-01", "amount": 30, "unit": "working_days"}]),
            "or less",
        ),
        (packaged_with(2, extra=1), "extra"),
        (packaged_with(2, duties=[{"duty": "register", "spans": [{"since": "2026-13-01"}]}]), "duties.0.spans.0.since"),
        ([], "data"),
    ],
)
async def test_what_is_wrong_is_refused_with_words(bench: Bench, body: object, words: str) -> None:
    await begun(bench)
    status, answer = await posted(bench, body)
    assert status == 422
    assert words in answer["error"]
    assert len(await published(bench)) == 1


async def test_units_that_come_to_a_county_are_told_with_its_profile_and_those_closed_stay(bench: Bench) -> None:
    async def units() -> list[str]:
        async with bench.pool.acquire() as connection, connection.transaction():
            await profiles.follow(connection)
        return (await published(bench))[-1].units

    await loaded(bench, organisation("a-a"), organisation("b-b", county="wushan", county_name="巫山县"))
    await posted(bench, packaged_with(1, duties=ON))
    await put(bench, organisation("c-c"))
    assert await units() == ["a-a", "c-c"]
    await ended(bench, "c-c")
    assert await units() == ["a-a", "c-c"], "what it owed while it was open is judged by the same profile"
    assert (await published(bench))[-1].ended == {"c-c": LAST}
    await put(bench, organisation("a-a", county="wushan", county_name="巫山县"))
    assert await units() == ["c-c"]
    assert [record.version for record in await published(bench)] == [1, 1, 1, 1]


async def test_the_page_that_adds_an_organisation_tells_its_county_s_profile_again(bench: Bench) -> None:
    await begun(bench)
    app = Starlette(routes=organisations.routes(bench.context))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://gateway") as client:
        body = organisation("fengjie-xinjiaju", name="新家局").model_dump(mode="json")
        assert (await client.post("/organisations", json=body)).status_code == 200
    assert "fengjie-xinjiaju" in (await published(bench))[-1].units
