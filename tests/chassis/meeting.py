"""Two at once: one holds its transaction open until the other waits for it."""

from __future__ import annotations

import time
from typing import Any

from chassis.database import Pool


async def until_somebody_waits_for(pool: Pool[Any], pid: int) -> None:
    """Return when a backend is blocked by ``pid``. Asked outside any transaction: within one, PostgreSQL shows the
    same picture of activity again."""
    deadline = time.monotonic() + 30
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE $1 = ANY(pg_blocking_pids(pid))"
    async with pool.acquire() as onlooker:
        while not await onlooker.fetchval(waiting, pid):
            assert time.monotonic() < deadline, "nobody waits for the lock"
