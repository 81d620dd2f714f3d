"""The JSON object in a request's body, read so that nothing in it can break what comes after."""

from __future__ import annotations

import json
import math
from typing import Any


def object_in(content: bytes) -> dict[str, Any]:
    """The object. ValueError for what is none, is nested without end, or holds a number or a character that no table holds."""
    try:
        body = json.loads(content, parse_float=_finite, parse_constant=_no_number)
        # Half a character has no bytes, and PostgreSQL keeps no null.
        written = json.dumps(body, ensure_ascii=False).encode()
    except RecursionError:
        raise ValueError("the body is nested too deeply") from None
    except ValueError:
        raise ValueError("the body is no JSON object") from None
    if not isinstance(body, dict) or rb"\u0000" in written:
        raise ValueError("the body is no JSON object of printable text")
    return body


def _finite(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else _no_number(text)


def _no_number(text: str) -> float:
    raise ValueError(f"{text[:20]} is no number that can be reckoned with")
