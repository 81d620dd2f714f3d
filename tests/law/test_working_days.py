"""Adding and counting, by the vectors worked out from the notices and by the field's libraries."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.calendar import CalendarError, CalendarView, Why, WorkingCalendar, add_calendar_days
from law.data import load_calendars, load_statutory_days

VIEW = WorkingCalendar(load_calendars()).latest()

VECTORS = [
    ("2019-09-20", "2019-09-30 2019-10-16 2019-10-23 2019-11-20"),
    ("2020-01-17", "2020-02-04 2020-02-14 2020-02-21 2020-03-20"),
    ("2021-04-23", "2021-05-06 2021-05-17 2021-05-24 2021-06-22"),
    ("2023-01-13", "2023-01-29 2023-02-08 2023-02-15 2023-03-15"),
    ("2023-09-22", "2023-10-09 2023-10-19 2023-10-26 2023-11-23"),
    ("2024-01-31", "2024-02-08 2024-02-26 2024-03-04 2024-04-01"),
    ("2024-09-10", "2024-09-20 2024-10-08 2024-10-14 2024-11-11"),
    ("2025-01-20", "2025-02-05 2025-02-14 2025-02-21 2025-03-21"),
    ("2025-09-25", "2025-10-11 2025-10-22 2025-10-29 2025-11-26"),
    ("2026-01-15", "2026-01-26 2026-02-05 2026-02-12 2026-03-18"),
    ("2026-02-10", "2026-02-26 2026-03-09 2026-03-16 2026-04-14"),
    ("2026-09-18", "2026-09-29 2026-10-15 2026-10-22 2026-11-19"),
    ("2026-11-23", "2026-12-02 2026-12-14 2026-12-21"),
]
TOTALS = {2019: 250, 2020: 249, 2021: 250, 2022: 249, 2023: 249, 2024: 251, 2025: 248, 2026: 248}


def d(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(("start", "ends"), VECTORS)
def test_the_known_limits_end_on_the_known_days(view: CalendarView, start: str, ends: str) -> None:
    for n, end in zip((7, 15, 20, 40), ends.split(), strict=False):
        due = view.add_working_days(d(start), n)
        assert (due.due_on, due.provisional) == (d(end), False)
        assert view.count_working_days(d(start), due.due_on) == n


@pytest.mark.parametrize(("year", "total"), TOTALS.items())
def test_each_year_has_its_known_number_of_working_days(view: CalendarView, year: int, total: int) -> None:
    assert view.count_working_days(date(year - 1, 12, 31), date(year, 12, 31)) == total


@pytest.mark.parametrize("year", range(2008, 2027))
def test_every_day_agrees_with_the_calendar_libraries(view: CalendarView, year: int) -> None:
    china = holidays.country_holidays("CN", years=year)
    day = date(year, 1, 1)
    while day.year == year:
        expected = chinese_calendar.is_workday(day)
        assert view.is_working(day) == expected == china.is_working_day(day), day
        day += timedelta(days=1)


@pytest.mark.parametrize("year", sorted(load_statutory_days()))
def test_a_year_without_notice_follows_the_statutory_days(view: CalendarView, year: int) -> None:
    china = holidays.country_holidays("CN", years=year)
    day = date(year, 1, 1)
    while day.year == year:
        assert view.is_working(day) == china.is_working_day(day), day
        day += timedelta(days=1)


def test_a_made_up_saturday_counts_as_a_working_day(view: CalendarView) -> None:
    assert view.is_working(d("2026-02-14"))
    assert not view.is_working(d("2026-02-21"))
    assert view.add_working_days(d("2026-02-13"), 1).due_on == d("2026-02-14")


def test_counting_weekdays_alone_is_wrong_across_national_day(view: CalendarView) -> None:
    start, naive = d("2026-09-18"), d("2026-09-18")
    left = 20
    while left:
        naive += timedelta(days=1)
        left -= naive.weekday() < 5
    assert naive == d("2026-10-16")
    assert view.add_working_days(start, 20).due_on == d("2026-10-22")


def test_the_last_firm_application_of_2026_arrives_on_3_december(view: CalendarView) -> None:
    firm = view.add_working_days(d("2026-12-03"), 20)
    assert (firm.due_on, firm.provisional, dict(firm.calendars)) == (d("2026-12-31"), False, {2026: 1})
    open_ended = view.add_working_days(d("2026-12-04"), 20)
    assert (open_ended.due_on, open_ended.provisional) == (d("2027-01-04"), True)
    assert dict(open_ended.calendars) == {2026: 1, 2027: 0}


def test_the_day_that_starts_the_clock_is_not_counted(view: CalendarView) -> None:
    assert view.add_working_days(d("2026-03-02"), 1).due_on == d("2026-03-03")
    assert view.count_working_days(d("2026-03-02"), d("2026-03-02")) == 0
    assert view.count_working_days(d("2026-03-05"), d("2026-03-02")) == 0
    assert view.add_working_days(d("2026-03-01"), 0).due_on == d("2026-03-01")


def test_a_limit_that_starts_on_the_last_day_of_a_year_uses_only_the_next_years_notice(
    view: CalendarView,
) -> None:
    assert dict(view.add_working_days(d("2025-12-31"), 1).calendars) == {2026: 1}


def test_far_years_are_answered_provisionally_with_the_fixed_holidays(view: CalendarView) -> None:
    due = view.add_working_days(d("2050-09-30"), 1)
    assert due.provisional
    assert due.due_on == d("2050-10-06")  # 1–3 October 2050 fall on Saturday to Monday
    assert view.is_working(d("2100-06-15"))


def counted_back(view: CalendarView, day: date, n: int) -> date:
    """The first day, going back, from which n working days are counted through ``day``."""
    start = day
    while view.count_working_days(start, day) < n:
        start -= timedelta(days=1)
    return start


@given(st.dates(date(2010, 1, 1), date(2035, 12, 31)), st.integers(0, 300))
def test_working_days_are_subtracted_as_they_are_counted(day: date, n: int) -> None:
    start = VIEW.subtract_working_days(day, n)
    assert start == counted_back(VIEW, day, n)
    assert VIEW.count_working_days(start, day) == n
    assert n == 0 or VIEW.add_working_days(start, 1).due_on == start + timedelta(days=1)


@given(st.dates(date(2010, 1, 1), date(2035, 12, 31)), st.integers(0, 300))
def test_subtracting_takes_back_what_adding_gave(day: date, n: int) -> None:
    start = VIEW.subtract_working_days(VIEW.add_working_days(day, n).due_on, n)
    assert start >= day
    assert VIEW.count_working_days(day, start) == 0


@pytest.mark.parametrize(
    ("day", "n", "start"),
    [
        ("2026-03-30", 3, "2026-03-25"),
        ("2026-10-10", 3, "2026-10-07"),  # 8, 9 and 10 October are worked, the last a made-up Saturday
        ("2026-10-12", 3, "2026-10-08"),
        ("2026-01-05", 2, "2026-01-03"),  # Sunday 4 January is worked, Saturday is not
        ("2026-01-04", 2, "2025-12-30"),
    ],
)
def test_days_are_left_across_holidays_and_years(view: CalendarView, day: str, n: int, start: str) -> None:
    assert view.subtract_working_days(d(day), n) == d(start)


@pytest.mark.parametrize("day", ["2007-12-31", "1999-01-01", "2201-01-01"])
def test_a_date_outside_the_known_years_is_refused_by_name(view: CalendarView, day: str) -> None:
    for call in (
        lambda: view.add_working_days(d(day), 5),
        lambda: view.subtract_working_days(d(day), 5),
        lambda: view.is_working(d(day)),
        lambda: view.explain(d(day), 5),
        lambda: view.count_working_days(d(day), d(day) + timedelta(days=1)),
    ):
        with pytest.raises(CalendarError, match=day):
            call()


@pytest.mark.parametrize("n", [-1, 10_001])
def test_an_absurd_number_of_days_is_refused(view: CalendarView, n: int) -> None:
    with pytest.raises(CalendarError, match=str(n)):
        view.add_working_days(d("2026-03-02"), n)
    with pytest.raises(CalendarError, match=str(n)):
        view.subtract_working_days(d("2026-03-02"), n)


def test_days_before_the_first_known_year_are_not_subtracted(view: CalendarView) -> None:
    with pytest.raises(CalendarError, match="2007-12-31"):
        view.subtract_working_days(d("2008-01-10"), 20)


def test_the_explanation_names_every_day_and_why(view: CalendarView) -> None:
    days = view.explain(d("2026-09-18"), 20)
    assert (days[0].date, days[-1].date) == (d("2026-09-18"), d("2026-10-22"))
    assert sum(day.counted for day in days) == 20
    by_date = {day.date: day for day in days}
    assert by_date[d("2026-09-18")].why is Why.START
    assert by_date[d("2026-09-19")].why is Why.WEEKEND
    made_up, holiday = by_date[d("2026-09-20")], by_date[d("2026-10-01")]
    assert (made_up.why, made_up.counted, made_up.weekday) == (Why.MADE_UP, True, "周日")
    assert (holiday.why, holiday.counted, holiday.notice) == (Why.HOLIDAY, False, "国办发明电〔2025〕7号")
    assert by_date[d("2026-09-21")].notice == ""


def test_the_explanation_of_an_unannounced_year_says_so(view: CalendarView) -> None:
    day = {x.date: x for x in view.explain(d("2026-12-31"), 5)}[d("2027-01-01")]
    assert (day.why, day.counted, day.provisional) == (Why.HOLIDAY, False, True)
    assert "2027" in day.notice


def test_calendar_days_ignore_holidays() -> None:
    assert add_calendar_days(d("2026-02-10"), 20) == d("2026-03-02")


def test_two_calendars_of_the_same_notices_are_equal(calendar: WorkingCalendar) -> None:
    again = WorkingCalendar(reversed(calendar.versions))
    assert again == calendar
    assert hash(again) == hash(calendar)
