"""A county's year as metrics would publish it: made-up numbers under real names, the same on every run.

Quarters and years are the sums of their months; two units are silent, one for a season and another for good.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from contracts.organisations import Organisation
from contracts.views import ObligationRow, PeriodRow
from tests.dashboard.sample import (
    COUNTY,
    DAY,
    Line,
    Record,
    complete,
    in_sequence,
    owed,
    owed_record,
    period_record,
    registered,
    row,
    words,
)

REGISTRY = Path(__file__).parents[2] / "services" / "gateway" / "data" / "organisations.csv"
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


def organisations() -> list[Organisation]:
    """The registry's real organisations."""
    with REGISTRY.open(encoding="utf-8") as file:
        names = ("org", "name", "county", "county_name", "kind")
        return [Organisation.model_validate({name: row[name] for name in names}) for row in csv.DictReader(file)]


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
            duty="archive" if index % 9 == 8 else "answer" if asked else "publish",
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
        records += [period_record(item.model_copy(update={"county": org.county})) for item in year_of(org.org, 0)]
    return [*words(), *in_sequence([*records, complete(DAY)])]


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
