"""Results as they are shown, and as they are kept in RESULTS.md."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bench.processes import OTHERS, Usage

FILE = Path(__file__).with_name("RESULTS.md")

QUIET = 2.5
"""Load below which a machine of two cores is quiet enough to measure on."""


@dataclass(frozen=True)
class Result:
    """One measurement: its figures, CPU seconds and peak MiB of each process, and the number to remember it by."""

    title: str
    figures: Mapping[str, str]
    used: Mapping[str, Usage]
    headline: float

    def __str__(self) -> str:
        lines = [f"### {self.title}", ""]
        lines += [f"* {name}: {value}" for name, value in self.figures.items()]
        if not self.used:
            return "\n".join(lines)
        ours = {name: usage for name, usage in self.used.items() if name != OTHERS}
        lines += ["", "| process | CPU s | peak MiB |", "|---|---:|---:|"]
        lines += [f"| {name} | {usage.cpu:.2f} | {usage.peak:.0f} |" for name, usage in ours.items()]
        lines += [f"| together | {sum(usage.cpu for usage in ours.values()):.2f} | |"]
        lines += [f"| {OTHERS} | {usage.cpu:.2f} | |" for name, usage in self.used.items() if name == OTHERS]
        return "\n".join(lines)


def rest(patience: float, load: float = QUIET) -> None:
    """Wait until the machine is quiet, at most ``patience`` seconds."""
    until = time.monotonic() + patience
    while os.getloadavg()[0] > load and time.monotonic() < until:
        time.sleep(1)


def machine() -> str:
    """Day, cores, memory, how busy the machine was, and versions."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    busy = os.getloadavg()[0]
    names = ("faststream", "aiokafka", "asyncpg", "msgspec", "pydantic")
    packages = ", ".join(f"{name} {version(name)}" for name in names)
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC · {os.cpu_count()} cores, {memory:.0f} GiB, load {busy:.1f} at the start · "
        f"Python {platform.python_version()}, Kafka 4.3.1, PostgreSQL 18, {packages}"
    )


def record(heading: str, about: str, results: Sequence[Result], file: Path = FILE) -> None:
    """Append to the results."""
    with file.open("a", encoding="utf-8") as out:
        out.write("\n\n".join([f"\n## {heading}", about, *map(str, results)]) + "\n")
