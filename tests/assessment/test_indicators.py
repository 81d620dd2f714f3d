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
from contracts.topics import FINDINGS, REPORTS, RESTATEMENTS, SCORES
from law.reports import ReportKind
from law.signals import BOUNDS
from services.assessment.months import Months, months_of
from services.assessment.registries import Known, Unit
from services.assessment.scorer import scored_anew
from services.assessment.scores import named
from services.assessment.signals import indicators_of
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
        rows = indicators_of("c", "a", named(period)[0], there)
        assert rows == indicators_of("c", "a", named(period)[0], back)
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
