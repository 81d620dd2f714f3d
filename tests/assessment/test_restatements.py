"""What later facts make of an issued report, cell by cell, and a rebuild of it; on a real database."""

from __future__ import annotations

import pytest

from contracts.topics import FINDINGS, REPORTS, RESTATEMENTS, SCORES, SUBJECTS
from law.reports import ReportKind
from services.assessment.verifying import Verified
from tests.assessment.january import ID, MONTH, C, county, issue, january, verdict
from tests.assessment.service import Assessment

pytestmark = pytest.mark.servers


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
        "sheet.rank": ("2", "1"),
        "sheet.total": ("90", "100"),
    }
    assert [(why["key"], why["causes"]) for why in restatement["because"]] == [
        ("publishing.disclosure/b/late", ["late-fact"])
    ]
    assert assessment.topics[REPORTS] == before
    assert await verdict(assessment) == Verified(True, [], [], 0, 2)


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
    log.complete("2026-04-30")
    await assessment.batch(log.taken())
    await assessment.settle()
    await issue(assessment, "c", ReportKind.MONTHLY, "2026-02")
    await issue(assessment, "c", ReportKind.MONTHLY, "2026-03")
    await issue(assessment, "c", ReportKind.MONTHLY, "2026-04")
    carried = assessment.told(REPORTS, "c|monthly|2026-02")["restated"]
    assert [(each["report"], each["numbered"], each["org"]) for each in carried] == [
        (ID, "〔2026〕1", "a"),
        (ID, "〔2026〕1", "b"),
    ]
    for later in ("2026-03", "2026-04"):
        assert assessment.told(REPORTS, f"c|monthly|{later}")["restated"] == []


async def test_a_restatement_that_was_carried_and_holds_no_more_is_withdrawn_in_the_next_report(
    assessment: Assessment,
) -> None:
    log = await january(assessment)
    await issue(assessment, *MONTH)
    for end, published in (("2026-02-28", 2), ("2026-03-31", 1), ("2026-04-30", 1)):
        log.state(C, {"2026-01": {"items_published": published}})
        log.complete(end)
        await assessment.batch(log.taken())
        await assessment.settle()
        await issue(assessment, "c", ReportKind.MONTHLY, end[:7])
    carried, withdrawn, nothing = (
        assessment.told(REPORTS, f"c|monthly|{month}") for month in ("2026-02", "2026-03", "2026-04")
    )
    assert [(each["org"], bool(each["cells"])) for each in carried["restated"]] == [("a", True), ("b", True)]
    assert [(each["org"], each["cells"], each["because"]) for each in withdrawn["restated"]] == [
        ("a", [], []),
        ("b", [], []),
    ]
    assert "更正撤回：2026年1月月报告〔2026〕1的2个单位与印发时一致，此前所附的更正不再成立。" in withdrawn["text"]
    assert nothing["restated"] == []


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
    assert await verdict(rebuilt) == Verified(True, [], [], 0, 2)
    for topic in (SCORES, FINDINGS, RESTATEMENTS, SUBJECTS):
        assert rebuilt.topics[topic] == assessment.topics[topic], topic
