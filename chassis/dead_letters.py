"""Dead letters: records that could not be taken, kept by where they lie, never by what they say."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from aiokafka import ConsumerRecord

from chassis import telemetry
from chassis.database import Connection
from contracts.notices import RecordRef, Refusal

_PUT = """
INSERT INTO dead_letter (topic, partition, "offset", code, field, rule, remedy, fact, sha256)
SELECT * FROM unnest($1::text[], $2::int[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[])
ON CONFLICT DO NOTHING
"""
_LIST = """
SELECT topic, partition, "offset", code, field, rule, remedy, fact, sha256, replayed FROM dead_letter
ORDER BY topic, partition, "offset" DESC LIMIT $1
"""


def unreadable(record: ConsumerRecord[Any, Any], code: str, rule: str, remedy: str) -> Refusal:
    """A refusal of a whole record."""
    return Refusal(
        code=code, field="", value="", rule=rule, remedy=remedy,
        record=RecordRef(topic=record.topic, partition=record.partition, offset=record.offset),
        sha256=hashlib.sha256(record.value or b"").hexdigest(),
    )  # fmt: skip


async def put(connection: Connection, refusals: Iterable[Refusal]) -> None:
    """Put records aside, in the batch's transaction."""
    rows = [
        (
            r.record.topic,
            r.record.partition,
            r.record.offset,
            r.code,
            r.field,
            r.rule,
            r.remedy,
            r.fact,
            r.sha256,
        )
        for r in refusals
    ]
    if rows:
        await connection.execute(_PUT, *(list(column) for column in zip(*rows, strict=True)))
        for row in rows:
            telemetry.DEAD_LETTERS.labels(row[3]).inc()


async def newest(connection: Connection, limit: int) -> list[dict[str, Any]]:
    """The dead letters, newest first within each partition."""
    return [dict(row) for row in await connection.fetch(_LIST, limit)]


async def mark_replayed(connection: Connection, topic: str, partition: int, offset: int) -> bool:
    """Note that the record was sent again; False when there is no such dead letter."""
    status = await connection.execute(
        'UPDATE dead_letter SET replayed = true WHERE topic = $1 AND partition = $2 AND "offset" = $3',
        topic, partition, offset,
    )  # fmt: skip
    return bool(status == "UPDATE 1")
