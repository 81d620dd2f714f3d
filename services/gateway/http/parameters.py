"""Numbers in a request's query and headers."""

from __future__ import annotations

import re

from starlette.requests import Request

from chassis.access.refused import RefusedError

GREATEST = 2**63 - 1
"""Of offsets, and of the numbers of rows."""

_WHOLE = re.compile(r"-?[0-9]{1,19}")


def number(request: Request, name: str, least: int, most: int, default: int) -> int:
    """A whole number of the query. Raises RefusedError in words."""
    text = request.query_params.get(name)
    return default if text is None else whole(name, text, least, most)


def whole(name: str, text: str, least: int, most: int) -> int:
    """A whole number. Raises RefusedError in words."""
    if not _WHOLE.fullmatch(text) or not least <= int(text) <= most:
        raise RefusedError(
            400, "http.parameter", f"{name}: 应为 {least} 到 {most} 的整数 / give a whole number from {least} to {most}"
        )
    return int(text)
