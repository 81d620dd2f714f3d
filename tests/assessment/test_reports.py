"""A report from draft to issue, what becomes of it, and a rebuild, on a real database."""

from __future__ import annotations

import pytest

from contracts.topics import DAYS, FINDINGS, ORGS, REPORTS, RESTATEMENTS, RUBRICS, SCORES, SUBJECTS, WATERMARK
from law.reports import ReportKind
from services.assessment import reports
from services.assessment.reports import ReportError
from services.assessment.verifying import Verified, verified
from tests.assessment.records import Log, Owed
from tests.assessment.service import Assessment

pytestmark = pytest.mark.servers

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


async def test_scores_name_clause_formula_duty_and_facts(assessment: Assessment) -> None:
    await january(assessment)
    sheet = assessment.told(SCORES, "2026-01|a")
    assert (sheet["total"], sheet["grade"]) == ("95", "优秀")
    assert [clause["score"] for clause in sheet["clauses"]] == ["55", "40"]
    (path,) = sheet["clauses"][0]["deductions"]
    deduction = assessment.told(FINDINGS, path)
    assert (deduction["points"], deduction["key"], deduction["duty"]) == ("5", B, "publish")
    assert deduction["facts"] == ["drafted-2", "published-2"]
    assert assessment.told(SCORES, "2026-01|b")["total"] == "90"
    ranking = assessment.told(SCORES, "2026-01|c|部门")
    assert [(place["org"], place["rank"]) for place in ranking["places"]] == [("a", 1), ("b", 2)]
    assert assessment.told(SCORES, "complete")["complete_up_to"] == "2026-01-31"
    assert assessment.told(SUBJECTS, B)["obligations"][0]["status"] == "met_late"


async def test_before_a_month_is_over_what_is_lacking_takes_nothing(assessment: Assessment) -> None:
    log = county()
    log.complete("2026-01-30")
    await assessment.batch(log.taken())
    await assessment.settle()
    assert assessment.told(SCORES, "2026-01|b")["total"] == "100"
    log.complete("2026-01-31")
    await assessment.batch(log.taken())
    await assessment.settle()
    assert assessment.told(SCORES, "2026-01|b")["total"] == "90"


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


async def test_a_late_fact_restates_the_months_it_touches_and_says_why(assessment: Assessment) -> None:
    log = await january(assessment)
    await issue(assessment, *MONTH)
    before = dict(assessment.topics[REPORTS])
    log.state(C, {"2026-01": {"items_published": 1}, "2026-02": {"items_published": 1}}, causes=["february"])
    log.state("publishing.disclosure/b/late", {"2026-01": {"items_published": 1}}, causes=["late-fact"])
    log.complete("2026-02-28")
    await assessment.batch(log.taken())
    await assessment.settle()
    restatement = assessment.told(RESTATEMENTS, f"{ID}|b")
    assert {cell["path"]: (cell["before"], cell["after"]) for cell in restatement["cells"]} == {
        "counts.items_published": ("1", "2"),
        "sheet.2.score": ("30", "40"),
        "sheet.total": ("90", "100"),
    }
    assert [(why["key"], why["causes"]) for why in restatement["because"]] == [
        ("publishing.disclosure/b/late", ["late-fact"])
    ]
    assert list(assessment.topics[RESTATEMENTS]) == [f"{ID}|b"]
    assert assessment.topics[REPORTS] == before
    assert await verdict(assessment) == Verified(True, [], [], 0, 1)


async def test_the_status_says_up_to_which_day_all_is_counted_and_scored(assessment: Assessment) -> None:
    log = await january(assessment)
    log.complete("2026-02-03")
    await assessment.batch(log.taken())
    clock = "SELECT day::text, closed::text FROM clock"
    async with assessment.pool.acquire() as connection:
        day, closed = await connection.fetchrow(clock)
        assert (day, closed < day) == ("2026-02-03", True)
    await assessment.settle()
    async with assessment.pool.acquire() as connection:
        assert tuple(await connection.fetchrow(clock)) == ("2026-02-03", "2026-02-03")


async def test_what_is_taken_back_restates_nothing_any_more(assessment: Assessment) -> None:
    log = await january(assessment)
    await issue(assessment, *MONTH)
    for counts in ({"2026-01": {"items_published": 2}}, {"2026-01": {"items_published": 1}}):
        log.state(C, counts)
        await assessment.batch(log.taken())
        await assessment.settle()
    assert dict(assessment.topics[RESTATEMENTS]) == {}


async def test_the_next_report_carries_restatements_that_none_has_carried(assessment: Assessment) -> None:
    log = await january(assessment)
    await issue(assessment, *MONTH)
    log.state("publishing.disclosure/b/late", {"2026-01": {"items_published": 1}}, causes=["late-fact"])
    log.complete("2026-03-31")
    await assessment.batch(log.taken())
    await assessment.settle()
    await issue(assessment, "c", ReportKind.MONTHLY, "2026-02")
    await issue(assessment, "c", ReportKind.MONTHLY, "2026-03")
    carried = assessment.told(REPORTS, "c|monthly|2026-02")["restated"]
    assert [(each["report"], each["numbered"], each["org"]) for each in carried] == [(ID, "〔2026〕1", "b")]
    assert assessment.told(REPORTS, "c|monthly|2026-03")["restated"] == []


async def test_a_rebuild_from_the_topics_comes_to_the_same_report_and_the_same_restatements(
    assessment: Assessment, rebuilt: Assessment
) -> None:
    log = await january(assessment)
    records = list(log.records)
    await issue(assessment, *MONTH)
    everything = county()
    everything.complete("2026-01-31")
    records = everything.taken()
    log.state("publishing.disclosure/b/late", {"2026-01": {"items_published": 1}}, causes=["late-1"])
    log.state("publishing.disclosure/b/late", {"2026-01": {"items_published": 3}}, causes=["late-2"])
    log.complete("2026-02-28")
    later = log.taken()
    for record in later:
        await assessment.batch([record])
    await assessment.settle()
    await rebuilt.restore([(kind, value) for topic, kind, value in assessment.log if topic == REPORTS])
    await rebuilt.batch([*records, *later])
    await rebuilt.settle()
    assert await verdict(rebuilt) == Verified(True, [], [], 0, 1)
    for topic in (SCORES, FINDINGS, RESTATEMENTS, SUBJECTS):
        assert rebuilt.topics[topic] == assessment.topics[topic], topic


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
    for step in (reports.drafted, reports.issued):
        async with assessment.pool.acquire() as connection, connection.transaction():
            with pytest.raises(ReportError, match="was issued as 〔2026〕1"):
                await step(connection, "c", ReportKind.MONTHLY, "2026-02")
    async with assessment.pool.acquire() as connection, connection.transaction():
        await reports.drafted(connection, *MONTH)
        draft = await reports.checked(connection, *MONTH)
        assert "order.later_issued" in {problem.code for problem in draft.problems}
    async with assessment.pool.acquire() as connection, connection.transaction():
        await reports.drafted(connection, "c", ReportKind.MONTHLY, "2026-03")
        await reports.checked(connection, "c", ReportKind.MONTHLY, "2026-03")
        with pytest.raises(ReportError, match="the next number of c monthly in 2026 is 2"):
            await reports.issued(connection, "c", ReportKind.MONTHLY, "2026-03", 1)


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


async def test_a_unit_that_the_registry_drops_leaves_scores_and_rankings(assessment: Assessment) -> None:
    log = await january(assessment)
    log.add(ORGS, "b", b"")
    dropped = log.taken()[0]
    dropped.value = None
    await assessment.batch([dropped])
    await assessment.settle()
    assert [key for key in assessment.topics[SCORES] if key.endswith("|b")] == []
    ranking = assessment.told(SCORES, "2026-01|c|部门")
    assert [place["org"] for place in ranking["places"]] == ["a"]


async def test_what_was_read_before_anything_was_complete_is_scored_when_it_is(assessment: Assessment) -> None:
    log = county()
    await assessment.batch(log.taken())
    await assessment.settle()
    assert assessment.told(SCORES, "2026-01|a") is None
    log.complete("2026-01-10")
    await assessment.batch(log.taken())
    await assessment.settle()
    assert assessment.told(SCORES, "2026-01|a")["total"] == "95"


async def test_a_record_without_content_is_put_aside_and_its_neighbours_are_taken(assessment: Assessment) -> None:
    log = county()
    for topic in (DAYS, WATERMARK, RUBRICS, ORGS):
        log.add(topic, "2026-01-05", b"not json")
    empty = [log.add(topic, "2026-01-05", b"") for topic in (DAYS, WATERMARK)]
    for record in empty:
        record.value = None
    log.complete("2026-01-31")
    await assessment.batch(log.taken())
    await assessment.settle()
    assert assessment.told(SCORES, "2026-01|a")["total"] == "95"
    assert assessment.keeper.counts["refused"] == 6
