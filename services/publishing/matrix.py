"""账号矩阵: what a county's office looks at every day of its accounts, from the states as they stand. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import msgspec

from contracts.account import POST
from services.publishing.spans import ONE_DAY

UNKNOWN = "未登记"
"""County of organisations that the registry does not name."""


RUNNING, FAILING, CLOSED = "running", "failing", "closed"
"""How an account stands: something fails it on the day, or nothing does, or it is closed."""


class Veto(msgspec.Struct):
    """What fails an account, and since when."""

    code: str
    since: date
    until: date | None = None


class Owed(msgspec.Struct):
    """What is owed of an account."""

    duty: str
    due_on: date
    met_on: date | None = None


class Account(msgspec.Struct):
    """What the matrix shows of an account."""

    org: str
    subject: str
    title: str | None = None
    platform: str | None = None
    opened_on: date | None = None
    filed_on: date | None = None
    verified_as: str | None = None
    last_post_on: date | None = None
    closed_on: date | None = None
    vetoes: list[Veto] = []
    obligations: list[Owed] = []


def matrix(accounts: Iterable[Account], county_of: Mapping[str, str], day: date) -> dict[str, Any]:
    """County → its accounts by unit, how many run on each platform, and how many of these something fails on ``day``."""
    by_county: defaultdict[str, list[Account]] = defaultdict(list)
    for account in accounts:
        by_county[county_of.get(account.org) or UNKNOWN].append(account)
    return {county: _county(listed, day) for county, listed in sorted(by_county.items())}


def _county(accounts: list[Account], day: date) -> dict[str, Any]:
    running = [account for account in accounts if account.closed_on is None]
    failing = [account for account in running if _fails(account, day)]
    shown = sorted(accounts, key=lambda account: (account.org, account.platform or "", account.subject))
    return {
        "running": len(running),
        "closed": len(accounts) - len(running),
        "failing": len(failing),
        "platforms": dict(sorted(Counter(account.platform or "" for account in running).items())),
        "accounts": [_shown(account, day) for account in shown],
    }


def _shown(account: Account, day: date) -> dict[str, Any]:
    running = account.closed_on is None
    waiting = [
        owed.due_on for owed in account.obligations if owed.met_on is None and owed.duty == POST.code and running
    ]
    due_on, fails = min(waiting, default=None), _fails(account, day)
    return {
        "org": account.org,
        "subject": account.subject,
        "name": account.title,
        "platform": account.platform,
        "opened_on": account.opened_on,
        "filed_on": account.filed_on,
        "verified_as": account.verified_as,
        "last_post_on": account.last_post_on,
        "due_on": due_on,
        "stale_on": due_on + ONE_DAY if due_on else None,
        "closed_on": account.closed_on,
        "state": CLOSED if account.closed_on else FAILING if fails else RUNNING,
        "fails": fails,
    }


def _fails(account: Account, day: date) -> list[str]:
    holding = (veto for veto in account.vetoes if veto.since <= day and (veto.until is None or day < veto.until))
    return sorted({veto.code for veto in holding})
