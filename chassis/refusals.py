"""Refusals on their way back to the department."""

from __future__ import annotations

from typing import Any

from aiokafka import ConsumerRecord

from chassis.dead_letters import unreadable
from chassis.outbox import Message
from contracts.notices import REFUSED, RecordRef, Refusal
from contracts.topics import inbox, notices

INBOX = "ce_inbox"
"""Header in which the gateway tells where in the department's inbox a fact lay: partition:offset."""


def notice(org: str, source: str, refusal: Refusal, time: str) -> Message:
    """The notice of ``refusal`` to ``org``; its id names the record, so a second sending is the same notice."""
    at = refusal.record
    return Message(
        topic=notices(org),
        key=None,
        value=refusal.model_dump_json().encode(),
        headers=[
            ("ce_specversion", "1.0"),
            ("ce_id", f"{at.topic}:{at.partition}:{at.offset}"),
            ("ce_source", f"/services/{source}"),
            ("ce_type", REFUSED),
            ("ce_time", time),
            ("ce_org", org),
            ("content-type", "application/json"),
        ],
    )


def id_reused(service: str, record: ConsumerRecord[Any, Any]) -> tuple[Refusal, Message]:
    """The same fact id with another content: what goes to the dead letters, and to the department."""
    headers = {name: value.decode() for name, value in record.headers}
    refusal = unreadable(
        record,
        "id.reused",
        f"编号已用于内容不同的事实 / this id was used before on {headers['ce_subject']} with another content; the first stays",
        "更正请用 fact.corrected.v1，新事实请用新编号 / send fact.corrected.v1 to correct, or a new id for a new fact",
    ).model_copy(update={"field": "id", "value": headers["ce_id"], "fact": headers["ce_id"]})
    org = headers["ce_org"]
    partition, _, offset = headers.get(INBOX, "").partition(":")
    told = refusal
    if offset:
        place = RecordRef(topic=inbox(org), partition=int(partition), offset=int(offset))
        told = refusal.model_copy(update={"record": place})
    return refusal, notice(org, service, told, headers["ce_time"])
