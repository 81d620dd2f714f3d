"""CloudEvents lines written by hand, for the oracle's tables."""

from __future__ import annotations

import json
from datetime import date

from contracts.families import FAMILIES
from demo.families import expect
from demo.oracle.calendar import Version
from demo.oracle.notices import read_calendar
from demo.oracle.rows import Expected, Flat

Line = tuple[str, bytes]


def _day(fact_type: str) -> str | None:
    """The date field of a fact, as its family has it; amendments have none."""
    model = FAMILIES.facts.get(fact_type)
    fields = model.model_fields if model else {}
    return next((name for name in fields if name.endswith("_on") and fields[name].is_required()), None)


def fact(kind: str, on: str, /, subject: str = "s", fact_id: str = "", hour: int = 9, **data: object) -> Line:
    """A fact of the organisation ``a``; ``on`` is its date field and the day of its time."""
    name = f"{kind}.v1"
    day = _day(name)
    event = {
        "specversion": "1.0",
        "id": fact_id or f"{subject}.{kind}.{on}",
        "source": "urn:x",
        "type": name,
        "subject": subject,
        "time": f"{on}T{hour:02}:00:00+08:00",
        "data": ({day: on} if day else {}) | data,
    }
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
    return fact("fact.withdrawn", on, was["subject"], fact_id, fact=was["id"], fact_type=was["type"], reason="误")


IN_ORDER = date(2008, 5, 1)
"""A county that registers and archives every application."""


def expected(
    *lines: Line,
    today: str = "2026-12-31",
    later: tuple[Version, ...] = (),
    order_from: date | None = None,
    asked: tuple[str, ...] = (),
) -> Expected:
    """What the oracle expects of these lines; the organisation ``a`` lies in the county ``c``, which always asked for these codes."""
    on = date.fromisoformat(today)
    asks = dict.fromkeys(asked, date(2008, 5, 1))
    if order_from:
        asks |= {"register": order_from, "archive": order_from}
    return expect(lines, read_calendar(later=later), on, {"a": "c"}, asked={"c": asks})


def row(judged: Expected, period: str) -> Flat:
    """The row of a period, without its names."""
    view = "quarterly" if "Q" in period else "monthly" if "-" in period else "annual"
    flat = judged.views[view].get(f"{period}|a", {})
    return {place: value for place, value in flat.items() if place not in {"period", "org", "county"}}


def unmet(judged: Expected, duty: str, subject: str = "s") -> Flat:
    """The one open or overdue obligation of this kind."""
    (only,) = [
        flat
        for flat in judged.obligations.values()
        if (flat["obligation.duty"], flat["obligation.subject"]) == (duty, subject)
    ]
    return only
