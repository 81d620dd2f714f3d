"""Kafka's users and what they may do, as its controller keeps them: SCRAM-SHA-512, access lists, quotas."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError, for_code
from aiokafka.protocol.admin import DescribeAclsRequest
from aiokafka.protocol.api import Request

from chassis.address import address, client
from deploy.requests import Grants, Holders, Passwords, Quotas, Revocations

ITERATIONS = 4096
"""Rounds of SCRAM's hash: the least that Kafka takes. More slow down whoever tries words of a dictionary, and ours are random."""
_SHA_512, _SHA_512_BYTES = 2, 64
_SALT_BYTES = 24
_ANY, LITERAL, PREFIXED, DENY, _ALLOW = 1, 3, 4, 2, 3
_EVERYWHERE = "*"
_REQUEST_MS = 60_000


class UsersError(RuntimeError):
    """The broker refused a user, a right or a quota, or does not answer."""


class UnansweredError(UsersError):
    """The broker does not answer."""


class Resource(IntEnum):
    """What a right is about, as the protocol numbers it; we give rights to the first two."""

    TOPIC = 2
    GROUP = 3
    CLUSTER = 4
    TRANSACTIONAL_ID = 5
    DELEGATION_TOKEN = 6
    USER = 7


class Operation(IntEnum):
    """What may be done to it; who may read or write knows that it is there. We give READ, WRITE and DESCRIBE."""

    ALL = 2
    READ = 3
    WRITE = 4
    CREATE = 5
    DELETE = 6
    ALTER = 7
    DESCRIBE = 8
    CLUSTER_ACTION = 9
    DESCRIBE_CONFIGS = 10
    ALTER_CONFIGS = 11
    IDEMPOTENT_WRITE = 12
    CREATE_TOKENS = 13
    DESCRIBE_TOKENS = 14
    TWO_PHASE_COMMIT = 15


@dataclass(frozen=True, order=True)
class Right:
    """``user`` may do ``operation`` to the resource of this very ``name``, from anywhere; others are of somebody's hand."""

    user: str
    resource: Resource
    name: str
    operation: Operation
    pattern: int = LITERAL
    """How ``name`` is meant, as the protocol numbers it."""
    host: str = _EVERYWHERE
    permission: int = _ALLOW
    """As the protocol numbers it: a right may be denied, too."""

    @property
    def entry(self) -> tuple[Any, ...]:
        """As requests list it."""
        return self.resource, self.name, self.pattern, f"User:{self.user}", self.host, self.operation, self.permission


class Users:
    """The users of a broker. Every call raises ``UsersError`` with the broker's reason."""

    def __init__(self, admin: AIOKafkaAdminClient) -> None:
        self._admin = admin

    async def set_passwords(self, passwords: Mapping[str, str]) -> None:
        """Let these users in with these passwords, and with no earlier ones."""
        entries = []
        for user, password in passwords.items():
            salt = secrets.token_bytes(_SALT_BYTES)
            entries.append((user, salt, hashlib.pbkdf2_hmac("sha512", password.encode(), salt, ITERATIONS)))
        await self._keep(entries)

    async def make(self, users: Iterable[str]) -> None:
        """Have these users, with no password that lets anybody in yet; whoever is there already keeps its own."""
        wanted = set(users)
        if wanted:
            fresh = sorted(wanted - await self.known())
            # A key at random: no password comes to it.
            await self._keep(
                [(user, secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_SHA_512_BYTES)) for user in fresh]
            )

    async def known(self) -> set[str]:
        """All users that there are."""
        answer = await self._ask(Holders())
        _judge([(answer.error_code, answer.error_message, "the list of users")])
        return {user for user, *_ in answer.results}

    async def _keep(self, keys: Sequence[tuple[str, bytes, bytes]]) -> None:
        """Have the broker keep of each user the salt, and the key that salt and password come to."""
        if keys:
            answer = await self._ask(
                Passwords([], [(user, _SHA_512, ITERATIONS, salt, salted) for user, salt, salted in keys])
            )
            _judge((code, text, f"the password of {user}") for user, code, text, _ in answer.results)

    async def remove_passwords(self, users: Iterable[str]) -> None:
        """Let these users in no more; who has no password is passed over."""
        entries = [(user, _SHA_512) for user in users]
        if entries:
            answer = await self._ask(Passwords(entries, []))
            _judge(
                (code, text, f"the password of {user}")
                for user, code, text, _ in answer.results
                if code != _NO_SUCH_RESOURCE
            )

    async def rights(self) -> set[Right]:
        """All that anybody but the operators may do, or is denied."""
        answer = await self._ask(DescribeAclsRequest(_ANY, None, _ANY, None, None, _ANY, _ANY))
        _judge([(answer.error_code, answer.error_message, "the list of rights")])
        return {
            Right(
                principal.removeprefix("User:"),
                Resource(resource),
                name,
                Operation(operation),
                pattern,
                host,
                permission,
            )
            for resource, name, pattern, entries in answer.resources
            for principal, host, operation, permission in entries
        }

    async def grant(self, rights: Iterable[Right]) -> None:
        """Let these be done."""
        wanted = sorted(rights)
        for at in range(0, len(wanted), _BULK):
            part = wanted[at : at + _BULK]
            answer = await self._ask(Grants([right.entry for right in part]))
            _judge(
                (code, text, str(right)) for right, (code, text) in zip(part, answer.creation_responses, strict=True)
            )

    async def revoke(self, rights: Iterable[Right]) -> None:
        """Let these be done no more."""
        unwanted = sorted(rights)
        if unwanted:
            answer = await self._ask(Revocations([right.entry for right in unwanted]))
            _judge(
                (code, text, str(right))
                for right, (code, text, _) in zip(unwanted, answer.filter_responses, strict=True)
            )

    async def limit(self, quotas: Mapping[str, Mapping[str, float | None]]) -> None:
        """User → Kafka's name of a quota → its most; None takes it away."""
        if quotas:
            answer = await self._ask(Quotas([(user, dict(most)) for user, most in quotas.items()]))
            _judge((code, text, f"the quota of {entity[0][1]}") for code, text, entity, _ in answer.entries)

    async def _ask(self, request: Request[Any]) -> Any:
        return await self._admin._send_request(request)  # noqa: SLF001  # the way of all its own requests


_BULK = 500
_NO_SUCH_RESOURCE = 91


@asynccontextmanager
async def users(kafka: str) -> AsyncIterator[Users]:
    """The users of the broker at this address, asked as an operator. Raises ``UsersError`` when it does not answer."""
    admin = AIOKafkaAdminClient(**client(kafka), request_timeout_ms=_REQUEST_MS)
    try:
        await admin.start()
        yield Users(admin)
    except KafkaError as error:
        raise UnansweredError(
            f"Kafka at {address(kafka)} does not answer ({type(error).__name__}); see its log"
        ) from error
    finally:
        await admin.close()


def _judge(answers: Iterable[tuple[int, str | None, str]]) -> None:
    for code, text, what in answers:
        if code:
            raise UsersError(f"the broker refuses {what}: {text or for_code(code).__name__}")
