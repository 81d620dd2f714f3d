"""The organisations and the words of measures: what is new is told once, what is gone by a tombstone."""

from __future__ import annotations

import csv
import json
from datetime import date
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from contracts.families import FAMILIES
from contracts.organisations import Organisation, organisations
from contracts.topics import MEASURES, ORGS
from services.gateway import reference, registry
from services.gateway.organisations import routes
from services.gateway.records import Unit
from services.gateway.registry import Registry
from tests.gateway.conftest import Bench
from tests.gateway.ending import ended
from tests.gateway.toys import DUTIFUL

OFFICE, UNIT = "fengjie-renminzhengfubangongshi", "fengjie-caizhengju"
pytestmark = pytest.mark.servers


def organisation(org: str = UNIT, **changed: Any) -> Organisation:
    fields = {"org": org, "name": "财政局", "county": "fengjie", "county_name": "奉节县", "kind": "部门"}
    return Organisation.model_validate({**fields, **changed})


async def loaded(bench: Bench, *listed: Organisation) -> int:
    async with bench.pool.acquire() as connection, connection.transaction():
        return await registry.load(connection, listed)


async def put(bench: Bench, changed: Organisation) -> str:
    async with bench.pool.acquire() as connection, connection.transaction():
        return await registry.put(connection, changed)


async def names(bench: Bench) -> list[str | None]:
    """The names that the topic was told, in order; None for a tombstone."""
    return [body and json.loads(body)["name"] for _, body in await bench.waiting(ORGS)]


def test_the_packaged_units_of_fengjie_have_its_office_as_their_supervisor() -> None:
    listed = {unit.org: unit for unit in registry.from_file(None)}
    assert len(listed) > 100
    ours = {org: unit.supervisor for org, unit in listed.items() if unit.county == "fengjie"}
    assert ours.pop(OFFICE) is None
    assert set(ours.values()) == {OFFICE}
    assert {unit.supervisor for unit in listed.values() if unit.county != "fengjie"} == {None}


def test_a_list_may_leave_the_supervisor_out_and_names_the_line_that_is_wrong() -> None:
    head, row = "org,name,county,county_name,kind", "a-b,财政局,a,甲县,部门"
    assert organisations(f"{head}\n{row}\n")[0].supervisor is None
    assert organisations(f"{head},supervisor,source\n{row},a-office,x\n")[0].supervisor == "a-office"
    for wrong in ("a_b,财政局,a,甲县,部门", "a-b,,a,甲县,部门", "a-b,财政局,a,甲县,局"):
        with pytest.raises(ValueError, match="line 3"):
            organisations(f"{head}\n{row}\n{wrong}\n")
    with pytest.raises(ValueError, match="line 2 is no line of a CSV"):
        organisations(f"{head}\na-b,{'财' * (csv.field_size_limit() + 1)},a,甲县,部门\n")


async def test_a_file_is_told_once_and_then_what_has_changed_in_it(bench: Bench) -> None:
    first, other = organisation(), organisation("fengjie-minzhengju")
    assert await loaded(bench, first, other) == 2
    assert await loaded(bench, first, other) == 0
    assert await loaded(bench, organisation(name="财政局（新）"), other) == 1
    assert await names(bench) == ["财政局", "财政局", "财政局（新）"]


async def test_what_an_operator_changed_stays_until_the_file_says_something_new(bench: Bench) -> None:
    await loaded(bench, organisation())
    assert await put(bench, organisation(name="甲")) == "changed"
    assert await put(bench, organisation(name="甲")) == "unchanged"
    assert await loaded(bench, organisation()) == 0
    assert await loaded(bench, organisation(name="乙")) == 1
    assert await names(bench) == ["财政局", "甲", "乙"]


def test_a_list_may_hold_codes_days_and_successors_and_says_what_contradicts_itself() -> None:
    head = "org,name,county,county_name,kind,codes,valid_from,valid_to,successor"
    codes = "统一社会信用代码:11500236008653XXXX;行政区划代码:500236"
    unit, follower = organisations(
        f"{head}\na-b,信访局,a,甲县,部门,{codes},2010-05-01,2026-03-31,a-c\na-c,社会工作部,a,甲县,部门\n"
    )
    assert [(code.scheme, code.code) for code in unit.codes] == [
        ("统一社会信用代码", "11500236008653XXXX"),
        ("行政区划代码", "500236"),
    ]
    assert (unit.valid_from, unit.valid_to, unit.successor) == (date(2010, 5, 1), date(2026, 3, 31), "a-c")
    assert (follower.codes, follower.valid_to, follower.successor) == ([], None, None)
    for wrong, why in (
        (",2026-03-31,2026-03-30,", "valid_to: 2026-03-30 is before valid_from"),
        (",,2026-03-31,a-b", "successor: a-b cannot follow itself"),
        (",,,a-c", "successor: a-c takes over from a last day on"),
        ("甲:1;甲:2,,,", "codes: 甲 stands there 2 times"),
        ("1150023600,,,", "codes is wrong"),
        (",2026-02-30,,", "valid_from is wrong"),
    ):
        with pytest.raises(ValueError, match=f"line 2: {why}"):
            organisations(f"{head}\na-b,信访局,a,甲县,部门,{wrong}\n")


async def test_every_instance_knows_at_once(bench: Bench) -> None:
    instances = [Registry(), Registry()]

    async def known() -> list[dict[str, Unit]]:
        async with bench.pool.acquire() as connection:
            return [dict((await instance.units(connection)).by_org) for instance in instances]

    assert await known() == [{}, {}]
    await put(bench, organisation(OFFICE))
    await put(bench, organisation(supervisor=OFFICE))
    assert await known() == [{OFFICE: Unit(), UNIT: Unit(OFFICE)}] * 2
    await ended(bench, UNIT)
    assert await known() == [{OFFICE: Unit(), UNIT: Unit(OFFICE, closed=True)}] * 2


async def test_the_pages_add_and_change_and_say_what_is_wrong(bench: Bench) -> None:
    app = Starlette(routes=routes(bench.context))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://gateway") as client:

        async def send(body: object) -> tuple[int, dict[str, Any]]:
            answer = await client.post("/organisations", content=json.dumps(body))
            return answer.status_code, answer.json()

        await put(bench, organisation(OFFICE))
        body = organisation().model_dump()
        for change in ("added", "unchanged"):
            assert await send(body) == (200, {"org": UNIT, "change": change})
        assert await send({**body, "supervisor": OFFICE}) == (200, {"org": UNIT, "change": "changed"})
        for wrong, code, field in (
            ({**body, "kind": "局"}, "field.value", "kind"),
            ({**body, "org": "Fengjie_1"}, "field.value", "org"),
            ({"org": UNIT}, "field.missing", "name"),
            ({**body, "phone": "13800138000"}, "field.unknown", "phone"),
            (None, "field.type", "data"),
            ([], "field.type", "data"),
        ):
            status, answer = await send(wrong)
            assert (status, answer["code"], answer["field"]) == (422, code, field)
            assert answer["rule"]
            assert answer["remedy"]
            assert answer["rule"] in answer["error"]
        broken = await client.post("/organisations", content=b'{"org":"a","org":"b"}')
        assert (broken.status_code, broken.json()["code"]) == (422, "json.duplicate_key")
    assert len(await bench.waiting(ORGS)) == 3


async def test_the_words_of_measures_are_told_once_and_taken_back_when_they_are_gone(bench: Bench) -> None:
    async def published(families: Any) -> int:
        async with bench.pool.acquire() as connection, connection.transaction():
            return await reference.publish_measures(connection, families)

    every = await published(FAMILIES)
    assert every > len(FAMILIES.duties) + len(FAMILIES.measures)
    assert await published(FAMILIES) == 0
    assert await published(DUTIFUL) > 0
    assert await published(FAMILIES) > 0
    entries = await bench.waiting(MEASURES)
    latest = dict(entries)
    assert json.loads(latest["sources"] or "")["topics"].keys() == {f"{name}.states.v1" for name in FAMILIES.services}
    toy = "duty|toy_mend"
    assert [body is None for key, body in entries if key == toy] == [False, True]
    assert {key for key, body in latest.items() if body is None} == {toy, "kind|toys.toyinspection"}
