"""Waiting for a word: it ends with the word, with the time, and when it is told to end."""

from __future__ import annotations

import asyncio

import pytest

from chassis.waking import woken


async def test_it_ends_with_the_word_or_with_the_time_and_says_which() -> None:
    event = asyncio.Event()
    assert not await woken(event, 0.01)
    event.set()
    assert await woken(event, 60)


async def test_a_task_that_is_cancelled_as_the_word_comes_ends_all_the_same() -> None:
    event, begun = asyncio.Event(), asyncio.Event()

    async def work() -> None:
        while True:
            begun.set()
            await woken(event, 60)
            event.clear()

    working = asyncio.create_task(work())
    await begun.wait()
    event.set()
    working.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(working, 5)
