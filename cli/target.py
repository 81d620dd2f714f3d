"""Where the stack answers: from the state folder's runtime.json, else from the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cli.exits import Stop
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
    demonstration: bool = False
    """What it holds is simulated, and papers say so."""

    def hint(self, program: str) -> str:
        """Where to look when ``program`` does not answer."""
        return f"see {self.logs / program}.log" if self.logs else f"see the log of the container {program}"


def find(state: Path | None) -> Target:
    """The stack of the state folder, else that of ``GONGKAI_KAFKA`` and ``GONGKAI_<PROGRAM>_URL``.

    Without a ``GONGKAI_<PROGRAM>_URL`` the program is looked for under its name on port 8080, as in the
    compose file's network. Raises ``Stop`` when there is no stack.
    """
    from deploy import runtime

    folder = state or DEFAULT_STATE
    running = runtime.read(folder)
    if running is not None:
        urls = {name: f"http://127.0.0.1:{port}" for name, port in running.ports.items()}
        simulated = runtime.is_demonstration(folder)
        return Target(running.kafka, urls, (folder / "logs").absolute(), demonstration=simulated)
    kafka = os.environ.get("GONGKAI_KAFKA")
    if kafka:
        simulated = os.environ.get("GONGKAI_DEMONSTRATION", "").lower() in {"1", "true", "yes", "on"}
        return Target(kafka, {name: _url(name) for name in PROGRAMS}, demonstration=simulated)
    raise Stop(
        f"no stack runs on the state folder {folder}. Start one: gongkai up. One that runs elsewhere is found with "
        "--state FOLDER, or with GONGKAI_KAFKA=HOST:PORT (and GONGKAI_GATEWAY_URL=http://… where names differ)"
    )


def _url(program: str) -> str:
    return os.environ.get(f"GONGKAI_{program.upper()}_URL", f"http://{program}:8080").rstrip("/")
