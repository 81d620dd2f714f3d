"""Organisations get another name, another place and an end; their history says so, and none ends before its inbox was read."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import httpx
import pytest
from aiokafka import ConsumerRecord, TopicPartition
from starlette.applications import Starlette

from chassis.fence import Fence
from chassis.patience import NotYetError
from contracts.admission import Admission
from contracts.token import TokenKind
from contracts.topics import ADMISSIONS, ORGS, inbox, notices
from services.gateway import tokens
from services.gateway.organisations import routes
from services.gateway.reception import Reception
from services.gateway.registry import Registry
from services.gateway.tokens import TokenWish
from tests.gateway.conftest import Bench
from tests.gateway.ending import LAST, admission_told, closing, ended
from tests.gateway.test_batches import Listener, approved, heard, known, records
from tests.gateway.test_registries import OFFICE, UNIT, loaded, organisation, put

pytestmark = pytest.mark.servers
FORMER = "fengjie-wenhuaju"
OTHER, NEXT_DAY = "fengjie-minzhengju", date(2026, 3, 1)


class Asked:
    """The pages of the register."""

    def __init__(self, bench: Bench) -> None:
        self._app = Starlette(routes=routes(bench.context))

    async def __call__(self, method: str, path: str, body: Any = None) -> tuple[int, dict[str, Any]]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(self._app), base_url="http://gateway") as client:
            answer = await client.request(method, f"/organisations{path}", json=body)
            return answer.status_code, answer.json()


async def standing(bench: Bench, org: str = UNIT) -> str:
    _, entry = await Asked(bench)("GET", f"/{org}")
    return str(entry["standing"])


async def test_a_history_tells_every_change_with_its_day_and_the_topic_keeps_who_is_no_more(bench: Bench) -> None:
    ask = Asked(bench)
    await bench.days.advance(date(2026, 2, 1))
    await known(bench, UNIT, OTHER, OFFICE)
    await bench.days.advance(date(2026, 2, 10))
    changed = {"org": UNIT, "change": "renamed"}
    assert await ask("POST", f"/{UNIT}/rename", {"name": "财政金融局"}) == (200, changed)
    assert await ask("POST", f"/{UNIT}/rename", {"name": "财政金融局"}) == (200, {**changed, "change": "unchanged"})
    assert await ask("POST", f"/{UNIT}/move", {"supervisor": OFFICE}) == (200, {**changed, "change": "moved"})
    end = {"on": "2026-02-28", "successor": OTHER}
    assert await ask("POST", f"/{UNIT}/close", end) == (200, {**changed, "change": "closed"})
    assert await ask("POST", f"/{UNIT}/close", end) == (200, {**changed, "change": "unchanged"})
    _, entry = await ask("GET", f"/{UNIT}")
    assert [(past["day"], past["change"], past["entry"]["name"]) for past in entry["history"]] == [
        ("2026-02-01", "added", "财政局"),
        ("2026-02-10", "renamed", "财政金融局"),
        ("2026-02-10", "moved", "财政金融局"),
        ("2026-02-10", "closed", "财政金融局"),
    ]
    assert (entry["full_name"], entry["supervisor"]) == ("财政金融局", OFFICE)
    assert (entry["valid_to"], entry["successor"], entry["standing"]) == ("2026-02-28", OTHER, "open")
    last = [json.loads(body or "") for org, body in await bench.waiting(ORGS) if org == UNIT][-1]
    assert (last["name"], last["valid_to"], last["successor"]) == ("财政金融局", "2026-02-28", OTHER)
    _, listed = await ask("GET", "")
    assert [unit["org"] for unit in listed["organisations"]] == sorted([UNIT, OTHER, OFFICE])


async def test_what_cannot_be_is_refused_with_the_field_the_rule_and_what_to_do(bench: Bench) -> None:
    ask = Asked(bench)
    await known(bench, UNIT, OTHER, FORMER)
    await closing(bench, OTHER)
    await bench.days.advance(LAST)
    await closing(bench, FORMER, on=date(2026, 2, 27))
    for path, body, status, words in (
        ("close", {"on": "2026-03-31", "successor": "nobody"}, 422, "successor: nobody is not in the registry"),
        ("close", {"on": "2026-03-31", "successor": UNIT}, 422, f"successor: {UNIT} cannot follow itself"),
        ("close", {"on": "2026-03-31", "successor": OTHER}, 422, f"successor: {OTHER} itself ended on 2026-02-28"),
        ("close", {"on": "2026-02-30"}, 422, "on:"),
        ("close", {}, 422, "on:"),
        ("rename", {"name": ""}, 422, "name:"),
        ("rename", {"title": "甲"}, 422, "name:"),
        ("move", {"supervisor": UNIT}, 422, f"supervisor: {UNIT} is not another organisation"),
        ("move", {"supervisor": FORMER}, 422, f"supervisor: {FORMER} is not another organisation"),
        ("move", {"county": "wushan"}, 422, "county: wushan has no organisation"),
    ):
        answered, problem = await ask("POST", f"/{UNIT}/{path}", body)
        assert (answered, problem["error"].startswith(words)) == (status, True), problem
    entry = organisation().model_dump(mode="json")
    for changed, words in (
        ({"org": "operator"}, "org: operator is what a program"),
        ({"org": "office"}, "org: office is what a program"),
        ({"org": "a-new", "supervisor": "nobody"}, "supervisor: nobody is not another organisation"),
        ({"org": "a-new", "supervisor": "a-new"}, "supervisor: a-new is not another organisation"),
        ({"supervisor": "nobody"}, "supervisor: nobody is not another organisation"),
    ):
        answered, problem = await ask("POST", "", {**entry, **changed})
        assert (answered, problem["error"].startswith(words)) == (422, True), problem
    for path in ("close", "rename", "move"):
        body = {"on": "2026-03-31"} if path == "close" else {"name": "甲"} if path == "rename" else {}
        assert (await ask("POST", f"/nowhere/{path}", body))[0] == 404
    assert (await ask("GET", "/nowhere"))[0] == 404
    assert (await ask("GET", "/a%07b"))[0] == 400


async def test_an_end_to_come_changes_nothing_until_its_day_is_over_and_then_waits_for_the_inbox(bench: Bench) -> None:
    await bench.days.advance(date(2026, 2, 27))
    await known(bench, UNIT)
    await closing(bench, UNIT)
    await bench.days.advance(LAST)
    assert await standing(bench) == "open"
    assert await admission_told(bench, UNIT) == [], "it is not over"
    await bench.days.advance(NEXT_DAY)
    assert await standing(bench) == "closing"
    assert await admission_told(bench, UNIT, on=date(2026, 1, 31)) == [], "of an end that was entered before"
    assert await admission_told(bench, UNIT, inbox_end=3) == [], "three records wait in its inbox"
    async with bench.pool.acquire() as connection, connection.transaction():
        await Fence("gateway").positions(connection, [TopicPartition(inbox(UNIT), 0)])
        await connection.execute("UPDATE consumer_offset SET next_offset = 3")
    assert await admission_told(bench, UNIT, inbox_end=3) == [UNIT]
    assert await standing(bench) == "closed"


def news(org: str, end: int) -> ConsumerRecord[Any, Any]:
    body = Admission(org=org, standing="ended", valid_to=LAST, inbox_end=end).model_dump_json().encode()
    return ConsumerRecord(ADMISSIONS, 0, 0, 0, 0, None, body, None, 0, 0, ())


@pytest.mark.parametrize("news_first", [True, False])
async def test_what_was_sent_before_the_rights_ended_is_taken_and_what_comes_later_refused(
    bench: Bench, news_first: bool
) -> None:
    door = bench.door(Listener)
    reception, fence = Reception(door, door._registry), Fence("gateway")

    async def read(batch: list[ConsumerRecord[Any, Any]]) -> None:
        async with bench.pool.acquire() as connection, connection.transaction():
            await reception.apply(connection, reception.prepare(batch), fence.claim(batch))

    await bench.days.advance(date(2026, 2, 27))
    await known(bench, UNIT)
    await closing(bench, UNIT)
    await bench.days.advance(NEXT_DAY)
    async with bench.pool.acquire() as connection, connection.transaction():
        await fence.positions(connection, [TopicPartition(inbox(UNIT), 0), TopicPartition(ADMISSIONS, 0)])
    facts = records(approved(LAST), approved(LAST, "f-2"), approved(LAST, "f-3"))
    before, after = facts[:2], facts[2:]
    for batch in [[news(UNIT, 2)], before] if news_first else [before, [news(UNIT, 2)]]:
        await read(batch)
    await read(after)
    assert [headers["ce_id"] for headers in heard(door)] == ["f-1", "f-2"]
    assert await standing(bench) == "closed"
    ((_, refusal),) = await bench.waiting(notices(UNIT))
    assert json.loads(refusal or "")["code"] == "identity.org_closed"


async def test_news_of_the_admission_never_rest(bench: Bench) -> None:
    door = bench.door(Listener)
    assert Reception(door, door._registry).rest(TopicPartition(ADMISSIONS, 0)) == 0


async def test_http_takes_nothing_more_of_an_organisation_from_the_day_after_its_last(bench: Bench) -> None:
    registry = Registry()
    await known(bench, UNIT)
    await closing(bench, UNIT)
    await bench.days.advance(NEXT_DAY)
    async with bench.pool.acquire() as connection:
        units = await registry.units(connection)
    assert (units.by_org[UNIT].closed, units.for_http.by_org[UNIT].closed) == (False, True)


async def test_an_end_that_an_operator_entered_stays_when_the_file_is_read_again_and_whoever_is_added_again_is_back(
    bench: Bench,
) -> None:
    await loaded(bench, organisation(), organisation(OTHER))
    await ended(bench, UNIT)
    assert await loaded(bench, organisation(), organisation(OTHER)) == 0
    assert await loaded(bench, organisation(name="改名"), organisation(OTHER)) == 1
    assert await standing(bench) == "closed"
    assert await put(bench, organisation()) == "reopened"
    _, entry = await Asked(bench)("GET", f"/{UNIT}")
    assert (entry["standing"], entry["admitted"], entry["valid_to"]) == ("open", False, None)
    await admission_told(bench, UNIT, on=None)
    _, entry = await Asked(bench)("GET", f"/{UNIT}")
    assert (entry["standing"], entry["admitted"]) == ("open", True)


async def test_a_file_may_bring_who_is_no_more_and_a_successor_that_it_names_must_be_there(bench: Bench) -> None:
    await bench.days.advance(NEXT_DAY)
    old = organisation(valid_to=LAST, successor=OTHER)
    with pytest.raises(NotYetError, match=f"{UNIT}: successor: {OTHER} is not in the registry"):
        await loaded(bench, old)
    await loaded(bench, old, organisation(OTHER))
    assert await standing(bench) == "closing"
    assert await admission_told(bench, UNIT) == [UNIT]


async def test_tokens_end_with_the_last_day_of_their_organisation(bench: Bench) -> None:
    await bench.days.advance(LAST)
    await known(bench, UNIT, OTHER)
    async with bench.pool.acquire() as connection, connection.transaction():
        for org in (UNIT, OTHER):
            await tokens.make(connection, TokenWish(kind=TokenKind.UNIT, org=org, name="甲"), LAST)
    await closing(bench, UNIT)

    async def revoked() -> dict[str | None, bool]:
        async with bench.pool.acquire() as connection:
            return {kept.token.org: kept.revoked for kept in await tokens.listed(connection, None)}

    assert await revoked() == {UNIT: False, OTHER: False}
    await bench.days.advance(NEXT_DAY)
    assert await revoked() == {UNIT: True, OTHER: False}
