"""What comes again, without a day of its own: 每年, 按月, 每半年公布一次."""

from __future__ import annotations

import re

from law.time_limits.clause import Clause
from law.time_limits.terms import Cycle, How

_ONCE = "(?:公开|公布|更新|发布)?[一1]次"
_CYCLES: tuple[tuple[str, Cycle], ...] = (
    (
        r"(?:每|按|逐|分)个?半年|每年.{0,3}(?:两|二|2)次|半年度?(?:公开|公布|更新|发布|报|一次)|一年(?:两|二|2)次",
        Cycle.HALF_YEAR,
    ),
    (rf"(?:每|按|分)个?学期|[一1]个?学期{_ONCE}", Cycle.TERM),
    (
        rf"(?:每|按|分|逐)个?季|每年.{{0,3}}(?:四|4)次|季度?(?:公开|公布|更新|发布|一次)|^季度$|[一1]个?季度?{_ONCE}",
        Cycle.QUARTER,
    ),
    (rf"(?:每|按|分|逐)个?月|月度|^月(?:公开|公布|更新|发布)?$|[一1]个?月{_ONCE}", Cycle.MONTH),
    (rf"(?:每|按|逐)个?(?:周|星期)|[一1](?:周|个星期){_ONCE}", Cycle.WEEK),
    (r"(?:每|按|逐)个?(?:工作)?(?:日|天)|^日报$", Cycle.DAY),
    (rf"(?:每|按|逐)个?学?年|[一1]个?学年{_ONCE}|年度|^年$|[一1]年度?{_ONCE}|年报", Cycle.YEAR),
)


def periodic(words: str) -> Clause | None:
    """A clause that names how often, and no day."""
    cycle = next((cycle for pattern, cycle in _CYCLES if re.search(pattern, words)), None)
    return Clause(How.PERIODIC, cycle=cycle) if cycle else None
