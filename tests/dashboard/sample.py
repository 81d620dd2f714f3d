"""A county's year as metrics would publish it: made-up numbers under real names, the same on every run.

Quarters and years are the sums of their months; two units are silent, one for a season and one for good.
"""

from __future__ import annotations

import csv
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel

from contracts import topics
from contracts.obligations import Explanation, Obligation
from contracts.time import Organisation
from contracts.views import AsOf, Durations, ObligationCounts, ObligationRow, PeriodRow, Watermark
from law.codes import ARTICLES, ObligationKind, ObligationStatus

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

Record = tuple[str, str, bytes | None]
"""Topic, key, value."""


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
    """A record as the metrics service writes it; None is a tombstone."""
    return topic, key, None if model is None else model.model_dump_json().encode()


def registered(org: Organisation) -> Record:
    return record(topics.ORGS, org.org, org)


def complete(day: date | None) -> Record:
    return record(topics.WATERMARK, "complete", Watermark(complete_up_to=day, positions={}))


def row(
    period: str, org: str, line: Line = NOTHING, *, county: str = COUNTY, day: date | None = DAY
) -> PeriodRow:
    """A row with these counts; all else follows or is nothing."""
    on_website = (line.published * 4 + 4) // 5
    duties = ObligationCounts(
        due=line.on_time + line.late + line.overdue + line.open + line.excused,
        met_on_time=line.on_time, met_late=line.late, overdue=line.overdue, open=line.open, excused=line.excused,
    )  # fmt: skip
    return PeriodRow(
        period=period, org=org, county=county,
        items_published=line.published,
        items_published_by_attribute={"主动公开": line.published} if line.published else {},
        items_published_by_channel={"政府网站": on_website, "公示栏": line.published - on_website} if line.published else {},
        items_withdrawn=line.published // 40,
        documents_by_attribute={"主动公开": line.published // 2, "依申请公开": line.published // 9},
        documents_returned=line.late // 2, documents_expired=line.published // 30,
        applications_received=line.received, applications_answered=line.answered,
        applications_open=line.unanswered, applications_overdue=0,
        obligations=duties, obligations_by_kind={"publish": duties},
        days_to_publish=_days(line.on_time, 6, line.late, 24), days_to_answer=_days(line.answered, 13, 0, 0),
        as_of=AsOf(day=day, positions={}),
    )  # fmt: skip


def period_record(given: PeriodRow) -> Record:
    """The record of a row, on the topic of its period's kind."""
    kind = (
        topics.ANNUAL
        if len(given.period) == 4
        else topics.QUARTERLY
        if "Q" in given.period
        else topics.MONTHLY
    )
    return record(kind, f"{given.period}|{given.org}", given)


def owed(
    org: str, subject: str, due_on: date, *, status: str = "open", kind: str = "publish", title: str | None = None,
    original: date | None = None, provisional: bool = False, county: str = COUNTY,
) -> ObligationRow:  # fmt: skip
    """An obligation of a unit."""
    opened = due_on - timedelta(days=28)
    calendars = {str(year): (0 if provisional and year == 2027 else 1) for year in {opened.year, due_on.year}}
    return ObligationRow(
        county=county, title=title,
        obligation=Obligation(
            kind=ObligationKind(kind), org=org, subject=subject, opened_on=opened, due_on=due_on,
            original_due_on=original or due_on, provisional=provisional, status=ObligationStatus(status),
            facts=[f"{subject}-drafted", f"{subject}-approved"],
            explanation=Explanation(
                article=ARTICLES[ObligationKind(kind)], start=opened, working_days=20, calendars=calendars
            ),
        ),
    )  # fmt: skip


def owed_record(given: ObligationRow | None, key: str = "") -> Record:
    """The record of an obligation; a tombstone on ``key`` without one."""
    if given is None:
        return record(topics.OBLIGATIONS, key, None)
    held = given.obligation
    return record(topics.OBLIGATIONS, f"{held.org}/{held.subject}/{held.kind}", given)


def added(rows: Iterable[PeriodRow], period: str) -> PeriodRow:
    """The row of a longer period, added up cell by cell."""
    given = [item.model_dump() for item in rows]
    return PeriodRow.model_validate(_sum(given) | {"period": period, "as_of": given[0]["as_of"]})


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
        months.append(
            row(f"{year}-{month:02}", org, line._replace(
                late=(lost + 1) // 2, overdue=lost // 2, received=asked, answered=asked if past else 0,
                unanswered=asked if running else 0,
            ))
        )  # fmt: skip
    quarters = [
        added([item for item in months if (int(item.period[5:]) + 2) // 3 == quarter], f"{year}-Q{quarter}")
        for quarter in range(1, 5)
    ]
    return [*months, *quarters, added(months, str(year))]


def agenda_of(org: str, rows: list[PeriodRow]) -> Iterator[ObligationRow]:
    """The open and overdue obligations behind these rows, with real-sounding titles."""
    chance = random.Random(org)
    whole = rows[-1].obligations
    for index in range(whole.overdue):
        due = DAY - timedelta(days=chance.randint(1, 200))
        title = chance.choice(TITLES)
        yield owed(org, f"{due.year}-{100 + index}", due, status="overdue", title=title)
    for index in range(whole.open):
        due = DAY + timedelta(days=chance.randint(0, 60))
        ahead = due.year == 2027 or chance.random() < 0.1
        yield owed(
            org, f"2026-{500 + index}", due, kind="answer" if chance.random() < 0.1 else "publish",
            title=chance.choice(TITLES), original=due - timedelta(days=1) if ahead else None, provisional=due.year == 2027,
        )  # fmt: skip


def county_year() -> list[Record]:
    """The registry, a year of 奉节县, a little of two other counties, and the watermark."""
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
    return [*records, complete(DAY)]


def _days(first: int, each: int, more: int, longer: int) -> Durations:
    spread = Counter({str(each): first, str(longer): more})
    return Durations(
        count=first + more, sum=first * each + more * longer, max=longer if more else each if first else 0,
        histogram={days: count for days, count in sorted(spread.items()) if count},
    )  # fmt: skip


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
