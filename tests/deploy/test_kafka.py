"""The local broker keeps what it was told through a stop, a crash and a new start."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.errors import UnknownTopicOrPartitionError

from chassis.address import client
from contracts.topics import TopicSpec
from deploy import topics
from deploy.local.jars import class_path
from deploy.local.kafka import KafkaBroker, classes, cluster_id, escaped
from deploy.servers import Servers

pytestmark = pytest.mark.servers
TOPIC = "drill.v1"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a name that a person may well give it, and a locale that does not know its letters."""
    monkeypatch.setenv("LC_ALL", "C")
    return tmp_path / "试 用, 二"


@pytest.fixture
def broker(folder: Path) -> Iterator[KafkaBroker]:
    broker = KafkaBroker(folder)
    broker.start()
    yield broker
    broker.stop()


async def send(kafka: str, value: bytes, topic: str = TOPIC) -> None:
    producer = AIOKafkaProducer(**client(kafka), enable_idempotence=True)
    await producer.start()
    try:
        await producer.send_and_wait(topic, value, partition=0)
    finally:
        await producer.stop()


async def received(broker: KafkaBroker, count: int) -> list[bytes]:
    async with (
        AIOKafkaConsumer(TOPIC, **client(broker.address()), auto_offset_reset="earliest") as consumer,
        asyncio.timeout(30),
    ):
        return [(await anext(consumer)).value for _ in range(count)]


async def test_records_survive_a_crash_and_a_stop_in_a_folder_with_spaces_and_chinese(
    broker: KafkaBroker, folder: Path
) -> None:
    address = broker.address()
    await topics.create(address, [TopicSpec(TOPIC, 1, "delete")])
    await send(address, b"before the crash")
    broker.kill()
    broker.restart()
    await send(address, b"before the stop")
    broker.stop()

    again = KafkaBroker(folder)
    again.start()
    try:
        assert [entry.name for entry in folder.parent.iterdir()] == [folder.name]
        assert (folder / "kafka" / "data" / "meta.properties").exists()
        assert again.address() == address
        assert await received(again, 2) == [b"before the crash", b"before the stop"]
    finally:
        again.stop()


async def test_a_topic_is_never_made_by_a_producers_guess(servers: Servers) -> None:
    with pytest.raises((UnknownTopicOrPartitionError, TimeoutError)):
        async with asyncio.timeout(5):
            await send(servers.kafka, b"lost?", topic="never.created")
    report = await topics.create(servers.kafka, [TopicSpec("never.created", 1, "delete")])
    assert report.created == ["never.created"]


@pytest.mark.parametrize("first", [0x00, 0xF8, 0xF9, 0xFB, 0xFF])
def test_a_cluster_id_never_looks_like_an_option(first: int) -> None:
    text = cluster_id(bytes([first]) + bytes(range(15)))
    assert len(text) == 22
    assert not text.startswith("-")


def test_values_of_properties_are_read_back_as_they_were_written() -> None:
    assert escaped("127.0.0.1:9092") == "127.0.0.1:9092"
    assert escaped(" 试\\用\n𠀀") == r"\ \u8bd5\\\u7528\u000a\ud840\udc00"


def test_the_kept_classes_are_those_that_the_broker_runs_with(broker: KafkaBroker) -> None:
    """Made by `make packages`; a JVM that cannot use them says so in its log, and loads its own."""
    kept = classes(class_path(progress=False))
    assert kept.exists()
    assert broker.child is not None
    assert f"-XX:AOTCache={kept}" in broker.child.argv
    assert "AOT" not in broker.child.output()
