"""A county's own limits: read as they are written, and held against the law's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from law.limit import Limit, LimitUnit, calendar_days, day_of_year, months, quarters, working_days, years

_COUNTED: dict[str, Callable[[int], Limit]] = {
    "个工作日": working_days,
    "日": calendar_days,
    "天": calendar_days,
    "个月": months,
    "个季度": quarters,
    "年": years,
}
_LENGTH = re.compile(rf"(\d{{1,3}})({'|'.join(_COUNTED)})内?")
_DAY = re.compile(r"(当年|次年|(\d{1,3})年后)(\d{1,2})月(\d{1,2})日前?")
_AFTER = {"当年": 0, "次年": 1}

_MONTHS = {LimitUnit.MONTHS: 1, LimitUnit.QUARTERS: 3, LimitUnit.YEARS: 12}
_FEWEST_DAYS_OF_A_MONTH = 28


def limit_of(words: str) -> Limit:
    """The limit that ``Limit.words`` writes: 15个工作日, 10日, 3个月, 当年12月31日前, 次年6月30日前.

    Full-width digits and spaces are read too. ValueError for what is no limit, or one that cannot be.
    """
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", words))
    if length := _LENGTH.fullmatch(plain):
        return _COUNTED[length[2]](int(length[1]))
    if day := _DAY.fullmatch(plain):
        return day_of_year(int(day[3]), int(day[4]), _AFTER.get(day[1], int(day[2] or 0)))
    raise ValueError(f"{words[:40]!r} is no limit; write 15个工作日, 10日, 3个月, 1个季度, 1年 or 次年6月30日前")


def never_longer(local: Limit, lawful: Limit) -> bool:
    """Whether ``local`` can never end after ``lawful``, on whatever day both begin.

    Limits of different kinds are compared by what holds always: n days are never more than n working days, nor than
    n / 28 months.
    """
    if LimitUnit.SET_BY_FACT in (local.unit, lawful.unit):
        return False
    if local.unit is LimitUnit.DAY_OF_YEAR or lawful.unit is LimitUnit.DAY_OF_YEAR:
        return local.unit is lawful.unit and _day(local) <= _day(lawful)
    if local.unit in _MONTHS:
        return lawful.unit in _MONTHS and _in_months(local) <= _in_months(lawful)
    if local.unit is LimitUnit.WORKING_DAYS:
        return lawful.unit is local.unit and local.amount <= lawful.amount
    most = _in_months(lawful) * _FEWEST_DAYS_OF_A_MONTH if lawful.unit in _MONTHS else lawful.amount
    return local.amount <= most


def _day(limit: Limit) -> tuple[int, int, int]:
    return limit.amount, limit.month, limit.day


def _in_months(limit: Limit) -> int:
    return limit.amount * _MONTHS[limit.unit]
