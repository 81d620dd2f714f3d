"""The life of a site: open, closed or merged with due notice, not reopened within a year (政府网站发展指引)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from chassis.case import Case
from contracts.envelope import Fact, local_date
from contracts.site import CLOSING_NOTICE_DAYS, SITE, SITES, SiteClosed, SiteKind, SiteRegistered
from law.findings import Finding
from law.limit import last_day, months
from services.publishing.site.columns import Column
from services.publishing.spans import Span

A_YEAR = months(12)

_DAYS = {model: next(name for name in model.model_fields if name.endswith("_on")) for model in SITE.facts.values()}
"""The field with the day that each of its facts tells of."""


class Life:
    """Of several entries of one day what was told last stands; a site without any is open from the first that is known of it."""

    def __init__(self, case: Case, columns: Sequence[Column]) -> None:
        entries: dict[date, Fact] = {}
        for fact in case.facts:
            if isinstance(fact.data, SiteRegistered):
                entries[fact.data.registered_on] = fact
            elif isinstance(fact.data, SiteClosed):
                entries[fact.data.closed_on] = fact
        self.entries = [(day, entries[day]) for day in sorted(entries)]
        registered = [fact.data for _, fact in self.entries if isinstance(fact.data, SiteRegistered)]
        self.newest = registered[-1] if registered else None
        self.open_on = self._open()
        of_columns = [column.since for column in columns if column.since]
        if not registered:
            # What is closed was open before, whether or not anybody registered it.
            first = min([*map(_own_day, case.facts), *of_columns], default=date.min)
            self.open_on = [Span(first, self.entries[0][0] if self.entries else None)]
        known = [day for day, _ in self.entries] + of_columns
        self.since = min(known, default=None)
        self.closed_on = self.open_on[-1].until

    def _open(self) -> list[Span]:
        spans: list[Span] = []
        since: date | None = None
        for day, fact in self.entries:
            if isinstance(fact.data, SiteRegistered):
                since = since or day
            elif since is not None:
                spans.append(Span(since, day))
                since = None
        return spans if since is None else [*spans, Span(since, None)]


def find_life(case: Case, life: Life, columns: Sequence[Column]) -> None:
    """What its life lacks."""
    closed: date | None = None
    for day, fact in life.entries:
        match fact.data:
            case SiteClosed() as data:
                _find_closing(case, data, fact.id)
                closed = closed or day
            case SiteRegistered() as data:
                if data.kind is not SiteKind.PORTAL:
                    text = f"{data.kind}：乡镇街道和县级部门不单独开设政府网站，内容并入县政府门户网站"
                    _find(case, day, "not_allowed", text, fact.id)
                if closed is not None and day < last_day(A_YEAR, closed, case.now).due_on:
                    text = f"网站于{closed}关停，{day}重新开设，不满一年"
                    _find(case, day, "reopened_within_a_year", text, fact.id)
                closed = None
    if life.newest is None and columns:
        first = min(columns, key=lambda column: (column.since or date.max, column.name))
        text = f"{len(columns)}个栏目登记在这个网站（如{first.title}），网站本身尚未登记"
        _find(case, first.since or date.max, "unregistered", text, "")
    elif life.newest is None and case.facts:
        earliest = case.facts[0]
        text = "网站尚未登记；请核对事项编号，或者补报登记"
        _find(case, local_date(earliest.time), "unregistered", text, earliest.id)
    if life.closed_on is not None:
        left = [column.title or column.name for column in columns if column.closed_on is None]
        if left:
            text = f"网站已关停，{len(left)}个栏目没有报关闭（如{left[0]}），更新义务仍在计算"
            _find(case, life.closed_on, "columns_left_open", text, "")


def _own_day(fact: Fact) -> date:
    """The day that a fact of a site tells of."""
    day: date = getattr(fact.data, _DAYS[type(fact.data)])
    return day


def _find_closing(case: Case, data: SiteClosed, fact: str) -> None:
    if data.announced_on is None:
        text = f"关停（并入）没有公告；应至少提前{CLOSING_NOTICE_DAYS}日在首页公告"
        _find(case, data.closed_on, "closed_unannounced", text, fact)
        return
    days = (data.closed_on - data.announced_on).days
    if days < CLOSING_NOTICE_DAYS:
        text = (
            f"{data.announced_on}公告，{data.closed_on}关停，只提前{max(days, 0)}日，应至少提前{CLOSING_NOTICE_DAYS}日"
        )
        _find(case, data.closed_on, "closed_with_short_notice", text, fact)


def _find(case: Case, on: date, code: str, text: str, fact: str) -> None:
    case.find(Finding(on, f"site.{code}", SITES, text, fact))
