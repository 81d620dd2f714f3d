"""The outbox: what a batch has to say is written in the batch's transaction and sent afterwards.

A row holds a message, or names a subject: of that the relay sends the newest state, whatever number of
changes wait, and tells the causes of all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from chassis.database import Connection


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
_OLDEST = "SELECT id, topic, partition, key, headers, value FROM outbox WHERE id > $1 ORDER BY id LIMIT $2"


async def put(connection: Connection, messages: Iterable[Message]) -> int:
    """Add ``messages`` in their order and say how many. Take state locks before: ids then follow versions."""
    rows = [(m.topic, m.partition, m.key, _encode(m.headers).decode(), m.value) for m in messages]
    if rows:
        await connection.copy_records_to_table(
            "outbox", records=rows, columns=("topic", "partition", "key", "headers", "value")
        )
    return len(rows)


class Round(NamedTuple):
    """What one look at the outbox found: the messages, and the rows that they stand for."""

    messages: list[Message]
    ids: list[int]


class Outbox:
    """The relay's source where every row is a message (see chassis.relay.Source)."""

    def __init__(self) -> None:
        self._last = 0

    def begin(self) -> None:
        """Look from the oldest row on."""
        self._last = 0

    async def load(self, connection: Connection, limit: int) -> Round:
        """The oldest rows behind those loaded before."""
        rows = await connection.fetch(_OLDEST, self._last, limit)
        if rows:
            self._last = rows[-1][0]
        messages = [Message(row[1], row[3], row[5], decode_headers(row[4]), row[2]) for row in rows]
        return Round(messages, [row[0] for row in rows])

    async def done(self, connection: Connection, loaded: Round) -> None:
        """Delete exactly the rows of a round."""
        await connection.execute(_DELETE, loaded.ids)
