"""Figures of table 二 that units report by month, quarter or year: later reports replace earlier ones, nothing counts twice."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from chassis.case import Folded
from contracts.annual_figure import ANNUAL_FIGURE, AnnualFigureState
from contracts.envelope import Fact
from contracts.opening_balance import OPENING_BALANCE
from tests.families.making import corrected, fact, folded, state_of

TODAY = date(2027, 1, 31)
SUBJECT = "2026"


def reported(period: str, number: int, on: str = "2027-01-08", fact_id: str = "", subject: str = SUBJECT) -> Fact:
    name = fact_id or f"{period}.{on}"
    return fact(name, "annual_figure.reported.v1", on, subject, period=period, penalty_decisions=number)


def fold(*facts: Fact, **more: Any) -> Folded:
    return folded(ANNUAL_FIGURE, facts, TODAY, subject=SUBJECT, **more)


def codes(result: Folded) -> list[str]:
    return [finding.code for finding in result.state.findings]


def by_month(result: Folded) -> dict[str, int]:
    return {month[5:]: counts["penalty_decisions"] for month, counts in result.state.counts.items()}


@pytest.mark.parametrize(
    ("told", "months", "found"),
    [
        ({"2026-01": 3, "2026-02": 4}, {"01": 3, "02": 4}, []),
        ({"2026": 10}, {"12": 10}, []),
        ({"2026-Q1": 5}, {"03": 5}, []),
        ({"2026-01": 3, "2026-Q1": 5}, {"01": 3, "03": 2}, []),
        ({"2026-01": 3, "2026-Q2": 5, "2026": 10}, {"01": 3, "06": 5, "12": 2}, []),
        ({"2026-01": 3, "2026-02": 4, "2026-Q1": 5}, {"01": 3, "02": 2}, ["annual_figure.differs"]),
        ({"2026-Q1": 8, "2026": 6}, {"03": 6}, ["annual_figure.differs"]),
        (
            {"2026-01": 1, "2026-02": 1, "2026-03": 1, "2026-Q1": 4},
            {"01": 1, "02": 1, "03": 2},
            ["annual_figure.differs"],
        ),
        ({"2026-Q1": 1, "2026": 0}, {}, ["annual_figure.differs"]),
    ],
)
def test_the_whole_holds_and_its_parts_are_counted_in_their_months(
    told: dict[str, int], months: dict[str, int], found: list[str]
) -> None:
    result = fold(*(reported(period, number) for period, number in told.items()))
    assert (by_month(result), codes(result)) == (months, found)
    assert isinstance(result.state, AnnualFigureState)
    assert result.state.figures == {"penalty_decisions": sum(months.values())}


def test_the_latest_report_of_a_period_counts_figure_by_figure() -> None:
    first = reported("2026-01", 3, "2026-02-03")
    only_fees = fact(
        "f", "annual_figure.reported.v1", "2026-03-03", SUBJECT, period="2026-01", administrative_fees=592372449
    )
    assert by_month(fold(reported("2026-01", 5, "2026-02-09"), first)) == {"01": 5}
    assert fold(first, only_fees).state.counts == {
        "2026-01": {"penalty_decisions": 3, "administrative_fees": 592372449}
    }


def test_a_correction_restates_the_month() -> None:
    first = reported("2026-01", 3)
    mended = corrected("c", first, TODAY, {"reported_on": "2027-01-08", "period": "2026-01", "penalty_decisions": 2})
    assert by_month(fold(first, mended)) == {"01": 2}


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (reported("2025", 3, subject=SUBJECT), "annual_figure.subject"),
        (reported("2026", 3, subject="nianbao"), "annual_figure.subject"),
        (reported("2026-Q3", 3, "2026-06-30"), "annual_figure.early"),
    ],
)
def test_what_belongs_to_another_year_or_has_not_begun_is_found_and_not_counted(told: Fact, code: str) -> None:
    result = folded(ANNUAL_FIGURE, [told], TODAY)
    assert (codes(result), result.state.counts) == ([code], {})


def test_documents_in_force_before_stand_in_the_first_year_only() -> None:
    balance = fact(
        "o",
        "opening_balance.declared.v1",
        "2026-01-05",
        "opening",
        year=2026,
        in_force={"regulations": 0, "normative": 14},
    )
    linked = {OPENING_BALANCE.kind: [state_of(OPENING_BALANCE, [balance], TODAY)]}
    assert fold(linked=linked).state.counts == {"2026-01": {"documents_in_force@行政规范性文件": 14}}
    assert folded(ANNUAL_FIGURE, [], TODAY, subject="2027", linked=linked).state.counts == {}
