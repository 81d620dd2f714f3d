"""Limits of every kind, by hand and by property."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.calendar import LAST_YEAR, CalendarError, CalendarView, WorkingCalendar
from law.data import load_calendars
from law.limit import (
    UNIT_NAMES,
    UNIT_NAMES_EN,
    Limit,
    LimitUnit,
    calendar_days,
    day_of_year,
    last_day,
    months,
    quarters,
    set_by_fact,
    working_days,
    years,
)
from tests.law.steps import d

VIEW = WorkingCalendar(load_calendars()).latest()

LAST_DAYS = [
    (working_days(20), "2026-03-02", "2026-03-30", "20个工作日"),
    (working_days(20), "2026-09-18", "2026-10-22", "20个工作日"),
    (working_days(0), "2026-10-01", "2026-10-01", "0个工作日"),
    (calendar_days(20), "2026-02-10", "2026-03-02", "20日"),
    (calendar_days(14), "2026-09-25", "2026-10-09", "14日"),
    (calendar_days(0), "2026-03-02", "2026-03-02", "0日"),
    (months(3), "2026-03-02", "2026-06-02", "3个月"),
    (months(1), "2026-01-31", "2026-02-28", "1个月"),
    (months(1), "2024-01-31", "2024-02-29", "1个月"),
    (months(3), "2026-11-30", "2027-02-28", "3个月"),
    (months(1), "2026-02-28", "2026-03-28", "1个月"),
    (months(12), "2026-12-31", "2027-12-31", "12个月"),
    (quarters(1), "2026-08-31", "2026-11-30", "1个季度"),
    (quarters(2), "2026-08-31", "2027-02-28", "2个季度"),
    (years(1), "2024-02-29", "2025-02-28", "1年"),
    (years(4), "2024-02-29", "2028-02-29", "4年"),
    (years(1), "2025-10-01", "2026-10-01", "1年"),
    (day_of_year(1, 31), "2026-01-01", "2027-01-31", "次年1月31日前"),
    (day_of_year(1, 31), "2026-12-31", "2027-01-31", "次年1月31日前"),
    (day_of_year(6, 30), "2026-03-02", "2027-06-30", "次年6月30日前"),
    (day_of_year(2, 29), "2026-03-02", "2027-02-28", "次年2月29日前"),
    (day_of_year(2, 29, 2), "2026-03-02", "2028-02-29", "2年后2月29日前"),
    (day_of_year(12, 31, 0), "2026-12-31", "2026-12-31", "当年12月31日前"),
    (day_of_year(6, 30, 0), "2026-07-15", "2026-07-15", "当年6月30日前"),
]


@pytest.mark.parametrize(("limit", "opened_on", "due_on", "words"), LAST_DAYS)
def test_the_last_day_and_the_words_of_a_limit(limit: Limit, opened_on: str, due_on: str, words: str) -> None:
    assert last_day(limit, d(opened_on), VIEW).due_on == d(due_on)
    assert limit.words == words


def test_a_day_that_the_fact_sets_is_the_last_day() -> None:
    assert last_day(set_by_fact(), d("2026-03-02"), VIEW, d("2026-05-01")) == (d("2026-05-01"), False, {})
    assert last_day(set_by_fact(), d("2026-03-02"), VIEW, d("2026-03-02")).due_on == d("2026-03-02")
    assert set_by_fact().words == "事实载明的日期"


def test_only_working_days_name_calendars_and_are_provisional() -> None:
    due = last_day(working_days(20), d("2026-12-04"), VIEW)
    assert (due.provisional, due.calendars) == (True, {2026: 1, 2027: 0})
    for limit in (calendar_days(60), months(2), quarters(1), years(1), day_of_year(1, 31)):
        assert last_day(limit, d("2026-12-04"), VIEW)[1:] == (False, {})


def test_every_unit_has_words_in_both_languages() -> None:
    assert set(UNIT_NAMES) == set(UNIT_NAMES_EN) == set(LimitUnit)


@pytest.mark.parametrize(
    ("limit", "opened_on", "set_on", "words"),
    [
        (set_by_fact(), "2026-03-02", None, "needs the day it sets"),
        (working_days(20), "2026-03-02", "2026-03-30", "sets its own day, not 2026-03-30"),
        (day_of_year(1, 31), "2026-03-02", "2027-01-31", "sets its own day"),
        (set_by_fact(), "2026-03-02", "2026-03-01", "2026-03-01, lies before the opening on 2026-03-02"),
        (set_by_fact(), "2026-03-02", "9999-12-31", "dates are answered for through 2200"),
        (months(12), "2200-06-01", None, "12个月 after 2200-06-01"),
        (calendar_days(1), "9999-12-31", None, "9999-12-31: dates are answered for through 2200"),
        (working_days(1), "9999-12-31", None, "9999-12-31: dates are answered for through 2200"),
    ],
)
def test_what_fits_no_limit_is_refused_with_words(limit: Limit, opened_on: str, set_on: str | None, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        last_day(limit, d(opened_on), VIEW, d(set_on) if set_on else None)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((-1, LimitUnit.WORKING_DAYS), "-1 working days: give a number from 0 to 10000"),
        ((10_001, LimitUnit.CALENDAR_DAYS), "10001 calendar days"),
        ((0, LimitUnit.MONTHS), "0 months: give a number from 1"),
        ((0, LimitUnit.QUARTERS), "0 quarters"),
        ((0, LimitUnit.YEARS), "0 years"),
        ((1, LimitUnit.SET_BY_FACT), "give a number from 0 to 0"),
        ((1, LimitUnit.DAY_OF_YEAR, 2, 30), "month 2, day 30: no such day"),
        ((1, LimitUnit.DAY_OF_YEAR, 13, 1), "month 13, day 1: no such day"),
        ((1, LimitUnit.DAY_OF_YEAR), "month 0, day 0: no such day"),
        ((1, LimitUnit.MONTHS, 1, 31), "only a fixed day of the year has"),
    ],
)
def test_a_limit_that_no_rule_sets_is_not_made(arguments: tuple[int, LimitUnit, int, int], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Limit(*arguments)


def test_working_days_before_the_known_years_are_refused_by_the_calendar() -> None:
    with pytest.raises(CalendarError, match="2007-12-31"):
        last_day(working_days(5), d("2007-12-31"), VIEW)


openings = st.dates(date(2008, 1, 1), date(2040, 12, 31))
limits = st.one_of(
    st.builds(working_days, st.integers(0, 300)),
    st.builds(calendar_days, st.integers(0, 1000)),
    st.builds(months, st.integers(1, 60)),
    st.builds(quarters, st.integers(1, 20)),
    st.builds(years, st.integers(1, 10)),
    st.builds(
        lambda day, years_after: day_of_year(day.month, day.day, years_after),
        st.dates(date(2000, 1, 1), date(2000, 12, 31)),
        st.integers(0, 3),
    ),
)


@given(limits, openings)
def test_no_limit_ends_before_it_opens(limit: Limit, opened_on: date) -> None:
    assert last_day(limit, opened_on, VIEW).due_on >= opened_on


@given(limits, openings, st.integers(0, 800))
def test_what_opens_later_is_due_no_earlier(limit: Limit, opened_on: date, later: int) -> None:
    then = last_day(limit, opened_on + timedelta(days=later), VIEW)
    assert last_day(limit, opened_on, VIEW).due_on <= then.due_on


@given(openings, st.integers(1, 120))
def test_a_month_ends_on_the_day_of_the_same_number_or_on_its_last(opened_on: date, amount: int) -> None:
    due_on = last_day(months(amount), opened_on, VIEW).due_on
    assert (due_on.year * 12 + due_on.month) - (opened_on.year * 12 + opened_on.month) == amount
    assert due_on.day == min(opened_on.day, monthrange(due_on.year, due_on.month)[1])


@given(openings, st.integers(1, 20))
def test_a_quarter_is_three_months_and_a_year_is_twelve(opened_on: date, amount: int) -> None:
    assert last_day(quarters(amount), opened_on, VIEW) == last_day(months(3 * amount), opened_on, VIEW)
    assert last_day(years(amount), opened_on, VIEW) == last_day(months(12 * amount), opened_on, VIEW)


@given(openings, st.integers(0, 300))
def test_working_days_are_the_calendars(opened_on: date, amount: int) -> None:
    assert last_day(working_days(amount), opened_on, VIEW) == VIEW.add_working_days(opened_on, amount)


@pytest.mark.parametrize("opened_on", ["2024-09-10", "2025-09-25", "2026-09-18", "2026-09-30", "2026-10-08"])
def test_working_days_across_national_day_are_the_calendars(view: CalendarView, opened_on: str) -> None:
    for amount in range(1, 30):
        expected = view.add_working_days(d(opened_on), amount)
        assert last_day(working_days(amount), d(opened_on), view) == expected


def test_the_last_year_that_is_answered_for_is_answered() -> None:
    assert last_day(calendar_days(364), date(LAST_YEAR, 1, 1), VIEW).due_on == date(LAST_YEAR, 12, 31)
