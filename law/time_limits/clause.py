"""What a cell of 公开时限 comes to: clauses, and what a person has to look at."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from law.limit import Limit
from law.time_limits.triggers import EVENT_NAMES, Event


class How(StrEnum):
    """The kinds of clauses; the values are the words for them."""

    WITHIN = "期限内"
    BEFORE = "提前"
    AT_ONCE = "实时"
    PROMPTLY = "及时"
    PERIODIC = "定期"
    STANDING = "长期"
    SHOWN = "公示"
    SAME_AS_ABOVE = "同上"


class Cycle(StrEnum):
    """How often something is disclosed anew."""

    YEAR = "每年"
    HALF_YEAR = "每半年"
    TERM = "每学期"
    QUARTER = "每季度"
    MONTH = "每月"
    WEEK = "每周"
    DAY = "每日"


class Note(StrEnum):
    """Why a person should look at a cell."""

    EMPTY = "empty"
    UNCLEAR = "unclear"
    NO_AMOUNT = "no_amount"
    NO_UNIT = "no_unit"
    AMOUNT_OUT_OF_RANGE = "amount_out_of_range"
    TOO_LONG = "too_long"
    NOTHING_ABOVE = "nothing_above"
    OTHERWISE_PROVIDED = "otherwise_provided"


NOTES: dict[Note, str] = {
    Note.EMPTY: "没有写时限",
    Note.UNCLEAR: "读不出时限，请写明起算点和期限",
    Note.NO_AMOUNT: "没有写明天数",
    Note.NO_UNIT: "天数后没有写明单位（工作日、日、月）",
    Note.AMOUNT_OUT_OF_RANGE: "天数不可能：期限应为1至366天、1至24个月或者1至5年",
    Note.TOO_LONG: "时限的文字超过1000字",
    Note.NOTHING_ABOVE: "“同上”之上没有可以照用的时限",
    Note.OTHERWISE_PROVIDED: "法律、法规另有规定的从其规定：请核对有无更短的期限",
}
"""Note → its words."""


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
            return f"{self.cycle.value}第{month}个月{day}日前"
        return f"{self.cycle.value}{f'{month}月' if month else ''}{day}日前"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the cell's ``text`` as it stands, its clauses, and the notes for a person."""

    text: str
    clauses: tuple[Clause, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def parsed(self) -> bool:
        """Whether a clause says until when; if not, 条例第二十六条 holds and a person looks at it."""
        return bool(self.clauses)

    @property
    def words(self) -> str:
        """The clauses in short."""
        return "；".join(clause.words for clause in self.clauses)
