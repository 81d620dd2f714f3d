"""What a test inbox is answered with: the verdict on each record, which nobody else hears of and no number counts."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from aiokafka import ConsumerRecord

from chassis import telemetry
from chassis.outbox import Message
from chassis.refusals import about_record
from contracts.envelope import attributes, midnight
from contracts.notices import JUDGED, Judgement, RecordRef
from contracts.topics import notices
from services.gateway.records import Accepted, Refused


def notice(org: str, record: ConsumerRecord[Any, Any], verdict: Accepted | Refused, day: date) -> Message:
    """The notice of the door's ``verdict`` on a record of the test inbox of ``org``, judged on ``day``."""
    judgement = judged(record, verdict)
    telemetry.TESTED.labels(judgement.refusal.code if judgement.refusal else "").inc()
    return about_record(notices(org, test=True), org, "gateway", JUDGED, judgement.record, judgement, midnight(day))


def judged(record: ConsumerRecord[Any, Any], verdict: Accepted | Refused) -> Judgement:
    """The door's verdict in the words of the contract."""
    if isinstance(verdict, Refused):
        refusal, fact = verdict.refusal, verdict.refusal.fact
    else:
        refusal, fact = None, attributes(verdict.headers)["ce_id"].decode()
    return Judgement(
        accepted=refusal is None,
        fact=fact,
        record=RecordRef(topic=record.topic, partition=record.partition, offset=record.offset),
        sha256=hashlib.sha256(record.value or b"").hexdigest(),
        refusal=refusal,
    )
