"""A batch at the door: whose facts wait, whose are refused, what day it is, and what is not locked meanwhile."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pytest
from aiokafka import ConsumerRecord

from chassis.fence import Claim
from chassis.handler import HoldError
from chassis.outbox import Message
from chassis.sender import Batch
from contracts.envelope import SHANGHAI
from contracts.topics import DAYS, QUALITY, inbox, notices
from services.gateway import registry
from services.gateway.days import Days, until_midnight
from services.gateway.intake import Door
from tests.gateway.conftest import Bench
from tests.gateway.ending import ended
from tests.gateway.making import APPROVED, structured
from tests.gateway.test_registries import UNIT, organisation

pytestmark = pytest.mark.servers
OTHER = "fengjie-minzhengju"


class Listener(Door):
    """A door whose facts are heard here instead of being sent."""

    heard: list[Message]

    async def _pass_on(self, messages: Sequence[Message]) -> list[Batch]:
        self.heard = [*getattr(self, "heard", []), *messages]
        return []


def records(*values: Any, org: str = UNIT, test: bool = False) -> list[ConsumerRecord[Any, Any]]:
    """Facts in structured mode as they lie in an inbox; None is a tombstone."""
    headers = (("content-type", b"application/cloudevents+json"),)
    return [
        ConsumerRecord(inbox(org, test=test), 0, place, 0, 0, None, value, None, 0, 0, headers)
        for place, value in enumerate(values)
    ]


def approved(on: date, id: str = "f-1") -> bytes:  # noqa: A002  # the attribute's name
    fact = structured(APPROVED, {"approved_on": on.isoformat()}, id=id, source="oa", time=f"{on}T00:00:02+08:00")
    assert fact.value is not None
    return fact.value


async def apply(bench: Bench, door: Door, batch: list[ConsumerRecord[Any, Any]]) -> None:
    async with bench.pool.acquire() as connection, connection.transaction():
        await door.apply(connection, door.prepare(batch), Claim.none())


async def known(bench: Bench, *orgs: str) -> None:
    async with bench.pool.acquire() as connection, connection.transaction():
        for org in orgs:
            await registry.put(connection, organisation(org))


def heard(door: Any) -> list[dict[str, str]]:
    return [{name: value.decode() for name, value in message.headers} for message in door.heard]


async def test_facts_of_a_unit_not_yet_known_wait_and_go_on_once_it_is(bench: Bench) -> None:
    door = bench.door(Listener)
    await known(bench, OTHER)
    batch = [*records(approved(date(2026, 3, 1)), org=OTHER), *records(approved(date(2026, 3, 1)))]
    with pytest.raises(HoldError, match=f"{UNIT}; add them: gongkai orgs load") as held:
        await apply(bench, door, batch)
    assert held.value.partitions == {(inbox(UNIT), 0)}
    assert OTHER not in str(held.value)
    assert not hasattr(door, "heard")
    await known(bench, UNIT)
    await apply(bench, door, batch)
    assert [headers["ce_sender"] for headers in heard(door)] == [OTHER, UNIT]
    assert await bench.waiting(notices(UNIT)) == []


async def test_a_closed_unit_is_refused_and_told_so(bench: Bench) -> None:
    door = bench.door(Listener)
    await known(bench, UNIT, OTHER)
    await ended(bench, UNIT)
    fact = approved(date(2026, 3, 1))
    await apply(bench, door, [*records(fact), *records(fact, org=OTHER)])
    assert [headers["ce_sender"] for headers in heard(door)] == [OTHER]
    ((_, refusal),) = await bench.waiting(notices(UNIT))
    assert json.loads(refusal or "")["code"] == "identity.org_closed"
    assert await bench.pool.fetchval("SELECT code FROM dead_letter") == "identity.org_closed"


async def test_a_tombstone_in_an_inbox_is_refused_with_words_and_its_neighbours_go_on(bench: Bench) -> None:
    door = bench.door(Listener)
    await known(bench, UNIT)
    await apply(bench, door, records(approved(date(2026, 3, 1)), None, approved(date(2026, 3, 1), "f-2")))
    assert [headers["ce_id"] for headers in heard(door)] == ["f-1", "f-2"]
    ((_, refusal),) = await bench.waiting(notices(UNIT))
    assert json.loads(refusal or "")["code"] == "value.null"
    ((key, row),) = await bench.waiting(QUALITY)
    told = json.loads(row or "")
    assert (told["org"], told["code"], "value" in told) == (UNIT, "value.null", False)
    assert key == f"{told['topic']}:{told['partition']}:{told['offset']}"


async def test_what_lies_in_a_test_inbox_is_judged_alike_answered_one_by_one_and_counted_nowhere(bench: Bench) -> None:
    door = bench.door(Listener)
    await known(bench, UNIT)
    batch = (approved(date(2026, 3, 1)), b"not json", approved(date(2026, 3, 1), "f-2"))
    await apply(bench, door, [*records(*batch), *records(*batch, test=True)])
    assert [headers["ce_id"] for headers in heard(door)] == ["f-1", "f-2"]
    verdicts = [json.loads(body or "") for _, body in await bench.waiting(notices(UNIT, test=True))]
    assert [(verdict["accepted"], verdict["fact"], verdict["record"]["offset"]) for verdict in verdicts] == [
        (True, "f-1", 0),
        (False, None, 1),
        (True, "f-2", 2),
    ]
    assert [verdict["refusal"] and verdict["refusal"]["code"] for verdict in verdicts] == [None, "json.invalid", None]
    ((_, refusal),) = await bench.waiting(notices(UNIT))
    here, there = json.loads(refusal or ""), verdicts[1]["refusal"]
    assert here["record"]["topic"] == inbox(UNIT)
    assert here | {"record": None} == there | {"record": None}
    assert len(await bench.waiting(QUALITY)) == 1
    assert await bench.pool.fetchval("SELECT count(*) FROM dead_letter") == 1
    assert door.counts == {"accepted": 2, "refused": 1, "tested": 3, "rested": 0}


async def test_a_fact_dated_today_gets_in_three_seconds_after_midnight_and_the_day_is_told(
    bench: Bench,
) -> None:
    await bench.days.advance(date(2026, 3, 1))
    await known(bench, UNIT)
    bench.now = datetime(2026, 3, 1, 23, 59, 59, tzinfo=SHANGHAI)
    door = bench.door(Listener)
    await apply(bench, door, records(approved(date(2026, 3, 1))))
    # The same door, which has judged by the day before.
    door._days = Days(bench.context, lambda: datetime(2026, 3, 2, 0, 0, 3, tzinfo=SHANGHAI))
    woken = len(bench.woken)
    await apply(bench, door, records(approved(date(2026, 3, 2), "f-2")))
    assert [headers["ce_recordedon"] for headers in heard(door)] == ["2026-03-01", "2026-03-02"]
    assert [json.loads(body or "")["day"] for _, body in await bench.waiting(DAYS)] == [
        "2026-03-01",
        "2026-03-02",
    ]
    assert len(bench.woken) > woken
    assert await bench.pool.fetchval("SELECT count(*) FROM dead_letter") == 0


async def test_a_day_that_the_machine_has_not_reached_is_still_to_come(bench: Bench) -> None:
    await known(bench, UNIT)
    await apply(bench, bench.door(Listener), records(approved(date(2026, 3, 2))))
    assert await bench.pool.fetchval("SELECT code FROM dead_letter") == "date.future"


async def test_on_a_manual_clock_nobody_asks_the_machine(bench: Bench) -> None:
    bench.clock = "manual"
    await bench.days.advance(date(2026, 2, 1))
    await known(bench, UNIT)
    await apply(bench, bench.door(Listener), records(approved(date(2026, 2, 2))))
    assert await bench.pool.fetchval("SELECT code FROM dead_letter") == "date.future"
    assert len(await bench.waiting(DAYS)) == 1


async def test_a_machine_that_is_behind_turns_no_day_back(bench: Bench) -> None:
    await bench.days.advance(date(2026, 3, 5))
    async with bench.pool.acquire() as connection:
        assert await bench.days.today(connection) == date(2026, 3, 5)


async def test_a_new_day_begins_while_facts_wait_for_their_acks(bench: Bench) -> None:
    class Slow(Door):
        async def _pass_on(self, messages: Sequence[Message]) -> list[Batch]:
            assert await bench.days.advance(date(2026, 3, 2)) == [date(2026, 3, 2)]
            async with bench.pool.acquire() as other, other.transaction():
                await registry.put(other, organisation(OTHER))
            return []

    await known(bench, UNIT)
    await apply(bench, bench.door(Slow), records(approved(date(2026, 3, 1)), None))
    assert await bench.pool.fetchval("SELECT day FROM clock") == date(2026, 3, 2)
    assert len(await bench.waiting(notices(UNIT))) == 1


@pytest.mark.parametrize(("moment", "seconds"), [("2026-03-01T23:59:59.5", 0.5), ("2026-03-01T00:00:00", 86_400)])
def test_the_next_day_is_not_slept_over(moment: str, seconds: float) -> None:
    assert until_midnight(datetime.fromisoformat(moment).replace(tzinfo=SHANGHAI)) == seconds
