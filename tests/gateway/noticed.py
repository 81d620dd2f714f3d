"""An organisation of a test's own with a topic of notices on the real broker."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from chassis.outbox import Message
from chassis.refusals import notice
from chassis.sender import Sender, acknowledged
from contracts.envelope import midnight
from contracts.notices import RecordRef, Refusal
from contracts.topics import department_topics, inbox
from deploy import topics
from deploy.servers import Servers

DAY = midnight(date(2026, 3, 1))


async def admitted(servers: Servers) -> str:
    """The slug of an organisation that no other test has; its topics are there and empty."""
    org = f"fengjie-{uuid4().hex[:12]}"
    await topics.create(servers.kafka, department_topics(org))
    return org


def refused(org: str, number: int) -> Message:
    """The notice that the record at this offset of the inbox was refused."""
    refusal = Refusal(
        code="date.future",
        field="received_on",
        value="2026-04-01",
        rule="不得晚于今天",
        remedy="改正后重发",
        fact=f"sq-{number}",
        record=RecordRef(topic=inbox(org), partition=0, offset=number),
        sha256="0" * 64,
    )
    return notice(org, "gateway", refusal, DAY)


async def tell(servers: Servers, *messages: Message) -> None:
    """Put these notices on their topics, in order."""
    sender = Sender(servers.kafka)
    await sender.start()
    try:
        await acknowledged(await sender.send(messages))
    finally:
        await sender.stop()
