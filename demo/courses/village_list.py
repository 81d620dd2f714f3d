"""The list that each township issues for its villages in the simulated year, now and then anew."""

from __future__ import annotations

from datetime import date

from demo.catalog import obliging
from demo.steps import Step
from demo.villages import AFFAIRS, LIST, LISTED_ON, is_township
from demo.year import Course, Slip, UnitYear

ANEW = 0.2
"""Of the townships: add an affair in the middle of the year."""

ADDED = {"affair": "cwgk-05", "name": "乡村振兴", "how_often": "每季度"}


def steps(year: UnitYear) -> list[Step]:
    """Facts of a township; departments guide no villages."""
    if not is_township(year.unit):
        return []
    rows = [row.name for row in obliging(year.unit) if row.domain == "涉农补贴"]
    affairs = [dict(affair) for affair in AFFAIRS]
    if rows:
        affairs[1]["item"] = year.rng.choice(rows)
    written = [year.make.step(LIST, "issued", LISTED_ON, issued_on=LISTED_ON, affairs=affairs)]
    if year.rng.random() < ANEW:
        on = year.make.weekday(date(2026, 5, 1), date(2026, 8, 31))
        written.append(year.make.step(LIST, "issued", on, part="issued-anew", issued_on=on, affairs=[*affairs, ADDED]))
    return written


COURSE = Course(steps, {"issued": Slip("issued_on")})
