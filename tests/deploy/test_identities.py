"""Whoever reaches the broker may do what the contract's channels say of it, and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
import pytest_asyncio
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import (
    GroupAuthorizationFailedError,
    KafkaConnectionError,
    KafkaError,
    TopicAuthorizationFailedError,
)

from chassis.address import Address, address
from contracts.topics import all_topics, inbox, notices
from deploy import rights
from deploy.rights import USERS
from deploy.rights import tester_of as user_of_tests
from deploy.servers import Servers
from deploy.users import DENY, PREFIXED, Operation, Resource, Right, UsersError, users

pytestmark = pytest.mark.servers

ORG, OTHER = "unit-own", "unit-other"
ORGS = (ORG, OTHER)


@pytest_asyncio.fixture(scope="module")
async def department(servers: Servers) -> Address:
    """The address that the county office hands to ``ORG``."""
    assert servers.broker is not None
    await rights.opened(servers, ORGS)
    own = servers.broker.departments(ORG, "first-password")
    await rights.let_in(servers.kafka, own.text)
    return own


async def write(own: Address, topic: str) -> None:
    """Write one record into ``topic``; KafkaError when that is refused."""
    producer = AIOKafkaProducer(**own.client(), enable_idempotence=True, request_timeout_ms=5_000)
    try:
        await producer.start()
        await producer.send_and_wait(topic, b"{}", partition=0)
    finally:
        await producer.stop()


async def read(own: Address, topic: str) -> None:
    """Read ``topic`` from its beginning; KafkaError when that is refused."""
    async with AIOKafkaConsumer(**own.client(), auto_offset_reset="earliest") as consumer:
        place = TopicPartition(topic, 0)
        consumer.assign([place])
        consumer.seek(place, 0)
        # Not an answer that is empty, but the broker's own no.
        answer = await consumer._client.fetch_all_metadata()
        if topic not in answer.topics():
            raise TopicAuthorizationFailedError(topic)
        await consumer.getmany(timeout_ms=1_000)


async def test_a_department_writes_its_inbox_and_reads_its_notices(department: Address) -> None:
    await write(department, inbox(ORG))
    await read(department, notices(ORG))
    async with AIOKafkaConsumer(notices(ORG), **department.client(), group_id=ORG) as consumer:
        await consumer.getmany(timeout_ms=1_000)


@pytest.mark.parametrize("topic", [spec.name for spec in all_topics(ORGS) if spec.name != inbox(ORG)])
async def test_a_department_writes_nothing_else(department: Address, topic: str) -> None:
    with pytest.raises(TopicAuthorizationFailedError):
        await write(department, topic)


async def test_a_department_does_not_even_hear_which_other_topics_there_are(department: Address) -> None:
    async with AIOKafkaProducer(**department.client()) as producer:
        seen = (await producer.client.fetch_all_metadata()).topics()
    assert seen == {inbox(ORG), notices(ORG)}


async def test_a_department_s_tests_reach_nothing_but_its_test_inbox_and_the_verdicts(
    servers: Servers, department: Address
) -> None:
    tester = _with(department, user=user_of_tests(ORG), password="of-its-tests")
    await rights.let_in(servers.kafka, tester.text)
    await write(tester, inbox(ORG, test=True))
    await read(tester, notices(ORG, test=True))
    async with AIOKafkaProducer(**tester.client()) as producer:
        seen = (await producer.client.fetch_all_metadata()).topics()
    assert seen == {inbox(ORG, test=True), notices(ORG, test=True)}
    with pytest.raises(TopicAuthorizationFailedError):
        await write(tester, inbox(ORG))


async def _creates_a_topic(own: Address) -> None:
    admin = AIOKafkaAdminClient(**own.client())
    await admin.start()
    try:
        answer = await admin.create_topics([NewTopic("own.topic", 1, 1)])
        (error,) = answer.topic_errors
        assert error[1] == 0, error
    finally:
        await admin.close()


async def _gives_itself_a_right(own: Address) -> None:
    async with users(own.text) as broker:
        await broker.grant([Right(ORG, Resource.TOPIC, inbox(OTHER), Operation.WRITE)])


async def _changes_a_password(own: Address) -> None:
    async with users(own.text) as broker:
        await broker.set_passwords({OTHER: "taken-over"})


async def _lists_the_rights(own: Address) -> None:
    async with users(own.text) as broker:
        await broker.rights()


async def _lifts_its_quota(own: Address) -> None:
    async with users(own.text) as broker:
        await broker.limit({ORG: {"producer_byte_rate": 1e12}})


async def _joins_a_group_of_ours(own: Address) -> None:
    async with (
        asyncio.timeout(20),
        AIOKafkaConsumer(notices(ORG), **own.client(), group_id="metrics") as consumer,
    ):
        await consumer.getmany(timeout_ms=1_000)


@pytest.mark.parametrize(
    "attempt",
    [
        _creates_a_topic,
        _gives_itself_a_right,
        _changes_a_password,
        _lists_the_rights,
        _lifts_its_quota,
        _joins_a_group_of_ours,
    ],
)
async def test_a_department_manages_nothing(department: Address, attempt: Callable[[Address], Awaitable[None]]) -> None:
    with pytest.raises((UsersError, GroupAuthorizationFailedError, AssertionError)):
        await attempt(department)


def _with(own: Address, **changed: Any) -> Address:
    return Address(**{name: getattr(own, name) for name in own.__dataclass_fields__} | changed)


@pytest.mark.parametrize(
    "changed",
    [
        {"password": "guessed"},
        {"user": OTHER},
        {"user": "nobody"},
        {"user": "operator"},
        {"user": "gongkai.gateway"},
        {"user": "", "password": ""},
        {"tls": False},
        {"tls": True, "authority": None},
    ],
)
async def test_whoever_is_not_who_it_says_it_is_is_not_let_in(department: Address, changed: dict[str, Any]) -> None:
    with pytest.raises(KafkaConnectionError):
        await write(_with(department, **changed), inbox(ORG))


async def test_nobody_is_let_in_within_either(servers: Servers) -> None:
    with pytest.raises(KafkaConnectionError):
        await write(Address(address(servers.kafka).servers), inbox(ORG))


async def test_a_new_password_ends_the_old_one(servers: Servers, department: Address) -> None:
    await rights.let_in(servers.kafka, _with(department, password="second").text)
    with pytest.raises(KafkaConnectionError):
        await write(department, inbox(ORG))
    await rights.let_in(servers.kafka, department.text)
    await write(department, inbox(ORG))


async def test_the_broker_holds_just_what_is_declared_and_takes_away_what_is_more(
    servers: Servers, department: Address
) -> None:
    more = {
        Right(USERS["catalog"], Resource.TOPIC, inbox(ORG), Operation.WRITE),
        Right(USERS["catalog"], Resource.TOPIC, "dept.", Operation.WRITE, PREFIXED),
        Right(ORG, Resource.TOPIC, "*", Operation.DESCRIBE),
        Right(ORG, Resource.TOPIC, "dept.", Operation.ALL, PREFIXED),
        Right(ORG, Resource.TOPIC, inbox(OTHER), Operation.READ, host="127.0.0.1"),
        Right(ORG, Resource.TOPIC, inbox(ORG), Operation.WRITE, permission=DENY),
        Right(user_of_tests(ORG), Resource.CLUSTER, "kafka-cluster", Operation.ALTER),
        Right(user_of_tests(ORG), Resource.TRANSACTIONAL_ID, ORG, Operation.WRITE),
    }
    async with users(servers.kafka) as broker:
        await broker.grant(more)
        await rights._hold(broker, more, set())
        await rights.admit(servers.kafka, ORGS, {})
        known = {*USERS.values(), *ORGS, *map(user_of_tests, ORGS)}
        held = {right for right in await broker.rights() if right.user in known}
    declared = rights.rights(ORGS)
    assert not more & held
    theirs = {right for right in held if not right.name.startswith("dept.") or any(org in right.name for org in ORGS)}
    assert theirs == declared


@pytest.mark.parametrize("program", USERS)
async def test_a_program_writes_into_its_own_topics_alone(servers: Servers, program: str) -> None:
    declared = {
        right.name
        for right in rights.rights(ORGS)
        if right.user == USERS[program] and right.operation is Operation.WRITE
    }
    own = address(servers.kafka_as(USERS[program]))
    async with AIOKafkaProducer(**own.client()) as producer:
        for spec in all_topics(ORGS):
            if spec.name not in declared:
                with pytest.raises(KafkaError):
                    await producer.send_and_wait(spec.name, b"{}", partition=0)
