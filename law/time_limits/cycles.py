"""What comes again: 每年, 每季度首月10日前, 按月; and days of the year: 次年1月31日前."""

from __future__ import annotations

import re
from collections.abc import Callable

from law.limit import Limit, LimitUnit
from law.time_limits.clause import Clause
from law.time_limits.events import Event
from law.time_limits.numbers import NUMBER, UNIT, length, number
from law.time_limits.terms import Cycle, How

_LAST = {1: 31, 2: 29, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}
_N = "[0-9一二三四五六七八九十]+"
_PART_OF_MONTH = {"初": 10, "上旬": 10, "中旬": 20}
_YEAR_DAY = re.compile(
    rf"(?:每年|次年|下一?年|翌年|第二年|当年|年度)?[度的]?(?P<m>{_N})月(?:份)?(?P<d>{_N})?(?:日|号)?(?P<e>底|末|初|上旬|中旬)?(?:以前|之前|前)"
)
_MONTH_OF_YEAR = re.compile(
    rf"(?:每年|次年|下一?年|翌年|第二年)[度的]?(?P<m>{_N})月(?:份)?(?P<d>{_N})?(?:日|号)?(?P<e>底|末|初|[上中下]旬)?(?!内)"
)
"""Without 前: by the end of what is named."""
_HALF_OF_YEAR = re.compile(r"(?:每年|当年)?(?P<h>[上下])半年(?:[底末前]|公[开布示])?$")
_YEAR_END = re.compile("年底|年末|年终")
_MONTH_DAY = re.compile(
    rf"(?:每个?|次|下个?|翌)月(?:份)?的?(?:(?P<d>{_N})(?:日|号)|(?P<e>初|[上中下]旬))|(?<![0-9一二三四五六七八九十])月(?:份)?(?:底|末)"
)
_QUARTER_OF_YEAR = re.compile(
    "(?:(?:每年|次年|下一?年度?|翌年|第二年)(?:的)?第?|^第|^(?=.季度[末底前]))(?P<q>[一二三四1-4])季度?(?!后|结束|终了)"
)
_QUARTER_DAY = re.compile(
    rf"每个?季度?(?:的)?(?P<m>首月|末月|第[一二三123]个?月|首个月|最后一个月)(?:的)?(?:(?P<d>{_N})(?:日|号)|[底末])"
    rf"|季度?(?:结束|终了|末)?后?的?(?P<next>次月|下月)(?P<n>{_N})(?:日|号)"
)
_ENDED = re.compile(
    rf"(?<!学)(?P<p>每?个?(?:季度?|月份?|[上下]?半年度?|年度?))(?:度)?"
    rf"(?:(?:结束|终了|完)(?:之?后)?(?:的|,)?|(?<=季)后|(?<=季度)后|(?<=^月)后|(?<=每月)后)(?P<n>{NUMBER})个?(?P<u>{UNIT})"
)
_MONTH_OF_QUARTER = {"首月": 1, "首个月": 1, "末月": 3, "最后一个月": 3}
_PERIODS = {
    "半年": (Event.HALF_YEAR_ENDED, Cycle.HALF_YEAR),
    "季": (Event.QUARTER_ENDED, Cycle.QUARTER),
    "月": (Event.MONTH_ENDED, Cycle.MONTH),
    "年": (Event.YEAR_ENDED, Cycle.YEAR),
}


def dated(words: str) -> Clause | None:
    """A clause that names a day of the year, quarter or month, or so long after one of these ends."""
    for pattern, clause in _DATED:
        if match := pattern.search(words):
            return clause(match)
    return None


def _by(cycle: Cycle, month: int, day: int) -> Clause | None:
    try:
        if cycle is Cycle.YEAR:
            Limit(0, LimitUnit.DAY_OF_YEAR, month, day)
        elif not 0 <= day <= 31:
            return None
    except ValueError:
        return None
    return Clause(How.PERIODIC, cycle=cycle, by=(month, day))


def _after_period(match: re.Match[str]) -> Clause | None:
    event, cycle = next(pair for sign, pair in _PERIODS.items() if sign in match["p"])
    limit = length(match["n"], match["u"]).limit
    return Clause(How.WITHIN, events=(event,), trigger=match["p"] + "结束", limit=limit, cycle=cycle) if limit else None


def _day_of_quarter(match: re.Match[str]) -> Clause | None:
    if match["next"]:
        return _by(Cycle.QUARTER, 1, number(match["n"]))
    month = _MONTH_OF_QUARTER.get(match["m"]) or number(match["m"].strip("第个月"))
    return _by(Cycle.QUARTER, month, number(match["d"]) if match["d"] else 0)


def _quarter_of_year(match: re.Match[str]) -> Clause | None:
    month = 3 * number(match["q"])
    return _by(Cycle.YEAR, month, _LAST[month])


def _day_of_month(match: re.Match[str]) -> Clause | None:
    return _by(Cycle.MONTH, 0, number(match["d"]) if match["d"] else _PART_OF_MONTH.get(match["e"] or "", 0))


def _day_of_year(match: re.Match[str]) -> Clause | None:
    month = number(match["m"])
    if month not in _LAST:
        return None
    whole = _PART_OF_MONTH.get(match["e"] or "", _LAST[month])
    return _by(Cycle.YEAR, month, number(match["d"]) if match["d"] else whole)


_DATED: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Clause | None]], ...] = (
    (_ENDED, _after_period),
    (_QUARTER_DAY, _day_of_quarter),
    (_QUARTER_OF_YEAR, _quarter_of_year),
    (_MONTH_DAY, _day_of_month),
    (_YEAR_DAY, _day_of_year),
    (_MONTH_OF_YEAR, _day_of_year),
    (_HALF_OF_YEAR, lambda match: _by(Cycle.YEAR, *((6, 30) if match["h"] == "上" else (12, 31)))),
    (_YEAR_END, lambda _: _by(Cycle.YEAR, 12, 31)),
)
