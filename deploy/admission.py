"""The admission of organisations to the bus: ``python -m deploy.admission [--replication N] [--ready FILE]``.

It follows the register. Whoever is in it gets topics, users, rights and quotas while everything runs; whoever has had the last
day loses users and rights, and keeps the topics. What was done is told on ``registry.admissions.v1``: only when the
rights have ended, and it is known where the inbox ended, the gateway reads that inbox to its end and shuts the door.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Callable, Collection, Mapping
from pathlib import Path

import structlog
from aiokafka.errors import KafkaError

from chassis import logs
from chassis.address import address
from chassis.outbox import Message
from chassis.sender import Sender, acknowledged
from contracts.admission import ADMISSION, Admission
from contracts.topics import ADMISSIONS, department_topics, inbox
from deploy import rights, topics
from deploy.interrupts import as_interrupts
from deploy.jobs import asked
from deploy.process import Say
from deploy.quotas import QuotaError, quotas
from deploy.register import Follower, Standing, following
from deploy.topics import TopicError
from deploy.users import UsersError, users

_FIRST_S, _LONGEST_S = 0.5, 30.0
_NAMED = 3
"""Organisations that a line names."""


class Office:
    """Does what the register says, for as long as it is let; ``settled`` hears whether all of it has been done."""

    def __init__(
        self,
        kafka: str,
        quotas: Mapping[str, float],
        say: Say,
        *,
        replication: int = 1,
        settled: Callable[[bool], None] = lambda _: None,
    ) -> None:
        """``kafka`` is the operator's address; of a broker without identities only topics are made."""
        self._kafka, self._quotas, self._say = kafka, quotas, say
        self._replication, self._settled = replication, settled
        self._has_identities = bool(address(kafka).user)
        self._done: dict[str, Standing] = {}

    async def run(self) -> None:
        """Never returns; what fails is said, and tried again with growing pauses."""
        pause = _FIRST_S
        while True:
            try:
                async with following(self._kafka) as follower:
                    await follower.catch_up()
                    while True:
                        await self._settle(follower)
                        pause = _FIRST_S
                        await follower.read_on()
            except (KafkaError, UsersError, TopicError, OSError) as error:
                self._settled(False)
                reason = str(error) if isinstance(error, (UsersError, TopicError)) else type(error).__name__
                self._say(f"the admission of organisations stands still ({reason}); tried again in {pause:g} s")
                await asyncio.sleep(pause)
                pause = min(pause * 2, _LONGEST_S)

    async def _settle(self, follower: Follower) -> None:
        due = {org: to_be for org, to_be in follower.register.due().items() if self._done.get(org) != to_be}
        if due:
            self._settled(False)
            report = await topics.create(
                self._kafka, [spec for org in due for spec in department_topics(org)], self._replication
            )
            if report.mismatched:
                self._say(str(report))
            news = {org: to_be for org, to_be in due.items() if follower.register.admissions.get(org) != to_be}
            gone = [org for org, to_be in due.items() if to_be.name == "ended"]
            if self._has_identities:
                await self._admit([org for org in due if org not in gone], news)
                await self._dismiss(gone)
            ends = dict(zip(gone, await follower.ends([inbox(org) for org in gone]), strict=True))
            await self._tell(
                [
                    Admission(org=org, standing=to_be.name, valid_to=to_be.valid_to, inbox_end=ends.get(org, 0))
                    for org, to_be in news.items()
                ]
            )
            self._done |= due
            for name in ("admitted", "ended"):
                self._say_of(name, [org for org, to_be in news.items() if to_be.name == name])
        self._settled(True)

    async def _admit(self, orgs: list[str], news: Collection[str]) -> None:
        if orgs:
            await rights.admit(self._kafka, orgs, {})
            async with users(self._kafka) as broker:
                # Where the admission was not told yet: `orgs key` waits for that, and nothing replaces the key that it makes.
                await broker.make(rights.users_of(org for org in orgs if org in news))
                await broker.limit(dict.fromkeys(rights.users_of(orgs), self._quotas))

    async def _dismiss(self, orgs: list[str]) -> None:
        if orgs:
            await rights.dismiss(self._kafka, orgs)
            async with users(self._kafka) as broker:
                await broker.limit(dict.fromkeys(rights.users_of(orgs), dict.fromkeys(self._quotas)))

    async def _tell(self, news: list[Admission]) -> None:
        if not news:
            return
        sender = Sender(self._kafka)
        await sender.start()
        try:
            await acknowledged(await sender.send([_message(admission) for admission in news]))
        finally:
            await sender.stop()

    def _say_of(self, name: str, orgs: list[str]) -> None:
        if orgs:
            more = f" and {len(orgs) - _NAMED} more" if len(orgs) > _NAMED else ""
            what = "have topics and rights" if name == "admitted" else "have no rights any more; their topics stay"
            self._say(f"organisations {', '.join(sorted(orgs)[:_NAMED])}{more} {what}")


def _message(admission: Admission) -> Message:
    headers = [
        ("ce_specversion", "1.0"),
        ("ce_id", f"{ADMISSION}:{admission.org}"),
        ("ce_source", "/admission"),
        ("ce_type", ADMISSION),
        ("content-type", "application/json"),
    ]
    return Message(ADMISSIONS, admission.org.encode(), admission.model_dump_json().encode(), headers)


def main() -> int:
    """Runs until SIGTERM (exit status 0); 2 when a setting is wrong."""
    parser = argparse.ArgumentParser(prog="python -m deploy.admission", description=__doc__)
    parser.add_argument("--replication", type=int, default=1, help="copies of each new topic")
    parser.add_argument("--ready", type=Path, help="file that is there while all that the register says has been done")
    arguments = parser.parse_args()
    kafka = asked("kafka", "scram://operator:PASSWORD@127.0.0.1:9092")
    logs.configure("admission", "1", "json" if os.environ.get("GONGKAI_LOG_FORMAT") == "json" else "console")
    log = structlog.get_logger()
    try:
        limits = quotas(os.environ)
    except QuotaError as error:
        parser.error(str(error))
    ready: Path | None = arguments.ready

    def settled(done: bool) -> None:
        if ready is not None and done:
            ready.touch()
        elif ready is not None:
            ready.unlink(missing_ok=True)

    settled(False)
    office = Office(
        kafka,
        limits,
        lambda text: log.info("admission", reason=text),
        replication=arguments.replication,
        settled=settled,
    )
    try:
        with as_interrupts():
            asyncio.run(office.run())
    except KeyboardInterrupt:
        settled(False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
