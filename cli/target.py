"""Where the stack answers: from the state folder's runtime.json, else from the environment."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from socket import AF_INET, SOCK_STREAM
from urllib.parse import urlsplit

from chassis.secrets import SecretError, secret
from cli.exits import USAGE, Stop
from cli.files import lies_at
from cli.options import DEFAULT_STATE
from deploy import programs

PROGRAMS = tuple(program.name for program in programs.PROGRAMS)
SERVICES = tuple(program.name for program in programs.PROGRAMS if program.needs_database)
"""Programs with an outbox, in the order in which facts pass them."""


@dataclass(frozen=True)
class Target:
    """A running stack: the broker, and the HTTP address of each program."""

    kafka: str
    urls: Mapping[str, str]
    logs: Path | None = None
    troubles: Mapping[str, str] = field(default_factory=dict)
    """What the supervisor knows of programs that do not stay up."""

    departments: str = ""
    """Where departments reach the broker, host:port."""

    authority: Path | None = None
    """Certificates that they judge it by; left out, those that their machines trust."""

    demonstration: bool = False
    """What it holds is simulated, and papers say so."""

    office: str = field(default="", repr=False)
    """The token with which the command asks: the key of the office; empty, nobody's."""

    async def instances(self, program: str) -> list[str]:
        """The address of every instance of ``program`` by itself: a host's name may stand for several, as in compose.

        The one address as it is, where the name is not known now or stands for a single instance.
        """
        url = urlsplit(self.urls[program])
        loop = asyncio.get_running_loop()
        try:
            answers = await loop.getaddrinfo(url.hostname, url.port, family=AF_INET, type=SOCK_STREAM)
        except OSError:
            return [self.urls[program]]
        hosts = sorted({str(address[0]) for *_, address in answers})
        if len(hosts) < 2:
            return [self.urls[program]]
        return [url._replace(netloc=f"{host}:{url.port}").geturl() for host in hosts]

    def hint(self, program: str) -> str:
        """What is known of a ``program`` that does not answer, and where to look."""
        where = f"see {self.logs / program}.log" if self.logs else f"see the log of the container {program}"
        return f"{self.troubles[program]}; {where}" if program in self.troubles else where


def find(state: Path | None) -> Target:
    """The stack of the state folder, else that of ``GONGKAI_KAFKA`` (or its file) and ``GONGKAI_<PROGRAM>_URL``.

    Without a ``GONGKAI_<PROGRAM>_URL`` the program is looked for under its name on port 8080, as in the
    compose file's network. Raises ``Stop`` when there is no stack.
    """
    from deploy import office, runtime

    folder = state or DEFAULT_STATE
    if lies_at(folder, "the folder of a stack's state: --state FOLDER") == "file":
        raise Stop(f"{folder} is a file; a stack's state is a folder: --state FOLDER", USAGE)
    try:
        running = runtime.read(folder)
        key = office.key(folder) if running else ""
    except OSError as error:
        raise Stop(
            f"cannot read {error.filename}: {error.strerror}; it is for the account that runs the stack"
        ) from error
    if running is not None:
        urls = {name: f"http://127.0.0.1:{port}" for name, port in running.ports.items()}
        return Target(
            running.kafka,
            urls,
            (folder / "logs").absolute(),
            running.troubles,
            running.departments,
            Path(running.authority) if running.authority else None,
            demonstration=runtime.is_demonstration(folder),
            office=key,
        )
    try:
        kafka, token = secret(os.environ, "kafka"), secret(os.environ, "office_token")
    except SecretError as error:
        raise Stop(str(error), USAGE) from error
    if kafka:
        _check(kafka)
        simulated = os.environ.get("GONGKAI_DEMONSTRATION", "").lower() in {"1", "true", "yes", "on"}
        authority = os.environ.get("GONGKAI_CA")
        return Target(
            kafka,
            {name: _url(name) for name in PROGRAMS},
            departments=os.environ.get("GONGKAI_DEPARTMENTS", ""),
            authority=Path(authority) if authority else None,
            demonstration=simulated,
            office=_sendable(token),
        )
    raise Stop(
        f"no stack runs on the state folder {folder}. Start one: gongkai up. One that runs elsewhere is found with "
        "--state FOLDER, or with GONGKAI_KAFKA=HOST:PORT (and GONGKAI_GATEWAY_URL=http://… where names differ)"
    )


def _check(kafka: str) -> None:
    """Stop where ``kafka`` is no address of a broker, or its certificates cannot be read."""
    from chassis.address import client

    try:
        client(kafka)
    except ValueError as error:
        raise Stop(f"GONGKAI_KAFKA: {error}", USAGE) from error


def _sendable(token: str) -> str:
    """``token`` as it is; Stop, without it, where a header of HTTP cannot carry it."""
    if not (token.isascii() and token.isprintable()):
        raise Stop(
            "GONGKAI_OFFICE_TOKEN is no token: one has only letters, digits and _ of ASCII; give the key of the office, "
            "gk_…, or a file that holds it (GONGKAI_OFFICE_TOKEN_FILE)",
            USAGE,
        )
    return token


def _url(program: str) -> str:
    variable = f"GONGKAI_{program.upper()}_URL"
    text = (os.environ.get(variable) or f"http://{program}:8080").rstrip("/")
    try:
        url = urlsplit(text)
        usable = url.scheme in {"http", "https"} and bool(url.hostname) and url.port != 0 and text.isprintable()
    except ValueError:
        usable = False
    if not usable:
        # What stands before an @ may be a password.
        raise Stop(
            f"{variable} {text.rpartition('@')[2]!r} is no address of a program; give http://HOST:PORT",
            USAGE,
        )
    return text
