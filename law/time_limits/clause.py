"""What a cell of 公开时限 comes to: clauses, and what a person has to look at."""

from __future__ import annotations

from dataclasses import dataclass

from law.limit import Limit
from law.time_limits.events import EVENT_NAMES, Event
from law.time_limits.terms import Cycle, How


@dataclass(frozen=True, slots=True)
class Clause:
    """One limit of a cell.

    ``scope``: what it is about, where the cell says so (处罚决定); empty: everything. ``events``: what
    opens it, by the ``trigger``'s words; for BEFORE what it comes before. ``limit``: how long, of WITHIN and
    BEFORE. ``hours`` stands in its place where the cell counts in hours. ``display``: how long it is shown at
    least (公示7个工作日); ``standing``: for good. ``cycle`` and ``by`` are of PERIODIC: ``by`` is the month (0:
    none) of the cycle and the day of it by which it is due (0: the month's last).
    """

    how: How
    scope: str = ""
    events: tuple[Event, ...] = ()
    trigger: str = ""
    limit: Limit | None = None
    hours: int = 0
    display: Limit | None = None
    standing: bool = False
    cycle: Cycle | None = None
    by: tuple[int, int] | None = None

    @property
    def words(self) -> str:
        """The clause in short: ``[处罚决定]形成/变更+20个工作日 公示7个工作日``."""
        scope = f"[{self.scope}]" if self.scope else ""
        shown = f"公示{self.display.words}" if self.display else ""
        if self.how is How.SHOWN:
            return scope + shown
        events = "/".join(EVENT_NAMES[event] or self.trigger for event in self.events)
        tail = [shown] if shown else []
        tail += ["长期"] if self.standing and self.how is not How.STANDING else []
        return " ".join([scope + self._core(events), *tail])

    def _core(self, events: str) -> str:
        if self.how is How.PERIODIC:
            return self._periodic()
        length = f"{self.hours}小时" if self.hours else self.limit.words if self.limit else self.how.value
        if self.how is How.BEFORE:
            return f"{events}前{length}" if self.limit or self.hours else f"{events}前"
        if self.limit is not None and self.limit.amount == 0:
            length = "当日"
        return f"{events}+{length}" if events else length

    def _periodic(self) -> str:
        assert self.cycle is not None
        if self.by is None:
            return self.cycle.value
        month, day = self.by
        if self.cycle is Cycle.MONTH and not day:
            return f"{self.cycle.value}底前"
        if self.cycle is Cycle.QUARTER:
            return f"{self.cycle.value}第{month}个月{f'{day}日' if day else '底'}前"
        return f"{self.cycle.value}{f'{month}月' if month else ''}{day}日前"
