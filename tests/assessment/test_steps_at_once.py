"""Several callers at once take no number twice, and write over nothing that was issued."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from chassis.database import Connection
from contracts.assessment.report import REPORT, ReportHead
from contracts.topics import REPORTS
from law.reports import ReportKind
from services.assessment import reports
from services.assessment.reports import ReportError
from tests.assessment.january import ID, MONTH, issue, january, verdict
from tests.assessment.service import Assessment

pytestmark = pytest.mark.servers

FEBRUARY = ("c", ReportKind.MONTHLY, "2026-02")


async def checked(assessment: Assessment, report: tuple[str, ReportKind, str]) -> None:
    async with assessment.pool.acquire() as connection, connection.transaction():
        await reports.drafted(connection, *report)
        await reports.checked(connection, *report)


async def issued(assessment: Assessment, report: tuple[str, ReportKind, str]) -> ReportHead:
    async with assessment.pool.acquire() as connection, connection.transaction():
        return await reports.issued(connection, *report)


async def stage(connection: Connection) -> str:
    found: str = await connection.fetchval("SELECT stage FROM report WHERE id = $1", ID)
    return found


async def test_one_report_issued_by_two_at_once_is_issued_once(assessment: Assessment) -> None:
    await january(assessment)
    await checked(assessment, MONTH)
    first, second = await asyncio.gather(issued(assessment, MONTH), issued(assessment, MONTH), return_exceptions=True)
    head, refusal = (first, second) if isinstance(first, ReportHead) else (second, first)
    assert isinstance(head, ReportHead)
    assert isinstance(refusal, ReportError)
    assert "was issued as 〔2026〕1" in str(refusal)
    await assessment.relay()
    assert [kind for topic, kind, _ in assessment.log if topic == REPORTS].count(REPORT) == 1


async def test_two_months_issued_at_once_never_bear_one_number(assessment: Assessment) -> None:
    log = await january(assessment)
    log.complete("2026-02-28")
    await assessment.batch(log.taken())
    await assessment.settle()
    for report in (MONTH, FEBRUARY):
        await checked(assessment, report)
    outcome = await asyncio.gather(issued(assessment, MONTH), issued(assessment, FEBRUARY), return_exceptions=True)
    numbers = [head.number for head in outcome if isinstance(head, ReportHead)]
    assert numbers in ([1], [1, 2])
    assert all(isinstance(other, ReportHead | ReportError) for other in outcome), outcome


async def test_a_draft_that_is_made_while_the_report_is_issued_is_refused(assessment: Assessment) -> None:
    await january(assessment)
    await checked(assessment, MONTH)
    async with assessment.pool.acquire() as one, assessment.pool.acquire() as other:
        begun = one.transaction()
        await begun.start()
        await reports.issued(one, *MONTH)
        drafting = asyncio.create_task(draft(other))
        await waits(one)
        await begun.commit()
        with pytest.raises(ReportError, match="was issued as"):
            await drafting
        assert await stage(one) == "issued"
    await assessment.relay()
    assert (await verdict(assessment)).holds


async def waits(connection: Connection) -> None:
    """Until somebody waits for a lock."""
    async with asyncio.timeout(60):
        while True:
            if await connection.fetchval("SELECT count(*) FROM pg_locks WHERE NOT granted"):
                return


async def draft(connection: Connection) -> None:
    async with connection.transaction():
        await reports.drafted(connection, *MONTH)


@pytest.mark.parametrize("step", [reports.checked, reports.issued])
async def test_what_was_issued_is_called_so_by_every_step(
    assessment: Assessment, step: Callable[..., Awaitable[object]]
) -> None:
    await january(assessment)
    await issue(assessment, *MONTH)
    async with assessment.pool.acquire() as connection, connection.transaction():
        with pytest.raises(ReportError, match="was issued as 〔2026〕1 on 2026-01-31"):
            await step(connection, *MONTH)


async def test_two_instances_that_are_rebuilt_at_once_both_take_the_reports_of_the_topic(
    assessment: Assessment, rebuilt: Assessment
) -> None:
    await january(assessment)
    await issue(assessment, *MONTH)
    log = [(kind, value) for topic, kind, value in assessment.log if topic == REPORTS]
    await asyncio.gather(rebuilt.restore(log), rebuilt.restore(log))
    async with rebuilt.pool.acquire() as connection:
        assert await stage(connection) == "issued"
