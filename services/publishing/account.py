"""What the facts about an account come to, and the accounts of a unit on one platform (国办发〔2018〕123号, 国办秘函〔2019〕19号)."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import msgspec

from chassis.case import Case, Folded
from contracts.account import (
    ACCOUNT,
    ACCOUNT_PLATFORM,
    POST,
    RULES,
    AccountChanged,
    AccountClosed,
    AccountOpened,
    AccountPlatformState,
    AccountPosted,
    AccountRenamed,
    AccountState,
)
from contracts.kit import Key
from law.findings import Finding

MOST_NAMED = 3
"""Accounts still running that a finding names; of more it says how many."""


class Account(msgspec.Struct):
    """What a platform needs of an account on it."""

    subject: str
    opened_on: date | None = None
    closed_on: date | None = None


READS = {ACCOUNT.kind: Account}
"""What a platform reads of its accounts; see chassis.ledger.flowing."""


def fold_account(case: Case) -> Folded:
    """The account: every opening and post gives 14 days to the next post; of several openings or closings the latest counts."""
    opened: AccountOpened | None = None
    closed: AccountClosed | None = None
    renamed: AccountRenamed | None = None
    posts: dict[str, date] = {}
    for fact in case.facts:
        match fact.data:
            case AccountOpened() as data:
                opened = data
            case AccountClosed() as data:
                closed = data
            case AccountRenamed() as data:
                renamed = data
                if data.announced_on is None:
                    case.find(_finding(data.renamed_on, "rename_unannounced", "更名没有公告", fact.id))
            case AccountChanged() as data:
                if data.filed_on is None:
                    case.find(_finding(data.changed_on, "change_unfiled", "变更没有备案", fact.id))
            case AccountPosted() as data:
                posts[fact.id] = data.posted_on
    closed_on = closed.closed_on if closed else None
    _find(case, opened, closed, posts)
    _owe(case, opened, closed_on, posts)
    _count(case, opened, closed_on, posts)
    return case.close(
        AccountState,
        sends=[Key(ACCOUNT_PLATFORM.kind, case.key.org, opened.platform.value)] if opened else [],
        title=renamed.name if renamed else opened.name if opened else None,
        platform=opened.platform if opened else None,
        opened_on=opened.opened_on if opened else None,
        filed_on=opened.filed_on if opened else None,
        last_post_on=max(posts.values(), default=None),
        posts=len(posts),
        closed_on=closed_on,
    )


def fold_account_platform(case: Case) -> Folded:
    """One unit, one account per platform: a second that is opened while the first still runs is found."""
    accounts = [account for account in case.linked(ACCOUNT.kind, Account) if account.opened_on]
    accounts.sort(key=lambda account: (account.opened_on or date.min, account.subject))
    for number, account in enumerate(accounts):
        assert account.opened_on is not None
        running = [
            earlier.subject
            for earlier in accounts[:number]
            if earlier.closed_on is None or earlier.closed_on >= account.opened_on
        ]
        if running:
            more = f"等{len(running)}个" if len(running) > MOST_NAMED else ""
            named = f"账号{'、'.join(running[:MOST_NAMED])}{more}"
            text = f"账号{account.subject}开设时，{named}尚未关停；一个单位在一个平台只开设一个账号"
            case.find(_finding(account.opened_on, "second_on_platform", text, ""))
    standing = [account.subject for account in accounts if account.closed_on is None]
    return case.close(AccountPlatformState, relevant=bool(accounts), accounts=standing)


def _owe(case: Case, opened: AccountOpened | None, closed_on: date | None, posts: dict[str, date]) -> None:
    """A post within 14 days of the opening and of every post; the closing takes the last of these duties away."""
    ids: dict[date, str] = {day: fact for fact, day in sorted(posts.items(), reverse=True)}
    days = {*ids, *([opened.opened_on] if opened else [])}
    ordered = sorted(day for day in days if closed_on is None or day <= closed_on)
    for day, following in pairwise(ordered):
        case.owe(POST, day, met_on=following, facts=[ids[following]] if following in ids else [])
    if ordered:
        case.owe(POST, ordered[-1], excused=closed_on or False)


def _find(case: Case, opened: AccountOpened | None, closed: AccountClosed | None, posts: dict[str, date]) -> None:
    if opened is not None:
        if opened.consented_on is None:
            case.find(_finding(opened.opened_on, "opened_without_consent", "开设没有负责人同意的记录", ""))
        if opened.filed_on is None:
            case.find(_finding(opened.opened_on, "opened_without_filing", "开设没有备案", ""))
    if closed is not None and closed.filed_on is None:
        case.find(_finding(closed.closed_on, "closed_without_filing", "关停没有备案", ""))
    if closed is not None and closed.announced_on is None:
        case.find(_finding(closed.closed_on, "closed_unannounced", "关停没有公告", ""))
    for fact, day in posts.items():
        if opened is not None and day < opened.opened_on:
            case.find(_finding(day, "posted_before_opening", "发布在开设之前，请核对日期", fact))
        if closed is not None and day > closed.closed_on:
            case.find(_finding(day, "posted_after_closing", "关停之后仍有发布", fact))


def _count(case: Case, opened: AccountOpened | None, closed_on: date | None, posts: dict[str, date]) -> None:
    if opened is not None:
        case.count(opened.opened_on, "accounts_opened")
        if opened.filed_on is None:
            case.count(opened.opened_on, "accounts_without_filing")
    case.count(closed_on, "accounts_closed")
    for day in posts.values():
        case.count(day, "account_posts")


def _finding(on: date, code: str, text: str, fact: str) -> Finding:
    return Finding(on, f"account.{code}", RULES, text, fact)
