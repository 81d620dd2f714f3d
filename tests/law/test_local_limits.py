"""A county's own limits: how they are written, and when they can never end after the law's."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from law.calendar import WorkingCalendar
from law.data import load_calendars
from law.limit import (
    Limit,
    calendar_days,
    day_of_year,
    last_day,
    months,
    quarters,
    set_by_fact,
    working_days,
    years,
)
from law.local_limits import limit_of, never_longer

CALENDAR = WorkingCalendar(load_calendars()).known_on(date(2026, 12, 31))
LENGTHS = st.one_of(
    st.builds(working_days, st.integers(0, 60)),
    st.builds(calendar_days, st.integers(0, 90)),
    st.builds(months, st.integers(1, 6)),
    st.builds(quarters, st.integers(1, 2)),
    st.builds(years, st.integers(1, 2)),
    st.builds(day_of_year, st.integers(1, 12), st.integers(1, 28), st.integers(0, 2)),
)


@pytest.mark.parametrize(
    ("words", "limit"),
    [
        ("15个工作日", working_days(15)),
        ("１５ 个工作日内", working_days(15)),
        ("10日", calendar_days(10)),
        ("10天", calendar_days(10)),
        ("3个月", months(3)),
        ("1个季度", quarters(1)),
        ("1年", years(1)),
        ("当年12月31日前", day_of_year(12, 31, 0)),
        ("次年6月30日前", day_of_year(6, 30)),
        ("2年后6月30日前", day_of_year(6, 30, 2)),
    ],
)
def test_a_limit_is_read_as_offices_write_it(words: str, limit: Limit) -> None:
    assert limit_of(words) == limit


@given(LENGTHS)
def test_what_a_limit_is_called_is_read_as_that_limit(limit: Limit) -> None:
    assert limit_of(limit.words) == limit


@pytest.mark.parametrize(
    "words", ["", "15", "十五个工作日", "0个月", "15个工作日15日", "次年13月1日前", "9999个工作日"]
)
def test_what_is_no_limit_is_said_and_never_guessed(words: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        limit_of(words)


@pytest.mark.parametrize(
    ("local", "lawful", "fits"),
    [
        (working_days(15), working_days(20), True),
        (working_days(20), working_days(20), True),
        (working_days(21), working_days(20), False),
        (calendar_days(20), working_days(20), True),
        (calendar_days(21), working_days(20), False),
        (working_days(5), calendar_days(14), False),
        (calendar_days(28), months(1), True),
        (calendar_days(29), months(1), False),
        (quarters(1), months(3), True),
        (years(1), quarters(3), False),
        (day_of_year(3, 31), day_of_year(6, 30), True),
        (day_of_year(3, 31, 2), day_of_year(6, 30), False),
        (working_days(1), day_of_year(6, 30), False),
        (working_days(1), set_by_fact(), False),
    ],
)
def test_a_local_limit_fits_where_it_can_never_end_later(local: Limit, lawful: Limit, fits: bool) -> None:
    assert never_longer(local, lawful) is fits


@given(LENGTHS, LENGTHS, st.dates(date(2019, 1, 1), date(2026, 6, 30)))
def test_what_fits_never_ends_later_on_any_day(local: Limit, lawful: Limit, opened_on: date) -> None:
    assume(never_longer(local, lawful))
    assert last_day(local, opened_on, CALENDAR).due_on <= last_day(lawful, opened_on, CALENDAR).due_on
