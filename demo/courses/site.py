"""The county's site in the simulated year: probed all day, looked over each quarter, with one incident and one bad week."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from demo.catalog import OFFICE
from demo.steps import FIRST, LAST, START, Step
from demo.year import Course, Slip, UnitYear

PROBES = 24
BAD_WEEK = (date(2026, 7, 13), date(2026, 7, 21))
"""Days on which the machine room was moved: more than one probe in twenty fails."""

CHECKS = ((3, 20), (6, 22), (9, 21), (12, 18))
INCIDENT_ON = date(2026, 9, 9)


def steps(year: UnitYear) -> list[Step]:
    """Facts of the office that runs the site."""
    if year.unit.org != OFFICE:
        return []
    make = year.make
    written = [
        make.step(
            "portal",
            "registered",
            START,
            registered_on=START,
            name="奉节县人民政府网",
            url="http://www.cqfj.gov.cn",
            kind="政府门户网站",
        ),
        make.step("portal", "incident", INCIDENT_ON, occurred_on=INCIDENT_ON, kind="严重表述错误", number="wz-2026-1"),
        make.step("portal", "resolved", INCIDENT_ON, resolved_on=INCIDENT_ON + timedelta(days=1), number="wz-2026-1"),
    ]
    written[-1].on = written[-1].sent_on = INCIDENT_ON + timedelta(days=1)
    return written + _probes(year) + _checks(year)


def _probes(year: UnitYear) -> list[Step]:
    """Once a day what the probes of the day came to."""
    written = []
    for number in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=number)
        first, last = BAD_WEEK
        failed = year.rng.randint(2, 5) if first <= day <= last else int(year.rng.random() < 0.1)
        part = f"probed-{day}"
        written.append(
            year.make.step("portal", "probed", day, part=part, probed_on=day, opened=PROBES - failed, failed=failed)
        )
    return written


def _checks(year: UnitYear) -> list[Step]:
    """In the second quarter a guide lacks something; by the third that is put right."""
    written = []
    for number, (month, day) in enumerate(CHECKS, start=1):
        on = date(LAST.year, month, day)
        seen: dict[str, Any] = {"consultation": "可用", "services": "完整"}
        if number == 2:
            seen |= {"services": "要素缺失", "missing": "一份办事指南没有收费依据（模拟）"}
        written.append(year.make.step("portal", "checked", on, part=f"checked-{number}", checked_on=on, **seen))
    return written


COURSE = Course(steps, {"probed": Slip("probed_on")})
