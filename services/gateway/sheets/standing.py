"""What a unit's sheets have told so far: its inbox, less what was refused. The log is kept for ever, and nothing is too new for it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from datetime import datetime
from typing import Any

import msgspec
from aiokafka import ConsumerRecord, TopicPartition

from contracts.notices import REFUSED
from contracts.topics import inbox, notices
from papers.sheets.changes import Known
from papers.sheets.identity import PREFIX
from papers.sheets.reported import Record, Reported

_MARK = f'"{PREFIX}'.encode()
"""Stands in every record that is about a fact of a sheet, as its id or as the id that it names."""

Scan = Callable[[TopicPartition], AsyncIterator[ConsumerRecord[Any, Any]]]
"""The records of a partition from its beginning to its present end."""


class _Event(msgspec.Struct):
    id: str
    type: str
    subject: str
    time: datetime
    data: dict[str, object]


class _Place(msgspec.Struct):
    topic: str
    offset: int


class _Refusal(msgspec.Struct):
    record: _Place


_event = msgspec.json.Decoder(_Event).decode
_data = msgspec.json.Decoder(dict[str, object]).decode
_refusal = msgspec.json.Decoder(_Refusal).decode


async def standing(scan: Scan, org: str, replayed: Iterable[int]) -> Known:
    """The facts that sheets of ``org`` told, as they stand now; ``replayed`` are refused records that were taken after all."""
    refused = {
        place.offset
        async for record in scan(TopicPartition(notices(org), 0))
        if dict(record.headers).get("ce_type") == REFUSED.encode()
        for place in [_refusal(record.value).record]
        if place.topic == inbox(org)
    }.difference(replayed)
    reported = Reported()
    async for record in scan(TopicPartition(inbox(org), 0)):
        if record.value is not None and _MARK in record.value and record.offset not in refused:
            event = _read(record)
            if event is not None:
                reported.add(event)
    return reported.known()


def _read(record: ConsumerRecord[bytes, bytes]) -> Record | None:
    """A record of either mode; None for one that is no event."""
    headers = dict(record.headers)
    try:
        if "ce_id" in headers:
            # An amendment of a fact of ours by another program of the unit.
            name, kind, subject = (headers[f"ce_{name}"].decode() for name in ("id", "type", "subject"))
            return Record(name, kind, subject, datetime.fromisoformat(headers["ce_time"].decode()), _data(record.value))
        event = _event(record.value)
    except (msgspec.MsgspecError, KeyError, ValueError):
        return None
    return Record(event.id, event.type, event.subject, event.time, event.data)
