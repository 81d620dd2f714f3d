"""What a notice shows of a record: short, one line, and nothing that may be personal."""

from __future__ import annotations

import re
from typing import Final

from services.gateway.personal import find

WITHHELD: Final = "（不显示）"
"""Stands for a value that may be personal or is a text of the sender's own."""

SAID_BY_US: Final = frozenset({"null", "true", "false", "{…}", "[…]", WITHHELD})
"""What stands for a value without repeating any of it."""

SHOWN: Final = 60
"""Characters of a value that a notice shows."""

_UNPRINTABLE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def shown(value: object) -> str:
    """``value`` for a notice; of an object or a list only its kind."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case dict():
            return "{…}"
        case list():
            return "[…]"
    text = str(value)
    if find(text):
        return WITHHELD
    plain = _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text[: SHOWN + 1])
    return plain if len(plain) <= SHOWN else plain[: SHOWN - 1] + "…"
