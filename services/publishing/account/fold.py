"""What the facts about an account come to (国办发〔2018〕123号, 国办秘函〔2019〕19号)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import pairwise, zip_longest

from chassis.case import Case, Folded
from contracts.account import (
    ACCOUNT_PLATFORM,
    ACCOUNT_VETOES,
    BOUGHT_FANS,
    NO_INTERACTION,
    POST,
    RENAME,
    SAFETY,
    SILENT,
    UNUSABLE,
    AccountChecked,
    AccountOpened,
    AccountPosted,
    AccountState,
    AccountVerified,
    Platform,
)
from contracts.envelope import Fact
from contracts.kit import Key
from law.codes import ObligationStatus
from services.publishing.account.life import Life, Open, find_posts, find_steps
from services.publishing.spans import ONE_DAY, Span
from services.publishing.vetoes import Item, Shown, incidents, judged, vetoes

LATE = (ObligationStatus.MET_LATE, ObligationStatus.OVERDUE)


def fold(case: Case) -> Folded:
    """The account: every opening and post gives 14 days to the next post, and a new name of the unit time to be renamed."""
    life = Life(case.facts)
    published = [(fact.data.posted_on, fact.id) for fact in case.facts if isinstance(fact.data, AccountPosted)]
    posts = dict(sorted(published, reverse=True))
    days = sorted(posts)
    find_steps(case, life)
    find_posts(case, life, published)
    alive = life.days
    silent = [
        part
        for number, opened in enumerate(life.open)
        for late in _owe(case, life, opened, days, posts)
        if (part := late.within(alive[number])) is not None
    ]
    _owe_renaming(case, life)
    _count(case, life, published)
    items = [
        incidents(case, SAFETY),
        Item(SILENT, [Shown(span, "", life.name or case.key.subject, "没有更新") for span in silent]),
        judged(case.facts, UNUSABLE, _says(lambda data: None if data.usable is None else not data.usable), "账号"),
        judged(
            case.facts,
            NO_INTERACTION,
            _says(lambda data: None if data.interactive is None else not data.interactive),
            "账号",
        ),
        judged(case.facts, BOUGHT_FANS, _says(lambda data: data.bought_fans), "账号"),
    ]
    verified = life.verified[-1][1].data if life.verified else None
    opened = life.newest
    last = life.open[-1]
    return case.close(
        AccountState,
        sends=[Key(ACCOUNT_PLATFORM.kind, case.key.org, platform_of(opened))] if opened else [],
        title=life.name,
        platform=opened.platform if opened else None,
        opened_on=last.opened_on,
        filed_on=opened.filed_on if opened else None,
        last_post_on=max(posts, default=None),
        posts=len(published),
        closed_on=last.closed_on,
        verified_on=verified.verified_on if isinstance(verified, AccountVerified) else None,
        verified_as=verified.verified_as if isinstance(verified, AccountVerified) else None,
        vetoes=vetoes(case, items, ACCOUNT_VETOES, alive),
    )


def platform_of(opened: AccountOpened) -> str:
    """The platform by name, that of 其他 too."""
    if opened.platform is Platform.OTHER and opened.platform_name:
        return f"{opened.platform}:{opened.platform_name}"
    return opened.platform.value


def _owe(case: Case, life: Life, span: Open, days: Sequence[date], posts: Mapping[date, str]) -> list[Span]:
    """A post within 14 days of the opening and of every post; the closing takes the last of these duties away. Late days."""
    opened_on, closed_on = span
    begun_by = {**{day: fact.id for day, fact in reversed(life.opened)}, **posts}
    # What was posted before the opening is found, and owes nothing: there was no account.
    inside = days[bisect_left(days, opened_on or date.min) : bisect_right(days, closed_on) if closed_on else None]
    ordered = sorted({*inside, *([opened_on] if opened_on else [])})
    late: list[Span] = []
    for day, following in pairwise(ordered):
        owed = case.owe(POST, day, met_on=following, facts=[begun_by[day], posts[following]])
        if owed.status in LATE:
            late.append(Span(owed.due_on + ONE_DAY, following))
    if ordered:
        owed = case.owe(POST, ordered[-1], excused=closed_on or False, facts=[begun_by[ordered[-1]]])
        if owed.status in LATE:
            late.append(Span(owed.due_on + ONE_DAY, span.span.until))
    return late


def _owe_renaming(case: Case, life: Life) -> None:
    """The account follows its unit's new name; the closing, and another name of the unit, take that duty away."""
    renamed = [day for day, _ in life.renamed]
    closed = [each.closed_on for each in life.open if each.closed_on]
    for (day, fact), following in zip_longest(life.unit_renamed, [later for later, _ in life.unit_renamed[1:]]):
        met_on = _first(renamed, day)
        ended_on = min((end for end in (_first(closed, day), following) if end is not None), default=None)
        if met_on is not None and ended_on is not None and ended_on < met_on:
            met_on = None
        case.owe(RENAME, day, met_on=met_on, ended_on=None if met_on else ended_on, facts=[fact.id])


def _first(days: Sequence[date], since: date) -> date | None:
    at = bisect_left(days, since)
    return days[at] if at < len(days) else None


def _says(wrong: Callable[[AccountChecked], bool | None]) -> Callable[[Fact], tuple[date, str | None] | None]:
    """What a check says of one aspect; ``wrong``: whether that is bad, None for what was not looked at."""

    def says(fact: Fact) -> tuple[date, str | None] | None:
        data = fact.data
        if not isinstance(data, AccountChecked) or (is_wrong := wrong(data)) is None:
            return None
        return data.checked_on, (data.note or "检查发现") if is_wrong else None

    return says


def _count(case: Case, life: Life, posts: list[tuple[date, str]]) -> None:
    filed = {day: fact.data.filed_on for day, fact in life.opened if isinstance(fact.data, AccountOpened)}
    for opened_on, closed_on in life.open:
        case.count(opened_on, "accounts_opened")
        if opened_on is not None and filed[opened_on] is None:
            case.count(opened_on, "accounts_without_filing")
        case.count(closed_on, "accounts_closed")
    for day, _ in posts:
        case.count(day, "account_posts")
