"""Months, quarters and years as the rows name them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import periods
from dashboard.periods import Period

KINDS = st.sampled_from(periods.KINDS)
DAYS = st.dates(date(2, 1, 1), date(9998, 12, 31))


@given(DAYS, KINDS)
def test_a_day_lies_between_the_first_and_the_last_day_of_its_period(day: date, kind: periods.Kind) -> None:
    period = periods.containing(day, kind)
    assert period.first <= day <= period.last


@given(DAYS, KINDS)
def test_a_period_is_read_as_it_is_written(day: date, kind: periods.Kind) -> None:
    period = periods.containing(day, kind)
    assert periods.parse(str(period)) == period


@given(DAYS, KINDS)
def test_the_next_period_begins_the_day_after_the_last_one_ended(day: date, kind: periods.Kind) -> None:
    period = periods.containing(day, kind)
    later = period.shift(1)
    assert later is not None
    assert later.first == period.last + timedelta(days=1)
    assert later.shift(-1) == period


def test_there_is_no_period_before_year_one_or_after_year_9999() -> None:
    assert Period("month", 1, 1).shift(-1) is None
    assert Period("quarter", 9999, 4).shift(1) is None
    assert Period("year", 9999).shift(1) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-0",
        "2026-13",
        "2026-Q0",
        "2026-Q5",
        "0000",
        "26",
        "2026-3",
        "2026-03-01",
        "２０２６",
        "2026\n",
    ],
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="period"):
        periods.parse(text)


def test_a_period_is_over_on_its_last_day_running_before_and_ahead_before_it_begins() -> None:
    march = Period("month", 2026, 3)
    assert periods.stage(march, date(2026, 3, 31)) == "over"
    assert periods.stage(march, date(2026, 3, 30)) == "running"
    assert periods.stage(march, date(2026, 2, 28)) == "ahead"
    assert periods.stage(march, None) == "unknown"
