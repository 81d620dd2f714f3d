"""Work in a thread ends when it is told to, and is not waited for beyond its grace."""

from __future__ import annotations

import asyncio
import threading
import time

import pytest

from deploy.background import Background


def test_it_is_ended_where_it_waits_and_cleans_up() -> None:
    seen: list[str] = []

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            seen.append(threading.current_thread().name)

    background = Background("at-work", work)
    background.start()
    background.stop(10)
    assert seen == ["at-work"]


@pytest.mark.parametrize("begun", [True, False])
def test_nothing_is_waited_for_longer_than_it_is_given(begun: bool) -> None:
    released = threading.Event()

    async def work() -> None:
        released.wait(30)

    background = Background("stuck", work)
    if begun:
        background.start()
    started = time.monotonic()
    background.stop(0.2)
    assert time.monotonic() - started < 10
    released.set()


def test_what_has_ended_by_itself_may_be_stopped() -> None:
    async def work() -> None:
        return

    background = Background("short", work)
    background.start()
    background.stop(10)
    background.stop(10)
