"""A unit's score sheet with what each lost point rests on, and the note about what it owes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from law.scoring.points import hundredths
from papers.assessed import owed, scoring
from papers.assessed.owed import Owing
from tests.papers.assessed.reading import monthly, sheets
from tests.papers.official.pages import text


def row(subject: str, days_left: int, *, provisional: bool = False) -> dict[str, Any]:
    explanation = {
        "article": "条例第二十六条",
        "start": "2026-03-02",
        "limit": 20,
        "unit": "个工作日",
        "calendars": {"2026": 1},
        "rule": "",
    }
    obligation = {
        "id": "publish:2026-03-02",
        "duty": "publish",
        "org": "fengjie-aa",
        "subject": subject,
        "opened_on": "2026-03-02",
        "due_on": "2026-03-30",
        "original_due_on": "2026-03-30",
        "provisional": provisional,
        "met_on": None,
        "status": "overdue" if days_left < 0 else "open",
        "facts": ["f-1"],
        "explanation": explanation,
    }
    kind = "publishing.disclosure"
    return {"kind": kind, "title": f"关于{subject}的通知", "obligation": obligation, "days_left": days_left}


def test_every_clause_stands_with_its_formula_and_the_sums_are_live() -> None:
    report = monthly()
    part = next(part for part in report.parts if part.deductions)
    assert part.sheet is not None
    paper = scoring.paper(scoring.of_report(report, part.org))
    live, reckoned = sheets(paper)["评分表"], sheets(paper, reckoned=True)["评分表"]
    for at, clause in enumerate(part.sheet.clauses, start=4):
        assert [live.cell(at, column).value for column in (1, 2, 6)] == [clause.path, clause.title, clause.formula]
        assert reckoned.cell(at, 4).value == hundredths(clause.score) / 100
    last = 4 + len(part.sheet.clauses)
    assert str(live.cell(last, 4).value).startswith("=SUM(")
    assert reckoned.cell(last, 4).value == hundredths(part.sheet.total) / 100
    lost = [[cell.value for cell in row] for row in sheets(paper)["扣分依据"].iter_rows(min_row=4)]
    for row, deduction in zip(lost, part.deductions, strict=False):
        assert row[0] == f"{deduction.path} {deduction.clause}"
        assert row[2] == deduction.text
        assert str(row[3]).startswith(deduction.formula)
        assert not deduction.facts or str(row[4]).startswith(deduction.facts[0])
    said = text(paper)
    assert f"{part.name}2026年3月政务公开评分表" in said
    assert "月报告〔2026〕2号" in said
    assert "依据考核评分细则第1版" in said


def test_the_points_lost_add_up_to_what_is_printed_under_them() -> None:
    report = monthly()
    part = next(part for part in report.parts if part.deductions)
    book = sheets(scoring.paper(scoring.of_report(report, part.org)), reckoned=True)["扣分依据"]
    assert book.cell(4 + len(part.deductions), 2).value == sum(hundredths(row.points) for row in part.deductions) / 100


def test_a_unit_that_the_report_has_not_is_said() -> None:
    with pytest.raises(LookupError, match="has no score sheet"):
        scoring.of_report(monthly(), "nobody")


def test_a_reminder_says_what_is_owed_by_which_clause_and_how_the_day_came_about() -> None:
    owing = Owing(
        "奉节县财政局",
        "奉节县",
        [row("救助标准", -3), row("预算公开", 2, provisional=True)],
        7,
        date(2026, 4, 2),
        date(2026, 4, 1),
        rubric=1,
        simulated=True,
    )
    said = text(owed.paper(owing))
    for words in (
        "演示数据（模拟）",
        "奉节县财政局：",
        "截至2026年4月2日，你单位逾期未履行的政务公开义务1项，7日内到期1项",
        "其中逾期最久的已逾期3日。",
        "数据截至2026年4月1日，依据考核评分细则第1版",
        "尚余日数＝到期日－今日",
    ):
        assert words in said
    lines = [
        [cell.value for cell in line] for line in sheets(owed.paper(owing))["到期事项"].iter_rows(min_row=4, max_row=5)
    ]
    assert [line[1:3] for line in lines] == [["2026-03-30", -3], ["2026-03-30（暂定）", 2]]
    assert lines[0][4:] == ["关于救助标准的通知", "主动公开政府信息", "条例第二十六条；自2026-03-02起20个工作日"]
