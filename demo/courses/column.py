"""Columns that a unit fills on the county's site in the simulated year: news, notices and one more, some of them forgotten.

Each habit below is drawn for a unit or a column by itself.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from demo.catalog import OFFICE
from demo.steps import FIRST, LAST, START, Step
from demo.titles import MARK
from demo.year import Course, Slip, UnitYear

PORTAL = f"{OFFICE}:portal"
"""The one site of the county: departments and townships have none of their own (国办发〔2017〕47号)."""

NEWS, NOTICES, OTHER = "动态要闻", "通知公告政策文件", "其他"
KINDS = (NEWS, NOTICES, OTHER)

NEWS_FROM = 200
"""Items a year from which on a unit has a news column of its own."""

STALE, EMPTY, CLOSED, OWN_LIMIT, FIXED = 0.09, 0.06, 0.05, 0.2, 0.1
"""Of columns: updated for some months only, without content for long, closed, with a limit of their own, needing no update."""

_OWN_LIMITS: tuple[tuple[dict[str, Any], int], ...] = (
    ({"update_within": 10}, 11),
    ({"update_within": 3, "update_unit": "个月"}, 80),
    ({"update_within": 90}, 80),
)
"""Limits of their own, and for how many days at most such a column rests; one of them is now and then missed by a day."""

MESSAGES = "xl-liuyan"
"""Column of the county's office in which people leave messages."""


def steps(year: UnitYear) -> list[Step]:
    """Facts of the unit's columns."""
    written = _column(year, "xl-tongzhi", f"{year.unit.name} 通知公告", NOTICES, (20, 110))
    if year.share.published >= NEWS_FROM:
        written += _column(year, "xl-dongtai", f"{year.unit.name} 工作动态", NEWS, (7, 14))
    if year.rng.random() < 0.5:
        written += _column(year, "xl-zhuanti", f"{year.unit.name} 专题", OTHER, (30, 150))
    if year.unit.org == OFFICE:
        written += _column(year, MESSAGES, "咨询留言", OTHER, (20, 60))
    return written


def _column(year: UnitYear, subject: str, name: str, kind: str, gaps: tuple[int, int]) -> list[Step]:
    rng = year.rng
    registered_on = START + timedelta(days=rng.choice((0, 0, 0, 5, 40)))
    is_empty = rng.random() < EMPTY
    entry: dict[str, Any] = {
        "site": PORTAL,
        "name": name + MARK,
        "kind": kind,
        "first_level": rng.random() < 0.8,
        "on_home_page": kind == NEWS and year.unit.org == OFFICE,
    }
    if not is_empty:
        entry["last_updated_on"] = (registered_on - timedelta(days=rng.randint(1, 12))).isoformat()
    if rng.random() < OWN_LIMIT:
        limit, longest = rng.choice(_OWN_LIMITS)
        entry |= limit
        gaps = min(gaps[0], longest // 2), min(gaps[1], longest)
    if kind == OTHER and subject != MESSAGES and rng.random() < FIXED:
        entry["must_update"] = False
    written = [year.make.step(subject, "registered", registered_on, registered_on=registered_on, **entry)]
    ends_on = LAST
    if rng.random() < CLOSED:
        ends_on = year.make.later(registered_on, 150, 300)
        written.append(year.make.step(subject, "closed", ends_on, closed_on=ends_on))
    elif rng.random() < STALE:
        ends_on = year.make.later(registered_on, 60, 250)
    since = year.make.later(registered_on, 100, 300) if is_empty else registered_on
    return written + _posts(year, subject, since, ends_on, gaps)


def _posts(year: UnitYear, subject: str, since: date, until: date, gaps: tuple[int, int]) -> list[Step]:
    """Something new every so many days."""
    written: list[Step] = []
    on = max(since, FIRST)
    while True:
        on += timedelta(days=year.rng.randint(*gaps))
        if on >= until:
            return written
        part = f"posted-{len(written) + 1}"
        items = year.rng.choice((1, 1, 1, 2, 3))
        written.append(year.make.step(subject, "posted", on, part=part, posted_on=on, items=items))


COURSE = Course(steps, {"registered": Slip("registered_on", "kind", KINDS, 0.3), "posted": Slip("posted_on")})
