"""Columns of a county's site with a post a day, through the whole line: each day's posts touch every column and the site."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from bench import line
from bench.results import Result
from demo.sent import encode, event
from demo.steps import FIRST, SHANGHAI, START
from demo.units import COUNTY, county_units, read_units

OFFICE = "fengjie-renminzhengfubangongshi"
_KINDS = ("动态要闻", "通知公告政策文件", "其他")


def measure(columns: int, days: int) -> list[Result]:
    """So many columns with a post on each of so many days, told in the order of the days; the views are checked by the oracle."""
    facts = list(_facts(columns, days))
    return [line.counted_whole("columns of a site", facts, {"columns": f"{columns:,}", "days": f"{days:,}"})]


def _facts(columns: int, days: int) -> Iterator[line.Fact]:
    units = [unit.org for unit in county_units(read_units(), COUNTY)]
    named = {"name": "奉节县人民政府网", "url": "http://www.cqfj.gov.cn", "kind": "政府门户网站"}
    yield _fact(OFFICE, "portal", "site.registered.v1", START, {"registered_on": START.isoformat(), **named})
    owners = [(units[number % len(units)], f"xl-{number:03}") for number in range(columns)]
    for number, (org, subject) in enumerate(owners):
        registration = {
            "registered_on": START.isoformat(),
            "site": f"{OFFICE}:portal",
            "name": f"栏目{number}",
            "kind": _KINDS[number % len(_KINDS)],
            "on_home_page": number % 20 == 0,
        }
        yield _fact(org, subject, "column.registered.v1", START, registration)
    for number in range(days):
        day = FIRST + timedelta(days=number)
        for org, subject in owners:
            yield _fact(org, subject, "column.posted.v1", day, {"posted_on": day.isoformat()})


def _fact(org: str, subject: str, fact_type: str, day: date, data: dict[str, object]) -> line.Fact:
    moment = datetime.combine(day, time(12), SHANGHAI)
    return org, encode(event(org, f"{subject}.{fact_type}.{day}", fact_type, subject, moment, data))
