"""The passing of days, as values: which days are still to be published."""

from __future__ import annotations

from datetime import date, timedelta


def days_between(last: date | None, until: date) -> list[date]:
    """The days after ``last`` up to and including ``until``, in order; only ``until`` when none was before.

    Raises ValueError when ``until`` is before ``last``: time does not run backwards.
    """
    if last is None:
        return [until]
    if until < last:
        raise ValueError(f"the day {until} is before the last published day {last}")
    return [last + timedelta(days=n) for n in range(1, (until - last).days + 1)]
