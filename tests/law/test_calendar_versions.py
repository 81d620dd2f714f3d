"""Notices that arrive later: what they move, and what they leave alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.calendar import CalendarError, WorkingCalendar, YearCalendar
from law.data import load_calendars, read_rows

LOADED = WorkingCalendar(load_calendars())
NOTICE_2027 = YearCalendar(
    year=2027,
    version=1,
    notice="2027年放假安排（试验）",
    known_from=date(2026, 11, 10),
    off=frozenset({date(2027, 1, 1), date(2027, 1, 4)}),
    work=frozenset({date(2027, 1, 9)}),
)


def d(text: str) -> date:
    return date.fromisoformat(text)


def test_an_amending_notice_replaces_the_first_one_of_its_year(calendar: WorkingCalendar) -> None:
    first = WorkingCalendar([c for c in calendar.versions if c.version == 1]).latest()
    amended = calendar.latest()
    assert first.add_working_days(d("2020-01-17"), 7).due_on == d("2020-02-01")
    assert amended.add_working_days(d("2020-01-17"), 7).due_on == d("2020-02-04")
    assert amended.versions[2020] == 2
    assert amended.versions[2021] == 1


@pytest.mark.parametrize(("year", "changed"), [(2015, 3), (2019, 4), (2020, 2)])
def test_an_amending_notice_changes_only_the_days_it_names(year: int, changed: int) -> None:
    old = WorkingCalendar([c for c in LOADED.versions if c.version == 1]).latest()
    new = LOADED.latest()
    days = [date(year, 1, 1) + timedelta(days=i) for i in range(365)]
    assert sum(old.is_working(day) != new.is_working(day) for day in days) == changed


def test_a_notice_moves_what_is_open_from_the_day_it_is_known() -> None:
    calendar = LOADED.with_notice(NOTICE_2027)
    start = d("2026-12-04")
    before = calendar.known_on(d("2026-11-09")).add_working_days(start, 20)
    after = calendar.known_on(d("2026-11-10")).add_working_days(start, 20)
    assert (before.due_on, before.provisional) == (d("2027-01-04"), True)
    assert (after.due_on, after.provisional, dict(after.calendars)) == (
        d("2027-01-05"),
        False,
        {2026: 1, 2027: 1},
    )


def test_what_was_met_on_the_day_of_the_notice_is_judged_without_it() -> None:
    calendar = LOADED.with_notice(NOTICE_2027)
    assert 2027 not in calendar.known_before(d("2026-11-10")).versions
    assert 2027 in calendar.known_before(d("2026-11-11")).versions
    assert 2027 not in calendar.known_on(None).versions


def test_views_are_made_once() -> None:
    calendar = LOADED.with_notice(NOTICE_2027)
    assert calendar.known_on(d("2026-11-10")) is calendar.known_before(d("2030-01-01")) is calendar.latest()
    assert calendar.known_on(None) is calendar.known_on(d("2026-11-09"))


def test_one_version_cannot_say_two_things() -> None:
    other = YearCalendar(2026, 1, "另一通知", None, frozenset(), frozenset())
    with pytest.raises(CalendarError, match="2026 version 1"):
        LOADED.with_notice(other)
    assert LOADED.with_notice(LOADED.versions[0]) == LOADED


def test_a_calendar_without_any_notice_is_refused() -> None:
    with pytest.raises(CalendarError, match="always known"):
        WorkingCalendar([])


@pytest.mark.parametrize(
    ("off", "work", "message"),
    [
        ({"2026-02-14"}, set(), "weekday"),
        (set(), {"2026-02-16"}, "Saturday or Sunday"),
        ({"2025-02-17"}, set(), "not in 2026"),
    ],
)
def test_a_mistyped_day_in_a_notice_is_refused(off: set[str], work: set[str], message: str) -> None:
    with pytest.raises(CalendarError, match=message):
        YearCalendar(2026, 2, "通知", None, frozenset(map(d, off)), frozenset(map(d, work)))


def test_every_notice_in_the_data_has_a_number_and_was_issued_before_it_ends() -> None:
    for row in read_rows("notices.csv"):
        assert "发明电〔" in row["notice"]
        assert date.fromisoformat(row["issued_on"]) < date(int(row["year"]), 12, 31)


dates = st.dates(date(2008, 1, 1), date(2060, 12, 31))
limits = st.integers(0, 300)


@given(dates, limits)
def test_counting_what_was_added_gives_the_limit_back(start: date, n: int) -> None:
    view = LOADED.latest()
    due = view.add_working_days(start, n)
    assert view.count_working_days(start, due.due_on) == n
    assert n == 0 or view.is_working(due.due_on)
    assert sum(day.counted for day in view.explain(start, n)) == n


@given(dates, st.integers(0, 40), st.integers(0, 40))
def test_later_starts_and_longer_limits_never_end_earlier(start: date, n: int, later: int) -> None:
    view = LOADED.latest()
    due = view.add_working_days(start, n).due_on
    assert view.add_working_days(start + timedelta(days=later), n).due_on >= due
    assert view.add_working_days(start, n + later).due_on >= due


@given(dates, st.integers(0, 400), st.integers(0, 400))
def test_counts_of_adjoining_spans_add_up(start: date, a: int, b: int) -> None:
    view = LOADED.latest()
    middle, end = start + timedelta(days=a), start + timedelta(days=a + b)
    total = view.count_working_days(start, end)
    assert total == view.count_working_days(start, middle) + view.count_working_days(middle, end)


@given(st.permutations(list(LOADED.versions)), dates, st.integers(1, 60))
def test_the_order_of_the_notices_does_not_matter(versions: list[YearCalendar], start: date, n: int) -> None:
    assert WorkingCalendar(versions).latest().add_working_days(start, n) == LOADED.latest().add_working_days(start, n)


@given(st.integers(2008, 2040), st.data())
def test_one_more_notice_changes_only_the_days_of_its_year(year: int, data: st.DataObject) -> None:
    days = [date(year, 1, 1) + timedelta(days=i) for i in range(365)]
    off = data.draw(st.frozensets(st.sampled_from([x for x in days if x.weekday() < 5]), max_size=20))
    work = data.draw(st.frozensets(st.sampled_from([x for x in days if x.weekday() >= 5]), max_size=8))
    more = LOADED.with_notice(YearCalendar(year, 9, "新通知", None, off, work)).latest()
    old = LOADED.latest()
    for other in (year - 1, year + 1):
        if other >= 2008:
            assert all(
                more.is_working(x) == old.is_working(x)
                for x in (date(other, 1, 1) + timedelta(days=i) for i in range(365))
            )
    assert all(more.is_working(x) == (x in work or (x.weekday() < 5 and x not in off)) for x in days)
