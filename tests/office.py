"""The county office in tests: the one place that gives its key."""

from __future__ import annotations

from chassis.access.text import digest

KEY = f"gk_officeintest_{'k' * 43}"
SHA256 = digest(KEY)
"""As programs are told it: GONGKAI_OFFICE_SHA256."""


def bearer(token: str) -> dict[str, str]:
    """The header with which a token is sent."""
    return {"authorization": f"Bearer {token}"}


HEADERS = bearer(KEY)
JSON_HEADERS = HEADERS | {"content-type": "application/json"}
"""For bodies that are sent as they are written."""
