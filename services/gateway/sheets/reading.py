"""The gateway's side of the process that reads a workbook."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

import msgspec

from services.gateway.sheets.order import Order, Report, Verdict

MOST_SECONDS = 900.0
"""From the order to the end, sending included; what takes longer hangs."""

_report: Callable[[bytes], Report] = msgspec.json.Decoder(Report).decode
_MODULE = "services.gateway.sheets.worker"


class EndedError(Exception):
    """The process has ended without a word: it was stopped, or took more memory or time than it may."""


class Reading:
    """A process with one order."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def report(self) -> Report:
        """The next that it says. EndedError when it says nothing more."""
        assert self._process.stdout is not None
        line = await self._process.stdout.readline()
        if not line:
            raise EndedError
        return _report(line)

    async def answer(self, verdicts: Sequence[Verdict]) -> None:
        """What was refused of what was sent."""
        await self._write(msgspec.json.encode(list(verdicts)))

    async def order(self, order: Order) -> None:
        """What is to be read."""
        await self._write(msgspec.json.encode(order))

    def kill(self) -> None:
        """End it, unless it has ended."""
        if self._process.returncode is None:
            self._process.kill()

    async def _write(self, line: bytes) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(line + b"\n")
            await self._process.stdin.drain()
        except (ConnectionError, RuntimeError) as error:
            # The loop names a pipe of a process that is gone either way.
            raise EndedError from error


@asynccontextmanager
async def reading(order: Order) -> AsyncIterator[Reading]:
    """Starts a process for the order; it is ended with the context."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        _MODULE,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        # A traceback may quote a cell.
        stderr=asyncio.subprocess.DEVNULL,
        pass_fds=(order.upload, order.lines, order.returned, order.result),
    )
    begun = Reading(process)
    try:
        await begun.order(order)
        yield begun
    finally:
        begun.kill()
        await process.wait()
