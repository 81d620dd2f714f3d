"""Who may do what on the bus: what the channels of the contract say, and nothing else.

``python -m deploy.rights`` lets the programs and the registry's organisations do it, a one-shot job.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from aiokafka.client import AIOKafkaClient
from aiokafka.errors import KafkaError

from chassis.address import address
from chassis.secrets import SecretError
from contracts.families import FAMILIES
from contracts.generator.channel import DEPARTMENT, TESTER, Channel
from contracts.generator.channels import channels
from contracts.topics import all_topics, department_topics, inbox
from deploy import topics
from deploy.jobs import SECRETS, answered, asked, passwords
from deploy.orgs import RegistryError, organisations
from deploy.programs import GATEWAY, PROGRAMS
from deploy.register import ended
from deploy.servers import Servers
from deploy.topics import Report
from deploy.users import LITERAL, Operation, Resource, Right, UnansweredError, Users, UsersError, users

_ACTIONS = (("senders", Operation.WRITE), ("receivers", Operation.READ))
_HOLD_S = 30


def user_of(program: str) -> str:
    """The user that a program of ours is on the bus; never the slug of an organisation, which has no full stop."""
    return f"gongkai.{program}"


def tester_of(org: str) -> str:
    """The user with which ``org`` tries out what it will send; it reaches the test inbox alone."""
    return f"{org}.test"


USERS = {program.name: user_of(program.name) for program in PROGRAMS}
"""Program → its user."""


def rights(orgs: Iterable[str]) -> set[Right]:
    """All that the programs, and these organisations, may do. An organisation's user is called as its slug."""
    known = tuple(orgs)
    spoken = {right for channel in channels() for right in _of(channel, known)}
    groups = [(user, program) for program, user in USERS.items()] + [(user, user) for user in users_of(known)]
    # The door looks how far the services have come, so that no unit's facts fill their intakes.
    looks = {Right(USERS[GATEWAY], Resource.GROUP, service, Operation.DESCRIBE) for service in FAMILIES.services}
    return spoken | {Right(user, Resource.GROUP, group, Operation.READ) for user, group in groups} | looks


def remaining(orgs: Iterable[str]) -> set[Right]:
    """What may still be done when these organisations are no more: what lies in their topics is read, and nobody adds to their inboxes."""
    known = tuple(orgs)
    theirs, shut = users_of(known), {inbox(org, test=test) for org in known for test in (False, True)}
    return {
        right
        for right in rights(known)
        if right.user not in theirs and not (right.name in shut and right.operation is Operation.WRITE)
    }


def users_of(orgs: Iterable[str]) -> set[str]:
    """The users of these organisations."""
    return {user for org in orgs for user in (org, tester_of(org))}


def _of(channel: Channel, orgs: Iterable[str]) -> Iterator[Right]:
    for field, operation in _ACTIONS:
        for party in getattr(channel, field):
            for org in orgs if "{org}" in channel.address else ("",):
                user = {DEPARTMENT: org, TESTER: tester_of(org)}.get(party) or USERS.get(party)
                if user:
                    yield Right(user, Resource.TOPIC, channel.address.replace("{org}", org), operation)


async def admit(kafka: str, orgs: Iterable[str], passwords: Mapping[str, str]) -> None:
    """Let the users of ``passwords`` in, and let the programs and these organisations do what they may, and no more.

    What other organisations may do stays as it is. Raises ``UsersError``.
    """
    known = tuple(orgs)
    async with users(kafka) as broker:
        await broker.set_passwords(passwords)
        await _settle(broker, known, rights(known))


async def begin(kafka: str, orgs: Iterable[str], passwords: Mapping[str, str]) -> None:
    """The same, but for organisations of which it was told that their rights have ended: a start gives them nothing back."""
    try:
        gone = await ended(kafka)
    except KafkaError as error:
        raise UnansweredError(
            f"Kafka at {address(kafka)} does not answer ({type(error).__name__}); see its log"
        ) from error
    await admit(kafka, [org for org in orgs if org not in gone], passwords)


async def dismiss(kafka: str, orgs: Iterable[str]) -> None:
    """Let these organisations in no more, and take what they may do from them; their topics stay. Raises ``UsersError``."""
    known = tuple(orgs)
    async with users(kafka) as broker:
        await broker.remove_passwords(users_of(known))
        await _settle(broker, known, remaining(known))


async def _settle(broker: Users, orgs: tuple[str, ...], wanted: set[Right]) -> None:
    """Have ``wanted``, and no more, hold of all that concerns these organisations and the programs."""
    theirs, names = users_of(orgs), {spec.name for org in orgs for spec in department_topics(org)}
    standing = {
        right
        for right in await broker.rights()
        if right.user in theirs
        or (right.user in USERS.values() and (right.name in names or not _is_about_a_department(right)))
    }
    await broker.revoke(standing - wanted)
    await broker.grant(wanted - standing)
    await _hold(broker, wanted, standing - wanted)


async def _hold(broker: Users, wanted: set[Right], gone: set[Right]) -> None:
    """What the controller has taken is not at once what the broker goes by."""
    deadline = time.monotonic() + _HOLD_S
    while True:
        rights_now = await broker.rights()
        if wanted <= rights_now and not gone & rights_now:
            return
        if time.monotonic() > deadline:
            raise UsersError(f"{len(wanted - rights_now)} rights that were given do not hold: see the broker's log")
        await asyncio.sleep(0.05)


async def let_in(kafka: str, department: str) -> None:
    """Let a department in by the address that it is to have, and by no earlier password; returns when it is let in.

    ``kafka`` is asked as an operator, and whether it lets the department in as well: the address that departments reach
    may lead nowhere from here. Raises ``UsersError``.
    """
    own = address(department)
    here = replace(address(kafka), user=own.user, password=own.password)
    async with users(kafka) as broker:
        await broker.set_passwords({own.user: own.password})
    deadline = time.monotonic() + _HOLD_S
    while True:
        asking = AIOKafkaClient(**here.client())
        try:
            await asking.bootstrap()
        except KafkaError as error:
            if time.monotonic() > deadline:
                raise UsersError(f"{own.user} is not let in at {here}: see the broker's log") from error
            await asyncio.sleep(0.1)
        else:
            return
        finally:
            await asking.close()


async def opened(servers: Servers, orgs: Iterable[str]) -> Report:
    """Make the topics of these organisations, and on a broker of our own let programs in; what was made.

    An organisation whose rights have ended gets none. Raises ``TopicError`` or ``UsersError``.
    """
    known = tuple(orgs)
    report = await topics.create(servers.kafka, all_topics(known))
    if servers.broker is not None:
        await begin(servers.kafka, known, {user: servers.broker.password(user) for user in USERS.values()})
    return report


def _is_about_a_department(right: Right) -> bool:
    """Whether it is about a topic of one department, by its very name."""
    return (right.resource, right.pattern) == (Resource.TOPIC, LITERAL) and right.name.startswith("dept.")


def main(secrets: Path = SECRETS) -> int:
    """Exit status 0 when programs and organisations may do what they may and no more, 1 when the broker does not let them, 2
    when the registry or a secret cannot be used.
    """
    operator = asked("kafka", "scram://operator:PASSWORD@127.0.0.1:9092")
    try:
        orgs = organisations(os.environ)
        programs = passwords({f"kafka_{program}": user for program, user in USERS.items()}, secrets)
        asyncio.run(answered(lambda: begin(operator, orgs, programs), UnansweredError))
    except (RegistryError, SecretError, UsersError) as error:
        sys.stderr.write(f"{error}\n")
        return 1 if isinstance(error, UsersError) else 2
    print(f"{len(programs)} programs and {len(orgs)} organisations let in")
    return 0


if __name__ == "__main__":
    sys.exit(main())
