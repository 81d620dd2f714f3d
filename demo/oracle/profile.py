"""What 奉节县 asks for beside the law, read off the file that its office keeps: a code and since when, line by line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

FILE = Path(__file__).parents[2] / "services" / "gateway" / "data" / "profiles" / "fengjie.yaml"

_LINE = re.compile(r"^  ([a-z_]+): (\d{4}-\d{2}-\d{2})$")


def read_asked(path: Path = FILE) -> Mapping[str, date]:
    """Duty or check → the day from which it is asked for; what is 不适用, or not named, is not in it."""
    lines = (_LINE.match(line) for line in path.read_text(encoding="utf-8").splitlines())
    return {line[1]: date.fromisoformat(line[2]) for line in lines if line}
