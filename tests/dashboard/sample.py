"""Records as they lie on the topics that the dashboard reads, from the few numbers a test wants to choose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import count
from typing import Any, NamedTuple

from pydantic import BaseModel

from contracts import registry, topics
from contracts.envelope import SEQUENCE, Headers
from contracts.families import FAMILIES
from contracts.kit import Family
from contracts.obligations import Explanation, Obligation
from contracts.organisations import Organisation
from contracts.views import Durations, ObligationCounts, ObligationRow, PeriodRow, Watermark
from law.codes import ObligationStatus
from law.limit import UNIT_NAMES

COUNTY = "fengjie"
DAY = date(2026, 11, 18)


class Record(NamedTuple):
    """What lies on a topic; ``sequence`` stands in its header where there is one."""

    topic: str
    key: str
    value: bytes | None
    sequence: int | None = None


class Line(NamedTuple):
    """The counts of one unit and month that a test wants to choose; the others follow from them."""

    published: int = 0
    on_time: int = 0
    late: int = 0
    overdue: int = 0
    open: int = 0
    excused: int = 0
    received: int = 0
    answered: int = 0
    unanswered: int = 0


NOTHING = Line()


def record(topic: str, key: str, model: BaseModel | None) -> Record:
    """A record of a topic; None is a tombstone."""
    return Record(topic, key, None if model is None else model.model_dump_json().encode())


def headers(made: Record) -> Headers:
    """The headers of a record that the dashboard reads."""
    return [] if made.sequence is None else [(SEQUENCE, str(made.sequence).encode())]


def registered(org: Organisation) -> Record:
    return record(topics.ORGS, org.org, org)


def words(entries: Iterable[tuple[str, str, BaseModel]] | None = None) -> list[Record]:
    """The registry of measures, by default that of the product's families."""
    return [
        record(topics.MEASURES, key, entry) for key, _, entry in (registry.entries() if entries is None else entries)
    ]


def complete(day: date | None) -> Record:
    return record(topics.WATERMARK, "complete", Watermark(complete_up_to=day, positions={}))


def row(period: str, org: str, line: Line = NOTHING, *, county: str = COUNTY) -> PeriodRow:
    """A row with these counts; all else follows or is nothing, and what is nothing is left out."""
    on_website = (line.published * 4 + 4) // 5
    obligations = ObligationCounts(
        due=line.on_time + line.late + line.overdue + line.open + line.excused,
        met_on_time=line.on_time,
        met_late=line.late,
        overdue=line.overdue,
        open=line.open,
        excused=line.excused,
    )
    counts = {
        "applications_answered": line.answered,
        "applications_open": line.unanswered,
        "applications_received": line.received,
        "documents_drafted": line.published // 2 + line.published // 9,
        "documents_expired": line.published // 30,
        "documents_returned": line.late // 2,
        "items_published": line.published,
        "items_withdrawn": line.published // 40,
    }
    by = {
        "documents_by_attribute": {"主动公开": line.published // 2, "依申请公开": line.published // 9},
        "items_published_by_attribute": {"主动公开": line.published},
        "items_published_by_channel": {"公示栏": line.published - on_website, "政府网站": on_website},
    }
    days = {
        "days_to_answer": _days(line.answered, 13, 0, 0),
        "days_to_publish": _days(line.on_time, 6, line.late, 24),
    }
    return PeriodRow(
        period=period,
        org=org,
        county=county,
        counts=_something(counts),
        by=_something({code: _something(amounts) for code, amounts in by.items()}),
        days={code: durations for code, durations in days.items() if durations.count},
        obligations={"publish": obligations} if obligations.due else {},
    )


def period_record(made: PeriodRow) -> Record:
    """The record of a row, on the topic of its period's kind."""
    view = "annual" if len(made.period) == 4 else "quarterly" if "Q" in made.period else "monthly"
    return record(topics.PERIODS[view], f"{made.period}|{made.org}", made)


def owed(
    org: str,
    subject: str,
    due_on: date,
    *,
    status: str = "open",
    duty: str = "publish",
    title: str | None = None,
    original: date | None = None,
    provisional: bool = False,
    county: str = COUNTY,
) -> ObligationRow:
    """An obligation of a unit; its id tells it from others of its duty by the day it opened on."""
    opened = due_on - timedelta(days=28)
    limit = FAMILIES.duties[duty].limit
    return ObligationRow(
        county=county,
        kind=family_of(duty).kind,
        title=title,
        obligation=Obligation(
            id=f"{duty}:{opened}",
            duty=duty,
            org=org,
            subject=subject,
            opened_on=opened,
            due_on=due_on,
            original_due_on=original or due_on,
            provisional=provisional,
            status=ObligationStatus(status),
            facts=[f"{subject}-drafted", f"{subject}-approved"],
            explanation=Explanation(
                article=FAMILIES.duties[duty].article,
                start=opened,
                limit=limit.amount,
                unit=UNIT_NAMES[limit.unit],
                calendars={
                    str(year): 0 if provisional and year == 2027 else 1 for year in sorted({opened.year, due_on.year})
                },
            ),
        ),
    )


def family_of(duty: str) -> Family:
    """The family that owes a duty."""
    return next(family for family in FAMILIES.all if FAMILIES.duties[duty] in family.duties)


def owed_key(made: ObligationRow) -> str:
    """The key of an obligation on its topic."""
    obligation = made.obligation
    return f"{made.kind}/{obligation.org}/{obligation.subject}/{obligation.id}"


def owed_record(made: ObligationRow) -> Record:
    """The record of an obligation."""
    return record(topics.OBLIGATIONS, owed_key(made), made)


def gone(made: Record) -> Record:
    """The tombstone on the key of a record."""
    return made._replace(value=None)


def in_sequence(records: Iterable[Record]) -> list[Record]:
    """The records with a sequence that rises, on the topics that have one."""
    sequence = count(1)
    return [
        made if made.topic in (topics.ORGS, topics.MEASURES) else made._replace(sequence=next(sequence))
        for made in records
    ]


def _something(amounts: dict[str, Any]) -> dict[str, Any]:
    return {code: amount for code, amount in amounts.items() if amount}


def _days(first: int, each: int, more: int, longer: int) -> Durations:
    spread = Counter({str(each): first, str(longer): more})
    return Durations(
        count=first + more,
        sum=first * each + more * longer,
        max=longer if more else each if first else 0,
        histogram={days: count for days, count in sorted(spread.items()) if count},
    )
