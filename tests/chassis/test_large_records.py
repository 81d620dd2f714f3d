"""A record that names all that a unit fell short in goes out however many they are; one that is too large is named."""

from __future__ import annotations

import pytest
from aiokafka.errors import MessageSizeTooLargeError
from structlog.testing import capture_logs

from chassis.outbox import Message
from chassis.sender import Sender, acknowledged
from cli.bus import open_bus
from cli.target import Target
from contracts.topics import FINDINGS, LARGE_BYTES, QUALITY, USUAL_BYTES, shared_topics
from deploy import topics
from deploy.servers import Servers

pytestmark = pytest.mark.servers

NEIGHBOUR = b"a neighbour"


async def send(servers: Servers, topic: str, *values: bytes) -> None:
    """Send and wait for the acks."""
    await topics.create(servers.kafka, shared_topics())
    sender = Sender(servers.kafka)
    await sender.start()
    try:
        await acknowledged(await sender.send([Message(topic, b"large", value, [], 0) for value in values]))
    finally:
        await sender.stop()


async def test_what_names_some_ten_thousand_subjects_goes_out_and_is_read_with_its_neighbours(servers: Servers) -> None:
    large = b"x" * (LARGE_BYTES - 1_000)
    await send(servers, FINDINGS, NEIGHBOUR, large, NEIGHBOUR)
    async with open_bus(Target(servers.kafka, {})) as bus:
        values = [record.value for record in await bus.read([FINDINGS])]
    assert values[-3:] == [NEIGHBOUR, large, NEIGHBOUR]


async def test_of_one_that_its_topic_does_not_take_the_log_names_topic_size_and_remedy(servers: Servers) -> None:
    with capture_logs() as logged, pytest.raises(MessageSizeTooLargeError):
        await send(servers, QUALITY, b"x" * (USUAL_BYTES + 1))
    (entry,) = [entry for entry in logged if entry["event"] == "the broker refuses a record"]
    assert (entry["topic"], str(USUAL_BYTES + 1) in entry["reason"]) == (QUALITY, True)
    assert "max.message.bytes" in entry["remedy"]
