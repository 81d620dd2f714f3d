"""A gateway as a process, what it is asked on HTTP, and what lies on the bus behind it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg
import httpx
from aiokafka import ConsumerRecord

from chassis.outbox import Message
from chassis.sender import producer
from cli.bus import open_bus
from cli.target import Target
from contracts.envelope import STRUCTURED
from contracts.topics import department_topics, inbox, notices, shared_topics
from deploy import topics
from deploy.ports import free_port
from deploy.process import Child
from deploy.programs import GATEWAY, PROGRAMS, environment
from deploy.servers import Servers
from tests import office
from tests.deploy.waiting import until

TODAY = date(2026, 12, 31)
ORG, OTHER = "fengjie-caizhengju", "fengjie-xinglongzhen"
AS_STRUCTURED = {"content-type": STRUCTURED.decode()}
AS_LINES = {"content-type": "application/x-ndjson"}
AS_A_BATCH = {"content-type": "application/cloudevents-batch+json"}


def fact(number: str, org: str = ORG, **more: Any) -> dict[str, Any]:
    """An application that arrived, as a CloudEvent."""
    return {
        "specversion": "1.0",
        "id": f"{number}-received",
        "source": f"/orgs/{org}/oa",
        "type": "application.received.v1",
        "subject": number,
        "time": "2026-03-05T11:20:00+08:00",
        "data": {"received_on": "2026-03-05", "applicant_kind": "natural"},
        **more,
    }


def lines(facts: Sequence[Any]) -> bytes:
    """NDJSON."""
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in facts).encode()


def answers(response: httpx.Response) -> list[dict[str, Any]]:
    """The answers to NDJSON."""
    return [json.loads(line) for line in response.text.splitlines()]


class Gateway:
    """One that runs, with everything that organisations ask it."""

    def __init__(self, servers: Servers, child: Child, url: str, database: str) -> None:
        self.servers, self.child, self.url, self.database = servers, child, url, database
        self.http = httpx.Client(base_url=url, trust_env=False, timeout=120)
        self._tokens: dict[tuple[str, str], str] = {}

    def token(self, org: str, kind: str = "unit") -> str:
        """A token of an organisation, made once."""
        if (org, kind) not in self._tokens:
            made = self.http.post("/tokens", json={"kind": kind, "org": org, "name": "测试"}, headers=office.HEADERS)
            assert made.status_code == 200, made.text
            self._tokens[org, kind] = made.json()["token"]
            until(lambda: self._holds(self._tokens[org, kind]), "the token holds")
        return self._tokens[org, kind]

    def _holds(self, token: str) -> bool:
        # Open to anyone; a token that is sent must hold all the same.
        return self.http.get("/v1/openapi.json", headers=office.bearer(token)).status_code == 200

    def post(
        self, path: str, content: Any, headers: dict[str, str], org: str = ORG, kind: str = "unit"
    ) -> httpx.Response:
        """What an organisation posts."""
        return self.http.post(path, content=content, headers=office.bearer(self.token(org, kind)) | headers)

    def send(self, event: Any, path: str = "/v1/events", **more: Any) -> httpx.Response:
        """One fact in structured mode."""
        return self.post(path, json.dumps(event, ensure_ascii=False).encode(), AS_STRUCTURED, **more)

    def get(self, path: str, org: str = ORG, **headers: str) -> httpx.Response:
        """What an organisation gets."""
        return self.http.get(path, headers=office.bearer(self.token(org)) | headers)

    def records(self, topic: str) -> list[ConsumerRecord[Any, Any]]:
        """All that lies in a topic."""

        async def go() -> list[ConsumerRecord[Any, Any]]:
            async with open_bus(Target(self.servers.kafka, {})) as bus:
                return await bus.read([topic])

        return asyncio.run(go())

    def put(self, messages: Sequence[Message]) -> list[int]:
        """Write records over Kafka; their offsets."""

        async def go() -> list[int]:
            sender = producer(self.servers.kafka)
            await sender.start()
            try:
                acks = [
                    await sender.send(each.topic, value=each.value, headers=list(each.headers), partition=0)
                    for each in messages
                ]
                return [ack.offset for ack in await asyncio.gather(*acks)]
            finally:
                await sender.stop()

        return asyncio.run(go())

    def inbox(self, org: str = ORG) -> list[ConsumerRecord[Any, Any]]:
        """What lies in an inbox."""
        return self.records(inbox(org))

    def notices(self, org: str = ORG) -> list[ConsumerRecord[Any, Any]]:
        """What an organisation was told."""
        return self.records(notices(org))


@contextmanager
def started(servers: Servers, folder: Path, orgs: Sequence[str] = (ORG, OTHER), **settings: str) -> Iterator[Gateway]:
    """A gateway on a database of its own, with the packaged registry; ``orgs`` have topics."""
    database = f"t{uuid4().hex[:12]}"
    specs = [*shared_topics(), *(spec for org in orgs for spec in department_topics(org))]
    asyncio.run(topics.create(servers.kafka, specs))
    asyncio.run(_create(servers, database))
    dsn = f"{servers.database.rpartition('/')[0]}/{database}"
    program, port = next(program for program in PROGRAMS if program.name == GATEWAY), free_port()
    more = {f"GONGKAI_{name.upper()}": value for name, value in settings.items()}
    env = environment(
        program,
        servers.kafka,
        dsn,
        "manual",
        port,
        {
            "GONGKAI_OFFICE_SHA256": office.SHA256,
            "GONGKAI_SESSION_TIMEOUT_MS": "6000",
            "GONGKAI_WRONG_TOKENS": "100000",
            **more,
        },
    )
    migrating = Child("migrate", program.argv("migrate"), log=folder / "migrate.log", env=env)
    migrating.start()
    migrating.wait_until(lambda: migrating.exit_code == 0, 120, "migrated")
    child = Child(GATEWAY, program.argv(), log=folder / "gateway.log", env=env)
    child.start()
    running = Gateway(servers, child, f"http://127.0.0.1:{port}", dsn)
    try:
        until(lambda: _begins(running), "the gateway has its first day and the registry")
        yield running
    finally:
        running.http.close()
        child.stop(5)


def _begins(gateway: Gateway) -> bool:
    try:
        began = gateway.http.post("/clock/days", json={"until": TODAY.isoformat()}, headers=office.HEADERS)
        has_registry = gateway.http.get("/try").status_code == 200
    except httpx.TransportError:
        return False
    return began.status_code == 200 and has_registry


async def _create(servers: Servers, database: str) -> None:
    connection = await asyncpg.connect(servers.database)
    try:
        await connection.execute(f"CREATE DATABASE {database}")
    finally:
        await connection.close()
