"""A unit's period as it is assessed: its own report by a day, the draft put to it, and then the issue."""

from __future__ import annotations

from datetime import date

import pytest

from chassis.case import Folded, encode
from contracts.assessment_notice import ASSESSMENT_NOTICE, REPORT_ON_ITSELF
from contracts.envelope import Fact
from contracts.profile import BY_DEFAULT, County
from contracts.self_report import SELF_REPORT
from tests.families.making import fact, folded, owed, owing

TODAY = date(2026, 12, 31)
ASKING = owing("2021-01-01", REPORT_ON_ITSELF)
LIKELY = ("called", "put", "issued")
Q1 = "2026-Q1"


def called(on: str = "2026-04-01", report_by: str = "2026-04-08", number: str = "c") -> Fact:
    return fact(number, "assessment_notice.called.v1", on, Q1, period=Q1, report_by=report_by)


def put(on: str = "2026-04-13", appeal_by: str = "2026-04-20") -> Fact:
    return fact("p", "assessment_notice.put.v1", on, Q1, period=Q1, appeal_by=appeal_by)


def issued(on: str = "2026-04-24", number: str = "〔2026〕第1期", fact_id: str = "i") -> Fact:
    return fact(fact_id, "assessment_notice.issued.v1", on, Q1, period=Q1, report_number=number)


def report(on: str, period: str = Q1) -> bytes:
    return encode(folded(SELF_REPORT, [fact("r", "self_report.reported.v1", on, "zp", period=period)], TODAY))


def fold(*facts: Fact, reports: tuple[bytes, ...] = (), county: County = ASKING) -> Folded:
    return folded(ASSESSMENT_NOTICE, facts, TODAY, linked={SELF_REPORT.kind: list(reports)}, county=county, subject=Q1)


def codes(result: Folded) -> list[str]:
    return [finding.code for finding in result.state.findings]


@pytest.mark.parametrize(
    ("reports", "status"),
    [
        ((report("2026-04-08"),), "met"),
        ((report("2026-04-09"),), "met_late"),
        ((report("2026-04-09", "2026-04"),), "overdue"),
        ((), "overdue"),
    ],
)
def test_the_unit_reports_on_its_own_period_by_the_day_that_it_was_told(
    reports: tuple[bytes, ...], status: str
) -> None:
    (duty,) = owed(fold(called(), reports=reports), REPORT_ON_ITSELF)
    assert (duty.opened_on, duty.due_on, duty.status) == (date(2026, 4, 1), date(2026, 4, 8), status)
    assert owed(fold(called(), county=BY_DEFAULT), REPORT_ON_ITSELF) == []


def test_a_call_that_is_told_again_sets_another_day() -> None:
    (duty,) = owed(fold(called(), called("2026-04-06", "2026-04-15", "d")), REPORT_ON_ITSELF)
    assert (duty.opened_on, duty.due_on) == (date(2026, 4, 1), date(2026, 4, 15))


def test_a_report_after_the_issue_meets_nothing_and_is_found() -> None:
    result = fold(called(), put(), issued(), reports=(report("2026-04-27"),))
    assert codes(result) == ["assessment_notice.reported_after_issue"]
    (duty,) = owed(result, REPORT_ON_ITSELF)
    assert (duty.met_on, duty.status) == (date(2026, 4, 24), "met_late")
    (in_time,) = owed(fold(called(report_by="2026-04-30"), put(), issued()), REPORT_ON_ITSELF)
    assert in_time.status == "excused", "it was issued before the day had come"


def test_the_unit_is_heard_before_the_issue() -> None:
    assert codes(fold(called(), put(), issued())) == []
    assert codes(fold(called(), issued())) == ["assessment_notice.unheard"]
    assert codes(fold(called(), put("2026-04-25", "2026-04-30"), issued())) == ["assessment_notice.unheard"]
    assert codes(fold(called(), put(), issued("2026-04-20"))) == ["assessment_notice.issued_early"]


def test_a_result_is_issued_once() -> None:
    again = fold(put(), issued(), issued("2026-05-06", "〔2026〕第2期", "j"))
    assert codes(again) == ["assessment_notice.issued_twice"]
    assert codes(fold(put(), issued(), issued("2026-05-06", fact_id="j"))) == []
