"""Lines of JSON as people read them on a terminal: time, level, what happened, and the rest as ``name=value``."""

from __future__ import annotations

import json

_APART = ("event", "level", "timestamp", "service", "instance")
"""Shown in their places, or by the prefix of the line."""


def readable(line: str) -> str:
    """A program's line of JSON in words; any other line as it is."""
    if not line.startswith("{"):
        return line
    try:
        fields = json.loads(line)
        moment, level, event = (str(fields[name]) for name in ("timestamp", "level", "event"))
    except (ValueError, KeyError):
        return line
    rest = [f"{name}={_value(value)}" for name, value in fields.items() if name not in _APART and value is not None]
    return " ".join([f"{moment[11:19]}Z", f"{level:<7}", event, *rest])


def _value(value: object) -> str:
    return value if isinstance(value, str) and " " not in value else json.dumps(value, ensure_ascii=False)
