"""Running a coroutine that Ctrl-C, SIGTERM or SIGHUP ends by cancelling it, so that it can close what it opened."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")

NUMBERS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def run(coroutine: Coroutine[Any, Any, Result]) -> Result:
    """Its result; KeyboardInterrupt when a signal cancelled it. Signal handlers are left as they were found."""
    before = {number: signal.getsignal(number) for number in NUMBERS}
    try:
        return asyncio.run(_cancellable(coroutine))
    except asyncio.CancelledError:
        raise KeyboardInterrupt from None
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


async def _cancellable(coroutine: Coroutine[Any, Any, Result]) -> Result:
    task = asyncio.current_task()
    assert task is not None
    for number in NUMBERS:
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    return await coroutine
