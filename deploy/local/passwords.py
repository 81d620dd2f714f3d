"""The passwords of a state folder's identities: made at random when first asked for, for its owner's eyes alone."""

from __future__ import annotations

import json
import secrets
import threading
from pathlib import Path

from deploy import whole_file


class Passwords:
    """User → password, in one file (mode 0600)."""

    def __init__(self, path: Path) -> None:
        self._path = path
        # A start asks from two threads, and what one has made would be lost by what the other writes.
        self._lock = threading.Lock()

    def __contains__(self, user: str) -> bool:
        """Whether ``user`` has a password already."""
        return user in self._known()

    def of(self, user: str) -> str:
        """The password of ``user``; whoever has none gets one."""
        with self._lock:
            known = self._known()
            if user not in known:
                known[user] = secrets.token_urlsafe(24)
                whole_file.put(self._path, json.dumps(known, indent=2) + "\n")
            return known[user]

    def _known(self) -> dict[str, str]:
        known: dict[str, str] = json.loads(self._path.read_text(encoding="utf-8")) if self._path.exists() else {}
        return known
