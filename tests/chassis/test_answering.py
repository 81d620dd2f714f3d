"""Whether the database answers is asked for many at once, and each gets the answer to the question it waited for."""

from __future__ import annotations

import asyncio
from typing import Any, Self

import pytest

from chassis.answering import Asked


class Database:
    """Answers the first question, when it may; every later one never."""

    def __init__(self) -> None:
        self.may_answer, self.answered = asyncio.Event(), asyncio.Event()
        self._questions = 0

    def acquire(self) -> Database:
        return self

    async def __aenter__(self) -> Self:
        self._questions += 1
        await (self.may_answer if self._questions == 1 else asyncio.Event()).wait()
        return self

    async def __aexit__(self, *_: object) -> None:
        self.answered.set()

    async def fetchval(self, _: str) -> int:
        return 1


async def test_a_question_that_was_answered_does_not_wait_for_the_next_that_never_is() -> None:
    database, asked = Database(), Asked()
    pool: Any = database

    async def asks_next() -> None:
        await database.answered.wait()
        await asked(pool)

    first, second = asyncio.create_task(asked(pool)), asyncio.create_task(asks_next())
    await asyncio.sleep(0)
    database.may_answer.set()
    await asyncio.wait_for(first, 60)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(second, 60)
