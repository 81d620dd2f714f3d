"""Results as they are shown, and as they are kept in RESULTS.md."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bench.processes import Usage

FILE = Path(__file__).with_name("RESULTS.md")


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
        lines += ["", "| process | CPU s | peak MiB |", "|---|---:|---:|"]
        lines += [f"| {name} | {one.cpu:.2f} | {one.peak:.0f} |" for name, one in self.used.items()]
        lines += [f"| together | {sum(one.cpu for one in self.used.values()):.2f} | |"]
        return "\n".join(lines)


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
