"""The periods that open again by themselves."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.periods import Every, Period, period_of, periods
from tests.law.steps import d

PERIODS = [
    (Every.MONTH, "2026-03-15", ("2026-03", "2026-03-01", "2026-03-31")),
    (Every.MONTH, "2024-02-29", ("2024-02", "2024-02-01", "2024-02-29")),
    (Every.MONTH, "2026-12-31", ("2026-12", "2026-12-01", "2026-12-31")),
    (Every.QUARTER, "2026-03-31", ("2026-Q1", "2026-01-01", "2026-03-31")),
    (Every.QUARTER, "2026-04-01", ("2026-Q2", "2026-04-01", "2026-06-30")),
    (Every.QUARTER, "2026-12-01", ("2026-Q4", "2026-10-01", "2026-12-31")),
    (Every.YEAR, "2026-07-01", ("2026", "2026-01-01", "2026-12-31")),
]


@pytest.mark.parametrize(("every", "day", "expected"), PERIODS)
def test_the_period_of_a_day(every: Every, day: str, expected: tuple[str, str, str]) -> None:
    name, first, last = expected
    assert period_of(every, d(day)) == Period(name, d(first), d(last))


@pytest.mark.parametrize(
    ("every", "words"), [(Every.MONTH, "2026年9月"), (Every.QUARTER, "2026年第3季度"), (Every.YEAR, "2026年")]
)
def test_a_period_in_words(every: Every, words: str) -> None:
    assert period_of(every, d("2026-09-30")).words == words


def test_the_periods_between_two_days_begin_and_end_with_those_the_days_lie_in() -> None:
    names = [period.name for period in periods(Every.QUARTER, d("2025-11-30"), d("2026-07-01"))]
    assert names == ["2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3"]
    assert [p.name for p in periods(Every.MONTH, d("2026-03-31"), d("2026-03-31"))] == ["2026-03"]
    assert periods(Every.YEAR, d("2026-03-02"), d("2026-03-01")) == []
    assert [p.name for p in periods(Every.YEAR, date(9998, 5, 1), date.max)] == ["9998", "9999"]


@given(st.sampled_from(Every), st.dates(date(2008, 1, 1), date(2040, 12, 31)), st.integers(0, 1500))
def test_periods_cover_every_day_once(every: Every, first_day: date, length: int) -> None:
    end = first_day + timedelta(days=length)
    covering = periods(every, first_day, end)
    assert covering[0].first <= first_day <= covering[0].last
    assert covering[-1].first <= end <= covering[-1].last
    assert all(after.first - before.last == timedelta(days=1) for before, after in pairwise(covering))
    for period in covering:
        assert period_of(every, period.first) == period_of(every, period.last) == period
    assert len({period.name for period in covering}) == len(covering)
