"""One unit, one account per platform (国办发〔2018〕123号)."""

from __future__ import annotations

from collections.abc import Iterator

from demo.oracle.account import lives
from demo.oracle.account_platform import ELSEWHERE, Platform
from demo.oracle.case import Departure, Judgement


def departures(judgement: Judgement) -> Iterator[Departure]:
    """A second account that is opened while an earlier one still runs; where nobody says which platform it is, nobody knows."""
    platform = judgement.case.subject
    assert isinstance(platform, Platform), "a platform is called with the accounts on it"
    if platform.id == ELSEWHERE:
        return
    newest = [(*lives(account)[-1], account.id) for account in platform.accounts]
    opened = [(on, account, closed_on) for on, closed_on, account in newest if on]
    for on, account, _ in sorted(opened, key=lambda life: life[:2]):
        earlier = [life for life in opened if life[1] != account and life[:2] < (on, account)]
        if any(closed_on is None or closed_on >= on for _, _, closed_on in earlier):
            yield Departure(on, "account.second_on_platform")
