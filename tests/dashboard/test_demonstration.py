"""A demonstration on the dashboard: its numbers are those of the topics' rows, and of the subjects behind them."""

from __future__ import annotations

from datetime import date

from tests.dashboard.demonstrated import walk


async def test_the_numbers_of_a_demonstration_are_those_of_the_topics() -> None:
    """A small one, one page in nine; ``python -m tests.dashboard.demonstrated`` goes over all of a larger one."""
    walked = await walk(0.01, date(2026, 9, 30), every=9)
    assert walked.differences == []
    assert walked.seen > 2_000
