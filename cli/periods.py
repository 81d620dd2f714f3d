"""Periods: months (2026-03), quarters (2026-Q1) and years (2026)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from cli.exits import USAGE, Stop
from law.periods import Every

FORMS = {"monthly": r"\d{4}-(0[1-9]|1[0-2])", "quarterly": r"\d{4}-Q[1-4]", "annual": r"\d{4}"}
EXAMPLES = {"monthly": "2026-03", "quarterly": "2026-Q1", "annual": "2026"}


def checked(view: str, period: str) -> str:
    """``period`` if it is one of ``view``; anything else is wrong usage."""
    if not re.fullmatch(FORMS[view], period):
        raise Stop(f"{period!r} is no period of the {view} view; write it as {EXAMPLES[view]}", USAGE)
    return period


def containing(view: str, day: str) -> str:
    """The period of ``view`` in which ``day`` (an ISO date) lies."""
    year, month = day[:4], int(day[5:7])
    return {"monthly": day[:7], "quarterly": f"{year}-Q{(month + 2) // 3}", "annual": year}[view]


def latest(view: str, periods: Iterable[str], day: str | None) -> str | None:
    """The newest period that has rows and has begun by ``day``; due dates reach into later ones."""
    last = containing(view, day) if day else None
    begun = [period for period in periods if last is None or period <= last]
    return max(begun, default=None)


def covers(period: str, day: str) -> bool:
    """Whether ``day`` (an ISO date) lies in a period of any kind."""
    return period in {containing(view, day) for view in FORMS}


def beginning(period: str) -> tuple[Every, date]:
    """What kind of period it is, and its first day; anything else is wrong usage."""
    kinds = {"monthly": Every.MONTH, "quarterly": Every.QUARTER, "annual": Every.YEAR}
    for view, every in kinds.items():
        if re.fullmatch(FORMS[view], period, re.ASCII) and period[:4] != "0000":
            number = int(period[-2:] if every is Every.MONTH else period[-1:]) if every is not Every.YEAR else 1
            month = number if every is Every.MONTH else (number - 1) * 3 + 1
            return every, date(int(period[:4]), month, 1)
    raise Stop(f"{period!r} is no period; write it as {', '.join(EXAMPLES.values())}", USAGE)
