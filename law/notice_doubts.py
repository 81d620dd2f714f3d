"""What makes a holiday notice look mistyped or half copied, before every date is counted by it."""

from __future__ import annotations

from datetime import date

from law.data import read_rows
from law.holiday_notices import SATURDAY, YearCalendar

_SOLAR = ((1, 1, "元旦"), (5, 1, "劳动节"), (5, 2, "劳动节"), (10, 1, "国庆节"), (10, 2, "国庆节"), (10, 3, "国庆节"))
_THIRTEEN_SINCE = 2025
"""国务院令第795号: 13 days a year, 11 before (国务院令第513号, 第644号)."""

_ADDED_AT_MOST = 3
"""Days that a notice gave beyond the statute, at most (2020: three for the epidemic); more is a mistake."""


def doubts(notice: YearCalendar, before: YearCalendar | None) -> list[str]:
    """What a person should look at again, in words; empty for a notice as the State Council writes them.

    Compared with the statutory holidays of the year (全国年节及纪念日放假办法) and with ``before``, the newest earlier
    version for that year. A day off that falls on a weekend is moved (补假), and a bridge is paid for by a weekend
    day worked (调休): so the weekdays off less the weekend days worked are the statute's days.
    """
    reasons = [
        f"{day} ({name}) is off by statute, and not in the notice"
        for day, name in _statutory(notice.year)
        if day.weekday() < SATURDAY and day not in notice.off
    ]
    due = 13 if notice.year >= _THIRTEEN_SINCE else 11
    net = len(notice.off) - len(notice.work)
    if not due <= net <= due + _ADDED_AT_MOST:
        reasons.append(
            f"{len(notice.off)} weekdays off less {len(notice.work)} weekend days worked are {net}; by statute they are {due}"
        )
    if before is not None:
        reasons += [
            f"{day} was off by version {before.version} ({before.notice}), and is worked by this one"
            for day in sorted(before.off - notice.off)
        ]
    return reasons


def _statutory(year: int) -> list[tuple[date, str]]:
    """The days of the festivals themselves; those moved from a weekend are the notice's to place.

    Lunar ones are known for the years of statutory_days.csv; 2 May counts from 2025.
    """
    if year < _THIRTEEN_SINCE:
        return [(date(year, month, day), name) for month, day, name in _SOLAR if (month, day) != (5, 2)]
    solar = {date(year, month, day): name for month, day, name in _SOLAR}
    listed = {
        date.fromisoformat(row["date"]): row["holiday"]
        for row in read_rows("statutory_days.csv")
        if row["year"] == str(year) and not row["substitute"]
    }
    return sorted((solar | listed).items())
