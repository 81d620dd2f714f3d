"""``runtime.json`` in the state folder: where a running stack answers, for the command line."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path

from deploy import whole_file


@dataclass
class Runtime:
    """Addresses and process ids of a running stack; ``supervisor`` and its ``birth`` tell whether it still runs."""

    kafka: str
    database: str
    clock: str
    ports: dict[str, int] = field(default_factory=dict)
    pids: dict[str, int] = field(default_factory=dict)
    troubles: dict[str, str] = field(default_factory=dict)
    """What the supervisor knows of programs that do not stay up."""
    departments: str = ""
    """Where departments reach Kafka, host:port; empty where that is not ours to know."""
    authority: str = ""
    """File of the certificates that a department judges it by."""
    supervisor: int = 0
    birth: str = ""

    @property
    def dashboard(self) -> str:
        """Address of the dashboard's first page."""
        return f"http://127.0.0.1:{self.ports['dashboard']}/"


DEMONSTRATION = "demo.json"
"""Marks a state folder that a demonstration made: what lies in it is simulated."""


def is_demonstration(state: Path) -> bool:
    """Whether a demonstration made the state folder; one that cannot be looked into is none."""
    try:
        return (state / DEMONSTRATION).exists()
    except OSError:
        return False


def runtime_file(state: Path) -> Path:
    """Path of the note, whether it exists or not."""
    return state / "runtime.json"


def write(state: Path, runtime: Runtime) -> None:
    """Replaces the note at once; readable by its owner only, since it holds the database's password."""
    runtime.supervisor = os.getpid()
    runtime.birth = _birth(runtime.supervisor) or ""
    whole_file.put(runtime_file(state), json.dumps(asdict(runtime), indent=2, ensure_ascii=False) + "\n")


def remove(state: Path) -> None:
    """Takes the note away; nothing happens when there is none."""
    runtime_file(state).unlink(missing_ok=True)


def read(state: Path) -> Runtime | None:
    """The running stack of this state folder; None when there is none, or only a note of one that was killed.

    Raises ``OSError`` where the note may not be read.
    """
    try:
        runtime = Runtime(**json.loads(runtime_file(state).read_text(encoding="utf-8")))
    except (FileNotFoundError, NotADirectoryError):
        return None
    return runtime if runtime.birth and _birth(runtime.supervisor) == runtime.birth else None


def _birth(pid: int) -> str | None:
    """When the process began, in clock ticks since boot: with it, a process id that was used again is told apart."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return None
    state, *fields = stat.rpartition(")")[2].split()
    return None if state in "ZX" else fields[18]
