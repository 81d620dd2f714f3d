"""``gongkai orgs key`` on a running stack: what it shows once lets a department in by the encrypted listener."""

from __future__ import annotations

from pathlib import Path

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaConnectionError, TopicAuthorizationFailedError

from chassis.address import Address
from cli.bus import open_bus
from cli.exits import Stop
from cli.target import Target
from contracts.topics import inbox
from tests.cli.running import event, gongkai

pytestmark = pytest.mark.servers

DEPARTMENT = "fengjie-hefengxiang"


def address_of(shown: str) -> Address:
    """The address that the four lines come to."""
    values = dict(line.split("=", 1) for line in shown.splitlines())
    return Address(
        values["GONGKAI_KAFKA"],
        values["GONGKAI_USER"],
        values["GONGKAI_PASSWORD"],
        tls=True,
        authority=Path(values["GONGKAI_CA"]),
    )


async def send(own: Address, org: str, fact: bytes) -> None:
    producer = AIOKafkaProducer(**own.client(), enable_idempotence=True, acks="all")
    try:
        await producer.start()
        await producer.send_and_wait(
            inbox(org), fact, headers=[("content-type", b"application/cloudevents+json")], partition=0
        )
    finally:
        await producer.stop()


async def test_a_key_lets_its_department_in_until_the_next_one_is_made(march: Path) -> None:
    made = gongkai("orgs", "key", DEPARTMENT, cwd=march)
    assert made.returncode == 0, made.stderr
    assert "shown this once" in made.stderr
    own = address_of(made.stdout)
    assert own.user == DEPARTMENT
    fact = event("key-1", "document.drafted", "key-a", "2026-02-02", DEPARTMENT, title="甲", drafted_on="2026-02-02")
    await send(own, DEPARTMENT, fact)
    assert gongkai("wait", cwd=march).returncode == 0
    assert "key-a" in gongkai("show", DEPARTMENT, "key-a", cwd=march).stdout
    with pytest.raises(TopicAuthorizationFailedError):
        await send(own, "fengjie-caizhengju", fact)

    async def look() -> None:
        async with open_bus(Target(own.text, {})) as bus:
            await bus.read([inbox(DEPARTMENT)])

    with pytest.raises(Stop, match=rf"does not let {DEPARTMENT} at dept.*GONGKAI_KAFKA"):
        await look()

    again = address_of(gongkai("orgs", "key", DEPARTMENT, cwd=march).stdout)
    with pytest.raises(KafkaConnectionError):
        await send(own, DEPARTMENT, fact)
    await send(again, DEPARTMENT, fact)


def test_no_key_is_made_for_a_stranger(march: Path) -> None:
    refused = gongkai("orgs", "key", "fengjie-hefengxian", cwd=march)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "there is no organisation 'fengjie-hefengxian'" in refused.stderr
    assert DEPARTMENT in refused.stderr
