"""CloudEvents lines written by hand, for the oracle's tables."""

from __future__ import annotations

import json
from datetime import date

from demo.oracle.calendar import Version
from demo.oracle.notices import read_calendar
from demo.oracle.rows import Expected, expect

Line = tuple[str, bytes]

_DAY = {
    "document.drafted.v1": "drafted_on", "document.approved.v1": "approved_on", "document.expired.v1": "expired_on",
    "disclosure.formed.v1": "formed_on", "disclosure.published.v1": "published_on",
    "disclosure.withdrawn.v1": "withdrawn_on", "application.received.v1": "received_on",
    "application.answered.v1": "answered_on", "application.confirmed.v1": "confirmed_on",
    "application.registered.v1": "registered_on", "application.correction_requested.v1": "requested_on",
    "application.correction_received.v1": "corrected_on", "application.extended.v1": "notified_on",
    "application.third_party_asked.v1": "asked_on", "application.third_party_answered.v1": "answered_on",
    "application.transferred.v1": "transferred_on",
}  # fmt: skip


def fact(kind: str, on: str, subject: str = "s", fact_id: str = "", hour: int = 9, **data: object) -> Line:
    """A fact of the organisation ``a``; ``on`` is its date field and the day of its time."""
    name = f"{kind}.v1"
    event = {
        "specversion": "1.0", "id": fact_id or f"{subject}.{kind}.{on}", "source": "urn:x", "type": name,
        "subject": subject, "time": f"{on}T{hour:02}:00:00+08:00",
        "data": ({_DAY[name]: on} if name in _DAY else {}) | data,
    }  # fmt: skip
    return "a", json.dumps(event, ensure_ascii=False).encode()


def formed(on: str, attribute: str = "主动公开", **more: object) -> Line:
    return fact("disclosure.formed", on, attribute=attribute, **more)  # type: ignore[arg-type]


def published(on: str, channel: str = "政府网站", **more: object) -> Line:
    return fact("disclosure.published", on, channel=channel, **more)  # type: ignore[arg-type]


def received(on: str, **more: object) -> Line:
    return fact("application.received", on, applicant_kind="natural", **more)  # type: ignore[arg-type]


def answered(on: str, **more: object) -> Line:
    return fact("application.answered", on, **more)  # type: ignore[arg-type]


def corrected(of: Line, on: str, fact_id: str, **data: object) -> Line:
    was = json.loads(of[1])
    return fact(
        "fact.corrected",
        on,
        was["subject"],
        fact_id,
        fact=was["id"],
        fact_type=was["type"],
        data=data,
        reason="误",
    )


def withdrawn(of: Line, on: str, fact_id: str) -> Line:
    was = json.loads(of[1])
    return fact(
        "fact.withdrawn", on, was["subject"], fact_id, fact=was["id"], fact_type=was["type"], reason="误"
    )


def expected(*lines: Line, today: str = "2026-12-31", later: tuple[Version, ...] = ()) -> Expected:
    """What the oracle expects of these lines; the organisation ``a`` lies in the county ``c``."""
    return expect(lines, read_calendar(later=later), date.fromisoformat(today), {"a": "c"})


def row(found: Expected, period: str) -> dict[str, object]:
    """The row of a period, without its names."""
    view = "quarterly" if "Q" in period else "monthly" if "-" in period else "annual"
    flat = found.views[view].get(f"{period}|a", {})
    return {name: value for name, value in flat.items() if name not in {"period", "org", "county"}}
