"""Creates the topics of ``contracts/topics.py``: ``python -m deploy.topics [--replication N] ORG…``.

Idempotent and in bulk. A topic that exists is never altered: what differs from its specification is reported.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import KafkaError, NodeNotReadyError

from chassis.address import address, client
from contracts.topics import TopicSpec, all_topics
from deploy.jobs import answered, asked
from deploy.orgs import RegistryError, organisations

_SETTINGS = ("cleanup.policy", "retention.ms", "max.message.bytes")
_BULK = 100
_APPEAR_S, _REGISTERED_S = 30, 60
_ALREADY_EXISTS = 36
_REQUEST_MS = 60_000


class TopicError(RuntimeError):
    """The broker refused a topic, or does not answer."""


class UnansweredError(TopicError):
    """The broker does not answer."""


@dataclass
class Report:
    """What was done: names created and kept, and for each topic that differs, how."""

    created: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    mismatched: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        text = f"{len(self.created)} topics created, {len(self.kept)} kept, {len(self.mismatched)} differ"
        return "\n".join([text, *(f"  {name}: {how}" for name, how in self.mismatched.items())])


async def create(kafka: str, specs: Iterable[TopicSpec], replication: int = 1) -> Report:
    """Creates the missing topics and compares the others; returns when every broker answer names them all.

    Raises ``TopicError`` naming the topic and the broker's reason, or the broker that does not answer.
    """
    admin = AIOKafkaAdminClient(**client(kafka), request_timeout_ms=_REQUEST_MS)
    try:
        await admin.start()
        wanted = {spec.name: spec for spec in specs}
        existing = await _existing(admin)
        report = Report()
        new = [spec for name, spec in wanted.items() if name not in existing]
        for start in range(0, len(new), _BULK):
            await _create(admin, new[start : start + _BULK], replication, report)
        await _wait_for(admin, wanted)
        await _compare(admin, [wanted[name] for name in wanted if name not in set(report.created)], report)
        return report
    except KafkaError as error:
        raise UnansweredError(
            f"Kafka at {address(kafka)} does not answer ({type(error).__name__}); see its log"
        ) from error
    finally:
        await admin.close()


async def _existing(admin: AIOKafkaAdminClient) -> set[str]:
    """Names of the topics that there are. A broker listens before it has registered, and names no broker until then."""
    deadline = time.monotonic() + _REGISTERED_S
    while True:
        try:
            return set(await admin.list_topics())
        except NodeNotReadyError:
            if time.monotonic() > deadline:
                raise
            await asyncio.sleep(0.1)


async def _create(admin: AIOKafkaAdminClient, specs: list[TopicSpec], replication: int, report: Report) -> None:
    topics = [NewTopic(spec.name, spec.partitions, replication, topic_configs=_configs(spec)) for spec in specs]
    answer = await admin.create_topics(topics)
    for name, code, reason, *_ in answer.topic_errors:
        if code == 0:
            report.created.append(name)
        elif code != _ALREADY_EXISTS:
            raise TopicError(f"the broker refuses topic {name}: {reason or f'error {code}'}")


async def _wait_for(admin: AIOKafkaAdminClient, wanted: dict[str, TopicSpec]) -> None:
    """A created topic is not at once in every answer."""
    deadline = time.monotonic() + _APPEAR_S
    while missing := wanted.keys() - set(await admin.list_topics()):
        if time.monotonic() > deadline:
            raise TopicError(
                f"{len(missing)} created topics do not appear, {min(missing)} for one: see the broker's log"
            )
        await asyncio.sleep(0.05)


async def _compare(admin: AIOKafkaAdminClient, specs: list[TopicSpec], report: Report) -> None:
    if not specs:
        return
    partitions = {
        topic["topic"]: len(topic["partitions"]) for topic in await admin.describe_topics([s.name for s in specs])
    }
    resources = [ConfigResource(ConfigResourceType.TOPIC, spec.name, dict.fromkeys(_SETTINGS)) for spec in specs]
    settings: dict[str, dict[str, Any]] = {}
    for answer in await admin.describe_configs(resources):
        for _, _, _, name, entries in answer.resources:
            settings[name] = {entry[0]: entry[1] for entry in entries}
    for spec in specs:
        differences = _differences(spec, partitions[spec.name], settings[spec.name])
        if differences:
            report.mismatched[spec.name] = "; ".join(differences)
        else:
            report.kept.append(spec.name)


def _configs(spec: TopicSpec) -> dict[str, str]:
    return dict(zip(_SETTINGS, (spec.cleanup, str(spec.retention_ms), str(spec.max_bytes)), strict=True))


def _differences(spec: TopicSpec, partitions: int, settings: dict[str, Any]) -> list[str]:
    differences = []
    if partitions != spec.partitions:
        differences.append(f"has {partitions} partitions, should have {spec.partitions}")
    for name, value in _configs(spec).items():
        if settings[name] != value:
            differences.append(f"{name} is {settings[name]}, should be {value}")
    return differences


def main() -> int:
    """Exit status 0 when every topic is as specified, 1 when one differs or the broker refuses one or does not answer, 2
    when the registry cannot be used: it is read first, so that nothing is made of a wrong one.
    """
    parser = argparse.ArgumentParser(prog="python -m deploy.topics", description=__doc__)
    parser.add_argument("orgs", nargs="*", help="organisations; without any: those of the registry")
    parser.add_argument("--replication", type=int, default=1, help="copies of each partition")
    arguments = parser.parse_args()
    kafka = asked("kafka", "127.0.0.1:9092")
    try:
        specs = all_topics(arguments.orgs or organisations(os.environ))
        report = asyncio.run(answered(lambda: create(kafka, specs, arguments.replication), UnansweredError))
    except (RegistryError, TopicError) as error:
        sys.stderr.write(f"{error}\n")
        return 2 if isinstance(error, RegistryError) else 1
    print(report)
    return 1 if report.mismatched else 0


if __name__ == "__main__":
    sys.exit(main())
