"""Connections to PostgreSQL: one schema a service, named by the search path."""

from __future__ import annotations

from typing import Any

import asyncpg

Connection = asyncpg.pool.PoolConnectionProxy
Pool = asyncpg.Pool

IDLE_IN_TRANSACTION = "90s"
"""A frozen process must not hold its locks for ever; longer than a rebalance, so that a short freeze survives."""


async def connect(dsn: str, schema: str, *, size: int = 4) -> Pool[Any]:
    """A pool whose connections see only ``schema``; OSError or PostgresError when the server is away."""
    return await asyncpg.create_pool(
        dsn,
        min_size=1,
        max_size=size,
        server_settings={
            "search_path": schema,
            "application_name": f"gongkai-{schema}",
            "idle_in_transaction_session_timeout": IDLE_IN_TRANSACTION,
            "jit": "off",
        },
    )
