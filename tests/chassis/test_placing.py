"""Where partitions begin is what the database says last, whatever was fetched or asked before."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
import pytest_asyncio
from aiokafka import TopicPartition

from chassis import consumer as consuming
from chassis.consumer import Consumer
from chassis.database import Connection, Pool
from chassis.fence import Fence, Positions, Record
from chassis.handler import Handler
from chassis.placing import Placing
from chassis.settings import Settings
from deploy.servers import Servers
from tests.chassis.ledgers import Log

pytestmark = pytest.mark.servers

ONE, TWO = TopicPartition("t", 0), TopicPartition("t", 1)


class Held:
    """A pool that is as good as its database: away for the first questions, or slow to answer until it may."""

    def __init__(self, pool: Pool[Any], away: int = 0) -> None:
        self._pool, self._away = pool, away
        self.asked, self.may_answer = asyncio.Event(), asyncio.Event()
        self.may_answer.set()

    def acquire(self) -> Any:
        if self._away:
            self._away -= 1
            raise ConnectionRefusedError
        return _Answer(self, self._pool.acquire())


class _Answer:
    def __init__(self, held: Held, acquired: Any) -> None:
        self._held, self._acquired = held, acquired

    async def __aenter__(self) -> Any:
        self._held.asked.set()
        await self._held.may_answer.wait()
        return await self._acquired.__aenter__()

    async def __aexit__(self, *error: object) -> None:
        await self._acquired.__aexit__(*error)


class Told:
    """What a placing tells, in order."""

    def __init__(self) -> None:
        self.all: list[Positions] = []

    def __call__(self, positions: Positions) -> None:
        self.all.append(positions)


async def test_a_database_that_was_away_at_the_assignment_is_asked_until_it_says_where_to_begin(
    pool: Pool[Any],
) -> None:
    reader = Told()
    placing = Placing(Held(pool, away=2), Fence("f"), reader)  # type: ignore[arg-type]  # what a placing uses of a pool
    await placing.assigned({ONE})
    assert reader.all == []
    await asyncio.wait_for(placing.known(), 60)
    assert reader.all == [{ONE: 0}]
    await placing.stop()


async def test_an_answer_that_comes_when_the_partitions_have_changed_hands_is_not_taken(pool: Pool[Any]) -> None:
    reader = Told()
    slow = Held(pool)
    slow.may_answer.clear()
    placing = Placing(slow, Fence("f"), reader)  # type: ignore[arg-type]  # as above
    asking = asyncio.create_task(placing.assigned({ONE}))
    await slow.asked.wait()
    placing.revoked()
    slow.may_answer.set()
    await asking
    assert reader.all == []
    await placing.again({ONE})
    assert reader.all == [], "between two owners nobody is told"
    await placing.assigned({TWO})
    assert reader.all == [{TWO: 0}]
    await placing.again({TWO})
    assert reader.all == [{TWO: 0}, {TWO: 0}]


class Fetching:
    """What of a subscription a consumer uses; the test hands out what was fetched."""

    def __init__(self, *_: object, **calls: Any) -> None:
        self.fetched, self.assigned_to, self.revoked = calls["fetched"], calls["assigned"], calls["revoked"]
        self.sought: list[Positions] = []

    async def start(self) -> None:
        return

    async def stop(self) -> None:
        return

    def assigned(self) -> set[TopicPartition]:
        return {ONE}

    def ends(self) -> dict[TopicPartition, int]:
        return {}

    def seek(self, positions: Positions) -> None:
        self.sought.append(dict(positions))


class Taker:
    """Takes every batch, and says when."""

    def __init__(self) -> None:
        self.taken: list[list[int]] = []
        self.forgot = 0
        self.wrong = False
        self.begun, self.may_go_on, self.done = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self.may_go_on.set()

    def prepare(self, records: Any) -> list[int]:
        return [record.offset for record in records]

    async def apply(self, connection: Any, batch: list[int], claim: Any) -> int:
        await claim.take(connection)
        self.begun.set()
        await self.may_go_on.wait()
        if self.wrong:
            raise ZeroDivisionError
        await claim.store(connection)
        self.taken.append(batch)
        return 0

    def committed(self) -> None:
        self.done.set()

    def forget(self) -> None:
        self.forgot += 1


class Working(Consumer):
    """A consumer whose fetches are the test's."""

    fetching: Fetching


@pytest.fixture
def taker() -> Taker:
    return Taker()


@pytest_asyncio.fixture
async def working(pool: Pool[Any], servers: Servers, taker: Taker, monkeypatch: pytest.MonkeyPatch) -> Any:
    made: list[Fetching] = []

    def subscription(*arguments: Any, **calls: Any) -> Fetching:
        made.append(Fetching(*arguments, **calls))
        return made[-1]

    monkeypatch.setattr(consuming, "Subscription", subscription)
    handler: Handler = taker
    consumer = Working(Settings(kafka="127.0.0.1:1", database=servers.database), pool, "f", handler, max_records=10)
    (consumer.fetching,) = made
    await consumer.start()
    yield consumer
    await consumer.stop()


def lying(first: int, last: int) -> list[Record]:
    log = Log()
    return [log.record("t", b"") for _ in range(last + 1)][first:]


async def test_what_was_fetched_before_the_database_said_where_to_begin_is_not_taken(
    working: Working, taker: Taker
) -> None:
    """Fetched from where the broker believes us to be: met after two assignments, its gap would pass for compaction."""
    for _ in range(3):
        working.fetching.revoked()
        early = asyncio.create_task(working.fetching.fetched(lying(5, 6)))
        await working.fetching.assigned_to({ONE})
        await early
    await working.fetching.fetched(lying(0, 6))
    await asyncio.wait_for(taker.done.wait(), 60)
    assert taker.taken == [[0, 1, 2, 3, 4, 5, 6]]


async def test_a_dead_letter_taken_again_waits_for_the_batch_under_way_and_leaves_nothing_remembered_when_it_fails(
    working: Working, taker: Taker
) -> None:
    entries: list[bool] = []

    async def entered(_: Connection, taken: bool) -> None:
        entries.append(taken)

    await working.fetching.assigned_to({ONE})
    taker.may_go_on.clear()
    await working.fetching.fetched(lying(0, 1))
    await asyncio.wait_for(taker.begun.wait(), 60)
    again = asyncio.create_task(working.again(lying(7, 7)[0], entered))
    await asyncio.sleep(0)
    taker.may_go_on.set()
    assert await again
    assert taker.taken == [[0, 1], [7]]
    forgot, taker.wrong = taker.forgot, True
    with pytest.raises(ZeroDivisionError):
        await working.again(lying(8, 8)[0], entered)
    assert entries == [True]
    assert taker.forgot == forgot + 1
