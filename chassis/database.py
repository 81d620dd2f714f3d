"""Connections to PostgreSQL: one schema a service, named by the search path."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

import asyncpg

from chassis.roles import Part, narrowed

Connection = asyncpg.pool.PoolConnectionProxy
Pool = asyncpg.Pool

TRANSACTION = 30.0
"""Seconds that a transaction may last, by default."""

AWAY = (OSError, asyncpg.CannotConnectNowError, asyncpg.TooManyConnectionsError)
"""No connection now, maybe later; a wrong password or a refused statement is none of these."""

CONNECT = 10.0
"""Seconds for one try to connect: a server that went away without a word is not waited for longer."""

_CLOSE = 3.0
_SIZES = ((None, 6), (Part.READER, 3), (Part.RELAY, 1))
"""Connections at most for each of `Pools`, in their order."""

UNREADABLE = "no DSN that can be read: signs of the password other than letters and digits are written as %XX"
"""What is said of a DSN of which no part is sure to be without the password."""


def place(dsn: str) -> str:
    """Host and port of a DSN, or the folder of its socket: what may be said of it, as it holds a password too."""
    try:
        parts = urlsplit(dsn)
    except ValueError:
        return UNREADABLE
    _, at, host = parts.netloc.rpartition("@")
    if not at and "@" in dsn:
        # A slash or another sign in the password has ended the netloc within it.
        return UNREADABLE
    return host or ",".join(parse_qs(parts.query).get("host", [])) or "its default address"


async def connect(
    dsn: str, schema: str, part: Part | None = None, *, size: int = 6, seconds: float = TRANSACTION
) -> Pool[Any]:
    """A pool whose connections see only ``schema``, and may do what ``part`` may; OSError or PostgresError when the server is away.

    The database ends a transaction after ``seconds``, and a wait for a lock after half of that: a frozen process must not
    hold its locks for ever, nor anyone wait for them. Every transaction here takes seconds at most, as days, notices
    and refolds are worked off in chunks.
    """
    narrower: Mapping[str, str] = {}
    if part:
        connection = await asyncpg.connect(dsn, timeout=CONNECT)
        try:
            narrower = await narrowed(connection, schema, part)
        finally:
            await connection.close()
    transaction, lock = f"{round(seconds * 1000)}ms", f"{round(seconds * 500)}ms"
    return await asyncpg.create_pool(
        dsn,
        min_size=1,
        max_size=size,
        timeout=CONNECT,
        reset=_as_it_is,
        server_settings={
            "search_path": schema,
            "application_name": f"gongkai-{schema}",
            "transaction_timeout": transaction,
            "idle_in_transaction_session_timeout": transaction,
            "lock_timeout": lock,
            "jit": "off",
            **narrower,
        },
    )


class Pools(NamedTuple):
    """A program's connections, by what is done over them."""

    work: Pool[Any]
    reading: Pool[Any]
    relay: Pool[Any]

    async def close(self) -> None:
        """Close them; what is still at work is waited for some seconds."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_CLOSE):
                await asyncio.gather(*(pool.close() for pool in self))


async def pools(dsn: str, schema: str, seconds: float) -> Pools:
    """All of a program's pools, as ``connect`` makes them; none stays open where one cannot be made."""
    opened: list[Pool[Any]] = []
    try:
        for part, size in _SIZES:
            opened.append(await connect(dsn, schema, part, size=size, seconds=seconds))
    except BaseException:
        for pool in opened:
            pool.terminate()
        raise
    return Pools(*opened)


async def _as_it_is(_: Any) -> None:
    """Nothing outlives a transaction here (no session's lock, setting or subscription), so nothing is reset after it."""
