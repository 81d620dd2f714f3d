"""What stands on a topic, as bytes that may be compared."""

from __future__ import annotations

import json
import re
from typing import Any

from tests.line.line import Line

Place = tuple[str, str]
"""A topic and a key."""

_POSITIONS = re.compile(rb',"positions":\{(?:"[^"]+":\{[^}]*\},?)*\}')


def standing(line: Line, *topics: str) -> dict[Place, bytes]:
    """The last value under each key, but for how far each topic had been read when it was written."""
    found: dict[Place, bytes] = {}
    for record in line.records(*topics):
        if record.key is not None:
            found[record.topic, record.key.decode()] = _POSITIONS.sub(b"", record.value or b"")
    return {place: value for place, value in found.items() if value}


def read(values: dict[Place, bytes]) -> dict[Place, dict[str, Any]]:
    """The same as JSON."""
    return {place: json.loads(value) for place, value in values.items()}
