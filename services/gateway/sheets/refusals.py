"""What was refused behind the door of the facts that a unit's sheets told, from its notices; the newest first."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec
from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition

from chassis.address import client
from contracts.notices import REFUSED
from contracts.topics import notices
from papers.sheets.finding import WORDS
from papers.sheets.forms import LAYOUTS
from papers.sheets.identity import read
from papers.sheets.refused import OVERTAKEN, in_chinese
from services.gateway.rules import shown

_LOOKED_AT = 5_000
"""Notices, from the newest back."""
_SHOWN = 50


class _Notice(msgspec.Struct):
    code: str
    rule: str
    remedy: str
    fact: str | None = None


@dataclass(frozen=True)
class Refused:
    """A fact of a sheet that a service refused, by the number that the clerk gave it."""

    number: str
    step: str
    """What the clerk's sheets call the fact; a verb that several families have may be any of them."""
    rule: str
    remedy: str


_notice = msgspec.json.Decoder(_Notice).decode


async def refused(kafka: str, org: str) -> list[Refused]:
    """The newest refusals. Raises KafkaError where the broker does not answer."""
    partition = TopicPartition(notices(org), 0)
    consumer = AIOKafkaConsumer(**client(kafka), enable_auto_commit=False, auto_offset_reset="earliest")
    await consumer.start()
    try:
        consumer.assign([partition])
        first = (await consumer.beginning_offsets([partition]))[partition]
        end = (await consumer.end_offsets([partition]))[partition]
        consumer.seek(partition, max(first, end - _LOOKED_AT))
        listed: list[Refused] = []
        while await consumer.position(partition) < end:
            for record in (await consumer.getmany(partition, timeout_ms=500)).get(partition, []):
                if (refusal := _of_a_sheet(record)) is not None:
                    listed.append(refusal)
        return listed[: -_SHOWN - 1 : -1]
    finally:
        await consumer.stop()


def _of_a_sheet(record: ConsumerRecord[Any, Any]) -> Refused | None:
    if dict(record.headers).get("ce_type") != REFUSED.encode():
        return None
    try:
        notice = _notice(record.value)
    except msgspec.MsgspecError:
        return None
    identity = read(notice.fact or "")
    if identity is None:
        return None
    words = WORDS["row.overtaken"]
    rule, remedy = (
        (words.rule, words.remedy) if notice.code == OVERTAKEN else (in_chinese(notice.rule), in_chinese(notice.remedy))
    )
    return Refused(shown(identity.number), _title(identity.verb), rule, remedy)


@cache
def _title(verb: str) -> str:
    return "、".join(dict.fromkeys(step.title for layout in LAYOUTS for step in layout.steps if step.verb == verb))
