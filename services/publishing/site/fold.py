"""What the facts about a site and the columns on it come to: its vetoes, its home page, and which columns go stale next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from chassis.case import Case, Folded
from contracts.column import COLUMN
from contracts.envelope import Fact
from contracts.site import (
    HOME_PAGE,
    NO_CHANNEL,
    NO_SERVICES,
    SAFETY,
    SITE_VETOES,
    UNREACHABLE,
    Consultation,
    DueNext,
    Services,
    SiteChecked,
    SiteProbed,
    SiteState,
    SiteUpdated,
)
from services.publishing.site import columns as of_columns
from services.publishing.site import home_page
from services.publishing.site.columns import Column
from services.publishing.site.life import Life, find_life
from services.publishing.spans import ONE_DAY, Span
from services.publishing.vetoes import Item, Shown, incidents, judged, vetoes

WEEK, LEAST_PROBES, MOST_FAILED = timedelta(days=7), 20, 5
"""Probes of a week with at least so many each day: from so many per cent on that fail, the site cannot be reached."""

MOST_NEXT = 10
"""Columns that the state names as those that go stale next."""

_WRONG_SERVICES = {Services.NONE, Services.INCOMPLETE}
_WRONG_CONSULTATION = {Consultation.NONE, Consultation.UNUSABLE}


def fold(case: Case) -> Folded:
    """The site; where only columns speak of it, it is inspected as if it were registered."""
    name = f"{case.key.org}:{case.key.subject}"
    stood = (of_columns.on(column, name) for column in case.linked(COLUMN.kind, Column))
    columns = [column for column in stood if column is not None and column.since]
    updates = [fact.data.updated_on for fact in case.facts if isinstance(fact.data, SiteUpdated)]
    life = Life(case, columns)
    late = home_page.owe(case, columns, updates, life.open_on)
    items = [
        incidents(case, SAFETY),
        Item(UNREACHABLE, list(_unreachable(case.facts))),
        Item(HOME_PAGE, [Shown(span, "", "首页", "超过2周没有更新") for span in late]),
        *of_columns.items(columns),
        judged(case.facts, NO_CHANNEL, _consultation, "咨询渠道"),
        judged(case.facts, NO_SERVICES, _services, "办事服务"),
    ]
    vetoed = vetoes(case, items, SITE_VETOES, life.open_on)
    find_life(case, life, columns)
    shown = [column.last_post_on for column in columns if column.on_home_page and column.last_post_on]
    entry = life.newest
    return case.close(
        SiteState,
        relevant=bool(case.facts or columns),
        title=entry.name if entry else None,
        url=entry.url if entry else None,
        kind=entry.kind if entry else None,
        since=life.since,
        closed_on=life.closed_on,
        columns=sum(column.closed_on is None for column in columns),
        home_updated_on=max([*updates, *shown], default=None),
        vetoes=vetoed,
        due_next=_next(columns),
    )


def _next(columns: Sequence[Column]) -> list[DueNext]:
    waiting = sorted((column.due_on, column.name, column.title or "") for column in columns if column.due_on)
    return [DueNext.of(column=name, name=title, due_on=due_on) for due_on, name, title in waiting[:MOST_NEXT]]


def _unreachable(facts: Sequence[Fact]) -> Iterator[Shown]:
    """Each day that ends a week of enough probes on every day of which too many failed in all."""
    probes: defaultdict[date, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for fact in facts:
        if isinstance(data := fact.data, SiteProbed):
            opened, failed = probes[data.probed_on]
            probes[data.probed_on] = (opened + data.opened, failed + data.failed)
    enough = {day: counted for day, counted in probes.items() if sum(counted) >= LEAST_PROBES}
    for day in sorted(enough):
        week = [enough.get(day - timedelta(days=back)) for back in range(WEEK.days)]
        counted = [of_day for of_day in week if of_day is not None]
        failed, total = sum(failed for _, failed in counted), sum(map(sum, counted))
        if len(counted) == WEEK.days and failed * 100 >= MOST_FAILED * total:
            text = f"{day - WEEK + ONE_DAY}至{day}监测{total}次，{failed}次打不开"
            yield Shown(Span(day, day + ONE_DAY), "", "首页", text)


def _consultation(fact: Fact) -> tuple[date, str | None] | None:
    data = fact.data
    if not isinstance(data, SiteChecked) or data.consultation is None:
        return None
    return data.checked_on, _result_words(data.consultation, data) if data.consultation in _WRONG_CONSULTATION else None


def _services(fact: Fact) -> tuple[date, str | None] | None:
    data = fact.data
    if not isinstance(data, SiteChecked) or data.services is None:
        return None
    return data.checked_on, _result_words(data.services, data) if data.services in _WRONG_SERVICES else None


def _result_words(result: Services | Consultation, data: SiteChecked) -> str:
    return f"{result}（{data.missing}）" if data.missing else str(result)
