"""A report from draft to issue, on a real database."""

from __future__ import annotations

import asyncio

import pytest

from contracts.topics import REPORTS
from law.reports import ReportKind
from services.assessment import reports
from services.assessment.reports import ReportError
from services.assessment.verifying import Verified
from tests.assessment.january import ID, MONTH, C, county, issue, january, verdict
from tests.assessment.service import Assessment

pytestmark = pytest.mark.servers


async def test_an_issued_report_is_told_whole_and_holds(assessment: Assessment) -> None:
    await january(assessment)
    await issue(assessment, *MONTH)
    head = assessment.told(REPORTS, ID)
    assert (head["year"], head["number"], head["as_of"]) == (2026, 1, "2026-01-31")
    assert head["title"] == "某县2026年1月政务公开月报告"
    assert (head["rubric"], head["profile"]) == (1, 4)
    assert head["parts"].keys() == {"a", "b"}
    assert head["positions"] == {"publishing.states.v1": {"0": 3}}
    part = assessment.told(REPORTS, f"{ID}|a")
    assert part["row"]["counts"] == {"items_published": 2}
    assert part["deductions"][0]["facts"] == ["drafted-2", "published-2"]
    assert await verdict(assessment) == Verified(True, [], [], 0, 0)


async def test_a_report_is_refused_before_its_period_is_over_or_scored(assessment: Assessment) -> None:
    log = county()
    log.complete("2026-01-30")
    await assessment.batch(log.taken())
    async with assessment.pool.acquire() as connection, connection.transaction():
        await reports.drafted(connection, *MONTH)
        draft = await reports.checked(connection, *MONTH)
        assert {problem.code for problem in draft.problems if problem.grave} == {"period.running", "scores.behind"}
        with pytest.raises(ReportError, match="was not checked"):
            await reports.issued(connection, *MONTH)


async def test_a_draft_that_is_not_what_would_come_out_now_is_not_issued(assessment: Assessment) -> None:
    log = await january(assessment)
    async with assessment.pool.acquire() as connection, connection.transaction():
        await reports.drafted(connection, *MONTH)
        await reports.checked(connection, *MONTH)
    log.state(C, {"2026-01": {"items_published": 5}})
    await assessment.batch(log.taken())
    await assessment.settle()
    async with assessment.pool.acquire() as connection, connection.transaction():
        with pytest.raises(ReportError, match="草稿以后数据有变化"):
            await reports.issued(connection, *MONTH)


async def test_a_report_is_issued_once_and_in_its_order_under_the_next_number(assessment: Assessment) -> None:
    log = await january(assessment)
    log.complete("2026-03-31")
    await assessment.batch(log.taken())
    await assessment.settle()
    await issue(assessment, "c", ReportKind.MONTHLY, "2026-02", number=1)
    async with assessment.pool.acquire() as connection, connection.transaction():
        with pytest.raises(ReportError, match="was issued as 〔2026〕1"):
            await reports.drafted(connection, "c", ReportKind.MONTHLY, "2026-02")
    async with assessment.pool.acquire() as connection, connection.transaction():
        await reports.drafted(connection, "c", ReportKind.MONTHLY, "2026-03")
        await reports.checked(connection, "c", ReportKind.MONTHLY, "2026-03")
        with pytest.raises(ReportError, match="the next number of c monthly in 2026 is 2"):
            await reports.issued(connection, "c", ReportKind.MONTHLY, "2026-03", 1)


async def test_two_reports_that_are_issued_at_once_do_not_take_one_number(assessment: Assessment) -> None:
    log = await january(assessment)
    log.complete("2026-03-31")
    await assessment.batch(log.taken())
    await assessment.settle()
    asked = [("c", ReportKind.MONTHLY, period) for period in ("2026-02", "2026-03")]
    for report in asked:
        async with assessment.pool.acquire() as connection, connection.transaction():
            await reports.drafted(connection, *report)
            await reports.checked(connection, *report)

    async def number(report: tuple[str, ReportKind, str]) -> int | None:
        async with assessment.pool.acquire() as connection, connection.transaction():
            try:
                return (await reports.issued(connection, *report)).number
            except ReportError:
                return None

    numbers = await asyncio.gather(*map(number, asked))
    # February may come second, and is then held up: it would be issued late.
    assert numbers in ([1, 2], [None, 1])


@pytest.mark.parametrize(
    ("report", "words"),
    [
        (("nowhere", ReportKind.MONTHLY, "2026-01"), "the registry names no unit"),
        (("c", ReportKind.MONTHLY, "2026-Q1"), "a monthly report is of a month"),
        (("c", ReportKind.ANNUAL, "2026-Q1"), "a annual report is of a year"),
        (("c", ReportKind.MONTHLY, "2026-05"), "has not begun"),
        (("c", ReportKind.MONTHLY, "2026-13"), "a period is a month"),
    ],
)
async def test_what_is_no_report_is_refused_with_words(
    assessment: Assessment, report: tuple[str, ReportKind, str], words: str
) -> None:
    await january(assessment)
    async with assessment.pool.acquire() as connection, connection.transaction():
        with pytest.raises((ReportError, ValueError), match=words):
            await reports.drafted(connection, *report)
