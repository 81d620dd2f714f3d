"""What comes again, without a day of its own: 每年, 按月, 每半年公布一次."""

from __future__ import annotations

import re

from law.time_limits.clause import Clause
from law.time_limits.terms import Cycle, How

_CYCLES: tuple[tuple[str, Cycle], ...] = (
    (r"(?:每|按|逐|分)个?半年|每年.{0,3}(?:两|二|2)次|半年(?:公|更|发|报|一次)|一年(?:两|二|2)次", Cycle.HALF_YEAR),
    (r"(?:每|按|分)个?学期", Cycle.TERM),
    (r"(?:每|按|分|逐)个?季|每年.{0,3}(?:四|4)次|季度(?:公|更|发|一次)|^季度$|一季度?一次", Cycle.QUARTER),
    (r"(?:每|按|分|逐)个?月|月度|^月$|一个?月一次", Cycle.MONTH),
    (r"(?:每|按|逐)个?(?:周|星期)|一周一次", Cycle.WEEK),
    (r"(?:每|按|逐)个?(?:工作)?(?:日|天)|^日报$", Cycle.DAY),
    (r"(?:每|按|逐)个?年|年度|^年$|一年一次|年报", Cycle.YEAR),
)


def periodic(words: str) -> Clause | None:
    """A clause that names how often, and no day."""
    cycle = next((cycle for pattern, cycle in _CYCLES if re.search(pattern, words)), None)
    return Clause(How.PERIODIC, cycle=cycle) if cycle else None
