"""What is large does not keep others waiting: it is refused unparsed, and judged with turns for others between its facts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.requests import Request

from chassis.access.refused import RefusedError
from services.gateway.http import portions, reading, sent
from services.gateway.http.ground import Now
from services.gateway.http.intake import Intake
from services.gateway.http.submission import Submission
from services.gateway.records import LIMIT, NOBODY
from services.gateway.rules import RuleError

ORG = "x-zhen"
LARGE = Submission(b'{"x":"' + b"x" * LIMIT + b'"}')
SMALL = Submission(b"{}")


class Ground:
    """A day, and no organisation but the sender."""

    asking = asyncio.Semaphore(1)

    async def now(self, _: str) -> Now:
        return Now(date(2026, 3, 6), NOBODY)


class Pool:
    """Of connections that nobody asks anything."""

    @asynccontextmanager
    async def acquire(self) -> AsyncIterator[None]:
        yield


@pytest.fixture
def door(monkeypatch: pytest.MonkeyPatch) -> Intake:
    """An intake to which nothing was sent before."""

    async def nothing(*_: object) -> dict[bytes, Any]:
        return {}

    monkeypatch.setattr(sent, "known", nothing)
    context: Any = SimpleNamespace(pool=Pool(), drill=None, settings=SimpleNamespace(kafka="127.0.0.1:1"))
    ground: Any = Ground()
    return Intake(context, ground)


def request(body: bytes) -> Request:
    """A request with this body."""

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body}

    return Request({"type": "http", "method": "POST", "headers": []}, receive)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b'{"a":[' + b"0," * LIMIT + b"0]}", 400),
        (b" \n{" + b" " * LIMIT + b"}", 400),
        (b"[{}," + b" " * LIMIT, 400),
        (b"[" + b"0," * LIMIT + b"0]", 413),
    ],
    ids=["object", "blanks first", "cut off", "numbers"],
)
async def test_a_large_body_that_is_no_batch_is_not_parsed(
    monkeypatch: pytest.MonkeyPatch, body: bytes, status: int
) -> None:
    monkeypatch.setattr(reading, "parse", lambda _: pytest.fail("the whole is parsed"))
    with pytest.raises(RefusedError) as refusal:
        await reading.batch(request(body))
    assert refusal.value.status_code == status


@pytest.mark.parametrize(("element", "status"), [(b"0", 400), (b"{}", 413)], ids=["numbers", "empty objects"])
async def test_of_millions_of_elements_none_is_kept(
    monkeypatch: pytest.MonkeyPatch, element: bytes, status: int
) -> None:
    monkeypatch.setattr(reading, "_events", lambda _: pytest.fail("the elements are kept"))
    with pytest.raises(RefusedError) as refusal:
        await reading.batch(request(b"[" + (element + b",") * 1_000_001 + element + b"]"))
    assert refusal.value.status_code == status


async def test_a_large_batch_with_something_else_than_an_event_in_it_is_answered_in_its_places() -> None:
    facts = await reading.batch(request(b"[" + LARGE.value + b",7," + SMALL.value + b"]"))
    assert facts == [LARGE, Submission(b"7"), SMALL]


async def test_of_a_small_body_that_is_no_batch_it_is_told_what_is_wrong() -> None:
    with pytest.raises(RuleError) as fault:
        await reading.batch(request(b'[{"id": NaN}]'))
    assert fault.value.code == "json.nan"
    with pytest.raises(RefusedError) as refusal:
        await reading.batch(request(b'{"id": 1}'))
    assert refusal.value.code == "http.batch"


async def test_a_large_batch_of_events_is_read_each_exactly_as_sent() -> None:
    facts = await reading.batch(request(b"[" + LARGE.value + b" , " + SMALL.value + b"]"))
    assert facts == [LARGE, SMALL]


@pytest.mark.parametrize(("facts", "least"), [([LARGE] * 20, 19), ([SMALL] * 500, 9)], ids=["large", "many"])
async def test_others_have_their_turn_while_facts_are_judged(door: Intake, facts: list[Submission], least: int) -> None:
    turns = 0

    async def others() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    waiting = asyncio.create_task(others())
    answers = await door.check(ORG, facts)
    waiting.cancel()
    assert len(answers) == len(facts)
    assert turns >= least


async def _numbered(facts: list[Submission]) -> AsyncIterator[portions.Numbered]:
    for number, fact in enumerate(facts, start=1):
        yield number, fact


async def test_a_batch_is_cut_as_lines_are_by_bytes_and_by_number() -> None:
    facts = [LARGE] * 9 + [SMALL] * (portions.AT_ONCE + 1)
    cut = [len(portion) for portion in portions.of_batch(facts)]
    assert cut == [4, 4, portions.AT_ONCE, 2]
    assert [len(portion) async for portion in portions.of_lines(_numbered(facts))] == cut
    assert list(portions.of_batch([])) == []
