"""A county's year as metrics would publish it: made-up numbers under real names, the same on every run.

Quarters and years are the sums of their months; two units are silent, one for a season and one for good.
"""

from __future__ import annotations

import csv
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel

from contracts import registry, topics
from contracts.envelope import SEQUENCE, Headers
from contracts.families import FAMILIES
from contracts.kit import Family
from contracts.obligations import Explanation, Obligation
from contracts.time import Organisation
from contracts.views import Durations, ObligationCounts, ObligationRow, PeriodRow, Watermark
from law.codes import ObligationStatus
from law.limit import UNIT_NAMES

REGISTRY = Path(__file__).parents[2] / "services" / "gateway" / "data" / "organisations.csv"
COUNTY = "fengjie"
DAY = date(2026, 11, 18)
TITLES = (
    "关于印发《2026年防汛抗旱应急预案》的通知",
    "关于下达2026年城乡居民最低生活保障补助资金的通知",
    "食用菌产业项目立项批复",
    "农村宅基地审批结果公示（第三批）",
    "关于开展秋季森林防火专项检查的通知",
    "耕地地力保护补贴发放清册",
    "小型水库安全管理责任人名单",
    "关于进一步规范村级财务公开工作的实施意见",
)


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


def organisations() -> list[Organisation]:
    """The registry's real organisations."""
    with REGISTRY.open(encoding="utf-8") as file:
        names = ("org", "name", "county", "county_name", "kind")
        return [
            Organisation.model_validate({name: row[name] for name in names}) for row in csv.DictReader(file)
        ]


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
        record(topics.MEASURES, key, entry)
        for key, _, entry in (registry.entries() if entries is None else entries)
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
                    str(year): 0 if provisional and year == 2027 else 1
                    for year in sorted({opened.year, due_on.year})
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


def added(rows: Iterable[PeriodRow], period: str) -> PeriodRow:
    """The row of a longer period, added up cell by cell."""
    return PeriodRow.model_validate(_sum([item.model_dump() for item in rows]) | {"period": period})


def year_of(org: str, number: int, year: int = 2026) -> list[PeriodRow]:
    """The rows of one unit's year up to DAY and a little ahead; unit 7 was silent in summer."""
    chance = random.Random(f"{org}{year}")
    size, care = chance.choice((4, 9, 14, 22, 31)), chance.choice((0.0, 0.0, 0.02, 0.06, 0.15))
    months = []
    for month in range(1, 13):
        if number == 7 and 6 <= month <= 8:
            continue
        due = max(0, round(chance.gauss(size, size / 4)))
        past, running = month < 11, month == 11
        line = Line(
            published=max(0, due + chance.randint(-2, 3)) if past or running else 0,
            on_time=sum(chance.random() >= care for _ in range(due)) if past else due // 2 if running else 0,
            open=0 if past else due // 2 + 1 if running else max(1, due // 3),
        )
        lost = due - line.on_time if past else 0
        asked = int(chance.random() < 0.12) if past or running else 0
        line = line._replace(
            late=(lost + 1) // 2,
            overdue=lost // 2,
            received=asked,
            answered=asked if past else 0,
            unanswered=asked if running else 0,
        )
        months.append(row(f"{year}-{month:02}", org, line))
    quarters = [
        added([item for item in months if (int(item.period[5:]) + 2) // 3 == quarter], f"{year}-Q{quarter}")
        for quarter in range(1, 5)
    ]
    return [*months, *quarters, added(months, str(year))]


def agenda_of(org: str, rows: list[PeriodRow]) -> Iterator[ObligationRow]:
    """The open and overdue obligations behind these rows, with real-sounding titles."""
    chance = random.Random(org)
    whole = rows[-1].obligations["publish"]
    for index in range(whole.overdue):
        due = DAY - timedelta(days=chance.randint(1, 200))
        title = chance.choice(TITLES)
        yield owed(org, f"{due.year}-{100 + index}", due, status="overdue", title=title)
    for index in range(whole.open):
        due = DAY + timedelta(days=chance.randint(0, 60))
        ahead = due.year == 2027 or chance.random() < 0.1
        asked = chance.random() < 0.1
        title = chance.choice(TITLES)
        yield owed(
            org,
            f"2026-{500 + index}",
            due,
            duty="answer" if asked else "publish",
            title=None if asked else title,
            original=due - timedelta(days=1) if ahead else None,
            provisional=due.year == 2027,
        )


def county_year() -> list[Record]:
    """The registries, a year of 奉节县, a little of two other counties, and the watermark; all rows in sequence."""
    orgs = organisations()
    home = [org for org in orgs if org.county == COUNTY]
    records = [registered(org) for org in orgs]
    for number, org in enumerate(home[:-1]):
        rows = year_of(org.org, number)
        records += map(period_record, rows)
        records += [owed_record(item) for item in agenda_of(org.org, rows)]
    for org in [org for org in orgs if org.county in ("yubei", "wanzhou")]:
        records += [
            period_record(item.model_copy(update={"county": org.county})) for item in year_of(org.org, 0)
        ]
    return [*words(), *in_sequence([*records, complete(DAY)])]


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


def _sum(parts: list[dict[str, Any]]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for name in {name: None for part in parts for name in part}:
        values = [part[name] for part in parts if name in part]
        if isinstance(values[0], dict):
            result[name] = _sum(values)
        elif isinstance(values[0], int):
            result[name] = max(values) if name == "max" else sum(values)
        else:
            result[name] = values[0]
    return result
