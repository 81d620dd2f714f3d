"""What the gateway remembers of HTTP's facts, and what a judgement rests on."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from chassis import refusals
from chassis.database import Pool
from contracts.notices import RecordRef, Refusal
from contracts.organisations import Organisation
from services.gateway import registry
from services.gateway.http import sent
from services.gateway.http.ground import DoorShutError, Ground
from services.gateway.http.judged import Known
from services.gateway.registry import Registry
from tests.gateway.conftest import Bench

pytestmark = pytest.mark.servers

TOPIC = "dept.x.events"
NAME = b"n" * 16


def lies(offset: int, digest: bytes = b"d" * 16) -> dict[bytes, Known]:
    return {NAME: Known(digest, RecordRef(topic=TOPIC, partition=0, offset=offset))}


async def test_the_first_place_of_a_fact_stays(pool: Pool[Any]) -> None:
    async with pool.acquire() as connection:
        await sent.note(connection, TOPIC, lies(7))
        await sent.note(connection, TOPIC, lies(9))
        assert await sent.known(connection, TOPIC, [NAME, b"o" * 16]) == lies(7)


async def test_a_fact_that_the_door_refused_afterwards_is_not_known_and_its_id_is_free(pool: Pool[Any]) -> None:
    async with pool.acquire() as connection:
        await sent.note(connection, TOPIC, lies(7))
        refusal = Refusal(
            code="identity.org_closed", field="", value="", rule="", remedy="", record=lies(7)[NAME].place, sha256=""
        )
        await refusals.put(connection, [refusal])
        assert await sent.known(connection, TOPIC, [NAME]) == {}
        await sent.note(connection, TOPIC, lies(12, b"e" * 16))
        assert await sent.known(connection, TOPIC, [NAME]) == lies(12, b"e" * 16)


async def test_nothing_is_judged_before_the_first_day_or_of_an_organisation_that_nobody_knows(pool: Pool[Any]) -> None:
    bench = Bench(pool, pool, clock="manual")
    days, org = bench.days, Organisation(org="x-1", name="甲", county="x", county_name="某县", kind="部门")
    ground = Ground(pool, days, Registry())
    with pytest.raises(DoorShutError, match="registry"):
        await ground.now("x-1")
    async with pool.acquire() as connection, connection.transaction():
        await registry.put(connection, org)
    with pytest.raises(DoorShutError, match="no day has begun"):
        await ground.now("x-1")
    await days.advance(date(2026, 3, 1))
    now = await ground.now("x-1")
    assert (now.today, "x-1" in now.units.orgs) == (date(2026, 3, 1), True)
