"""第四十九条: a unit's report by 31 January, the county's by 31 March, local days earlier."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from chassis.case import Folded
from contracts.annual_figure import ANNUAL_FIGURE
from contracts.annual_report import (
    ANNUAL_REPORT,
    PUBLISH_COUNTY_REPORT,
    PUBLISH_REPORT,
    SUBMIT_REPORT,
    AnnualReportState,
)
from contracts.envelope import Fact
from contracts.kit import Duty
from contracts.profile import BY_DEFAULT, County
from tests.families.making import county, fact, folded, owed, state_of

LATER = date(2027, 2, 5)
FIGURES = fact("f", "annual_figure.reported.v1", "2026-12-31", "2026", period="2026", penalty_decisions=0)


def told(verb: str, on: str, subject: str = "2026") -> Fact:
    return fact(f"{verb}-{on}", f"annual_report.{verb}.v1", on, subject)


def fold(*facts: Fact, today: date = LATER, figures: bool = False, by: County = BY_DEFAULT) -> Folded:
    linked = {ANNUAL_FIGURE.kind: [state_of(ANNUAL_FIGURE, [FIGURES], today)]} if figures else {}
    return folded(ANNUAL_REPORT, facts, today, subject="2026", linked=linked, county=by)


def codes(result: Folded) -> list[str]:
    return [finding.code for finding in result.state.findings]


def statuses(result: Folded, duty: Duty) -> list[tuple[str, str]]:
    return [(obligation.due_on.isoformat(), obligation.status.value) for obligation in owed(result, duty)]


@pytest.mark.parametrize(("on", "status"), [("2027-01-31", "met"), ("2027-02-01", "met_late"), ("", "overdue")])
def test_a_unit_publishes_by_the_last_day_of_january(on: str, status: str) -> None:
    facts = [told("submitted", "2027-01-20"), *([told("published", on)] if on else [])]
    result = fold(*facts)
    assert statuses(result, PUBLISH_REPORT) == [("2027-01-31", status)]
    assert statuses(result, SUBMIT_REPORT) == [("2027-01-31", "met")]
    assert owed(result, PUBLISH_COUNTY_REPORT) == []


def test_who_has_figures_of_the_year_owes_a_report_from_new_years_day_on() -> None:
    before = fold(figures=True, today=date(2026, 12, 31))
    assert (before.obligations, before.check_on) == ([], date(2027, 1, 1))
    assert statuses(fold(figures=True, today=date(2027, 1, 1)), SUBMIT_REPORT) == [("2027-01-31", "open")]
    assert fold(today=LATER).obligations == []


def test_the_county_report_is_owed_by_who_draws_it_up_by_the_end_of_march() -> None:
    assigned = told("county_assigned", "2027-01-05")
    assert statuses(fold(assigned), PUBLISH_COUNTY_REPORT) == [("2027-03-31", "open")]
    published = told("county_published", "2027-03-20")
    result = fold(assigned, published, today=date(2027, 4, 1))
    assert statuses(result, PUBLISH_COUNTY_REPORT) == [("2027-03-31", "met")]
    assert owed(result, SUBMIT_REPORT) == []


def test_a_county_may_set_an_earlier_day() -> None:
    limit: dict[str, Any] = {"amount": 0, "unit": "day_of_year", "month": 1, "day": 20, "since": "2021-01-01"}
    local = county(limits=[limit | {"duty": SUBMIT_REPORT.code}])
    assert statuses(fold(told("submitted", "2027-01-25"), by=local), SUBMIT_REPORT) == [("2027-01-20", "met_late")]


def test_what_is_told_before_the_year_is_over_or_of_no_year_is_found_and_counts_nothing() -> None:
    early = fold(told("published", "2026-12-30"))
    assert [finding.code for finding in early.state.findings] == ["annual_report.early"]
    assert isinstance(early.state, AnnualReportState)
    assert early.state.published_on is None
    nowhere = folded(ANNUAL_REPORT, [told("published", "2027-01-05", "nianbao")], LATER)
    assert [finding.code for finding in nowhere.state.findings] == ["annual_report.subject"]
    assert nowhere.state.counts == {}


def test_the_tables_that_are_published_are_those_that_were_handed_in() -> None:
    one, other = (f"sha256:{digit * 64}" for digit in "12")

    def step(verb: str, on: str, tables: str | None) -> Fact:
        more = {"tables": tables} if tables else {}
        return fact(f"{verb}-{on}", f"annual_report.{verb}.v1", on, "2026", **more)

    submitted = step("submitted", "2027-01-20", one)
    result = fold(submitted, step("published", "2027-01-25", other))
    assert codes(result) == ["annual_report.differs"]
    assert isinstance(result.state, AnnualReportState)
    assert (result.state.submitted_tables, result.state.published_tables) == (one, other)
    assert codes(fold(submitted, step("published", "2027-01-25", None))) == []
    assert codes(fold(submitted, step("published", "2027-01-25", other), step("published", "2027-01-28", one))) == []
