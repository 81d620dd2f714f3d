"""A dashboard process on a Kafka of its own: metrics topics have fixed names, so sharing one would mix tests."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

import httpx
from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient

from chassis.address import client
from contracts.topics import shared_topics
from dashboard.reader import READ
from deploy import topics
from tests.dashboard.sample import Record, headers
from tests.deploy.waiting import until

ROOT = Path(__file__).parents[2]


async def publish(kafka: str, records: Iterable[Record]) -> None:
    """Writes records, in order, and waits until the broker has them all."""
    async with AIOKafkaProducer(**client(kafka), linger_ms=5) as producer:
        sent = [
            await producer.send(made.topic, made.value, made.key.encode(), headers=headers(made)) for made in records
        ]
        await asyncio.gather(*sent)


async def create_topics(kafka: str) -> None:
    """Creates the topics that the dashboard reads."""
    await topics.create(kafka, [spec for spec in shared_topics() if spec.name in READ])


async def delete_topics(kafka: str) -> None:
    """Deletes every topic but Kafka's own."""
    admin = AIOKafkaAdminClient(**client(kafka))
    await admin.start()
    try:
        await admin.delete_topics([name for name in await admin.list_topics() if not name.startswith("__")])
    finally:
        await admin.close()


class Dashboard:
    """``python -m dashboard serve`` as a child; its log is kept for the tests that read it."""

    def __init__(self, kafka: str, log: Path, port: int = 0, **settings: str) -> None:
        self.log = log
        environment = {**os.environ, "GONGKAI_KAFKA": kafka, "GONGKAI_HTTP_PORT": str(port), **settings}
        with log.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "dashboard", "serve"],
                cwd=ROOT,
                env=environment,
                stdout=out,
                stderr=out,
            )

        line = until(self._serving, "the dashboard says on which port it serves")
        self.port = int(line["port"])

    def _serving(self) -> Any:
        lines = self.log.read_text(encoding="utf-8").splitlines(keepends=True)
        assert self.process.poll() is None, "".join(lines)
        events = [json.loads(line) for line in lines if line.startswith("{") and line.endswith("\n")]
        return next((item for item in events if item["event"] == "serving"), None)

    @property
    def url(self) -> str:
        """Address without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, **kwargs: object) -> httpx.Response:
        """One GET."""
        return httpx.get(self.url + path, timeout=60, **kwargs)  # type: ignore[arg-type]

    def answers(self, path: str, status: int = 200) -> bool:
        """Whether ``path`` answers just now with ``status``."""
        try:
            return self.get(path).status_code == status
        except httpx.TransportError:
            assert self.process.poll() is None, self.log.read_text(encoding="utf-8")
            return False

    def version(self) -> int:
        """Changes taken in so far."""
        return int(self.get("/status").json()["version"])

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Sends a signal and waits for the end; the exit status."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.wait(60)

    def ready(self) -> Dashboard:
        """This dashboard, once it is caught up."""
        until(lambda: self.answers("/health/ready"), f"the dashboard at {self.url} is ready")
        return self


class Start(Protocol):
    """Begins a dashboard on these Kafka servers; port 0 takes a free one."""

    def __call__(self, kafka: str, port: int = 0) -> Dashboard: ...
