"""The accounts of a unit on one platform: one unit, one account per platform (国办发〔2018〕123号)."""

from __future__ import annotations

from datetime import date

import msgspec

from chassis.case import Case, Folded
from contracts.account import ACCOUNT, RULES, AccountPlatformState, Platform
from law.findings import Finding

MOST_NAMED = 3
"""Accounts still running that a finding names; of more it says how many."""


class Account(msgspec.Struct):
    """What a platform needs of an account on it."""

    subject: str
    opened_on: date | None = None
    closed_on: date | None = None


def fold(case: Case) -> Folded:
    """A second account that is opened while the first still runs is found; of 其他 without a name nobody knows."""
    accounts = [account for account in case.linked(ACCOUNT.kind, Account) if account.opened_on]
    accounts.sort(key=lambda account: (account.opened_on or date.min, account.subject))
    for number, account in enumerate(accounts if case.key.subject != Platform.OTHER else ()):
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
            case.find(Finding(account.opened_on, "account.second_on_platform", RULES, text))
    standing = [account.subject for account in accounts if account.closed_on is None]
    return case.close(AccountPlatformState, relevant=bool(accounts), accounts=standing)
