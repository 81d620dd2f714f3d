"""The text of a report: who is named last, what was found and mended, and who said nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

from contracts.assessment.report import ReportPart
from contracts.assessment.sheet import SheetRow
from contracts.views import PeriodRow
from law.reports import ReportKind
from law.scoring.sheet import Standing
from services.assessment.bulletin import paragraphs


def part(
    org: str, total: str, *, standing: str = "scored", counts: dict[str, int] | None = None, **by: Any
) -> ReportPart:
    clause = {
        "path": "1",
        "title": "一",
        "weight": "100",
        "score": total,
        "standing": Standing(standing),
        "formula": "",
    }
    sheet = {
        "county": "c",
        "org": org,
        "roster": "部门",
        "period": "2026-01",
        "version": 1,
        "full": "100",
        "base": total,
    }
    more = {"bonus": "0", "total": total, "grade": "", "silent": False, "vetoes": [], "clauses": [clause]}
    row = {"org": org, "county": "c", "period": "2026-01", "counts": counts or {}, "by": by}
    return ReportPart(
        report="c|monthly|2026-01",
        org=org,
        name=f"{org}局",
        row=PeriodRow.model_validate(row),
        sheet=SheetRow.model_validate(sheet | more),
    )


def text(*parts: ReportPart) -> list[str]:
    return paragraphs(ReportKind.MONTHLY, "2026-01", date(2026, 1, 31), parts, (), None)


def last(*totals: str) -> str:
    (line,) = [
        line for line in text(*(part(f"u{at:02}", total) for at, total in enumerate(totals))) if "排在后面" in line
    ]
    return line.partition("：")[2]


def test_at_most_five_stand_last_the_last_first() -> None:
    assert last("99", "70", "98", "60", "97", "80", "90") == "u03局60分、u01局70分、u05局80分、u06局90分、u04局97分。"


def test_nobody_of_those_who_share_the_first_rank_stands_last() -> None:
    assert last("98", "84.5", "98", "98") == "u01局84.5分。"
    assert last("98", "98") == "2个单位并列，98分，没有先后。"


def test_of_units_that_share_a_rank_all_are_named_or_none() -> None:
    assert last("100", *["98"] * 6) == "6个单位并列，98分，见排名。"
    assert last("100", "98", "98", "97", "97", "97", "97") == "u03局97分、u04局97分、u05局97分、u06局97分。"


def test_faults_are_told_with_whose_they_are_and_what_is_mended() -> None:
    faulty = part(
        "a",
        "90",
        counts={"faults_found": 3, "faults_mended": 1, "rechecks_failed": 1},
        faults_by_kind={"栏目不更新": 2, "错链": 1},
    )
    lines = text(faulty, part("b", "91"))
    assert "问题整改：本月发现问题3个，其中经复查整改到位1个；复查未过1次，重复发生0个。" in lines
    assert "发现问题的单位：a局（栏目不更新2个、错链1个，尚未整改到位2个）。" in lines
    assert not any("问题整改" in line for line in text(part("b", "91")))


def test_units_that_said_nothing_are_named_though_silence_cost_them_points() -> None:
    assert "本月没有报送任何事实的单位（1个）：b局。" in text(part("a", "100"), part("b", "98", standing="silent"))
