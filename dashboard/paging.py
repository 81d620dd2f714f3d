"""How much of a list stands on a screen, and how much of it on paper."""

from __future__ import annotations

SHOWN = 50
"""Lines listed at once on a screen; more are a page further."""

PRINTED = 2_000
"""Lines that a page holds for its print, so that it stays of a size that browsers like."""


def pages_of(count: int) -> int:
    """How many pages a list of ``count`` lines has: one even if it is empty."""
    return max(1, -(-count // SHOWN))
