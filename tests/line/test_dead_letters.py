"""Records that nobody of ours wrote, on every topic: they are put aside, nobody ends, and neighbours go on."""

from __future__ import annotations

import asyncio
from collections import Counter
from functools import partial
from typing import Any

import httpx
import pytest
from aiokafka import TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, RecordsToDelete

from chassis.address import client
from chassis.outbox import Message
from cli.bus import open_bus
from cli.commands.verify import view_differences
from cli.recount import Recounted, recount
from cli.target import Target
from contracts.families import FAMILIES
from contracts.topics import (
    CALENDARS,
    DAYS,
    MEASURES,
    MONTHLY,
    OBLIGATIONS,
    ORGS,
    PROFILES,
    WATERMARK,
    inbox,
    intake,
    states,
)
from tests.line.freezing import more
from tests.line.line import NAMES, Line

pytestmark = pytest.mark.servers

HERE = "fengjie-aa"
FACT = [
    ("ce_id", b"foreign"),
    ("ce_type", b"disclosure.published.v1"),
    ("ce_subject", b"foreign"),
    ("ce_time", b"2026-06-01T09:00:00+08:00"),
    ("ce_org", HERE.encode()),
    ("ce_recordedon", b"2026-06-01"),
    ("ce_digest", b"00"),
]
STATE = [("ce_type", b"catalog.document.drafted.v1"), ("ce_version", b"1")]
DOCUMENT = f"catalog.document/{HERE}".encode()
DISCLOSURE = f"publishing.disclosure/{HERE}".encode()

EVERY_SERVICE = set(FAMILIES.services)
KEEPS_UNITS = {"requests", "catalog", "publishing", "metrics", "assessment"}

FOREIGN: list[tuple[Message, set[str]]] = [
    (Message(intake("publishing"), DISCLOSURE + b"/no-headers", b"not json", []), {"publishing"}),
    (Message(intake("publishing"), DISCLOSURE + b"/no\0key", b"{}", FACT), {"publishing"}),
    (Message(intake("publishing"), DISCLOSURE + b"/" + b"x" * 3000, b"{}", FACT), {"publishing"}),
    (Message(intake("requests"), b"\xff\xfe", None, []), {"requests"}),
    (Message(states("catalog"), DOCUMENT + b"/not-json", b"not json", STATE), {"publishing", "metrics", "assessment"}),
    (Message(states("catalog"), DOCUMENT + b"/tombstone", None, STATE), {"publishing", "metrics", "assessment"}),
    (Message(states("catalog"), None, b"not json", []), {"publishing", "metrics"}),
    (
        Message(states("requests"), b"requests.application/x", b"{}", STATE),
        {"catalog", "publishing", "metrics", "assessment"},
    ),
    (Message(ORGS, b"nobody-at-all", None, []), set()),
    (Message(ORGS, b"nobody-at-all", b"not json", []), KEEPS_UNITS),
    (Message(ORGS, b"no\0body", None, []), KEEPS_UNITS),
    (Message(ORGS, b"nobody-with-a-name", b'{"name": "x"}', []), KEEPS_UNITS),
    (Message(MEASURES, b"sources", b"not json", []), {"metrics"}),
    (Message(DAYS, b"day", b"not json", []), {*EVERY_SERVICE, "assessment"}),
    (Message(DAYS, b"day", None, []), {*EVERY_SERVICE, "assessment"}),
    (Message(DAYS, b"day", b'{"day": "9999-12-31"}', []), EVERY_SERVICE),
    (Message(CALENDARS, b"2031-1", b'{"year": 2031}', []), EVERY_SERVICE),
    (Message(CALENDARS, b"2030-1", b"not json", []), EVERY_SERVICE),
    (Message(PROFILES, b"nowhere", b"not json", []), {*EVERY_SERVICE, "assessment"}),
    (Message(PROFILES, b"nowhere", None, []), EVERY_SERVICE),
    (Message(MONTHLY, f"2026-05|{HERE}".encode(), b"not json", []), set()),
    (Message(OBLIGATIONS, b"nothing", b"[]", []), set()),
    (Message(WATERMARK, b"complete", b"not json", []), {"assessment"}),
]
"""Each record, and who reads its topic and puts it aside."""


@pytest.fixture(scope="module")
def foreign(line: Line) -> list[tuple[dict[str, Any], set[str]]]:
    """The records have been read: where each lies, and who has put it aside."""
    line.start("dashboard")
    line.send(more(line, 20))
    offsets = line.put([message for message, _ in FOREIGN])
    line.send(more(line, 20))
    line.counted()
    return [
        ({"topic": message.topic, "partition": 0, "offset": offset}, readers)
        for offset, (message, readers) in zip(offsets, FOREIGN, strict=True)
    ]


def answers(url: str) -> bool:
    """Whether a program that has been started answers already."""
    try:
        return httpx.get(url, trust_env=False, timeout=30).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False


def test_each_reader_puts_them_aside_and_goes_on(line: Line, foreign: list[Any]) -> None:
    for name in NAMES:
        aside = [
            {part: letter[part] for part in ("topic", "partition", "offset")}
            for letter in line.dead_letters(name)
            if not letter["topic"].startswith("dept.")
        ]
        expected = [place for place, readers in foreign if name in readers]
        assert sorted(aside, key=str) == sorted(expected, key=str), name
    assert line.differences() == []
    assert all(line.children[name].alive for name in (*NAMES, "dashboard"))
    line.wait(partial(answers, line.url("dashboard", "/health/ready")), "the dashboard is ready")


def test_they_are_still_there_when_a_service_starts_again_and_it_goes_on_all_the_same(
    line: Line, foreign: list[Any]
) -> None:
    for name in ("metrics", "publishing", "requests", "dashboard"):
        line.children[name].kill()
        line.start(name)
    line.send(more(line, 20))
    line.counted()
    line.wait(lambda: line.children["dashboard"].alive and ready(line, "dashboard"), "the dashboard is ready")
    assert line.differences() == []
    line.children.pop("dashboard").stop(10)


def test_whoever_recounts_the_log_passes_over_what_the_services_put_aside(line: Line, foreign: list[Any]) -> None:
    async def go() -> Recounted:
        async with open_bus(Target(line.servers.kafka, {})) as bus:
            return await recount(bus)

    recounted = asyncio.run(go())
    assert (recounted.day, recounted.failed) == (line.day, {})
    views, obligations = line.views()
    for name, rows in recounted.views.items():
        assert view_differences(name, rows, views[name]) == []
    assert view_differences("obligations", recounted.obligations, obligations) == []


def ready(line: Line, name: str) -> bool:
    return httpx.get(line.url(name, "/health/ready"), trust_env=False, timeout=120).status_code == httpx.codes.OK


def test_a_record_that_is_still_unreadable_is_refused_again_with_words_and_sent_to_nobody(
    line: Line, foreign: list[Any]
) -> None:
    before = ends(line)
    for place, readers in foreign:
        for name in sorted(readers):
            answer = line.post("/dead-letters/replay", place, name=name, status=422)
            assert "is refused again" in answer["error"]
    letters = {name: line.dead_letters(name) for name in NAMES}
    assert not [letter for name in NAMES for letter in letters[name] if letter["replayed"]]
    assert {letter["code"] for letter in letters["metrics"]} == {"record.unreadable"}
    assert ends(line) == before


def test_what_is_no_dead_letter_or_no_longer_in_the_log_is_answered_so(line: Line, foreign: list[Any]) -> None:
    nowhere = {"topic": MONTHLY, "partition": 0, "offset": 0}
    assert "no dead letter" in line.post("/dead-letters/replay", nowhere, name="metrics", status=404)["error"]
    (offset,) = line.put([Message(inbox(HERE), b"key", b"not json", [])])
    line.counted()
    place = {"topic": inbox(HERE), "partition": 0, "offset": offset}
    cut(line, inbox(HERE), offset + 1)
    gone = line.post("/dead-letters/replay", place, status=410)
    assert "is no longer in the log; ask the department to send it again" in gone["error"]
    assert not [letter for letter in line.dead_letters("gateway") if letter["replayed"]]


def cut(line: Line, topic: str, offset: int) -> None:
    """Let the log of a topic begin here, as when its disk was made smaller."""

    async def go() -> None:
        admin = AIOKafkaAdminClient(**client(line.servers.kafka))
        await admin.start()
        try:
            await admin.delete_records({TopicPartition(topic, 0): RecordsToDelete(offset)})
        finally:
            await admin.close()

    asyncio.run(go())


def ends(line: Line) -> Counter[str]:
    """How many records lie in the topics that services write."""
    names = [
        *map(states, ("requests", "catalog", "publishing")),
        *map(intake, ("requests", "catalog", "publishing")),
    ]
    return Counter(record.topic for record in line.records(*names))
