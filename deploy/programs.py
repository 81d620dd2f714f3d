"""The programs of a stack and the environment each is started with."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass

SERVICES = ("catalog", "requests", "publishing", "metrics")
STOP_ORDER = (("dashboard",), SERVICES, ("gateway",))
"""Readers before writers: what is stopped first misses nothing that is still said."""


@dataclass(frozen=True)
class Program:
    """One process of the stack: ``python -m module serve``."""

    name: str
    module: str
    needs_database: bool = True
    """Whether it has tables to migrate; the dashboard has none."""

    def argv(self, command: str = "serve") -> list[str]:
        """The command line, in the interpreter that we run in."""
        return [sys.executable, "-m", self.module, command]


PROGRAMS = (
    Program("gateway", "services.gateway"),
    *(Program(name, f"services.{name}") for name in SERVICES),
    Program("dashboard", "dashboard", needs_database=False),
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
        "GONGKAI_LOG_FORMAT": "console",
        "PYTHONUNBUFFERED": "1",
    }
    if program.needs_database:
        settings["GONGKAI_DATABASE"] = database
    return {**settings, **extra}
