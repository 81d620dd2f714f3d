"""Corrections that name a fact which nobody has sent are told from those whose service does not answer."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest

from cli.amended import CODE, unknown
from cli.emitting import Outcome
from cli.exits import BEHIND, Stop
from cli.web import NoAnswer

ORG = "fengjie-aa"
CORRECTION = {
    "id": "c-1",
    "type": "fact.corrected.v1",
    "subject": "s-1",
    "data": {"fact": "p-1", "fact_type": "column.posted.v1", "data": {}, "reason": "登记有误"},
}
POSTED = {"facts": [{"id": "p-1", "type": "column.posted.v1"}]}


def outcome() -> Outcome:
    return Outcome(handed=1, lines={0: 1}, sent={1: json.dumps(CORRECTION).encode()})


def answers(*each: tuple[int, Any] | None) -> Any:
    """Pages as they are answered one after the other; None: no answer."""
    left: Iterator[tuple[int, Any] | None] = iter(each)

    async def ask(service: str, path: str) -> tuple[int, Any]:
        assert (service, path) == ("publishing", f"/subjects/publishing.column/{ORG}/s-1")
        answer = next(left)
        if answer is None:
            raise NoAnswer("publishing does not answer")
        return answer

    return ask


async def test_a_service_that_is_being_started_again_is_asked_until_it_answers() -> None:
    ask = answers(None, (503, {"error": "publishing has not begun yet"}), (200, POSTED))
    assert await unknown(ask, ORG, outcome(), time.monotonic() + 60) == []


async def test_a_correction_of_what_is_not_there_is_named() -> None:
    pages: list[tuple[int, Any]] = [(404, {"error": "no subject"}), (200, {"facts": []})]
    for page in pages:
        (waiting,) = await unknown(answers(page), ORG, outcome(), time.monotonic() + 60)
        assert (waiting["code"], waiting["value"], waiting["line"]) == (CODE, "p-1", 1)


async def test_when_the_time_is_over_it_says_so_and_calls_no_fact_unknown() -> None:
    with pytest.raises(Stop, match="publishing does not answer") as stopped:
        await unknown(answers(None), ORG, outcome(), time.monotonic() - 1)
    assert stopped.value.code == BEHIND
