"""Notices are delivered by webhook in their order, at least once, and no receiver holds up another's."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any

import pytest

from chassis.database import Pool
from chassis.drill import Drill
from deploy.servers import Servers
from services.gateway.http.notices_log import NoticesLog
from services.gateway.http.parameters import GREATEST
from services.gateway.webhooks import log, store
from services.gateway.webhooks.deliveries import PAUSE_MOST, Deliveries, pause
from services.gateway.webhooks.signing import new_secret
from tests.gateway.noticed import admitted, refused, tell
from tests.gateway.receiver import Receiver, receiving, until

pytestmark = pytest.mark.servers

SECRET = new_secret()
SOON = 0.05


@asynccontextmanager
async def delivering(
    pool: Pool[Any], servers: Servers, instance: str = "1", pauses: Callable[[int], float] = lambda _: SOON
) -> AsyncIterator[Deliveries]:
    """One instance of the gateway delivers."""
    context: Any = SimpleNamespace(pool=pool, drill=Drill(), settings=SimpleNamespace(instance=instance))
    notices = NoticesLog(servers.kafka)
    deliveries = Deliveries(context, notices, pauses)
    running = asyncio.create_task(deliveries.run())
    try:
        yield deliveries
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await deliveries.stop()
        await notices.stop()


async def hooked(pool: Pool[Any], org: str, url: str, *types: str) -> None:
    """The organisation has a webhook, from its first notice on."""
    async with pool.acquire() as connection:
        await store.add(connection, org, url, types, SECRET, 0)


async def logged(pool: Pool[Any], org: str) -> list[dict[str, Any]]:
    """The log of deliveries, oldest first."""
    async with pool.acquire() as connection:
        return (await log.newest(connection, org, GREATEST, 1_000))[::-1]


async def attempted(pool: Pool[Any], org: str) -> None:
    """Returns when an attempt stands in the organisation's log."""
    deadline = time.monotonic() + 60
    while not await logged(pool, org):
        assert time.monotonic() < deadline, org
        await asyncio.sleep(0.01)


async def next_offset(pool: Pool[Any], org: str) -> int:
    return int(await pool.fetchval("SELECT next_offset FROM webhook WHERE org = $1", org))


async def noted(pool: Pool[Any], org: str, offset: int) -> None:
    """Returns when all before ``offset`` is noted as delivered or passed over."""
    deadline = time.monotonic() + 60
    while (now := await next_offset(pool, org)) < offset:
        assert time.monotonic() < deadline, now
        await asyncio.sleep(0.01)


async def test_notices_come_in_their_order_signed_and_each_under_its_id(
    pool: Pool[Any], servers: Servers, receiver: Receiver
) -> None:
    org = await admitted(servers)
    await hooked(pool, org, receiver.url)
    await tell(servers, *(refused(org, number) for number in range(150)))
    async with delivering(pool, servers):
        await until(lambda: len(receiver.got) == 150, "what was there is delivered")
        await tell(servers, refused(org, 150))
        await noted(pool, org, 151)
    assert receiver.facts == [f"sq-{number}" for number in range(151)]
    assert all(got.signed_with(SECRET) for got in receiver.got)
    assert not any(got.signed_with(new_secret()) for got in receiver.got)
    assert len({got.id for got in receiver.got}) == 151
    assert {got.headers["content-type"] for got in receiver.got} == {"application/cloudevents+json"}


async def test_what_is_not_accepted_is_tried_again_before_what_follows_it(
    pool: Pool[Any], servers: Servers, receiver: Receiver
) -> None:
    org = await admitted(servers)
    await hooked(pool, org, receiver.url)
    receiver.answers.extend([500, 404, 302])
    receiver.headers["location"] = receiver.url + "/elsewhere"
    await tell(servers, refused(org, 0), refused(org, 1))
    pauses: list[int] = []

    def soon(attempt: int) -> float:
        pauses.append(attempt)
        return SOON * attempt

    async with delivering(pool, servers, pauses=soon):
        await noted(pool, org, 2)
    assert receiver.facts == ["sq-0", "sq-0", "sq-0", "sq-0", "sq-1"]
    assert len({got.id for got in receiver.got[:4]}) == 1
    assert pauses == [1, 2, 3]
    apart = [later.at - got.at for got, later in zip(receiver.got, receiver.got[1:4], strict=False)]
    assert all(took >= SOON * attempt for attempt, took in enumerate(apart, 1)), apart
    rows = await logged(pool, org)
    assert [(row["attempt"], row["status"], row["accepted"]) for row in rows] == [
        (1, 500, False),
        (2, 404, False),
        (3, 302, False),
        (4, 204, True),
        (1, 204, True),
    ]
    assert "redirect" in rows[2]["reason"]


def test_the_pauses_double_up_to_ten_minutes() -> None:
    assert [pause(attempt) for attempt in (1, 2, 3, 10, 11, 100_000)] == [1, 2, 4, 512, PAUSE_MOST, PAUSE_MOST]


async def test_a_receiver_that_is_dead_or_silent_holds_up_nobody_else(
    pool: Pool[Any], servers: Servers, receiver: Receiver
) -> None:
    dead, mute, well = [await admitted(servers) for _ in range(3)]
    with receiving() as silent:
        silent.silent.set()
        await hooked(pool, dead, "http://127.0.0.1:1/")
        await hooked(pool, mute, silent.url)
        await hooked(pool, well, receiver.url)
        await tell(servers, *(refused(org, number) for org in (dead, mute, well) for number in range(3)))
        async with delivering(pool, servers):
            await until(lambda: len(receiver.got) == 3 and silent.got, "the one that answers has all")
            await noted(pool, well, 3)
            await attempted(pool, dead)
        assert receiver.facts == ["sq-0", "sq-1", "sq-2"]
        assert silent.facts == ["sq-0"]
    assert [await next_offset(pool, org) for org in (dead, mute)] == [0, 0]
    failed = (await logged(pool, dead))[0]
    assert (failed["status"], failed["reason"]) == (None, "no answer (ConnectError)")


async def test_only_the_types_that_were_asked_for_are_delivered(
    pool: Pool[Any], servers: Servers, receiver: Receiver
) -> None:
    org = await admitted(servers)
    await hooked(pool, org, receiver.url, "obligation.overdue.v1")
    overdue = refused(org, 1)
    named = [(name, "obligation.overdue.v1" if name == "ce_type" else value) for name, value in overdue.headers]
    await tell(servers, refused(org, 0), overdue._replace(headers=named), refused(org, 2))
    async with delivering(pool, servers):
        await until(lambda: receiver.got, "the one is delivered")
        await noted(pool, org, 3)
    assert receiver.facts == ["sq-1"]


async def test_what_was_delivered_is_delivered_again_where_it_was_not_noted_under_the_same_id(
    pool: Pool[Any], servers: Servers, receiver: Receiver
) -> None:
    org = await admitted(servers)
    await hooked(pool, org, receiver.url)
    await tell(servers, refused(org, 0))
    async with pool.acquire() as connection, connection.transaction():
        # The note cannot be made while the row is locked, and the instance ends before the lock does.
        await store.locked(connection, org)
        async with delivering(pool, servers):
            await until(lambda: receiver.got, "it is delivered")
    assert await next_offset(pool, org) == 0
    async with delivering(pool, servers):
        await until(lambda: len(receiver.got) == 2, "it is delivered again")
        await noted(pool, org, 1)
    once, again = receiver.got
    assert (once.id, once.body) == (again.id, again.body)


async def test_of_two_instances_one_delivers_and_the_other_when_it_has_ended(
    pool: Pool[Any], servers: Servers, receiver: Receiver
) -> None:
    org = await admitted(servers)
    await hooked(pool, org, receiver.url)
    async with delivering(pool, servers, "2"):
        async with delivering(pool, servers, "1"):
            await tell(servers, *(refused(org, number) for number in range(20)))
            await until(lambda: len(receiver.got) == 20, "one delivers")
        await tell(servers, refused(org, 20))
        await until(lambda: len(receiver.got) == 21, "the other delivers")
    assert receiver.facts == [f"sq-{number}" for number in range(21)]


async def test_one_notice_or_all_from_one_on_are_delivered_again(
    pool: Pool[Any], servers: Servers, receiver: Receiver
) -> None:
    org = await admitted(servers)
    await hooked(pool, org, receiver.url)
    await tell(servers, *(refused(org, number) for number in range(3)))
    async with delivering(pool, servers) as deliveries:
        await until(lambda: len(receiver.got) == 3, "all are delivered")
        async with pool.acquire() as connection:
            await store.again(connection, org, 1)
        deliveries.wake()
        await until(lambda: len(receiver.got) == 4, "one is delivered again")
        async with pool.acquire() as connection:
            await store.again_from(connection, org, 1)
        deliveries.wake()
        await until(lambda: len(receiver.got) == 6, "two are delivered again")
        await tell(servers, refused(org, 3))
        await until(lambda: len(receiver.got) == 7, "and then what comes")
    assert receiver.facts == [f"sq-{number}" for number in (0, 1, 2, 1, 1, 2, 3)]
    assert receiver.got[1].id == receiver.got[3].id == receiver.got[4].id


async def test_a_webhook_that_is_paused_delivers_nothing_until_it_goes_on(
    pool: Pool[Any], servers: Servers, receiver: Receiver
) -> None:
    org, other = await admitted(servers), await admitted(servers)
    await hooked(pool, org, receiver.url)
    await hooked(pool, other, receiver.url)
    async with pool.acquire() as connection:
        assert await store.pause(connection, org, paused=True)
        assert not await store.pause(connection, org, paused=True)
    await tell(servers, refused(org, 0), refused(other, 7))
    async with delivering(pool, servers):
        await until(lambda: receiver.facts == ["sq-7"], "the other is delivered")
        async with pool.acquire() as connection:
            assert await store.pause(connection, org, paused=False)
        await until(lambda: receiver.facts == ["sq-7", "sq-0"], "it goes on where it was")
