"""评分表: a unit's score clause by clause, each with its formula; below it what every lost point rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from contracts.assessment.indicator import IndicatorRow
from contracts.assessment.sheet import ClauseRow, DeductionRow, SheetRow
from law.reports import day_in_words, in_words
from law.scoring.points import hundredths, words
from law.scoring.sheet import Standing
from papers.assessed.issued import Report
from papers.official.blocks import Block, Heading, Note, Paper, Sum, Table, Value, numeral, rows, text

STANDINGS = {
    Standing.SCORED: "",
    Standing.NOT_APPLICABLE: "不适用",
    Standing.SILENT: "沉默",
    Standing.NOTHING_TO_REPORT: "零报告",
    Standing.RUNNING: "期间未结束",
}
"""How a clause came to its score, where that was not by counting."""
_FULL, _SCORE = 2, 3
_FACTS = 20
"""Facts that a line names; the topic has all."""


@dataclass(frozen=True)
class Scored:
    """A unit's sheet, and of what it is: a report that was issued, or the scores as they stand."""

    name: str
    sheet: SheetRow
    deductions: Sequence[DeductionRow]
    indicators: Sequence[IndicatorRow]
    as_of: date
    source: str
    marks: tuple[str, ...] = ()


def of_report(report: Report, org: str) -> Scored:
    """A unit's sheet as the report has it. ``LookupError`` where it has none."""
    part = next((part for part in report.parts if part.org == org), None)
    if part is None or part.sheet is None:
        raise LookupError(f"{org}: {report.head.id} has no score sheet of it")
    source = f"{report.head.title}（{report.reference}）" if report.issued else f"{report.head.title}草稿"
    return Scored(part.name, part.sheet, part.deductions, part.indicators, report.head.as_of, source, report.marks)


def paper(scored: Scored) -> Paper:
    """The sheet as a paper."""
    sheet = scored.sheet
    sections: list[tuple[str, list[Block]]] = [("各项得分", [clauses(sheet)])]
    if sheet.vetoes:
        fell = [text(f"{veto.path} {veto.title}。") for veto in sheet.vetoes]
        sections.append(("一票否决", list(fell)))
    lost: list[Block] = [_lost(scored.deductions)] if scored.deductions else [text("没有扣分。")]
    sections.append(("扣分依据", lost))
    if scored.indicators:
        sections.append(("指标异常（不计分，请核实）", [_odd(scored.indicators)]))
    blocks: list[Block] = []
    for number, (title, content) in enumerate(sections, start=1):
        blocks += [Heading(f"{numeral(number)}、{title}"), *content]
    return Paper(
        title=f"{scored.name}{in_words(sheet.period)}政务公开评分表",
        day=scored.as_of,
        dated=False,
        body=(Note("　".join(_facts(scored))), *blocks),
        closing=text(
            "编制说明：上级指标的得分是下级指标得分之和，总分＝各指标得分之和＋加分，一票否决按细则处理；每项得分的算式列于表中。"
            f"期间为{in_words(sheet.period)}，数据截至{day_in_words(scored.as_of)}，依据考核评分细则第{sheet.version}版。来源：{scored.source}。"
        ),
        marks=scored.marks,
        facts=_facts(scored),
    )


def clauses(sheet: SheetRow) -> Table:
    """A line a clause; one that stands above others is their sum, and so is the total."""
    lines: list[list[Value]] = [_clause(sheet, clause) for clause in sheet.clauses]
    tops = [at for at, clause in enumerate(sheet.clauses, start=1) if "." not in clause.path]
    graded = f"等次：{sheet.grade}" if sheet.grade else ""
    bonus = f"其中加分{sheet.bonus}" if sheet.bonus not in {"", "0"} else ""
    lines.append(
        ["", "总分", _total(sheet, sheet.full, tops, _FULL), _total(sheet, sheet.total, tops, _SCORE), graded, bonus]
    )
    head = ["编号", "指标", "分值", "得分", "情形", "算式"]
    return rows("评分表", head, [11, 40, 11, 11, 18, 65], lines, left=[1, 5], totals=1, size=9)


def _clause(sheet: SheetRow, clause: ClauseRow) -> list[Value]:
    below = [
        at
        for at, each in enumerate(sheet.clauses, start=1)
        if each.path.startswith(f"{clause.path}.") and "." not in each.path[len(clause.path) + 1 :]
    ]
    standing = STANDINGS[clause.standing]
    return [
        clause.path,
        clause.title,
        _total(sheet, clause.weight, below, _FULL),
        _total(sheet, clause.score, below, _SCORE),
        standing,
        clause.formula,
    ]


def _total(sheet: SheetRow, points: str, below: Sequence[int], column: int) -> Value:
    """The sum of the lines below where it is that: a veto or a cap may have made it another number."""
    name = "weight" if column == _FULL else "score"
    summed = sum(hundredths(getattr(sheet.clauses[at - 1], name).removeprefix("-")) for at in below)
    if below and words(summed) == points:
        return Sum(Decimal(points), tuple((at, column) for at in below))
    return Decimal(points)


def _lost(deductions: Sequence[DeductionRow]) -> Table:
    lines: list[list[Value]] = [
        [
            f"{row.path} {row.clause}",
            Decimal(row.points),
            row.text,
            f"{row.formula}{f'（{row.article}）' if row.article else ''}",
            _listed(row.facts or row.keys or row.because),
        ]
        for row in deductions
    ]
    cells = tuple((row, 1) for row in range(1, len(lines) + 1))
    whole = sum((Decimal(row.points) for row in deductions), Decimal(0))
    head = ["指标", "扣分", "说明", "算式和条款", "依据事实"]
    lines.append(["合计", Sum(whole, cells), "", "", ""])
    return rows("扣分依据", head, [28, 9, 44, 40, 35], lines, left=[0, 2, 3, 4], totals=1, size=9)


def _odd(indicators: Sequence[IndicatorRow]) -> Table:
    lines: list[list[Value]] = [[row.name, row.text, _listed(row.keys), _listed(row.facts)] for row in indicators]
    return rows(
        "指标异常", ["指标", "说明", "相关事项", "依据事实"], [24, 56, 40, 36], lines, left=[0, 1, 2, 3], size=9
    )


def _listed(names: Sequence[str]) -> str:
    more = f" 等{len(names)}个" if len(names) > _FACTS else ""
    return "、".join(names[:_FACTS]) + more


def _facts(scored: Scored) -> tuple[str, ...]:
    sheet = scored.sheet
    return (
        f"单位：{scored.name}",
        f"名册：{sheet.roster}",
        f"期间：{in_words(sheet.period)}",
        f"数据截至：{scored.as_of}",
        f"评分细则：第{sheet.version}版",
    )
