"""What stands on a topic, as bytes that may be compared."""

from __future__ import annotations

import json
from typing import Any

from contracts.envelope import SEQUENCE, VERSION
from tests.line.line import Line

Place = tuple[str, str]
"""A topic and a key."""


def standing(line: Line, *topics: str) -> dict[Place, bytes]:
    """The newest value under each key, by its sequence or version where it has one, else the last."""
    newest: dict[Place, tuple[int, bytes | None]] = {}
    for record in line.records(*topics):
        if record.key is not None:
            place = record.topic, record.key.decode()
            headers = dict(record.headers)
            order = int(headers.get(SEQUENCE) or headers.get(VERSION) or 0)
            if place not in newest or order >= newest[place][0]:
                newest[place] = order, record.value
    return {place: value for place, (_, value) in newest.items() if value}


def read(values: dict[Place, bytes]) -> dict[Place, dict[str, Any]]:
    """The same as JSON."""
    return {place: json.loads(value) for place, value in values.items()}
