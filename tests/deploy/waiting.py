"""Waiting for a condition with a deadline."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


_LEAST_S = 0.02
_SHARE = 2
"""Rests are this many times as long as the question took: it would take its processor from what it waits for."""


def until(holds: Callable[[], T], what: str, seconds: float = 120) -> T:
    """What ``holds`` returns as soon as it is true; fails with ``what`` when it is not in time."""
    deadline = time.monotonic() + seconds
    while True:
        asked = time.monotonic()
        if result := holds():
            return result
        now = time.monotonic()
        assert now < deadline, f"not within {seconds} s: {what}"
        time.sleep(max(_LEAST_S, _SHARE * (now - asked)))


def runs(pid: int) -> bool:
    """Whether a process with this id exists and is no zombie."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return status.rpartition(")")[2].split()[0] not in "ZX"
