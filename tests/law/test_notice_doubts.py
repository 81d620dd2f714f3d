"""A notice that was mistyped or copied in part is noticed; those that the State Council wrote are not doubted."""

from __future__ import annotations

from datetime import date

import pytest

from law.data import load_calendars
from law.holiday_notices import YearCalendar
from law.notice_doubts import doubts

IN_ORDER = sorted(load_calendars(), key=lambda notice: (notice.year, notice.version))


def notice(year: int, off: list[str], work: list[str] | None = None, version: int = 1) -> YearCalendar:
    return YearCalendar(
        year,
        version,
        "通知",
        None,
        frozenset(map(date.fromisoformat, off)),
        frozenset(map(date.fromisoformat, work or [])),
    )


FULL_2027 = [
    *("2027-01-01", "2027-02-05", "2027-02-08", "2027-02-09", "2027-02-10", "2027-02-11", "2027-04-05", "2027-05-03"),
    *("2027-05-04", "2027-06-09", "2027-09-15", "2027-10-01", "2027-10-04", "2027-10-05"),
]
WORKED_2027 = ["2027-02-14"]


@pytest.mark.parametrize("year", IN_ORDER, ids=lambda year: f"{year.year}-{year.version}")
def test_the_notices_of_the_state_council_are_not_doubted_but_for_a_day_of_2012_that_was_worked_for_in_2011(
    year: YearCalendar,
) -> None:
    before = next((n for n in reversed(IN_ORDER) if n.year == year.year and n.version < year.version), None)
    known = {2011: "less 6 weekend days worked are 10; by statute they are 11"}
    assert [text for text in doubts(year, before) if known.get(year.year, "…") not in text] == []


def test_a_whole_notice_is_not_doubted() -> None:
    assert doubts(notice(2027, FULL_2027, WORKED_2027), None) == []


def test_a_notice_of_one_day_is_doubted_for_every_festival_it_lacks() -> None:
    reasons = doubts(notice(2027, ["2027-01-01"]), None)
    assert reasons[0] == "2027-02-05 (春节) is off by statute, and not in the notice"
    assert reasons[-1] == "1 weekdays off less 0 weekend days worked are 1; by statute they are 13"
    assert {text[:10] for text in reasons[:-1]} == {
        *("2027-02-05", "2027-02-08", "2027-04-05", "2027-06-09", "2027-09-15", "2027-10-01"),
    }


def test_a_forgotten_working_weekend_and_a_forgotten_day_off_are_noticed() -> None:
    assert doubts(notice(2027, FULL_2027[:-1], WORKED_2027), None) != []
    many = [*FULL_2027, "2027-03-01", "2027-03-02", "2027-03-03"]
    assert doubts(notice(2027, many), None) != []


def test_a_version_that_takes_a_day_off_back_is_doubted_by_that_day() -> None:
    before = notice(2027, FULL_2027, WORKED_2027)
    moved = [day if day != "2027-10-05" else "2027-10-06" for day in FULL_2027]
    assert doubts(notice(2027, moved, WORKED_2027, 2), before) == [
        "2027-10-05 was off by version 1 (通知), and is worked by this one"
    ]


def test_a_year_beyond_the_list_is_compared_by_its_fixed_days() -> None:
    assert (
        doubts(notice(2040, ["2040-01-02"]), None)[0] == "2040-05-01 (劳动节) is off by statute, and not in the notice"
    )
