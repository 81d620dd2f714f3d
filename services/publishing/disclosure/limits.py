"""By when a formation has to be public: the earliest of the limits that apply (条例第二十六条, the catalog, 双公示)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from contracts.disclosure import DisclosureFormed
from law.calendar import CalendarView, Due
from law.limit import Limit, calendar_days, last_day, set_by_fact, working_days
from law.time_limits import ART_26, Clause, Event, How, due
from law.time_limits.policy import DEFAULT

BOTH_SHOWN = working_days(7)
"""行政许可和行政处罚等信用信息公示（双公示）: within seven working days from the decision."""
_BOTH_SHOWN = re.compile("行政许可|行政处罚|^许可|^处罚")
_ART_26 = "条例第二十六条20个工作日"

ANY_FORMATION = frozenset({Event.FORMED, Event.CHANGED, Event.OBTAINED})
"""Events that are a formation or change, whatever else happened that day."""

_PARTS = re.compile("[、和及与或,，;；/]+")
_FILLER = re.compile("(?:事项|信息|决定|结果|内容|类|等|其他|的)+")
_BUT = re.compile("除(.+?)(?:以|之)?外")


class Rule(NamedTuple):
    """A limit with the words for it."""

    words: str
    limit: Limit | None = None
    clause: Clause | None = None

    def due(self, formed_on: date, event_on: date | None, view: CalendarView) -> Due | None:
        """Its last day, never before the formation; None where it sets none."""
        if self.clause is None:
            assert self.limit is not None
            return last_day(self.limit, formed_on, view)
        before = self.clause.how is How.BEFORE
        if before and event_on is None:
            return None
        ends = due(self.clause, event_on if before and event_on else formed_on, view)
        return ends._replace(due_on=max(formed_on, ends.due_on)) if ends else None

    @property
    def counted(self) -> Limit:
        """The length that it counts from the formation, where it counts one."""
        if self.clause is None:
            assert self.limit is not None
            return self.limit
        if self.clause.how is How.WITHIN and self.clause.cycle is None:
            return self.clause.limit or calendar_days(-(-self.clause.hours // 24))
        return {How.AT_ONCE: DEFAULT.at_once, How.PROMPTLY: DEFAULT.promptly}.get(self.clause.how, set_by_fact())


class Deadline(NamedTuple):
    """The earliest of the limits, and which of them it was."""

    due: Due
    limit: Limit
    rule: str


def rules(item: str, clauses: Iterable[Clause], data: DisclosureFormed | None) -> list[Rule]:
    """What applies to a formation beside 条例第二十六条: of equal days the first counts.

    按年公开 and its like set no day for a formation, which on the last day of a year would be due at once: each period is a
    duty of the entry (see contracts.entry).
    """
    scope = data.scope if data else None
    event = data.event if data else None
    applying = [
        Rule(f"目录事项{item}“{clause.words}”", clause=clause)
        for clause in clauses
        if clause.how is not How.PERIODIC and fits(clause, scope) and _opened_by(clause, event)
    ]
    if scope and _BOTH_SHOWN.search(scope):
        applying.append(Rule("双公示7个工作日", BOTH_SHOWN))
    return applying


def earliest(applying: Sequence[Rule], formed_on: date, event_on: date | None, view: CalendarView) -> Deadline:
    """The deadline of a formation; the rule names what it came before."""
    every = [*applying, Rule(_ART_26, ART_26)]
    days = [(ends, rule) for rule in every if (ends := rule.due(formed_on, event_on, view)) is not None]
    ends, won = min(days, key=lambda day: day[0].due_on)
    later = [rule.words for other, rule in days if other.due_on > ends.due_on]
    return Deadline(ends, won.counted, f"{won.words}，早于{'、'.join(later)}" if later else won.words)


def fits(clause: Clause, scope: str | None) -> bool:
    """Whether a clause is about what ``scope`` names: one without a scope is about everything.

    除处罚决定外其他内容 is about everything else, what names no scope too.
    """
    if not clause.scope:
        return True
    if but := _BUT.search(clause.scope):
        return not (scope and _same(but[1], scope))
    return bool(scope) and _same(clause.scope, scope or "")


def _same(cell: str, scope: str) -> bool:
    """Whether a cell's list of what it is about and the scope of a formation have a part in common."""
    wanted = _parts(scope)
    return any(part in other or other in part for part in _parts(cell) for other in wanted)


def _parts(words: str) -> list[str]:
    plain = (_FILLER.sub("", part).strip() or part for part in _PARTS.split(words))
    return [part for part in plain if part]


def _opened_by(clause: Clause, event: Event | None) -> bool:
    """A formation of which nothing more is said is whatever the limit runs from."""
    return event is None or not clause.events or event in clause.events or not ANY_FORMATION.isdisjoint(clause.events)
