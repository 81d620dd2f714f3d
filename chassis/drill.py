"""Failure drills: named points at which a process can be told to die or to freeze.

``GONGKAI_DRILL=batch.before_commit:kill:3`` sends this process SIGKILL the third time it
passes that point; ``stop`` sends SIGSTOP instead. Without the variable a point costs one
comparison. Operators rehearse crashes with it, and the tests prove recovery with it.
"""

from __future__ import annotations

import os
import signal
from typing import Final

ACTIONS: Final = {"kill": signal.SIGKILL, "stop": signal.SIGSTOP}
POINTS: Final = (
    "batch.fetched",
    "batch.before_write",
    "batch.before_commit",
    "batch.after_commit",
    "relay.before_send",
    "relay.before_delete",
    "http.acknowledged",
    "webhook.before_note",
)


class Drill:
    """One armed point; reach it as often as you like."""

    def __init__(self, text: str = "") -> None:
        """``text`` is ``point:action[:nth]``, or empty for none; ValueError names what is wrong."""
        self._point, self._action, self._left = "", "", 0
        if not text:
            return
        parts = text.split(":")
        if parts[0] not in POINTS or len(parts) not in (2, 3) or parts[1] not in ACTIONS:
            raise ValueError(
                f"GONGKAI_DRILL={text!r}: give point:action[:nth] with point one of {', '.join(POINTS)} "
                f"and action kill or stop"
            )
        self._point, self._action = parts[0], parts[1]
        self._left = int(parts[2]) if len(parts) == 3 else 1

    def reach(self, point: str) -> None:
        """Tell the drill that the process is at ``point``."""
        if point != self._point or self._left == 0:
            return
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), ACTIONS[self._action])
