"""Whether one reading of 公开时限 gives more time than another."""

from __future__ import annotations

from law.limit import LimitUnit
from law.time_limits.cell import Reading
from law.time_limits.clause import Clause
from law.time_limits.policy import ART_26, DEFAULT, Policy
from law.time_limits.terms import How
from law.time_limits.turns import comes_again, pace

_FIFTHS = {LimitUnit.WORKING_DAYS: 7, LimitUnit.CALENDAR_DAYS: 5, LimitUnit.MONTHS: 150, LimitUnit.YEARS: 1_825}
"""Unit → fifths of a day in one, holidays aside: five working days are a week."""


def longer(reading: Reading, than: Reading, policy: Policy = DEFAULT) -> bool:
    """Whether the shortest limit of ``reading`` is longer than that of ``than``, or it comes again less often.

    Never where they have nothing to compare: one counts nothing, or only one comes again.
    """
    again = [[clause for clause in each.clauses if comes_again(clause)] for each in (reading, than)]
    if all(again) and pace(again[0]) > pace(again[1]):
        return True
    lengths = [_length(each, policy) for each in (reading, than)]
    return lengths[0] is not None and lengths[1] is not None and lengths[0] > lengths[1]


def _length(reading: Reading, policy: Policy) -> int | None:
    if not reading.parsed:
        return _fifths(ART_26.amount, ART_26.unit)
    general = [clause for clause in reading.clauses if not clause.scope] or list(reading.clauses)
    counted = [length for clause in general if (length := _of(clause, policy)) is not None]
    return min(counted, default=None)


def _of(clause: Clause, policy: Policy) -> int | None:
    limit = {How.AT_ONCE: policy.at_once, How.PROMPTLY: policy.promptly}.get(clause.how, clause.limit)
    if clause.how in (How.BEFORE, How.PERIODIC, How.SHOWN, How.STANDING):
        return None
    if limit is None:
        return -(-clause.hours // 24) * 5
    return _fifths(limit.amount, limit.unit)


def _fifths(amount: int, unit: LimitUnit) -> int | None:
    return amount * _FIFTHS[unit] if unit in _FIFTHS else None
