"""The outbox: what a batch has to say is written in the batch's transaction and sent afterwards.

A row holds a message, or names a subject: of that the relay sends the newest state, whatever number of
changes wait, and tells the causes of all of them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import partial
from typing import Any, ClassVar, NamedTuple

import msgspec

from chassis.database import Connection
from chassis.roles import Needs


class Message(NamedTuple):
    """One record to send. ``partition`` None: by key. ``value`` None: a tombstone. Headers that go through the outbox are texts."""

    topic: str
    key: bytes | None
    value: bytes | None
    headers: Sequence[tuple[str, str | bytes]]
    partition: int | None = None


_encode = msgspec.json.Encoder().encode
decode_headers = msgspec.json.Decoder(list[tuple[str, str]]).decode

_DELETE = "DELETE FROM outbox WHERE id = ANY($1::bigint[])"
_OLDEST = """
SELECT id, topic, partition, key, headers, value FROM outbox WHERE id > $1 AND topic <> ALL($3::text[]) ORDER BY id LIMIT $2
"""


async def put(connection: Connection, messages: Iterable[Message]) -> int:
    """Add ``messages`` in their order and say how many. Take state locks before: ids then follow versions."""
    rows = [(m.topic, m.partition, m.key, _encode(m.headers).decode(), m.value) for m in messages]
    if rows:
        await connection.copy_records_to_table(
            "outbox", records=rows, columns=("topic", "partition", "key", "headers", "value")
        )
    return len(rows)


class Round(NamedTuple):
    """What to send, and what to do in the same transaction once all of it has been acknowledged."""

    messages: Sequence[Message]
    done: Callable[[Connection], Awaitable[None]]
    is_last: bool = False
    """Nothing waited behind these rows when they were loaded."""


class Pending(NamedTuple):
    """What waits to be sent: how many rows, the oldest's id and age in seconds, and the last id ever given."""

    depth: int
    oldest_id: int | None
    age: float | None
    last_id: int


def pending_in(table: str) -> str:
    """The query behind `Pending`, for a table of rows with ``id`` and ``created_at``."""
    return f"""
SELECT count(*) AS depth, min(id) AS oldest_id, extract(epoch FROM now() - min(created_at))::float8 AS age,
       coalesce((SELECT last_value FROM pg_sequences
                 WHERE schemaname = current_schema() AND sequencename = '{table}_id_seq'), 0) AS last_id
FROM {table}
"""  # noqa: S608  # the table is one of ours


class Outbox:
    """The relay's source where every row is a message (see chassis.relay.Source)."""

    needs: ClassVar[Needs] = {"outbox": "SELECT, DELETE"}
    _PENDING = pending_in("outbox")

    def __init__(self) -> None:
        self._last = 0
        self._without: list[str] = []

    def begin(self, without: Iterable[str] = ()) -> None:
        """Look from the oldest row on, and pass over those for the topics ``without``."""
        self._last, self._without = 0, sorted(without)

    async def load(self, connection: Connection, limit: int) -> Round | None:
        """The oldest rows behind those loaded before; None when there are none."""
        rows = await connection.fetch(self._query, self._last, limit, self._without)
        if not rows:
            return None
        self._last = rows[-1]["id"]
        ids = [row["id"] for row in rows]
        return Round(self._messages(rows), partial(_delete, ids=ids), is_last=len(rows) < limit)

    async def pending(self, connection: Connection) -> Pending:
        """What waits."""
        row = await connection.fetchrow(self._PENDING)
        assert row is not None
        return Pending(*row)

    _query = _OLDEST

    def _messages(self, rows: Sequence[Any]) -> list[Message]:
        return [
            Message(row["topic"], row["key"], row["value"], decode_headers(row["headers"]), row["partition"])
            for row in rows
        ]


async def _delete(connection: Connection, ids: list[int]) -> None:
    await connection.execute(_DELETE, ids)
