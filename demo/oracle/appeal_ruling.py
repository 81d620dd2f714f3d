"""What the rules make of a ruling by itself: it counts at the appeal that it is about."""

from __future__ import annotations

from demo.oracle.case import Case, Judged


def judge(_: Case) -> Judged:
    """Nothing of its own."""
    return Judged()
