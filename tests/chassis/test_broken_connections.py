"""A broker that goes away in the moment of a request: the client takes it for a broken connection, or the program ends and begins again."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import uuid4

import pytest
import uvloop
from aiokafka import conn
from aiokafka.client import AIOKafkaClient
from aiokafka.errors import KafkaConnectionError, KafkaError
from aiokafka.protocol.metadata import MetadataRequest

from chassis import broken_connections
from chassis.address import client
from chassis.settings import Settings
from chassis.subscription import Subscription
from contracts.topics import TopicSpec
from deploy import topics
from deploy.servers import Servers

pytestmark = pytest.mark.servers


def on_uvloop(work: Any) -> None:
    """As services are run."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(work)


@pytest.mark.parametrize(
    "send",
    [lambda connection: connection.send(MetadataRequest([])), lambda connection: connection._send_sasl_token(b"")],
)
def test_a_request_over_a_connection_that_was_closed_just_now_fails_as_over_a_broken_one_and_the_next_is_answered(
    servers: Servers, monkeypatch: pytest.MonkeyPatch, send: Any
) -> None:
    monkeypatch.setattr(conn, "AIOKafkaConnection", conn.AIOKafkaConnection)
    broken_connections.install()

    async def work() -> None:
        asking = AIOKafkaClient(**client(servers.kafka))
        await asking.bootstrap()
        try:
            node = asking.get_random_node()
            assert await asking.ready(node)
            connection = await asking._get_conn(node)
            connection._writer.transport.abort()
            # One turn of the loop: the transport is closed, and the client does not know it yet.
            await asyncio.sleep(0)
            with pytest.raises(KafkaConnectionError, match="the handler is closed"):
                await send(connection)
            assert not connection.connected()
            assert (await asking.send(node, MetadataRequest([]))).brokers
        finally:
            await asking.close()

    on_uvloop(work())


async def ignored(_: object) -> None:
    return


async def asked_all_the_time(subscription: Subscription) -> None:
    while True:
        subscription.must_keep_its_group()
        await asyncio.sleep(0)


async def test_a_member_whose_client_has_given_up_the_group_says_so(servers: Servers) -> None:
    topic = f"given-up-{uuid4().hex[:8]}"
    await topics.create(servers.kafka, [TopicSpec(topic, 1, "delete")])
    placed = asyncio.Event()

    async def assigned(_: object) -> None:
        placed.set()

    subscription = Subscription(
        Settings(kafka=servers.kafka),
        topic,
        topics=[topic],
        pattern=None,
        max_records=10,
        fetched=ignored,
        revoked=lambda: None,
        assigned=assigned,
    )
    asking = asyncio.create_task(asked_all_the_time(subscription))
    await subscription.start()
    try:
        await asyncio.wait_for(placed.wait(), 60)
        assert not asking.done(), "it goes on, while it starts, too"
        asking.cancel()
        coordinator = subscription._client._coordinator

        async def fails() -> None:
            raise RuntimeError("nobody has thought of it")

        coordinator.ensure_coordinator_known = fails
        coordinator.request_rejoin()
        await asyncio.wait([coordinator._coordination_task], timeout=60)
        with pytest.raises(KafkaError, match="nobody has thought of it"):
            subscription.must_keep_its_group()
    finally:
        coordinator.__dict__.pop("ensure_coordinator_known", None)
        await subscription.stop()
