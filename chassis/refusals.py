"""Records that could not be taken: kept by where they lie, never by what they say, and told to their sender."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from typing import Any

from aiokafka import ConsumerRecord

from chassis import telemetry
from chassis.database import Connection
from chassis.outbox import Message
from contracts.envelope import INBOX, RECORDED_ON, SENDER
from contracts.fields import BusModel
from contracts.notices import REFUSED, RecordRef, Refusal
from contracts.quality import REFUSAL, refusal_row
from contracts.topics import QUALITY, inbox, notices

_PUT = """
INSERT INTO dead_letter (topic, partition, "offset", code, field, rule, remedy, fact, sha256)
SELECT * FROM unnest($1::text[], $2::int[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[])
ON CONFLICT DO NOTHING
"""
_LIST = """
SELECT topic, partition, "offset", code, field, rule, remedy, fact, sha256, replayed FROM dead_letter
WHERE $2::text IS NULL OR topic = $2 ORDER BY topic, partition, "offset" DESC LIMIT $1
"""
_REPLAYED = """
INSERT INTO dead_letter (topic, partition, "offset", code, field, rule, remedy, sha256, replayed)
VALUES ($1, $2, $3, 'record.replayed', '', 'taken when it was replayed', 'nothing', $4, true)
"""
_TAKEN = 'SELECT "offset" FROM dead_letter WHERE topic = $1 AND replayed'
_FORGET = 'DELETE FROM dead_letter WHERE topic = $1 AND partition = $2 AND "offset" = $3'
_HAS = 'SELECT FROM dead_letter WHERE topic = $1 AND partition = $2 AND "offset" = $3'


def unreadable(record: ConsumerRecord[Any, Any], code: str, rule: str, remedy: str) -> Refusal:
    """A refusal of a whole record."""
    return Refusal(
        code=code,
        field="",
        value="",
        rule=rule,
        remedy=remedy,
        record=RecordRef(topic=record.topic, partition=record.partition, offset=record.offset),
        sha256=hashlib.sha256(record.value or b"").hexdigest(),
    )


async def put(connection: Connection, refusals: Iterable[Refusal]) -> None:
    """Put records aside, in the batch's transaction."""
    rows = [
        (
            refusal.record.topic,
            refusal.record.partition,
            refusal.record.offset,
            refusal.code,
            refusal.field,
            refusal.rule,
            refusal.remedy,
            refusal.fact,
            refusal.sha256,
        )
        for refusal in refusals
    ]
    if rows:
        await connection.execute(_PUT, *(list(column) for column in zip(*rows, strict=True)))
        for row in rows:
            telemetry.DEAD_LETTERS.labels(row[3]).inc()


async def newest(connection: Connection, limit: int, topic: str | None = None) -> list[dict[str, Any]]:
    """The dead letters, of one ``topic`` or of all, newest first within each partition."""
    return [dict(row) for row in await connection.fetch(_LIST, limit, topic)]


async def has(connection: Connection, topic: str, partition: int, offset: int) -> bool:
    """Whether there is such a dead letter."""
    return await connection.fetchrow(_HAS, topic, partition, offset) is not None


async def replayed(connection: Connection, topic: str) -> list[int]:
    """Where the records of ``topic`` lie that were dead letters and have been taken after all."""
    return [row["offset"] for row in await connection.fetch(_TAKEN, topic)]


async def forget(connection: Connection, topic: str, partition: int, offset: int) -> None:
    """Drop a dead letter, whose record is about to be taken again."""
    await connection.execute(_FORGET, topic, partition, offset)


async def put_replayed(connection: Connection, record: ConsumerRecord[Any, Any]) -> None:
    """Note that the record of a dead letter was taken after all."""
    digest = hashlib.sha256(record.value or b"").hexdigest()
    await connection.execute(_REPLAYED, record.topic, record.partition, record.offset, digest)


def notice(org: str, source: str, refusal: Refusal, time: str) -> Message:
    """A notice of ``refusal`` to ``org``; its id names the record, so a second sending is the same notice."""
    return about_record(notices(org), org, source, REFUSED, refusal.record, refusal, time)


def about_record(topic: str, org: str, source: str, kind: str, at: RecordRef, body: BusModel, time: str) -> Message:
    """A notice of this ``kind`` to ``org`` about the record that lies ``at``, whose place is its id."""
    return Message(
        topic=topic,
        key=None,
        value=body.model_dump_json().encode(),
        headers=[
            ("ce_specversion", "1.0"),
            ("ce_id", f"{at.topic}:{at.partition}:{at.offset}"),
            ("ce_source", f"/services/{source}"),
            ("ce_type", kind),
            ("ce_time", time),
            ("ce_org", org),
            ("content-type", "application/json"),
        ],
    )


def told(org: str, refusal: Refusal, on: date) -> Message:
    """The row about ``refusal`` for whoever looks after the data's quality; a second sending is the same row."""
    at = refusal.record
    return Message(
        QUALITY,
        f"{at.topic}:{at.partition}:{at.offset}".encode(),
        refusal_row(org, refusal, on).model_dump_json().encode(),
        [("ce_type", REFUSAL), ("content-type", "application/json")],
    )


WORDS = {
    "id.reused": (
        "id",
        "编号已用于内容不同的事实 / this id was used before on {subject} with another content; the first stays",
        "更正请用 fact.corrected.v1，新事实请用新编号 / send fact.corrected.v1 to correct, or a new id for a new fact",
    ),
    "amendment.other_type": (
        "fact_type",
        "所指事实是另一种类型 / the fact that it names on {subject} is of another type",
        "写明该事实自己的类型后用新编号重发 / send it again under a new id with the type of that fact",
    ),
    "subject.full": (
        "subject",
        "事项 {subject} 的事实已满 {most} 条 / {subject} has {most} facts already, which is the most there can be",
        "核对是否重复发送；确需继续的另立事项 / look for a program that sends in a loop; go on under a new subject",
    ),
}
"""Code → field, rule, remedy: what a ledger refuses that the door cannot know."""


def reused(fact: str, subject: str, place: RecordRef) -> Refusal:
    """That of a fact whose id stands for another one already, known before it comes to a ledger."""
    field, rule, remedy = WORDS["id.reused"]
    return Refusal(
        code="id.reused",
        field=field,
        value=fact,
        rule=rule.format(subject=subject),
        remedy=remedy,
        fact=fact,
        record=place,
        sha256="",
    )


def refused(
    service: str, record: ConsumerRecord[Any, Any], code: str, **words: object
) -> tuple[Refusal, list[Message]]:
    """What the ledger refuses: for the dead letters, and for the department and everyone under its own record's place."""
    headers = {name: value.decode() for name, value in record.headers}
    field, rule, remedy = WORDS[code]
    refusal = unreadable(
        record, code, rule.format(subject=headers["ce_subject"], **words), remedy.format(**words)
    ).model_copy(update={"field": field, "value": headers["ce_id"], "fact": headers["ce_id"]})
    org = headers.get(SENDER, headers["ce_org"])
    partition, _, offset = headers.get(INBOX, "").partition(":")
    shown = refusal
    if offset:
        place = RecordRef(topic=inbox(org), partition=int(partition), offset=int(offset))
        shown = refusal.model_copy(update={"record": place})
    on = date.fromisoformat(headers[RECORDED_ON])
    return refusal, [notice(org, service, shown, headers["ce_time"]), told(org, shown, on)]
