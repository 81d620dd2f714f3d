"""Counting on a real PostgreSQL: any order, repetition and batching of the states comes to the same rows."""

from __future__ import annotations

import asyncio
import random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chassis.counting.rows import row
from chassis.fence import Claim
from contracts.topics import ANNUAL, MONTHLY, OBLIGATIONS, QUARTERLY
from contracts.views import ObligationRow, PeriodRow
from tests.metrics.conftest import made
from tests.metrics.records import State, newest, organisation, record, state_record, summed, unmet
from tests.metrics.service import Metrics

MEASURES = [
    "items_published",
    "by_channel@政府网站",
    "by_channel@公示栏",
    "days_to_publish#3",
    "days_to_publish#12",
    "fees_collected",
]
COUNTIES = {"aa": "fengjie", "bb": "yunyang"}
VIEWS = (MONTHLY, QUARTERLY, ANNUAL, OBLIGATIONS)

state_counts = st.dictionaries(
    st.sampled_from(["2025-12", "2026-01", "2026-02"]),
    st.dictionaries(st.sampled_from(MEASURES), st.integers(0, 5), max_size=4),
    max_size=3,
)
owed = st.dictionaries(
    st.sampled_from(["publish:2026-01-05", "publish:2026-02-01", "answer:1"]),
    st.sampled_from(["open", "overdue", "met_late"]),
    max_size=2,
)


@st.composite
def lives(draw: st.DrawFn) -> list[State]:
    """Some versions of some subjects of two organisations and kinds."""
    states = []
    for number in range(draw(st.integers(1, 6))):
        kind, org = (
            draw(st.sampled_from(["catalog.document", "publishing.disclosure"])),
            draw(st.sampled_from("ab")) * 2,
        )
        for version in range(1, draw(st.integers(1, 4)) + 1):
            title = draw(st.sampled_from([None, "通知", "办法"]))
            states.append(State(f"{kind}/{org}/s-{number}", version, draw(state_counts), draw(owed), title))
    return states


def check(metrics: Metrics, states: list[State]) -> None:
    """A reader has the rows that plain code expects, to the byte."""
    expected = summed(states)
    for topic, length in ((MONTHLY, 7), (ANNUAL, 4)):
        rows = {key: amounts for key, amounts in expected.items() if len(key.partition("|")[0]) == length}
        assert metrics.topics[topic] == {key: written(key, amounts) for key, amounts in rows.items()}
    for key, body in metrics.topics[QUARTERLY].items():
        assert PeriodRow.model_validate_json(body).period == key.partition("|")[0]
    assert set(metrics.topics[OBLIGATIONS]) == unmet(states)
    titles = {state.key: state.title for state in newest(states)}
    for key, body in metrics.topics[OBLIGATIONS].items():
        subject, _, name = key.rpartition("/")
        made_row = ObligationRow.model_validate_json(body)
        assert (made_row.title, made_row.kind, made_row.obligation.id) == (
            titles[subject],
            key.split("/")[0],
            name,
        )
        assert made_row.county == COUNTIES[made_row.obligation.org]


def written(key: str, amounts: dict[str, int]) -> bytes:
    """The row of a period and organisation."""
    period, org = key.split("|")
    return row(period, org, COUNTIES[org], amounts)


def rows(metrics: Metrics) -> dict[str, dict[str, bytes]]:
    return {topic: dict(sorted(metrics.topics[topic].items())) for topic in VIEWS}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(states=lives(), seed=st.integers())
async def test_any_order_repetition_and_batching_come_to_the_same_rows(
    dsn: str, states: list[State], seed: int
) -> None:
    chance = random.Random(seed)
    readers = []
    for _ in range(2):
        pool = await made(dsn)
        metrics = Metrics(pool)
        many = [state_record(state) for state in states * chance.choice([1, 2])]
        many += [organisation(org, county) for org, county in COUNTIES.items()]
        chance.shuffle(many)
        while many:
            size = chance.randint(1, len(many))
            await metrics.batch(many[:size])
            del many[:size]
            if chance.random() < 0.4:
                await metrics.relay()
        await metrics.relay()
        check(metrics, states)
        readers.append(rows(metrics))
        assert await metrics.rows("change") == []
        await pool.close()
    assert readers[0] == readers[1]


async def test_a_rebuild_in_one_batch_gives_the_bytes_that_came_in_many(dsn: str) -> None:
    chance = random.Random(5)
    states = [
        State(
            f"publishing.disclosure/{org}/s-{number}",
            version,
            {f"2026-{chance.randint(1, 12):02d}": {chance.choice(MEASURES): 1}},
            {"publish:1": "open"} if version == 1 else {},
        )
        for org in COUNTIES
        for number in range(40)
        for version in (1, 2)
    ]
    pools = [await made(dsn), await made(dsn)]
    live, rebuilt = Metrics(pools[0]), Metrics(pools[1])
    for org, county in COUNTIES.items():
        await live.batch([organisation(org, county)])
    for state in states:
        await live.batch([state_record(state)])
        await live.relay()
    await rebuilt.batch([state_record(state) for state in states])
    await rebuilt.relay()
    await rebuilt.batch([organisation(org, county) for org, county in COUNTIES.items()])
    await rebuilt.relay()
    assert rows(rebuilt) == rows(live)
    check(rebuilt, states)
    for pool in pools:
        await pool.close()


async def test_the_rows_of_a_rebuild_are_newer_than_those_that_readers_have(dsn: str) -> None:
    state = State("publishing.disclosure/aa/s", 1, {"2026-01": {"items_published": 1}})
    sequences = []
    for _ in range(2):
        pool = await made(dsn)
        metrics = Metrics(pool)
        await metrics.batch([state_record(state)])
        sequences += [int(dict(message.headers)["ce_sequence"]) for message in await metrics.relay()]
        await pool.close()
    assert sequences[:3] == [sequences[0]] * 3
    assert sequences[3] > sequences[0] + 1


async def test_a_batch_taken_twice_or_late_adds_nothing(metrics: Metrics) -> None:
    first = [state_record(State("a.b/aa/s", 1, {"2026-01": {"x": 1}}, {"publish:1": "open"}))]
    second = [state_record(State("a.b/aa/s", 2, {"2026-01": {"x": 5}}))]
    other = Metrics(metrics.pool)
    for batch in (first, first, second, first, second):
        await metrics.batch(batch)
        await other.batch(batch)
    await metrics.relay()
    assert metrics.topics[MONTHLY] == {"2026-01|aa": row("2026-01", "aa", "", {"x": 5})}
    assert metrics.topics[OBLIGATIONS] == {}
    assert metrics.counter.counts["superseded"] + other.counter.counts["superseded"] == 8


async def test_a_batch_that_is_rolled_back_leaves_nothing_and_is_counted_when_it_comes_again(
    metrics: Metrics,
) -> None:
    batch = [state_record(State("a.b/aa/s", 1, {"2026-01": {"x": 1, "y@z": 2}}, {"publish:1": "open"}))]
    prepared = metrics.counter.prepare(batch)
    async with metrics.pool.acquire() as connection:
        transaction = connection.transaction()
        await transaction.start()
        await metrics.counter.apply(connection, prepared, Claim.none())
        await transaction.rollback()
    metrics.counter.forget()
    assert await metrics.relay() == []
    assert await metrics.rows("measure") == []
    await metrics.batch([state_record(State("a.b/aa/t", 1, {"2026-01": {"y@z": 7}}))])
    await metrics.batch(batch)
    await metrics.relay()
    assert metrics.topics[MONTHLY] == {"2026-01|aa": row("2026-01", "aa", "", {"x": 1, "y@z": 9})}


async def test_two_instances_that_meet_new_measures_at_once_give_them_one_number(metrics: Metrics) -> None:
    other = Metrics(metrics.pool)
    names = [f"measure_{number}" for number in range(300)]
    await asyncio.gather(
        metrics.batch([state_record(State("a.b/aa/1", 1, {"2026-01": dict.fromkeys(names, 1)}))]),
        other.batch([state_record(State("a.b/aa/2", 1, {"2026-01": dict.fromkeys(reversed(names), 2)}))]),
    )
    await metrics.relay()
    assert metrics.topics[MONTHLY] == {"2026-01|aa": row("2026-01", "aa", "", dict.fromkeys(names, 3))}
    assert len(await metrics.rows("measure")) == len(names)


async def test_a_row_that_comes_to_nothing_is_a_tombstone(metrics: Metrics) -> None:
    await metrics.batch([state_record(State("a.b/aa/s", 1, {"2026-01": {"x": 1}, "2026-02": {"x": 1}}))])
    await metrics.relay()
    await metrics.batch([state_record(State("a.b/aa/s", 2, {"2026-02": {"x": 1}}))])
    sent = {(m.topic, m.key): m.value for m in await metrics.relay()}
    assert sent[MONTHLY, b"2026-01|aa"] is None
    assert (MONTHLY, b"2026-02|aa") not in sent
    await metrics.batch([state_record(State("a.b/aa/s", 3, {}))])
    assert [m.value for m in await metrics.relay()] == [None] * 3
    assert metrics.topics[MONTHLY] == metrics.topics[QUARTERLY] == metrics.topics[ANNUAL] == {}
    assert await metrics.rows("month_count") == []


async def test_what_adds_up_to_the_same_is_not_sent_again(metrics: Metrics) -> None:
    await metrics.batch([state_record(State("a.b/aa/s", 1, {"2026-01": {"x": 1}}))])
    assert len(await metrics.relay()) == 3
    await metrics.batch([state_record(State("a.b/aa/s", 2, {"2026-01": {"x": 1}}))])
    assert await metrics.rows("change") == []
    await metrics.batch([state_record(State("a.b/aa/s", 3, {"2026-01": {"x": 2}}))])
    await metrics.batch([state_record(State("a.b/aa/s", 4, {"2026-01": {"x": 1}}))])
    assert await metrics.relay() == []
    assert await metrics.rows("change") == []


async def test_what_cannot_be_read_is_a_dead_letter_and_nothing_is_sent_of_it(metrics: Metrics) -> None:
    await metrics.batch(
        [
            record("catalog.states.v1", "catalog.document/aa/s", b"not json", {"version": "1"}, offset=4),
            record("catalog.states.v1", "catalog.document/aa/s", None, {"version": "2"}, offset=5),
            record("catalog.states.v1", "aa/s", b"{}", {"version": "1"}, offset=6),
        ]
    )
    letters = await metrics.rows("dead_letter")
    assert {(letter["topic"], letter["offset"], letter["code"]) for letter in letters} == {
        ("catalog.states.v1", offset, "record.unreadable") for offset in (4, 5, 6)
    }
    assert await metrics.relay() == []
    assert await metrics.rows("outbox") == []
