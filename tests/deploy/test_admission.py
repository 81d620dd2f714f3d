"""Organisations come and go while everything runs: topics, rights, passwords and quotas follow the register, and nothing else does."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.errors import KafkaConnectionError, TopicAuthorizationFailedError

from chassis.address import Address, address, client
from contracts.admission import Admission
from contracts.organisations import ORG, Organisation
from contracts.time import Day
from contracts.topics import ADMISSIONS, DAYS, ORGS, department_topics, inbox
from deploy import rights
from deploy.admission import Office
from deploy.quotas import QuotaError, quotas
from deploy.rights import USERS, users_of
from deploy.servers import Servers
from deploy.users import users

pytestmark = pytest.mark.servers

NEW, BUSY = "admitted-new", "admitted-busy"
LAST = date(2026, 3, 31)
WIDE = quotas({})


def entry(org: str, valid_to: date | None = None) -> bytes:
    unit = Organisation(org=org, name="新局", county="a", county_name="甲县", kind="部门", valid_to=valid_to)
    return unit.model_dump_json().encode()


async def say(servers: Servers, topic: str, key: str, value: bytes) -> None:
    """What the gateway says, which the test does not run."""
    async with AIOKafkaProducer(**client(servers.kafka), acks="all") as producer:
        await producer.send_and_wait(topic, value, key=key.encode(), headers=[("ce_type", ORG.encode())])


async def admissions_of(servers: Servers, org: str) -> list[Admission]:
    """What was told of ``org``, in order."""
    async with AIOKafkaConsumer(**client(servers.kafka), auto_offset_reset="earliest") as consumer:
        place = TopicPartition(ADMISSIONS, 0)
        consumer.assign([place])
        end = (await consumer.end_offsets([place]))[place]
        records = []
        while await consumer.position(place) < end:
            records += (await consumer.getmany(place, timeout_ms=1_000)).get(place, [])
    return [Admission.model_validate_json(r.value) for r in records if r.key == org.encode()]


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(60):
        while not await holds():  # noqa: ASYNC110  # another program's doing
            await asyncio.sleep(0.05)


@asynccontextmanager
async def office(servers: Servers, limits: dict[str, float] = WIDE) -> AsyncIterator[asyncio.Event]:
    """An office at work, and whether it has done all that it has read of the register."""
    settled = asyncio.Event()
    lines: list[str] = []
    work = asyncio.create_task(
        Office(
            servers.kafka, limits, lines.append, settled=lambda done: settled.set() if done else settled.clear()
        ).run()
    )
    try:
        yield settled
    finally:
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)
    assert not any("stands still" in line for line in lines), lines


async def write(own: Address, topic: str, value: bytes = b"{}", times: int = 1) -> None:
    producer = AIOKafkaProducer(**own.client(), enable_idempotence=True, request_timeout_ms=20_000)
    try:
        await producer.start()
        await asyncio.gather(*[await producer.send(topic, value, partition=0) for _ in range(times)])
    finally:
        await producer.stop()


@pytest.fixture(scope="module")
async def bus(servers: Servers) -> Servers:
    """The broker with the shared topics, on a day in March."""
    await rights.opened(servers, [])
    await say(servers, DAYS, "day", Day(day=date(2026, 3, 30)).model_dump_json().encode())
    return servers


async def test_whoever_is_entered_may_speak_and_whoever_had_the_last_day_may_not_and_nothing_is_lost(
    bus: Servers,
) -> None:
    assert bus.broker is not None
    own = bus.broker.departments(NEW, "the-password")
    async with office(bus):
        await say(bus, ORGS, NEW, entry(NEW))
        await until(lambda: _stands(bus, NEW, "admitted"))
        async with users(bus.kafka) as broker:
            assert users_of([NEW]) <= await broker.known()
        with pytest.raises(KafkaConnectionError):
            await write(own, inbox(NEW))
        await rights.let_in(bus.kafka, own.text)
        await write(own, inbox(NEW), times=3)

        await say(bus, ORGS, NEW, entry(NEW, LAST))
        await say(bus, DAYS, "day", Day(day=LAST).model_dump_json().encode())
        await write(own, inbox(NEW))
        await say(bus, DAYS, "day", Day(day=date(2026, 4, 1)).model_dump_json().encode())
        await until(lambda: _stands(bus, NEW, "ended"))
        ended = (await admissions_of(bus, NEW))[-1]
        assert (ended.valid_to, ended.inbox_end) == (LAST, 4)

        with pytest.raises(KafkaConnectionError):
            await write(own, inbox(NEW))
        gateway = address(bus.kafka_as(USERS["gateway"]))
        with pytest.raises(TopicAuthorizationFailedError):
            await write(gateway, inbox(NEW))
        async with users(bus.kafka) as broker:
            held, known = await broker.rights(), await broker.known()
        assert not users_of([NEW]) & known
        assert not {right for right in held if right.user in users_of([NEW])}
        names = {right.name for right in held if right.user in USERS.values()}
        assert {spec.name for spec in department_topics(NEW)} - {inbox(NEW, test=True)} <= names, "they are read"

        await say(bus, ORGS, NEW, entry(NEW))
        await until(lambda: _stands(bus, NEW, "admitted"))
        with pytest.raises(KafkaConnectionError):
            await write(own, inbox(NEW))
        await rights.let_in(bus.kafka, replace(own, password="another").text)
        await write(replace(own, password="another"), inbox(NEW))


async def _stands(servers: Servers, org: str, standing: str) -> bool:
    news = await admissions_of(servers, org)
    return bool(news) and news[-1].standing == standing


async def test_an_office_that_begins_again_tells_nothing_twice_and_puts_right_what_was_changed_by_hand(
    bus: Servers,
) -> None:
    gone, here = "admitted-gone", "admitted-here"
    await say(bus, ORGS, gone, entry(gone, date(2026, 1, 31)))
    await say(bus, ORGS, here, entry(here))
    async with office(bus) as settled:
        await settled.wait()
    before = [await admissions_of(bus, gone), await admissions_of(bus, here)]
    assert [[news.standing for news in each] for each in before] == [["ended"], ["admitted"]]
    async with users(bus.kafka) as broker:
        await broker.grant({right for right in rights.rights([gone]) if right.user in users_of([gone])})
        await broker.revoke({right for right in rights.rights([here]) if right.user == here})
    async with office(bus) as settled:
        await settled.wait()
    assert [await admissions_of(bus, gone), await admissions_of(bus, here)] == before
    async with users(bus.kafka) as broker:
        held = await broker.rights()
    assert not {right for right in held if right.user in users_of([gone])}
    assert {right for right in held if right.user == here} == {
        right for right in rights.rights([here]) if right.user == here
    }


async def test_a_stack_that_starts_again_gives_nothing_back_to_whoever_has_ended(bus: Servers) -> None:
    gone = "admitted-gone"
    await say(bus, ORGS, gone, entry(gone, date(2026, 1, 31)))
    async with office(bus) as settled:
        await settled.wait()
    await rights.opened(bus, [gone])
    async with users(bus.kafka) as broker:
        assert not {right for right in await broker.rights() if right.user in users_of([gone])}


async def test_one_department_at_full_speed_is_slowed_down_and_another_s_single_fact_is_not(bus: Servers) -> None:
    assert bus.broker is not None
    single = "admitted-single"
    # The broker counts over eleven seconds: as much as it lets pass in these, and then half as much again.
    limits = quotas({"GONGKAI_QUOTA_IN": "20000"})
    async with office(bus, limits):
        for org in (BUSY, single):
            await say(bus, ORGS, org, entry(org))
            await until(lambda org=org: _stands(bus, org, "admitted"))  # type: ignore[misc]
            await rights.let_in(bus.kafka, bus.broker.departments(org, "the-password").text)
        begun = time.monotonic()
        flood = asyncio.create_task(
            write(bus.broker.departments(BUSY, "the-password"), inbox(BUSY), b"x" * 10_000, times=33)
        )
        took = []
        while not flood.done():
            sent = time.monotonic()
            await write(bus.broker.departments(single, "the-password"), inbox(single))
            took.append(time.monotonic() - sent)
            await asyncio.sleep(0.5)
        await flood
        assert time.monotonic() - begun > 4, "the flood was slowed down"
        assert max(took) < 3, "a fact beside it was not"


@pytest.mark.parametrize("text", ["much", "0", "-1", "nan", "inf"])
def test_a_quota_that_is_none_is_named(text: str) -> None:
    with pytest.raises(QuotaError, match=f"GONGKAI_QUOTA_OUT: '{text}' is no number above 0"):
        quotas({"GONGKAI_QUOTA_OUT": text})


async def test_a_key_that_was_made_before_outlives_the_admission(bus: Servers) -> None:
    assert bus.broker is not None
    org = "admitted-keyed"
    own = bus.broker.departments(org, "the-password")
    await rights.let_in(bus.kafka, own.text)
    await say(bus, ORGS, org, entry(org))
    for _ in range(2):
        async with office(bus) as settled:
            await settled.wait()
        await write(own, inbox(org))
