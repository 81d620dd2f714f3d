"""Numbers and lengths in Chinese text: 20个工作日, 三十日, 两周, 半年."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from law.limit import Limit, calendar_days, months, quarters, working_days, years

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES = {"十": 10, "百": 100}

NUMBER = "(?:[0-9]+|[〇零一二两三四五六七八九十百]+|半)"
UNIT = "(?:工作日|工作$|自然日|日历日|日历天|日|天|周|星期|月|季度|年|小时)"
LENGTH = f"{NUMBER}(?:个|個)?(?:{UNIT})"
"""A length in normalised text (see `law.time_limits.text`)."""

_LIMITS: dict[str, Callable[[int], Limit]] = {
    "工作日": working_days,
    "日": calendar_days,
    "周": lambda weeks: calendar_days(7 * weeks),
    "月": months,
    "季度": quarters,
    "年": years,
}
_MOST = {"小时": 240, "工作日": 250, "日": 366, "周": 52, "月": 24, "季度": 8, "年": 5}


class Length(NamedTuple):
    """A length as a `Limit`, or in hours; neither when no limit is of that length."""

    limit: Limit | None
    hours: int = 0


def number(text: str) -> int:
    """20, 二十, 两 → an integer; ValueError for what is no number."""
    if text.isascii() and text.isdigit():
        return int(text) if len(text) < 7 else 10**6
    total, digit = 0, None
    for character in text:
        if character in _PLACES:
            total += (1 if digit is None else digit) * _PLACES[character]
            digit = None
        elif character in _DIGITS:
            digit = _DIGITS[character]
        else:
            raise ValueError(f"{text} is no number")
    return total + (digit or 0)


def length(amount: str, unit: str) -> Length:
    """The length of ``amount`` ``unit``, as they were matched by `NUMBER` and `UNIT`."""
    unit = {"工作": "工作日", "自然日": "日", "日历日": "日", "日历天": "日", "天": "日", "星期": "周"}.get(unit, unit)
    if amount == "半":
        return {"年": Length(months(6)), "月": Length(calendar_days(15))}.get(unit, Length(None))
    count = number(amount)
    if not 0 < count <= _MOST[unit]:
        return Length(None)
    if unit == "小时":
        return Length(None, count)
    return Length(_LIMITS[unit](count))
