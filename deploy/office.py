"""The key of the office of a state folder: a token that always holds there, for its owner's eyes alone."""

from __future__ import annotations

from pathlib import Path

from chassis.access.text import new
from deploy import whole_file

FILE = "office_token"


def key(state: Path) -> str:
    """The key; made when first asked for, and where the file is empty, mode 0600."""
    path = state / FILE
    if not path.exists() or not path.read_text(encoding="ascii").strip():
        whole_file.put(path, f"{new().text}\n")
    return path.read_text(encoding="ascii").strip()
