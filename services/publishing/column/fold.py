"""What the facts about a column come to: how fresh it is, whether it is empty, and which messages in it wait too long."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from chassis.case import Case, Folded
from contracts.column import (
    UPDATES,
    ColumnClosed,
    ColumnPosted,
    ColumnRegistered,
    ColumnState,
    FormerSite,
    LateMessage,
    Quiet,
    Stale,
)
from contracts.inspection import INSPECTION, Days
from contracts.message import MESSAGE
from contracts.references import name_of
from law.findings import Finding
from law.limit import last_day, months
from services.publishing.column.register import Register
from services.publishing.column.sites import Stay, stays
from services.publishing.column.updates import empty, is_too_long, owe, quiet
from services.publishing.spans import ONE_DAY, joined

MOST_STATED = 100
"""Stretches of each kind that the state names, the newest."""

UNANSWERED, A_YEAR = months(3), months(12)
"""国办秘函〔2019〕19号: a message of the year before that has been unanswered for more than three months."""


class Message(msgspec.Struct):
    """What a column needs of a message in it."""

    org: str
    subject: str
    received_on: date | None = None
    answered_on: date | None = None
    dismissed_on: date | None = None


def fold(case: Case) -> Folded:
    """The column: nothing is owed for one that is not in the register."""
    register = Register(case.facts)
    posts: dict[date, str] = {}
    number = 0
    for fact in case.facts:
        if isinstance(fact.data, ColumnPosted):
            posts.setdefault(fact.data.posted_on, fact.id)
            number += fact.data.items
            case.count(fact.data.posted_on, "column_posts", fact.data.items)
    days = sorted(posts)
    stale, due_on = owe(case, register, posts)
    entry, sites = register.newest, stays(register, case.key.org)
    _count(case, register, days, stale)
    _find(case, register, posts)
    return case.close(
        ColumnState,
        sends=[stay.site for stay in sites],
        relevant=bool(case.facts),
        title=entry.name if entry else None,
        posts=number,
        last_post_on=_newest_content(register, days),
        due_on=due_on,
        stale=stale[-MOST_STATED:],
        empty=_empty(register, days)[-MOST_STATED:],
        messages=_messages(case)[-MOST_STATED:],
        **(_described(case, register, entry, sites, days) if entry else {}),
    )


def _described(
    case: Case, register: Register, entry: ColumnRegistered, sites: Sequence[Stay], days: Sequence[date]
) -> dict[str, Any]:
    """What the newest entry says, and where the column stood before."""
    *former, stay = sites
    return {
        "site": name_of(stay.site),
        "on_site": _days(stay),
        "moved_from": [
            FormerSite.of(
                site=name_of(left.site),
                days=_days(left),
                on_home_page=left.entry.on_home_page,
                quiet=_quiet(case, register, left, days),
            )
            for left in former
        ],
        "kind": entry.kind,
        "must_update": entry.must_update,
        "first_level": entry.first_level,
        "on_home_page": entry.on_home_page,
        "since": register.days[0].since,
        "closed_on": register.days[-1].until,
        "quiet": _quiet(case, register, stay, days),
    }


def _days(stay: Stay) -> list[Days]:
    return [Days.of(since=span.since, until=span.until) for span in stay.days[-MOST_STATED:]]


def _quiet(case: Case, register: Register, stay: Stay, days: Sequence[date]) -> list[Quiet]:
    return quiet(case, register, stay, days)[-MOST_STATED:] if stay.entry.on_home_page else []


def _newest_content(register: Register, days: Sequence[date]) -> date | None:
    before_registration = [s.entry.last_updated_on for s in register.stretches if s.entry.last_updated_on]
    return max([*days[-1:], *before_registration], default=None)


def _empty(register: Register, days: Sequence[date]) -> list[Days]:
    return [Days.of(since=span.since, until=span.until) for span in joined(span for span, _ in empty(register, days))]


def _messages(case: Case) -> list[LateMessage]:
    """Valid messages that have waited for more than three months, by the day from which they had."""
    late = []
    for message in case.linked(MESSAGE.kind, Message):
        came, answered, dismissed = message.received_on, message.answered_on, message.dismissed_on
        if came is None or (dismissed is not None and (answered is None or dismissed < answered)):
            continue
        since = last_day(UNANSWERED, came, case.now).due_on + ONE_DAY
        case.look_again(since)
        if since > case.today or (answered is not None and answered <= since):
            continue
        over = last_day(A_YEAR, came, case.now).due_on
        late.append(
            LateMessage.of(message=f"{message.org}:{message.subject}", since=since, until=answered, counts_until=over)
        )
    return sorted(late, key=lambda each: (each.since, each.message))


def _count(case: Case, register: Register, days: Sequence[date], stale: Sequence[Stale]) -> None:
    """Stocks: what is on the site, what is stale there, what is empty, each by its kind."""
    for stretch in register.stretches:
        _stands(case, f"columns@{stretch.entry.kind}", stretch.span.since, stretch.span.until)
    for span, kind in empty(register, days):
        _stands(case, f"columns_empty@{kind}", span.since, span.until)
    for each in stale:
        _stands(case, f"columns_stale@{each.kind}", each.since, each.until)


def _stands(case: Case, measure: str, since: date, until: date | None) -> None:
    """One more from ``since``, one less from ``until``."""
    case.count(since, measure)
    case.count(until, measure, -1)


def _find(case: Case, register: Register, posts: Mapping[date, str]) -> None:
    days = sorted(posts)
    if not register.stretches:
        for fact in case.facts:
            if isinstance(fact.data, ColumnClosed):
                text = "关闭的栏目没有登记；请核对事项编号，或者补报登记"
                case.find(Finding(fact.data.closed_on, "column.unregistered", INSPECTION, text, fact.id))
        if days:
            text = f"自{days[0]}起有更新，栏目尚未登记；登记后才知道更新期限"
            case.find(Finding(days[0], "column.unregistered", INSPECTION, text, posts[days[0]]))
        return
    first = register.days[0].since
    for day in days:
        if day > first and not register.holds(day):
            text = f"栏目已关闭，{day}仍有更新，请核对日期或重新登记"
            case.find(Finding(day, "column.posted_after_closing", INSPECTION, text, posts[day]))
    for stretch in register.stretches:
        entry, since = stretch.entry, stretch.span.since
        if entry.must_update and is_too_long(case, entry, since):
            words = UPDATES[entry.kind].limit.words
            text = f"登记的更新周期{entry.update_within}{entry.update_unit}长于{entry.kind}栏目的{words}，按{words}计"
            case.find(Finding(since, "column.limit_too_long", INSPECTION, text, stretch.fact))
