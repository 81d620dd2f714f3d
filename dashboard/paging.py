"""How much of a list stands on a screen."""

from __future__ import annotations

SHOWN = 50
"""Lines listed at once on a screen; more are a page further."""


def pages_of(count: int) -> int:
    """How many pages a list of ``count`` lines has: one even if it is empty."""
    return max(1, -(-count // SHOWN))
