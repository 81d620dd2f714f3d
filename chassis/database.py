"""Connections to PostgreSQL: one schema a service, named by the search path."""

from __future__ import annotations

from typing import Any

import asyncpg

Connection = asyncpg.pool.PoolConnectionProxy
Pool = asyncpg.Pool

TRANSACTION, LOCK = "30s", "15s"
"""A frozen process must not hold its locks for ever, nor anyone wait for them: every transaction here takes seconds,
as days, notices and refolds are worked off in chunks."""


async def connect(dsn: str, schema: str, *, size: int = 4) -> Pool[Any]:
    """A pool whose connections see only ``schema``; OSError or PostgresError when the server is away."""
    return await asyncpg.create_pool(
        dsn,
        min_size=1,
        max_size=size,
        server_settings={
            "search_path": schema,
            "application_name": f"gongkai-{schema}",
            "transaction_timeout": TRANSACTION,
            "idle_in_transaction_session_timeout": TRANSACTION,
            "lock_timeout": LOCK,
            "jit": "off",
        },
    )
