"""CPU seconds and peak memory of processes and their children, and how busy all others kept the machine: from /proc."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

_TICKS = os.sysconf("SC_CLK_TCK")

OTHERS = "others on the machine"
"""Whatever is not ours: what it takes is missing to us."""


class Usage(NamedTuple):
    """CPU seconds used so far and peak resident memory in MiB, of a process with its children."""

    cpu: float
    peak: float


class Reading(NamedTuple):
    """The usages at one moment, by name; and of the whole machine, and of this process with all that it started."""

    usages: Mapping[str, Usage]
    machine: float
    ours: float


def read(pids: Mapping[str, int]) -> Reading:
    """The usages now."""
    return Reading({name: usage(pid) for name, pid in pids.items()}, _machine(), usage(os.getpid()).cpu)


def spent(before: Reading, after: Reading) -> dict[str, Usage]:
    """CPU seconds between the two readings and the later peak, by name; `OTHERS` last."""
    used = {
        name: Usage(now.cpu - before.usages[name].cpu if name in before.usages else now.cpu, now.peak)
        for name, now in after.usages.items()
    }
    others = (after.machine - before.machine) - (after.ours - before.ours)
    return {**used, OTHERS: Usage(max(0.0, others), 0.0)}


def usage(pid: int) -> Usage:
    """Usage of the process ``pid`` and everything below it."""
    cpu, peak = 0.0, 0.0
    for member in [pid, *_below(pid)]:
        try:
            fields = Path(f"/proc/{member}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
            status = Path(f"/proc/{member}/status").read_text(encoding="utf-8")
        except (FileNotFoundError, ProcessLookupError):
            continue
        # Children that have ended are in the sums of the one above all.
        ticks = fields[11:15] if member == pid else fields[11:13]
        cpu += sum(map(int, ticks)) / _TICKS
        kib = next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")), 0)
        peak = max(peak, kib / 1024)
    return Usage(cpu, peak)


def _machine() -> float:
    """Seconds that the machine's cores have been busy, those that its host took from it among them."""
    fields = Path("/proc/stat").read_text(encoding="utf-8").split("\n", 1)[0].split()[1:]
    user, nice, system, _idle, _waiting, *interrupts = map(int, fields[:8])
    return (user + nice + system + sum(interrupts)) / _TICKS


def _below(pid: int) -> list[int]:
    below: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children") if Path(f"/proc/{pid}").exists() else []:
        try:
            children = [int(child) for child in task.read_text(encoding="utf-8").split()]
        except (FileNotFoundError, ProcessLookupError):
            continue
        for child in children:
            below += [child, *_below(child)]
    return below
