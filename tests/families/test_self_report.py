"""A unit's report on its own period: the newest counts, and nothing to report is neither zero nor silence."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from chassis.case import Folded
from contracts.assurance import last_day_of
from contracts.envelope import Fact
from contracts.self_report import SELF_REPORT, SelfReportState
from tests.families.making import ORG, fact, folded

TODAY = date(2026, 12, 31)
LIKELY = ("reported",)


def reported(number: str, on: str, period: str = "2026-Q1", **said: Any) -> Fact:
    return fact(number, "self_report.reported.v1", on, period=period, **said)


def fold(*facts: Fact) -> Folded:
    return folded(SELF_REPORT, facts, TODAY)


def codes(result: Folded) -> list[str]:
    return [finding.code for finding in result.state.findings]


@pytest.mark.parametrize(
    ("period", "last"),
    [
        ("2026-01", date(2026, 1, 31)),
        ("2024-02", date(2024, 2, 29)),
        ("2026-12", date(2026, 12, 31)),
        ("2026-Q1", date(2026, 3, 31)),
        ("2026-Q4", date(2026, 12, 31)),
        ("2026", date(2026, 12, 31)),
    ],
)
def test_a_period_ends_on_its_last_day(period: str, last: date) -> None:
    assert last_day_of(period) == last


def test_the_newest_report_counts_once_on_the_day_of_the_first() -> None:
    figures = [{"name": "items_published", "amount": 12}]
    result = fold(reported("a", "2026-04-03", nothing_to_report=True), reported("b", "2026-05-04", figures=figures))
    assert result.state.counts == {"2026-04": {"self_reports": 1}}
    assert isinstance(result.state, SelfReportState)
    assert (result.state.reported_on, result.state.newest_on) == (date(2026, 4, 3), date(2026, 5, 4))
    assert result.state.nothing_to_report is False
    assert result.state.sends == [f"assurance.assessment_notice/{ORG}/2026-Q1"]


def test_zero_nothing_to_report_and_silence_are_three_things() -> None:
    nothing = fold(reported("a", "2026-04-03", nothing_to_report=True))
    zero = fold(reported("a", "2026-04-03", score=0, figures=[{"name": "items_published", "amount": 0}]))
    months = {f"2026-0{number}": {"nothing_to_report": 1} for number in (1, 2, 3)}
    assert nothing.state.counts == {**months, "2026-04": {"self_reports": 1}}
    assert zero.state.counts == {"2026-04": {"self_reports": 1}}
    assert fold().state.counts == {}


def test_what_contradicts_itself_or_comes_before_the_period_is_over_is_found() -> None:
    one = {"name": "items_published", "amount": 12}
    assert codes(fold(reported("a", "2026-03-30"))) == ["self_report.too_early"]
    assert codes(fold(reported("a", "2026-03-31"))) == []
    contradicting = fold(reported("a", "2026-04-03", nothing_to_report=True, figures=[one]))
    assert codes(contradicting) == ["self_report.contradiction"]
    twice = fold(reported("a", "2026-04-03", figures=[one, {**one, "amount": 13}]))
    assert codes(twice) == ["self_report.figure_twice"]
    assert isinstance(twice.state, SelfReportState)
    assert [figure.amount for figure in twice.state.figures] == [12]
