"""The programs of a stack and the environment each is started with."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass

from contracts.families import FAMILIES

GATEWAY, METRICS, ASSESSMENT, DASHBOARD = "gateway", "metrics", "assessment", "dashboard"
"""The programs that keep no subjects; every other is a service of FAMILIES."""

SERVICES = (*FAMILIES.services, METRICS, ASSESSMENT)
"""The services behind the gateway, in the order in which facts pass them."""

STOP_ORDER = ((DASHBOARD,), SERVICES, (GATEWAY,))
"""Readers before writers: what is stopped first misses nothing that is still said."""

BEHIND_THE_DOOR = 5
"""Niceness of the services: where one and the door ask for all of a processor, it is given a third of what the door is given."""


@dataclass(frozen=True)
class Program:
    """One process of the stack: ``python -m <words> serve``."""

    name: str
    words: tuple[str, ...]
    """The module, and what it is told before the command."""
    needs_database: bool = True
    """Whether it has tables to migrate and an outbox; the dashboard has neither."""
    niceness: int = 0
    """How far it gives way where processors are short, as nice(1) has it: whoever sends waits for the door, nobody for a sum."""

    def argv(self, command: str = "serve") -> list[str]:
        """The command line, in the interpreter that we run in."""
        return [sys.executable, "-m", *self.words, command]


PROGRAMS = (
    Program(GATEWAY, ("services", GATEWAY)),
    *(Program(name, ("services", name), niceness=BEHIND_THE_DOOR) for name in SERVICES),
    Program(DASHBOARD, ("dashboard",), needs_database=False),
)


def environment(
    program: Program, kafka: str, database: str, clock: str, port: int, extra: Mapping[str, str]
) -> dict[str, str]:
    """``GONGKAI_*`` settings of one program; ``extra`` has the last word."""
    settings = {
        "GONGKAI_KAFKA": kafka,
        "GONGKAI_HTTP_HOST": "127.0.0.1",
        "GONGKAI_HTTP_PORT": str(port),
        "GONGKAI_INSTANCE": "1",
        "GONGKAI_CLOCK": clock,
        "PYTHONUNBUFFERED": "1",
    }
    if program.needs_database:
        settings["GONGKAI_DATABASE"] = database
    return {**settings, **extra}
