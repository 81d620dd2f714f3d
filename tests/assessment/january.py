"""A county of two units in January, its rubric, and the steps from there to an issued report."""

from __future__ import annotations

from law.reports import ReportKind
from services.assessment import reports
from services.assessment.verifying import Verified, verified
from tests.assessment.records import Log, Owed
from tests.assessment.service import Assessment

LATE = {
    "path": "1",
    "title": "按期公开",
    "weight": 6_000,
    "rule": "per_event",
    "events": [{"duties": ["publish"], "statuses": ["met_late", "overdue"], "points": 500}],
    "cap": 2_000,
}
ENOUGH = {
    "path": "2",
    "title": "公开数量",
    "weight": 4_000,
    "rule": "threshold",
    "formula": "items_published",
    "least": 2,
    "points": 1_000,
}
RUBRIC = {
    "county": "c",
    "version": 1,
    "title": "细则",
    "since": "2026-01-01",
    "full": 10_000,
    "rosters": [{"code": "部门", "kinds": ["部门"]}],
    "grades": [{"name": "优秀", "least": 9_000}],
    "clauses": [LATE, ENOUGH],
}
A, B, C = "publishing.disclosure/a/1", "publishing.disclosure/a/2", "publishing.disclosure/b/1"
MONTH = ("c", ReportKind.MONTHLY, "2026-01")
ID = "c|monthly|2026-01"


def county() -> Log:
    """Two units in January: ``a`` published two items, one of them late; ``b`` one."""
    log = Log()
    for org in ("a", "b"):
        log.unit(org)
    log.day("2026-01-05")
    log.profile("c", 4)
    log.rubric(RUBRIC)
    log.state(A, {"2026-01": {"items_published": 1, "publish!due": 1, "publish!met": 1}})
    late = Owed("publish", "2026-01-20", "met_late", ["drafted-2", "published-2"])
    log.state(B, {"2026-01": {"items_published": 1, "publish!due": 1, "publish!met_late": 1}}, [late])
    log.state(C, {"2026-01": {"items_published": 1}})
    return log


async def issue(assessment: Assessment, county: str, kind: ReportKind, period: str, number: int | None = None) -> None:
    report = county, kind, period
    async with assessment.pool.acquire() as connection, connection.transaction():
        await reports.drafted(connection, *report)
        draft = await reports.checked(connection, *report)
        assert [problem.code for problem in draft.problems if problem.grave] == []
        await reports.issued(connection, *report, number)
    await assessment.relay()


async def verdict(assessment: Assessment, report: str = ID) -> Verified:
    async with assessment.pool.acquire() as connection:
        result = await verified(connection, report)
    assert result is not None
    return result


async def january(assessment: Assessment) -> Log:
    """The county, complete up to the end of January and scored."""
    log = county()
    log.complete("2026-01-31")
    await assessment.batch(log.taken())
    await assessment.settle()
    return log
