"""Facts about a disclosure by hand, and what they come to."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from chassis.case import Folded
from contracts.disclosure import FAMILY, PUBLISH, DisclosureState
from contracts.document import FAMILY as DOCUMENT
from contracts.envelope import Fact
from contracts.obligations import Obligation
from tests.families.making import fact, folded, state_of

TODAY = date(2026, 6, 30)

SIGNED = state_of(
    DOCUMENT,
    [
        fact("d-1", "document.drafted.v1", "2026-03-02", title="通知", attribute="主动公开"),
        fact("d-2", "document.approved.v1", "2026-03-06"),
    ],
    TODAY,
)
"""The state of an approved 主动公开 document."""


def formed(on: str = "2026-03-09", attribute: str = "主动公开", number: str = "f") -> Fact:
    return fact(number, "disclosure.formed.v1", on, attribute=attribute)


def published(on: str, channel: str = "政府网站", number: str = "p", **data: Any) -> Fact:
    return fact(number, "disclosure.published.v1", on, channel=channel, **data)


def result(*facts: Fact, of: bytes | None = None, today: date = TODAY, **changes: Any) -> Folded:
    """What the facts and the document come to; ``changes`` to the document's state, as another version sends it."""
    linked = {DOCUMENT.kind: [json.dumps(json.loads(of) | changes).encode()]} if of else None
    return folded(FAMILY, facts, today, linked=linked)


def state(*facts: Fact, of: bytes | None = None) -> DisclosureState:
    whole = result(*facts, of=of).state
    assert isinstance(whole, DisclosureState)
    return whole


def owed(whole: Folded) -> Obligation:
    """The only obligation."""
    (only,) = whole.obligations
    assert only.duty == PUBLISH.code
    return only


def down(on: str, number: str = "w") -> Fact:
    return fact(number, "disclosure.withdrawn.v1", on, reason="更新")


def at(hour: int, of: Fact) -> Fact:
    """The fact at another hour of its day."""
    return of._replace(time=of.time.replace(hour=hour))
