"""Instances that stand still: what they say too late, what waits for them, and for how long."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from functools import partial

import asyncpg
import httpx
import pytest

from cli.bus import standing
from contracts.disclosure import FAMILY as DISCLOSURE
from contracts.document import FAMILY as DOCUMENT
from contracts.envelope import SEQUENCE, VERSION
from contracts.kit import Family
from contracts.topics import OBLIGATIONS, PARTITIONS, PERIODS, WATERMARK, intake, states
from dashboard import records
from dashboard.board import Board
from tests.line.facts import Line as Sent
from tests.line.facts import fact
from tests.line.freezing import alone_again, freeze, late, more, stands_still, taken_over, wake
from tests.line.line import Line
from tests.line.searching import page

pytestmark = pytest.mark.servers

VIEWS = (*PERIODS.values(), OBLIGATIONS)
HERE = "fengjie-aa"
SOON = "3"
"""Seconds in place of the long times after which the database ends a transaction or a partition counts as stuck."""


def formed(subject: str, on: str = "2026-05-11") -> Sent:
    data = {"formed_on": on, "attribute": "主动公开", "title": subject}
    return HERE, fact(HERE, f"{subject}-f", "disclosure.formed.v1", subject, date.fromisoformat(on), data)


def published(subject: str, on: str = "2026-05-18", channel: str = "政府网站") -> Sent:
    data = {"published_on": on, "channel": channel}
    name = f"{subject}-{channel}-{on}"
    return HERE, fact(HERE, name, "disclosure.published.v1", subject, date.fromisoformat(on), data)


def approved(subject: str, on: str = "2026-05-11") -> list[Sent]:
    day = date.fromisoformat(on)
    drafted = {"title": subject, "drafted_on": on, "attribute": "主动公开"}
    return [
        (HERE, fact(HERE, f"{subject}-d", "document.drafted.v1", subject, day, drafted)),
        (HERE, fact(HERE, f"{subject}-a", "document.approved.v1", subject, day, {"approved_on": on})),
    ]


def test_rows_that_a_relay_sends_late_have_a_lower_sequence_and_readers_keep_the_newer(line: Line) -> None:
    with taken_over(line, "metrics", "relay.before_send", transaction_timeout=SOON) as first:
        line.send(more(line))
        line.counted({"metrics": "metrics-2"})
        before = len(late(line, SEQUENCE, *VIEWS))
        wake(first)
        line.wait(lambda: len(late(line, SEQUENCE, *VIEWS)) > before, "older rows lie behind newer ones")
    assert line.differences() == []
    board = Board()
    log = line.records(*VIEWS)
    for record in log:
        # Other tests leave records there that nobody can read: the page passes over them.
        with suppress(records.UnreadableError):
            board.apply(records.read(record.topic, record.key, record.value, record.headers))
    rows = [record for record in log if record.topic != OBLIGATIONS]
    newest = {f"{shown.row.period}|{shown.row.org}": shown.value for shown in board.published()}
    assert newest.keys() == standing(rows).keys()
    behind = {(record.topic, record.key): record.value for record in late(line, SEQUENCE, *PERIODS.values())}
    assert [key for (_, key), value in behind.items() if newest.get(key.decode()) != value]


def test_states_that_a_relay_sends_late_have_a_lower_version_and_readers_keep_the_newer(line: Line) -> None:
    subjects = [f"slow-{n}" for n in range(20)]
    topic = states(DISCLOSURE.service)
    with taken_over(
        line,
        "publishing",
        "relay.before_send",
        [formed(subject) for subject in subjects],
        transaction_timeout=SOON,
    ) as first:
        line.send([published(subject) for subject in subjects])
        line.counted({"publishing": "publishing-2"})
        before = len(late(line, VERSION, topic))
        wake(first)
        line.wait(lambda: len(late(line, VERSION, topic)) > before, "older states lie behind newer ones")
    line.counted()
    assert line.differences() == []


def test_an_instance_frozen_in_a_transaction_holds_a_new_day_no_longer_than_the_transaction_lasts(
    line: Line,
) -> None:
    assert line.day is not None
    with taken_over(line, "catalog", "batch.before_commit", transaction_timeout=SOON) as first:
        line.until(line.day + timedelta(days=1))
        line.counted({"catalog": "catalog-2"})
        assert stands_still(first), "nobody waited for it"
        assert line.differences() == []
    line.counted()
    assert line.differences() == []


def test_a_day_is_complete_only_when_what_flows_along_the_line_has_arrived(line: Line) -> None:
    assert line.day is not None
    day = line.day + timedelta(days=1)
    first = freeze(line, "catalog", "relay.before_send", approved("late-1"))
    upstream = states(DOCUMENT.service)
    assert not any(record.key and b"/late-1" in record.key for record in line.records(upstream))
    line.until(day)
    line.wait(lambda: has_seen(line, "publishing", day), "publishing has done all that is its own of the day")
    line.send([formed("meanwhile")])
    own = f"{DISCLOSURE.kind}/{HERE}/meanwhile".encode()
    line.wait(
        lambda: own in {record.key for record in line.records(states(DISCLOSURE.service))},
        "publishing goes on meanwhile",
    )
    status = line.ask("publishing", "/status")
    assert status["closed"] == (day - timedelta(days=1)).isoformat()
    assert complete_up_to(line) == status["closed"]
    wake(first)
    line.counted()
    assert complete_up_to(line) == day.isoformat()
    before_the_close = every_partition_until_closed(line, states(DISCLOSURE.service), day)
    assert f"{DISCLOSURE.kind}/{HERE}/late-1".encode() in before_the_close
    assert line.differences() == []
    alone(line, "catalog")


def has_seen(line: Line, name: str, day: date) -> bool:
    status = line.ask(name, "/status")
    return (status["day"], status["subjects"]["behind"]) == (day.isoformat(), 0)


def complete_up_to(line: Line) -> str:
    """The day that metrics calls complete."""
    return str(standing(line.records(WATERMARK))["complete"]["complete_up_to"])


def every_partition_until_closed(line: Line, topic: str, day: date) -> set[bytes]:
    """Keys of the states that lie before the closing of ``day`` in their partition; all partitions have closed it."""
    closed: set[int] = set()
    keys: set[bytes] = set()
    for record in line.records(topic):
        if record.key is None and day.isoformat().encode() in record.value:
            closed.add(record.partition)
        elif record.partition not in closed and record.key is not None:
            keys.add(record.key)
    assert closed == set(range(PARTITIONS))
    return keys


def alone(line: Line, name: str) -> None:
    line.children[name].stop(10)
    line.start(name)


@contextmanager
def held(line: Line, query: str, *arguments: object) -> Iterator[None]:
    """Somebody else holds the rows that ``query`` locks."""
    loop = asyncio.new_event_loop()
    connection = loop.run_until_complete(asyncpg.connect(line.servers.database))
    try:
        loop.run_until_complete(connection.execute("BEGIN"))
        loop.run_until_complete(connection.fetch(query, *arguments))
        yield
    finally:
        loop.run_until_complete(connection.close())
        loop.close()


def partition_of(family: Family, subject: str) -> int:
    return zlib.crc32(f"{family.kind}/{HERE}/{subject}".encode()) % PARTITIONS


def test_a_partition_that_cannot_move_is_named_and_the_others_go_on(line: Line) -> None:
    topic = intake(DISCLOSURE.service)
    line.children["publishing"].stop(10)
    line.start("publishing", ready_stuck="2", transaction_timeout=SOON)
    line.counted()
    subjects = [f"st-{n}" for n in range(40)]
    stands = next(subject for subject in subjects if partition_of(DISCLOSURE, subject) == 2)
    others = [subject for subject in subjects if partition_of(DISCLOSURE, subject) != 2]
    end = sum(record.partition == 2 for record in line.records(topic))
    offset = "SELECT FROM publishing.consumer_offset WHERE (topic, partition) = ($1, $2) FOR UPDATE"
    with held(line, offset, topic, 2):
        line.send([formed(stands)])
        line.wait(lambda: bool(stuck(line)), "it is said to be stuck")
        line.send([formed(subject) for subject in others])
        counted = states(DISCLOSURE.service)
        line.wait(
            lambda: (
                {f"{DISCLOSURE.kind}/{HERE}/{subject}".encode() for subject in others}
                <= {record.key for record in line.records(counted)}
            ),
            "the other partitions go on",
        )
        assert stuck(line) == [(topic, 2, end)]
        ready = httpx.get(line.url("publishing", "/health/ready"), trust_env=False, timeout=120)
        assert ready.status_code == 503
        assert any(f"{topic}[2] stands at offset {end}" in problem for problem in ready.json()["problems"])
        assert "gongkai_stuck_partitions 1.0" in page(line, "publishing", "/metrics")
    line.counted()
    assert stuck(line) == []
    assert line.ask("publishing", "/health/ready")["ready"] is True
    assert line.differences() == []
    alone(line, "publishing")


def stuck(line: Line) -> list[tuple[str, int, int]]:
    """What publishing says of its partitions that stand still."""
    status = line.status("publishing") or {"stuck": []}
    return [(place["topic"], place["partition"], place["offset"]) for place in status["stuck"]]


def test_two_instances_that_take_documents_and_their_disclosures_at_once_miss_no_link(line: Line) -> None:
    line.children["publishing"].stop(10)
    subjects = [f"pair-{n}" for n in range(100)]
    line.send([sent for subject in subjects for sent in (*approved(subject), published(subject))])
    line.wait(lambda: line.status("catalog") is not None, "catalog answers")
    line.start("publishing")
    line.start("publishing", instance="2")
    line.wait(partial(shared, line), "each has its partitions")
    subjects = [f"pair-live-{n}" for n in range(100)]
    line.send([sent for subject in subjects for sent in (published(subject), *approved(subject))])
    line.counted()
    assert line.differences() == []
    alone_again(line, "publishing")


def test_two_instances_of_which_one_has_the_facts_and_one_the_documents_wait_for_each_other(
    line: Line,
) -> None:
    every = [f"meet-{n}" for n in range(60)]
    line.send([published(subject) for subject in every])
    line.start("publishing", instance="2")
    line.wait(partial(shared, line), "each has its partitions")
    line.counted()
    facts = assigned(line, "publishing", intake(DISCLOSURE.service))
    documents = assigned(line, "publishing-2", states(DOCUMENT.service))
    subjects = [
        subject
        for subject in every
        if partition_of(DISCLOSURE, subject) in facts and partition_of(DOCUMENT, subject) in documents
    ]
    assert len(subjects) > 5
    keys = [f"{DISCLOSURE.kind}/{HERE}/{subject}" for subject in subjects]
    with held(line, "SELECT FROM publishing.subject WHERE key = ANY($1) FOR UPDATE", keys):
        line.send([published(subject, "2026-05-20", "公示栏") for subject in subjects])
        line.send([sent for subject in subjects for sent in approved(subject)])
        line.wait(lambda: waiting_for_a_lock(line) == 2, "both have come to the same subjects")
    line.counted()
    assert line.differences() == []
    alone_again(line, "publishing")


def waiting_for_a_lock(line: Line) -> int:
    """Transactions of publishing that wait for what another one holds."""

    async def go() -> int:
        connection = await asyncpg.connect(line.servers.database)
        try:
            query = (
                "SELECT count(*) FROM pg_stat_activity "
                "WHERE application_name = 'gongkai-publishing' AND wait_event_type = 'Lock'"
            )
            return int(await connection.fetchval(query))
        finally:
            await connection.close()

    return asyncio.run(go())


def assigned(line: Line, label: str, topic: str) -> list[int]:
    """Partitions of a topic that a process has."""
    partitions: list[int] = line.ask(label, "/status")["assigned"][topic]
    return partitions


def shared(line: Line) -> bool:
    """Whether both instances of publishing have partitions of the documents' states."""
    both = [line.status(label) for label in ("publishing", "publishing-2")]
    return all(status and status["assigned"].get(states(DOCUMENT.service)) for status in both)
