"""The oracle and the assessment service score a year alike, and what is scored otherwise is found."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from typing import Any

import pytest

from cli.demonstration.scores import report_scores
from demo.families import judgements
from demo.oracle.notices import read_calendar
from demo.oracle.scores.compare import (
    INDICATORS,
    RANKINGS,
    SHEETS,
    Scores,
    expected_scores,
    score_differences,
    told_scores,
)
from demo.oracle.scores.rubric import read_rubric
from tests.demo.folds import COUNTIES, UNITS
from tests.demo.scored import BEGUN, TODAY, Topic, lines, told

KINDS = {unit.org: unit.kind for unit in UNITS}


@cache
def expected() -> Scores:
    each = judgements(lines(), read_calendar(), TODAY, COUNTIES)
    return expected_scores(read_rubric(), each, KINDS, BEGUN, TODAY)


def differing(scores: Topic, findings: Topic) -> set[tuple[str, str]]:
    return {(each.view, each.field) for each in score_differences(expected(), told_scores(scores, findings))}


def test_both_score_every_unit_in_every_period_alike() -> None:
    assert score_differences(expected(), told_scores(*told())) == []
    assert len(expected().views[SHEETS]) == len(UNITS) * (14 + 5 + 2)
    assert {row["roster"] for row in expected().views[SHEETS].values()} == {"县级部门", "乡镇街道"}
    assert expected().views[INDICATORS]
    held = {
        name
        for row in expected().views[SHEETS].values()
        for name, held in row.items()
        if name.endswith(".held") and held
    }
    assert {"1.1.held", "1.2.held", "1.3.held", "4.1.held", "8.1.held", "23.3.held"} <= held


@pytest.fixture
def told_anew() -> tuple[Topic, Topic]:
    return deepcopy(told())


def a_sheet(scores: Topic) -> dict[str, Any]:
    """Of a unit that lost something for what was late."""
    key = next(key for key, row in expected().views[SHEETS].items() if key.startswith("2026-Q") and row["1.1.held"])
    sheet = scores[key]
    assert isinstance(sheet, dict)
    return sheet


def test_a_wrong_total_is_found(told_anew: tuple[Topic, Topic]) -> None:
    a_sheet(told_anew[0])["total"] = "99.99"
    assert differing(*told_anew) == {(SHEETS, "total")}


def test_a_wrong_clause_is_found(told_anew: tuple[Topic, Topic]) -> None:
    clause = next(each for each in a_sheet(told_anew[0])["clauses"] if each["path"] == "1.1")
    clause["score"], clause["standing"] = "0.01", "silent"
    assert differing(*told_anew) == {(SHEETS, "1.1.score"), (SHEETS, "1.1.standing")}


def test_a_deduction_that_is_lost_or_made_up_is_found(told_anew: tuple[Topic, Topic]) -> None:
    scores, findings = told_anew
    sheet = a_sheet(scores)
    id_ = next(id_ for id_ in findings if id_.startswith(f"{sheet['period']}/{sheet['org']}/1.1/"))
    taken = findings.pop(id_)
    assert (SHEETS, "1.1.held") in differing(*told_anew)
    findings[id_] = {**taken, "key": "publishing.disclosure/nobody/nothing"}
    assert differing(*told_anew) == {(SHEETS, "1.1.held")}


def test_a_wrong_rank_and_a_wrong_indicator_are_found(told_anew: tuple[Topic, Topic]) -> None:
    scores, findings = told_anew
    ranking: Any = scores["2026-Q1|fengjie|乡镇街道"]
    ranking["places"][0]["rank"] += 1
    indicator: Any = findings[next(iter(expected().views[INDICATORS]))]
    indicator["amount"] += 1
    assert differing(*told_anew) == {(RANKINGS, ranking["places"][0]["org"]), (INDICATORS, "amount")}


def test_a_sheet_that_is_missing_or_too_many_is_found(told_anew: tuple[Topic, Topic]) -> None:
    scores, findings = told_anew
    sheet = scores.pop("2026-01|" + UNITS[0].org)
    scores["2025-12|" + UNITS[0].org] = sheet
    keys = {each.key for each in score_differences(expected(), told_scores(scores, findings))}
    assert keys == {"2026-01|" + UNITS[0].org, "2025-12|" + UNITS[0].org}


def test_an_issued_report_tells_its_sheets_as_the_topics_do() -> None:
    scores, findings = told()
    sheets = {key: row for key, row in scores.items() if key.startswith("2026-01|") and "clauses" in row}
    rankings = [row for key, row in scores.items() if key.startswith("2026-01|") and "places" in row]
    parts = [
        {
            "org": row["org"],
            "sheet": row,
            "deductions": [each for each in findings.values() if _of(each, row) and "path" in each],
            "indicators": [each for each in findings.values() if _of(each, row) and "path" not in each],
        }
        for row in sheets.values()
    ]
    frozen = report_scores({"period": "2026-01", "rankings": rankings}, parts)
    whole = told_scores(scores, findings)
    assert frozen.views == {
        view: {key: row for key, row in rows.items() if key.startswith(("2026-01|", "2026-01/"))}
        for view, rows in whole.views.items()
    }


def _of(difference: Any, sheet: Any) -> bool:
    return bool((difference["period"], difference["org"]) == (sheet["period"], sheet["org"]))
