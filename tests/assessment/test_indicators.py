"""Indicators stand beside scores and reports with their facts, follow what the facts say, and never change a score."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.assessment.sheet import sheet_row
from contracts.rubric.lawful import lawful
from contracts.rubric.record import CountyRubric
from contracts.topics import FINDINGS, ORGS, REPORTS, RESTATEMENTS, SCORES
from law.reports import ReportKind
from law.signals import BOUNDS
from services.assessment.months import Months, months_of
from services.assessment.registries import Known, Unit
from services.assessment.scorer import scored_anew
from services.assessment.scores import named
from services.assessment.signals import brought_in, indicators_of
from tests.assessment.january import ID, MONTH, RUBRIC, county, issue, verdict
from tests.assessment.records import Log, Noted
from tests.assessment.service import Assessment

KNOWN = Known(
    {"a": Unit("a", "c", "某县", "部门", "单位a")},
    {"c": [lawful(CountyRubric.model_validate_json(json.dumps(RUBRIC)))]},
    date(2026, 3, 31),
    date(2026, 1, 1),
)
PERIODS = ("2026-01", "2026-02", "2026-03", "2026-Q1", "2026")
HEAP = "2026-01/a/!mass_answers"

signals = st.lists(
    st.builds(
        lambda code, day, amount, fact: {
            "on": day.isoformat(),
            "code": code,
            "amount": amount,
            "text": "说明",
            "facts": [f"f{fact}"],
        },
        st.sampled_from([bound.signal for bound in BOUNDS]),
        st.dates(date(2026, 1, 1), date(2026, 3, 31)),
        st.integers(1, 9),
        st.integers(0, 9),
    ),
    max_size=12,
)
COUNTS = {"2026-01": {"items_published": 1, "applications_answered": 6, "applications_extended": 3}}
LATE = {
    "id": "publish:1",
    "duty": "publish",
    "opened_on": "2026-01-05",
    "due_on": "2026-01-20",
    "met_on": "2026-01-25",
    "status": "met_late",
    "facts": ["f"],
}


def months(noted: list[dict[str, object]]) -> Months:
    return months_of(json.dumps({"counts": COUNTS, "obligations": [LATE], "findings": [], "signals": noted}))


@given(first=signals, second=signals)
def test_whatever_looks_odd_the_sheets_are_those_without_it(
    first: list[dict[str, object]], second: list[dict[str, object]]
) -> None:
    keys = ("publishing.disclosure/a/1", "publishing.disclosure/a/2")

    def sheets(*noted: list[dict[str, object]]) -> dict[str, object]:
        subjects = {key: months(each) for key, each in zip(keys, noted, strict=True)}
        scored = scored_anew("a", KNOWN, subjects, {"2026-01", "2026-02", "2026-03"})
        return {period: sheet_row(sheet) if sheet else None for period, sheet in scored.items()}

    assert sheets(first, second) == sheets([], [])
    assert sheets([], []).keys() == set(PERIODS)


@given(noted=signals)
def test_each_indicator_has_facts_and_is_that_of_its_months_in_any_order(noted: list[dict[str, object]]) -> None:
    there, back = {"x.y/a/1": months(noted)}, {"x.y/a/1": months(noted[::-1])}
    for period in PERIODS:
        rows = indicators_of("c", "a", named(period)[0], there, KNOWN.first)
        assert rows == indicators_of("c", "a", named(period)[0], back, KNOWN.first)
        assert all(row.facts and row.keys and row.id == f"{period}/a/!{row.code}" for row in rows)


def heap(log: Log, amount: int) -> None:
    """So many answers of unit ``a`` on one day of January."""
    for number in range(amount):
        counts = {"2026-01": {"applications_answered": 1}}
        log.state(
            f"requests.application/a/{number}", counts, noted=[Noted("answered", "2026-01-30", f"answer-{number}")]
        )


async def read(assessment: Assessment, log: Log) -> None:
    await assessment.batch(log.taken())
    await assessment.settle()


def late(told_of: str, amount: int = 3) -> dict[str, object]:
    """So many facts of a month, recorded on a day of January."""
    return {
        "on": "2026-01-20",
        "code": "recorded_late",
        "amount": amount,
        "text": "说明",
        "facts": ["f"],
        "told_of": told_of,
    }


@pytest.mark.parametrize(
    ("told_of", "begun", "named_late"),
    [
        ("2025-11", date(2026, 1, 1), 0),
        ("2025-11", date(2025, 11, 20), 3),
        ("2025-11", None, 3),
        ("", date(2026, 1, 1), 3),
    ],
)
def test_what_is_brought_in_of_months_before_the_county_began_is_no_late_record(
    told_of: str, begun: date | None, named_late: int
) -> None:
    subjects = {"x.y/a/1": months([late(told_of)])}
    rows = indicators_of("c", "a", named("2026-01")[0], subjects, begun)
    assert [(row.code, row.amount) for row in rows] == ([("back_dating", named_late)] if named_late else [])
    assert brought_in(named("2026-01")[0], subjects, begun) == 3 - named_late
    assert brought_in(named("2026-02")[0], subjects, begun) == 0


def test_beside_stock_that_was_brought_in_the_late_records_of_the_countys_own_time_are_named() -> None:
    subjects = {"x.y/a/1": months([late("2024-03", 900), late("2026-01", 4)])}
    (row,) = indicators_of("c", "a", named("2026")[0], subjects, date(2026, 1, 1))
    assert (row.code, row.amount) == ("back_dating", 4)


@pytest.mark.servers
async def test_a_county_without_a_rubric_has_indicators_and_no_sheet(assessment: Assessment) -> None:
    log = Log()
    log.unit("a")
    log.day("2026-01-05")
    heap(log, 5)
    log.complete("2026-01-31")
    await read(assessment, log)
    assert assessment.told(FINDINGS, HEAP)["amount"] == 5
    assert [key for key in assessment.topics[SCORES] if key.endswith("|a")] == []
    log.rubric(RUBRIC)
    await read(assessment, log)
    assert assessment.told(FINDINGS, HEAP)["amount"] == 5
    assert assessment.told(SCORES, "2026-01|a")["total"] == "90"
    log.add(ORGS, "a", None)
    await read(assessment, log)
    assert assessment.topics[FINDINGS] == {}


@pytest.mark.servers
async def test_a_countys_first_report_says_what_was_brought_in_and_names_nobody_for_it(assessment: Assessment) -> None:
    log = county()
    log.state("requests.application/a/old", {}, noted=[Noted("recorded_late", "2026-01-20", "old", 40, "2024-05")])
    log.complete("2026-01-31")
    await read(assessment, log)
    assert [key for key in assessment.topics[FINDINGS] if "!" in key] == []
    await issue(assessment, *MONTH)
    text = assessment.told(REPORTS, ID)["text"]
    assert "存量补录：本月收录2026年1月5日启用以前各月的事实40条，不列为事后补记。" in text
    assert not [sentence for sentence in text if "指标异常" in sentence]
    assert (await verdict(assessment)).holds


@pytest.mark.servers
async def test_an_indicator_is_told_beside_the_sheet_and_withdrawn_with_what_it_rested_on(
    assessment: Assessment,
) -> None:
    log = county()
    heap(log, 5)
    log.complete("2026-01-31")
    await read(assessment, log)
    told = assessment.told(FINDINGS, HEAP)
    assert (told["code"], told["amount"], told["out_of"], told["days"]) == ("mass_answers", 5, 5, ["2026-01-30"])
    assert told["facts"] == [f"answer-{number}" for number in range(5)]
    assert assessment.told(SCORES, "2026-01|a")["total"] == "95"
    assert {kind for topic, kind, _ in assessment.log if topic == FINDINGS} == {
        "metrics.deduction.v1",
        "metrics.indicator.v1",
    }
    log.state("requests.application/a/0", {})
    await read(assessment, log)
    assert [key for key in assessment.topics[FINDINGS] if "!" in key] == []
    assert assessment.told(SCORES, "2026-01|a")["total"] == "95"


@pytest.mark.servers
async def test_an_issued_report_names_it_holds_and_is_restated_where_it_differs(assessment: Assessment) -> None:
    log = county()
    heap(log, 4)
    log.complete("2026-01-31")
    await read(assessment, log)
    await issue(assessment, *MONTH)
    assert not [text for text in assessment.told(REPORTS, ID)["text"] if "指标异常" in text]
    log.state(
        "requests.application/a/late",
        {"2026-01": {"applications_answered": 1}},
        noted=[Noted("answered", "2026-01-30", "late")],
        causes=["late"],
    )
    log.complete("2026-02-28")
    await read(assessment, log)
    cells = {
        cell["path"]: (cell["before"], cell["after"]) for cell in assessment.told(RESTATEMENTS, f"{ID}|a")["cells"]
    }
    assert cells == {"counts.applications_answered": ("4", "5"), "indicators.mass_answers": ("", "5")}
    assert (await verdict(assessment)).holds
    log.complete("2026-03-31")
    await read(assessment, log)
    await issue(assessment, "c", ReportKind.QUARTERLY, "2026-Q1")
    (text,) = [text for text in assessment.told(REPORTS, "c|quarterly|2026-Q1")["text"] if "指标异常" in text]
    assert text == (
        "指标异常（不计分，请核实）：单位a（一日集中答复：一日之内集中答复共5件，所在月份共答复5件（2026-01-30 5件））。"
    )
    assert (await verdict(assessment, "c|quarterly|2026-Q1")).holds


@pytest.mark.parametrize(
    ("touched", "periods"),
    [
        ("2025-11", ["2025", "2025-Q4"]),
        ("2025-12", ["2025", "2025-12", "2025-Q4"]),
        ("2025-09", ["2025"]),
        ("2024-12", []),
    ],
)
def test_a_change_before_the_first_day_touches_the_quarter_and_year_that_reach_beyond_it(
    touched: str, periods: list[str]
) -> None:
    known = KNOWN._replace(as_of=date(2026, 1, 31), first=date(2025, 12, 31))
    assert sorted(scored_anew("a", known, {}, {touched})) == periods


@pytest.mark.parametrize(
    ("touched", "periods"),
    [
        ("2025-11+", ["2025-12", "2026", "2026-01", "2026-02", "2026-Q1"]),
        ("2026-02+", ["2026", "2026-02", "2026-Q1"]),
        ("2026-03+", []),
    ],
)
def test_what_stands_on_from_a_month_is_scored_anew_in_all_that_come_after_it(touched: str, periods: list[str]) -> None:
    known = KNOWN._replace(as_of=date(2026, 2, 10), first=date(2025, 12, 31))
    scored = scored_anew("a", known, {}, {touched})
    assert sorted(period for period in scored if not period.startswith("2025-Q") and period != "2025") == periods
