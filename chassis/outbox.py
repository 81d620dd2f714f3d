"""The outbox: what a batch has to say is written in the batch's transaction and sent afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from chassis.database import Connection


class Message(NamedTuple):
    """One record to send. ``partition`` None: by key. ``value`` None: a tombstone."""

    topic: str
    key: bytes | None
    value: bytes | None
    headers: list[tuple[str, str]]
    partition: int | None = None


_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(list[tuple[str, str]]).decode


async def put(connection: Connection, messages: Iterable[Message]) -> int:
    """Add ``messages`` in their order and say how many. Take state locks before: ids then follow versions."""
    rows = [(m.topic, m.partition, m.key, _encode(m.headers).decode(), m.value) for m in messages]
    if rows:
        await connection.copy_records_to_table(
            "outbox", records=rows, columns=("topic", "partition", "key", "headers", "value")
        )
    return len(rows)


async def oldest(connection: Connection, limit: int) -> tuple[list[int], list[Message]]:
    """Ids and messages of the oldest rows."""
    rows = await connection.fetch(
        "SELECT id, topic, partition, key, headers, value FROM outbox ORDER BY id LIMIT $1", limit
    )
    return [row[0] for row in rows], [
        Message(row[1], row[3], row[5], _decode(row[4]), row[2]) for row in rows
    ]
