"""The life of an account: when it was open, and which step of an opening, change or closing is missing (国办发〔2018〕123号)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from chassis.case import Case
from contracts.account import (
    NOTICE_PERIOD,
    RULES,
    VERIFICATION,
    AccountChanged,
    AccountClosed,
    AccountOpened,
    AccountRenamed,
    AccountUnitRenamed,
    AccountVerified,
    Platform,
)
from contracts.envelope import Fact, local_date
from law.findings import Finding
from law.limit import last_day
from services.publishing.spans import ONE_DAY, Span


class Open(NamedTuple):
    """Days on which an account was open, the last one included; what nobody opened was open from the beginning."""

    opened_on: date | None
    closed_on: date | None

    @property
    def span(self) -> Span:
        """The same days."""
        until = self.closed_on + ONE_DAY if self.closed_on and self.closed_on < date.max else None
        return Span(self.opened_on or date.min, until)


Step = tuple[date, Fact]


class Life:
    """Of the facts of an account, by day; of one day as they were told."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self.opened = _by_day(facts, AccountOpened, "opened_on")
        self.closed = _by_day(facts, AccountClosed, "closed_on")
        self.renamed = _by_day(facts, AccountRenamed, "renamed_on")
        self.unit_renamed = _by_day(facts, AccountUnitRenamed, "renamed_on")
        self.changed = _by_day(facts, AccountChanged, "changed_on")
        self.verified = _by_day(facts, AccountVerified, "verified_on")
        self.open: list[Open] = []
        self.twice: list[Step] = []
        """Openings of what was open."""
        self._walk()

    def _walk(self) -> None:
        """Opening and closing follow one another, on one day too: what runs is closed before it is opened again."""
        running: Open | None = None
        opened_on, closed_on = _grouped(self.opened), _grouped(self.closed)
        for day in sorted({*opened_on, *closed_on}):
            opened, closed = opened_on.get(day, []), closed_on.get(day, [])
            while opened or closed:
                if running is None and opened:
                    opened.pop(0)
                    running = Open(day, None)
                elif running is not None and closed:
                    closed.pop(0)
                    self.open.append(running._replace(closed_on=day))
                    running = None
                elif opened:
                    self.twice.append((day, opened.pop(0)))
                else:
                    closed.pop(0)
                    if not self.open:
                        self.open.append(Open(None, day))
        if running is not None:
            self.open.append(running)
        if not self.open:
            self.open.append(Open(None, None))

    @property
    def days(self) -> list[Span]:
        """Days on which it was open, each once: the day of a closing is that of an opening which follows on it."""
        spans = [each.span for each in self.open]
        begins = [span.since for span in spans[1:]]
        ends = [*(min(span.until or since, since) for span, since in zip(spans, begins, strict=False)), spans[-1].until]
        return [Span(span.since, until) for span, until in zip(spans, ends, strict=True)]

    @property
    def newest(self) -> AccountOpened | None:
        """The newest opening."""
        data = self.opened[-1][1].data if self.opened else None
        return data if isinstance(data, AccountOpened) else None

    @property
    def name(self) -> str | None:
        """As it was renamed last, else as it was opened."""
        data = self.renamed[-1][1].data if self.renamed else None
        if isinstance(data, AccountRenamed):
            return data.name
        return self.newest.name if self.newest else None


def _grouped(steps: Sequence[Step]) -> dict[date, list[Fact]]:
    days: dict[date, list[Fact]] = {}
    for day, fact in steps:
        days.setdefault(day, []).append(fact)
    return days


def find_steps(case: Case, life: Life) -> None:
    """Steps that are missing, too late, or out of order."""
    _find_unopened(case, life)
    for day, fact in life.opened:
        _find_opening(case, life, day, fact)
    for day, fact in life.twice:
        _find(case, day, "opened_twice", "账号尚未关停，又报了一次开设；更正前一次，或者先报关停", fact.id)
    for day, fact in life.renamed:
        if isinstance(data := fact.data, AccountRenamed):
            _find_missing(case, day, data.announced_on, "rename_unannounced", "更名没有公告", fact.id)
            _find_missing(case, day, data.filed_on, "rename_unfiled", "更名没有备案", fact.id)
    for day, fact in life.changed:
        if isinstance(data := fact.data, AccountChanged):
            _find_missing(case, day, data.filed_on, "change_unfiled", "变更没有备案", fact.id)
            _find_notice(case, day, data.announced_on, "change", "变更", fact.id)
    for day, fact in life.closed:
        _find_closing(case, day, fact)


def _find_unopened(case: Case, life: Life) -> None:
    if not life.opened and case.facts:
        first = min(case.facts, key=lambda fact: (fact.time, fact.id))
        text = "账号没有报过开设；补报后才知道平台、同意和备案"
        _find(case, local_date(first.time), "unopened", text, first.id)


def _find_closing(case: Case, day: date, fact: Fact) -> None:
    data = fact.data
    assert isinstance(data, AccountClosed)
    _find_missing(case, day, data.filed_on, "closed_without_filing", "关停没有备案", fact.id)
    _find_missing(case, day, data.announced_on, "closed_unannounced", "关停没有公告", fact.id)
    if data.announced_on is not None and data.announced_on > day:
        text = f"{day}关停，{data.announced_on}才公告；应先公告后关停"
        _find(case, day, "closed_before_announcement", text, fact.id)
    elif data.announced_on is not None:
        _find_notice(case, day, data.announced_on, "closing", "关停", fact.id)


def _find_missing(case: Case, day: date, done_on: date | None, code: str, text: str, fact: str) -> None:
    if done_on is None:
        _find(case, day, code, text, fact)


def _find_opening(case: Case, life: Life, day: date, fact: Fact) -> None:
    data = fact.data
    assert isinstance(data, AccountOpened)
    if data.consented_on is None:
        _find(case, day, "opened_without_consent", "开设没有负责人同意的记录", fact.id)
    elif data.consented_on > day:
        _find(case, day, "opened_before_consent", f"{day}开设，{data.consented_on}才同意", fact.id)
    if data.filed_on is None:
        _find(case, day, "opened_without_filing", "开设没有备案", fact.id)
    elif data.filed_on > day:
        _find(case, day, "opened_before_filing", f"{day}开设，{data.filed_on}才备案；应先备案后开设", fact.id)
    if data.platform is Platform.OTHER and not data.platform_name:
        text = "平台写为其他，没有写平台名称；更正并写明，否则不能核对是否一个平台一个账号"
        _find(case, day, "platform_unnamed", text, fact.id)
    if not life.verified and case.profile.asks(VERIFICATION.code, day):
        _find(case, day, "unverified", "账号没有认证的记录；在平台完成认证后补报", fact.id)


def _find_notice(case: Case, day: date, announced_on: date | None, code: str, word: str, fact: str) -> None:
    """Where the county asks for it, the announcement has to come so long before."""
    if not case.profile.asks(NOTICE_PERIOD.code, day):
        return
    limit = case.profile.limit(NOTICE_PERIOD, day) or NOTICE_PERIOD.limit
    assert limit is not None
    if announced_on is None:
        _find(case, day, f"{code}_unannounced", f"{word}没有公告；应提前{limit.words}公告", fact)
    elif (first := last_day(limit, announced_on, case.calendar.known_before(day)).due_on) > day:
        text = f"{announced_on}公告，{day}{word}，应提前{limit.words}公告，最早{first}可以{word}"
        _find(case, day, f"{code}_notice_too_short", text, fact)


def find_posts(case: Case, life: Life, posts: Sequence[tuple[date, str]]) -> None:
    """Posts on days on which the account was not open."""
    begins = [each.span.since for each in life.open]
    for day, fact in posts:
        at = bisect_right(begins, day) - 1
        closed_on = life.open[at].closed_on
        if at < 0:
            _find(case, day, "posted_before_opening", "发布在开设之前，请核对日期", fact)
        elif closed_on is not None and day > closed_on:
            _find(case, day, "posted_after_closing", "关停之后仍有发布", fact)


def _by_day(facts: Sequence[Fact], model: type, field: str) -> list[Step]:
    dated = [(getattr(fact.data, field), fact) for fact in facts if isinstance(fact.data, model)]
    return sorted(dated, key=lambda step: step[0])


def _find(case: Case, on: date, code: str, text: str, fact: str) -> None:
    case.find(Finding(on, f"account.{code}", RULES, text, fact))
