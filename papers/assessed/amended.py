"""更正 on paper: what an issued report would say otherwise now, cell by cell, and by which facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from contracts.assessment.restatement import Restatement
from law.reports import REPORT_NAMES, ReportKind, day_in_words, in_words
from papers.assessed.cells import cell_words
from papers.assessed.issued import Report
from papers.official.blocks import Annex, Block, Paper, Table, Text, Value, rows, text

FORMULA = "编制说明：原值是印发时的数据，现值是按同一细则、同一口径重新计算的数据；空缺以“—”表示。"


def table(restated: Iterable[Restatement], units: Mapping[str, str]) -> Table:
    """A line a cell; the facts that made it another stand with the first of a unit."""
    lines: list[list[Value]] = []
    for restatement in restated:
        why = "；".join(
            f"{because.title or because.key}（{'、'.join(because.causes)}）" for because in restatement.because
        )
        for cell in restatement.cells:
            unit = units.get(restatement.org, restatement.org)
            lines.append([named(restatement), unit, cell_words(cell.path), cell.before or "—", cell.after or "—", why])
            why = "同上"
    head = ["报告", "单位", "项目", "原值", "现值", "起因（事实）"]
    return rows("更正", head, [30, 26, 36, 12, 12, 40], lines, left=[0, 1, 2, 5], size=9)


def summary(restated: Iterable[Restatement]) -> list[str]:
    """A sentence a report: how many cells of how many units."""
    reports: dict[str, list[Restatement]] = {}
    for restatement in restated:
        reports.setdefault(named(restatement), []).append(restatement)
    return [
        f"{name}：{len(amended)}个单位的{sum(len(each.cells) for each in amended)}处数据与印发时不同。"
        for name, amended in sorted(reports.items())
    ]


def named(restatement: Restatement) -> str:
    """The report that is restated: 2026年1月月报告〔2026〕1号."""
    _, kind, period = restatement.report.split("|")
    return f"{in_words(period)}{REPORT_NAMES[ReportKind(kind)]}{restatement.numbered}号"


def paper(report: Report) -> Paper:
    """The paper about an issued report: what it would say otherwise now. The report itself stays as it is.

    Its number and date are written by people: it is as of the day on which it is drawn.
    """
    head = report.head
    body: list[Block] = [
        text(
            f"《{head.title}》（{report.reference}）于{day_in_words(head.issued_on)}印发，数据截至{day_in_words(head.as_of)}。"
            "印发以后收到的事实，使下列数据与印发时不同。报告本身不改动，更正在此单列，并在下一期报告中载明。"
        )
    ]
    body += map(text, summary(report.restated) or ["没有任何数据与印发时不同。"])
    return Paper(
        title=f"关于更正{head.title}的说明",
        day=head.issued_on,
        dated=False,
        body=tuple(body),
        organ=report.organ,
        reference=f"更正〔{head.year}〕　号",
        formula=FORMULA,
        closing=closing(report),
        signed=f"{report.organ}\n　　年　月　日",
        annexes=(Annex("更正明细", (table(report.restated, report.names),), across=True),) if report.restated else (),
        marks=report.marks,
        facts=report.facts,
    )


def closing(report: Report) -> Text:
    """The last paragraph of every paper about a report: period, day of the data, versions, digest."""
    head = report.head
    rubric = f"考核评分细则第{head.rubric}版" if head.rubric else "没有考核评分细则"
    profile = f"县级口径第{head.profile}版" if head.profile else "没有县级口径"
    return text(
        f"本件期间为{in_words(head.period)}，数据截至{day_in_words(head.as_of)}，依据{rubric}、{profile}。"
        f"报告摘要sha256为{head.sha256[:16]}。"
    )
