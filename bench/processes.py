"""CPU seconds and peak memory of processes and their children, read from /proc."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

_TICKS = os.sysconf("SC_CLK_TCK")


class Usage(NamedTuple):
    """CPU seconds used so far and peak resident memory in MiB, of a process with its children."""

    cpu: float
    peak: float


def usage(pid: int) -> Usage:
    """Usage of the process ``pid`` and everything below it."""
    cpu, peak = 0.0, 0.0
    for member in [pid, *_below(pid)]:
        try:
            fields = Path(f"/proc/{member}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
            status = Path(f"/proc/{member}/status").read_text(encoding="utf-8")
        except (FileNotFoundError, ProcessLookupError):
            continue
        own = (
            sum(int(ticks) for ticks in fields[11:15])
            if member == pid
            else sum(int(ticks) for ticks in fields[11:13])
        )
        cpu += own / _TICKS
        kib = next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")), 0)
        peak = max(peak, kib / 1024)
    return Usage(cpu, peak)


def usages(pids: Mapping[str, int]) -> dict[str, Usage]:
    """Usage by name."""
    return {name: usage(pid) for name, pid in pids.items()}


def spent(before: Mapping[str, Usage], after: Mapping[str, Usage]) -> dict[str, Usage]:
    """CPU seconds between the two readings, and the later peak."""
    return {
        name: Usage(
            after[name].cpu - before[name].cpu if name in before else after[name].cpu, after[name].peak
        )
        for name in after
    }


def _below(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children") if Path(f"/proc/{pid}").exists() else []:
        try:
            children = [int(child) for child in task.read_text(encoding="utf-8").split()]
        except (FileNotFoundError, ProcessLookupError):
            continue
        for child in children:
            found += [child, *_below(child)]
    return found
