"""Missed days are caught up in order, none twice."""

from __future__ import annotations

from datetime import date

import pytest

from services.gateway.days import days_between


def test_the_first_day_stands_alone() -> None:
    assert days_between(None, date(2026, 3, 1)) == [date(2026, 3, 1)]


def test_missed_days_come_in_order() -> None:
    assert days_between(date(2024, 2, 27), date(2024, 3, 1)) == [
        date(2024, 2, 28),
        date(2024, 2, 29),
        date(2024, 3, 1),
    ]


def test_a_known_day_brings_nothing_new() -> None:
    assert days_between(date(2026, 3, 1), date(2026, 3, 1)) == []


def test_time_does_not_run_backwards() -> None:
    with pytest.raises(ValueError, match="2026-02-28 is before the last published day 2026-03-01"):
        days_between(date(2026, 3, 1), date(2026, 2, 28))


def test_a_day_far_ahead_is_refused_with_what_it_would_do_unless_it_is_meant() -> None:
    last = date(2026, 3, 1)
    assert len(days_between(last, date(2027, 4, 5))) == 400
    with pytest.raises(
        ValueError, match=r"2126-03-01 is 36,524 days after 2026-03-01: .*none of it can be undone.*--far"
    ):
        days_between(last, date(2126, 3, 1))
    assert len(days_between(last, date(2126, 3, 1), far=True)) == 36_524


@pytest.mark.parametrize("last", [None, date(2026, 3, 1)])
def test_a_day_that_no_calendar_answers_for_never_begins(last: date | None) -> None:
    with pytest.raises(ValueError, match="correct the year of 3026-04-10"):
        days_between(last, date(3026, 4, 10), far=True)
