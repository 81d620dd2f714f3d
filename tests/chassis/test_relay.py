"""A relay that fails waits longer and longer, and after a turn that went well as little as at first."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

import pytest
from structlog.testing import capture_logs

from chassis.database import Connection, Pool
from chassis.drill import Drill
from chassis.outbox import Outbox, Pending, Round
from chassis.relay import Relay
from chassis.roles import Needs
from deploy.servers import Servers

pytestmark = pytest.mark.servers


class Broken:
    """A source that fails as told, turn by turn, and then has nothing to send."""

    needs: ClassVar[Needs] = {}

    def __init__(self, fails: Iterable[bool]) -> None:
        self._fails: Iterator[bool] = iter(fails)
        self.over = asyncio.Event()

    def begin(self, without: Iterable[str] = ()) -> None:
        return

    async def load(self, connection: Connection, limit: int) -> Round | None:
        fails = next(self._fails, None)
        if fails is None:
            self.over.set()
        elif fails:
            raise ConnectionResetError
        return None

    async def pending(self, connection: Connection) -> Pending:
        return await Outbox().pending(connection)


async def test_it_waits_longer_while_it_fails_and_a_later_failure_is_a_new_one(
    servers: Servers, pool: Pool[Any]
) -> None:
    source = Broken([True, True, True, False, True, False, True])
    with capture_logs() as logged:
        running = asyncio.create_task(Relay(pool, servers.kafka, "t", Drill(), source).run())
        await asyncio.wait_for(source.over.wait(), 120)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    waits = [entry["seconds"] for entry in logged if entry["event"] == "the relay failed and starts again"]
    assert waits == [0.2, 0.4, 0.8, 0.2, 0.2]
