"""A disk that fills up, has room again, and fills up for good: said, waited for, and nothing accepted is lost."""

from __future__ import annotations

import asyncio
import contextlib
import os
import threading
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.errors import KafkaError

from chassis.address import address, client
from contracts.topics import inbox
from deploy import runtime
from deploy.ports import answers
from tests.deploy.supervised import supervised
from tests.deploy.waiting import until

pytestmark = pytest.mark.servers

TOPIC = inbox("toytown")
RECORD = b"x" * 100_000
PATIENCE = 20.0
MOUNT = 'mount -t tmpfs -o size=150m,mode=755 tmpfs "$0" && exec "$@"'


async def send_until_refused(kafka: str, sent: list[int]) -> None:
    """Sends numbered records, noting each that is acknowledged, until there is no room for one."""
    producer = AIOKafkaProducer(**client(kafka), acks="all", request_timeout_ms=5_000)
    await producer.start()
    try:
        while len(sent) < 2_000:
            number = len(sent)
            async with asyncio.timeout(8):
                await producer.send_and_wait(TOPIC, RECORD, key=str(number).encode(), partition=0)
            sent.append(number)
    except (KafkaError, TimeoutError):
        return
    finally:
        with contextlib.suppress(KafkaError, TimeoutError):
            await asyncio.wait_for(producer.stop(), 10)
    pytest.fail("200 MB found room on a disk of 150")


async def received(kafka: str, last: int) -> set[int]:
    """Numbers of the records that the log holds, to ``last`` and beyond."""
    numbers: set[int] = set()
    async with (
        AIOKafkaConsumer(TOPIC, **client(kafka), auto_offset_reset="earliest") as consumer,
        asyncio.timeout(60),
    ):
        while last not in numbers:
            numbers.add(int((await anext(consumer)).key))
    return numbers


def test_a_full_disk_is_told_waited_for_and_loses_nothing(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    own = () if os.geteuid() == 0 else ("--map-current-user", "--keep-caps")
    prefix = ("unshare", "--mount", *own, "sh", "-c", MOUNT, str(disk))
    with supervised(disk / "state", prefix=prefix, patience=PATIENCE) as process:
        # The disk is mounted for that process alone, and seen from here through it.
        seen = Path(f"/proc/{process.pid}/root") / disk.relative_to("/")
        lines: list[str] = []
        reader = threading.Thread(target=lambda: lines.extend(process.stderr or ()), daemon=True)
        reader.start()
        running = runtime.read(seen / "state")
        assert running is not None
        port = int(address(running.kafka).servers.rpartition(":")[2])
        ballast = seen / "ballast"
        room = os.statvfs(seen)
        ballast.write_bytes(bytes(room.f_bavail * room.f_frsize - 12_000_000))

        sent: list[int] = []
        asyncio.run(send_until_refused(running.kafka, sent))
        until(lambda: any("disk full" in line and "state" in line for line in lines), "it says so, and where")
        assert process.poll() is None
        ballast.unlink()
        until(lambda: _is_anew(seen, running.pids["kafka"]), "Kafka came back by itself", 300)
        until(lambda: answers(port), "and answers")
        assert sent
        assert set(sent) <= asyncio.run(received(running.kafka, sent[-1]))

        room = os.statvfs(seen)
        ballast.write_bytes(bytes(room.f_bavail * room.f_frsize - 1_000_000))
        asyncio.run(send_until_refused(running.kafka, sent))
        assert process.wait(PATIENCE + 60) == 1
        reader.join(10)
    assert f"kafka found no room for {PATIENCE:g} s; giving up" in "".join(lines)


def _is_anew(seen: Path, pid: int) -> bool:
    """Whether the supervisor has noted that Kafka runs again as another process."""
    running = runtime.read(seen / "state")
    return running is not None and running.pids["kafka"] != pid
