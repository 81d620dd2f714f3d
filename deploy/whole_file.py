"""A small file of the state folder, replaced as a whole: on a full disk, or cut off, the one that was there stays."""

from __future__ import annotations

import os
from pathlib import Path


def put(path: Path, content: str | bytes, mode: int = 0o600) -> None:
    """Writes ``content`` (text as UTF-8) beside ``path`` and then in its place; ``mode`` less the umask."""
    fresh = path.with_name(f"{path.name}.new")
    # What a run that was cut off left has that run's mode.
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as out:
        out.write(content.encode() if isinstance(content, str) else content)
    fresh.replace(path)
