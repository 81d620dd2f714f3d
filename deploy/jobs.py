"""What the one-shot jobs of containers share: what they are handed, and their patience with a server that is starting."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import TypeVar
from urllib.parse import unquote, urlsplit

from chassis.address import client
from chassis.secrets import SecretError, kept_in, secret

SECRETS = Path("/run/secrets")
"""Where a container finds its secrets."""

_PATIENCE_S, _PAUSE_S = 120, 1.0
"""After a power cut all containers start at once, jobs and servers. A job that ends without an answer is started again."""

T = TypeVar("T")


def asked(name: str, example: str) -> str:
    """The secret ``name`` of the environment; without it the job ends with status 2 and says what to give.

    So it does where Kafka's is no address.
    """
    try:
        value = secret(os.environ, name)
    except SecretError as error:
        sys.exit(_wrong(str(error)))
    if not value:
        sys.exit(
            _wrong(f"GONGKAI_{name.upper()} is not set: give an address such as {example}, or a file that holds it")
        )
    if name == "kafka":
        try:
            client(value)
        except ValueError as error:
            sys.exit(_wrong(f"GONGKAI_KAFKA: {error}"))
    return value


def passwords(users: Mapping[str, str], folder: Path) -> dict[str, str]:
    """User → password, out of the addresses in ``folder``: ``users`` says whose address each file holds.

    Raises ``SecretError`` naming the file that is missing, or is somebody else's.
    """
    known = {}
    for file, user in users.items():
        address = urlsplit(kept_in(folder / file, file))
        if unquote(address.username or "") != user or not address.password:
            raise SecretError(f"{folder / file} is no address of {user}: delete that file and run sh deploy/secrets.sh")
        known[user] = unquote(address.password)
    return known


async def answered(work: Callable[[], Awaitable[T]], *away: type[BaseException]) -> T:
    """What ``work`` gives. For two minutes it is tried again when it raises one of ``away``: a server that is starting."""
    deadline = time.monotonic() + _PATIENCE_S
    while True:
        try:
            return await work()
        except away:
            if time.monotonic() > deadline:
                raise
            await asyncio.sleep(_PAUSE_S)


def _wrong(text: str) -> int:
    sys.stderr.write(f"{text}\n")
    return 2
