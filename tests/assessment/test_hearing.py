"""Units are heard before a report is issued: their own reports beside what was counted, appeals that are not decided."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.assessment.hearing import Despite
from contracts.topics import REPORTS
from law.reports import ReportKind
from services.assessment import reports
from services.assessment.checking import Problem
from services.assessment.reports import Draft, ReportError
from tests.assessment.january import ID, MONTH, issue, january, verdict
from tests.assessment.records import Log
from tests.assessment.service import Assessment

pytestmark = pytest.mark.servers

AGAINST_NOTICE = {"filed_on": "2026-01-30", "notice": "2026-01", "deduction": "公开数量"}
PUT = {"period": "2026-01", "put_on": "2026-01-20", "appeal_by": "2026-01-27"}


async def tell(assessment: Assessment, log: Log, *states: tuple[str, dict[str, Any]]) -> None:
    """States of assurance arrive."""
    for key, said in states:
        log.state(f"assurance.{key}", said=said)
    await assessment.batch(log.taken())
    await assessment.settle()


async def look(assessment: Assessment, despite: dict[Despite, str] | None = None) -> Draft:
    """January's report drafted and checked."""
    async with assessment.pool.acquire() as connection, connection.transaction():
        await reports.drafted(connection, *MONTH)
        return await reports.checked(connection, *MONTH, despite or {})


def grave(draft: Draft) -> dict[str, str]:
    return {problem.code: problem.text for problem in draft.problems if problem.grave}


def problem(draft: Draft, code: str) -> Problem:
    (match,) = [each for each in draft.problems if each.code == code]
    return match


async def test_an_appeal_that_nobody_decided_holds_a_report_up_with_who_what_and_since_when(
    assessment: Assessment,
) -> None:
    log = await january(assessment)
    await tell(assessment, log, ("appeal/b/ss-1", AGAINST_NOTICE))
    draft = await look(assessment)
    assert list(grave(draft)) == ["appeals.open"]
    for words in ("单位b", "ss-1", "公开数量", "2026-01-30", "--despite-appeals"):
        assert words in grave(draft)["appeals.open"]
    async with assessment.pool.acquire() as connection, connection.transaction():
        with pytest.raises(ReportError, match="was not checked"):
            await reports.issued(connection, *MONTH)


@pytest.mark.parametrize("end", [{"decided_on": "2026-01-31"}, {"withdrawn_on": "2026-01-31"}])
async def test_an_appeal_that_was_decided_or_given_up_holds_nothing_up(
    assessment: Assessment, end: dict[str, str]
) -> None:
    log = await january(assessment)
    await tell(assessment, log, ("appeal/b/ss-1", AGAINST_NOTICE))
    assert "appeals.open" in grave(await look(assessment))
    await tell(assessment, log, ("appeal/b/ss-1", {**AGAINST_NOTICE, **end}))
    assert grave(await look(assessment)) == {}


async def test_the_office_issues_in_spite_of_an_appeal_with_its_reason_printed(assessment: Assessment) -> None:
    log = await january(assessment)
    await tell(assessment, log, ("appeal/b/ss-1", AGAINST_NOTICE))
    draft = await look(assessment, {Despite.APPEALS: "裁决另行通知"})
    assert grave(draft) == {}
    async with assessment.pool.acquire() as connection, connection.transaction():
        await reports.issued(connection, *MONTH)
    await assessment.relay()
    head = assessment.told(REPORTS, ID)
    assert [(each["org"], each["appeal"], each["against"]) for each in head["appeals"]] == [("b", "ss-1", "公开数量")]
    assert [(each["what"], each["reason"]) for each in head["despite"]] == [("appeals", "裁决另行通知")]
    assert head["text"][-1] == (
        "印发说明：有1件申诉没有裁决：单位b对“公开数量”的申诉ss-1，2026-01-30提出。县政务公开办决定仍予印发，理由：裁决另行通知。"
    )
    assert (await verdict(assessment)).holds


async def test_an_appeal_that_comes_after_the_check_holds_the_issue_up(assessment: Assessment) -> None:
    log = await january(assessment)
    await look(assessment, {Despite.APPEALS: "没有申诉"})
    await tell(assessment, log, ("appeal/b/ss-1", AGAINST_NOTICE))
    async with assessment.pool.acquire() as connection, connection.transaction():
        with pytest.raises(ReportError, match="ss-1"):
            await reports.issued(connection, *MONTH)


@pytest.mark.parametrize(
    ("said", "holds"),
    [
        ({"filed_on": "2026-01-30", "notice": "2026-02"}, False),
        ({"filed_on": "2026-01-30", "notice": "2026-Q1"}, False),
        ({"filed_on": "2026-01-30", "deduction": "2026-01/b/2/counts"}, True),
        ({"filed_on": "2026-01-30", "fault": "wt-1"}, True),
        ({"filed_on": "2026-01-30", "fault": "wt-2"}, False),
        ({"filed_on": "2026-01-30", "fault": "nobody-told-of-it"}, True),
        ({"filed_on": "2025-12-30", "fault": "nobody-told-of-it"}, False),
    ],
)
async def test_an_appeal_holds_up_the_reports_of_the_period_that_it_is_about(
    assessment: Assessment, said: dict[str, str], holds: bool
) -> None:
    log = await january(assessment)
    faults = [(f"fault/b/wt-{number}", {"found_on": f"2026-0{number}-10"}) for number in (1, 2)]
    await tell(assessment, log, *faults, ("appeal/b/ss-1", said))
    assert ("appeals.open" in grave(await look(assessment))) is holds


async def test_a_period_for_appeals_that_is_not_over_holds_the_report_up(assessment: Assessment) -> None:
    log = await january(assessment)
    await tell(assessment, log, ("assessment_notice/b/2026-01", {**PUT, "appeal_by": "2026-01-31"}))
    draft = await look(assessment)
    assert "单位b（至2026-01-31）" in grave(draft)["appeals.period"]
    await tell(assessment, log, ("assessment_notice/b/2026-01", PUT))
    draft = await look(assessment)
    assert grave(draft) == {}
    assert "单位a" in problem(draft, "result.not_put").text


async def test_a_units_own_report_stands_beside_its_score_and_who_gave_none_is_named(assessment: Assessment) -> None:
    log = await january(assessment)
    figures = [{"name": "items_published", "amount": 3}, {"name": "培训场次（场）", "amount": 1}]
    own = {"period": "2026-01", "newest_on": "2026-01-31", "score": 9_650, "figures": figures}
    await tell(
        assessment,
        log,
        ("self_report/a/zp-1", own),
        ("self_report/b/zp-2", {**own, "period": "2026-Q1"}),
        *((f"assessment_notice/{org}/2026-01", {"period": "2026-01", "called_on": "2026-01-29"}) for org in "ab"),
    )
    draft = await look(assessment)
    assert problem(draft, "own_reports.missing").text == "没有报送自评的单位1个：单位b"
    await issue(assessment, *MONTH)
    head = assessment.told(REPORTS, ID)
    (report,) = head["own_reports"]
    assert (report["org"], report["score"], report["total"]) == ("a", "96.5", "95")
    assert [(each["own"], each["counted"]) for each in report["figures"]] == [(3, 2), (1, None)]
    assert head["unreported"] == ["b"]
    assert head["text"][-2:] == [
        "自评：本月报送自评的单位1个，其中零报告0个；没有报送的单位（1个）：单位b。",
        "自评与核定不同的单位：单位a（自评96.5分、核定95分，“公开”自报3、核定2）。",
    ]
    await tell(assessment, log, ("self_report/b/zp-3", own))
    assert assessment.told(REPORTS, ID) == head
    assert (await verdict(assessment)).holds


async def test_a_report_of_an_earlier_period_is_issued_late_only_where_the_office_says_why(
    assessment: Assessment,
) -> None:
    log = await january(assessment)
    log.complete("2026-03-31")
    await assessment.batch(log.taken())
    await assessment.settle()
    february = ("c", ReportKind.MONTHLY, "2026-02")
    async with assessment.pool.acquire() as connection, connection.transaction():
        await reports.drafted(connection, *february)
        draft = await reports.checked(connection, *february)
        assert problem(draft, "order.earlier_missing").text.startswith("2026-01的同类报告没有印发")
        await reports.issued(connection, *february)
    assert "〔2026〕1" in grave(await look(assessment))["order.later_issued"]
    assert grave(await look(assessment, {Despite.ORDER: "一月的报告漏发"})) == {}
    async with assessment.pool.acquire() as connection, connection.transaction():
        head = await reports.issued(connection, *MONTH)
    assert (head.numbered, head.text[-1].endswith("理由：一月的报告漏发。")) == ("〔2026〕2", True)
