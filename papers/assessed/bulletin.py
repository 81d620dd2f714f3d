"""月报告, 季通报 and 年考核 as 通报: how the period went, rankings, faults by name, what was not mended, restatements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from law.reports import ReportKind, before, in_words
from papers.assessed import amended, faults, figures, heard
from papers.assessed.issued import Report
from papers.official.blocks import Annex, Block, Heading, Note, Paper, Table, numeral, text

POINTS = (
    "总分＝各指标得分之和＋加分，一票否决按细则处理；名次在同一名册内由高到低，同分同名次，没有任何事实的单位不排名。"
)
FORMULA = f"编制说明：{figures.FORMULA}{POINTS}"


def paper(report: Report) -> Paper:
    """The report's paper: what was issued and what the one before it said, and nothing else."""
    head = report.head
    ranked = [table for _, table in figures.rankings(report)]
    in_body = head.kind is not ReportKind.MONTHLY
    sections: list[tuple[str, list[Block]]] = [("总体情况", [text(paragraph) for paragraph in head.text])]
    if in_body and ranked:
        sections.append(("得分和排名", _titled(ranked)))
    sections.append(("存在的问题", _paragraphs(_named(report), "没有逾期未履行的义务，没有扣分。")))
    sections.append(("上期通报后仍未整改", _unmended(report)))
    sections.append(("对以前报告的更正", _paragraphs(amended.summary(head.restated), "没有更正。")))
    return Paper(
        title=f"关于{head.title}的通报" if head.kind is ReportKind.ANNUAL else head.title,
        day=head.issued_on,
        body=tuple(_numbered(sections)),
        organ=report.organ,
        reference=report.reference,
        addressee="各有关单位：",
        formula=FORMULA,
        closing=amended.closing(report),
        signed=report.organ,
        annexes=tuple(_annexes(report, [] if in_body else ranked)),
        issued_by=report.organ,
        marks=report.marks,
        facts=report.facts,
    )


def _annexes(report: Report, ranked: list[Table]) -> Iterable[Annex]:
    yield Annex("各单位统计表", (Note(figures.FORMULA), figures.units(report)))
    if ranked:
        yield Annex("得分和排名", (Note(POINTS), *_titled(ranked)))
    if any(part.deductions for part in report.parts):
        yield Annex(
            "扣分明细表",
            (Note("同一单位同一指标的扣分合为一行；逐项依据见该单位评分表。"), figures.deductions(report)),
            across=True,
        )
    if report.head.restated:
        yield Annex("对以前报告的更正明细", (amended.table(report.head.restated, report.names),), across=True)
    if table := figures.unmended(report):
        yield Annex("上期通报后仍未整改的义务", (table,))
    yield from heard.annexes(report)


def _numbered(sections: Iterable[tuple[str, list[Block]]]) -> Iterable[Block]:
    for number, (title, blocks) in enumerate(sections, start=1):
        yield Heading(f"{numeral(number)}、{title}")
        yield from blocks


def _titled(ranked: Iterable[Table]) -> list[Block]:
    blocks: list[Block] = []
    for number, table in enumerate(ranked, start=1):
        blocks += [Heading(f"（{numeral(number)}）{table.name}", level=2), table]
    return blocks


def _unmended(report: Report) -> list[Block]:
    last = in_words(before(report.head.period))
    if report.previous is None:
        return [text(f"{last}没有印发报告，无从比较。")]
    units: Counter[str] = Counter()
    for left in faults.unmended(report):
        units[left.unit] += left.now
    if not units:
        return [text(f"{report.previous.reference}所列逾期义务均已履行或更正。")]
    return [
        text(
            f"{report.previous.reference}所列逾期未履行的义务，至本期数据截至日仍有{units.total()}项没有履行，"
            f"涉及{len(units)}个单位：{'、'.join(f'{unit}{left}项' for unit, left in units.most_common())}。明细见附件。"
        )
    ]


def _named(report: Report) -> list[str]:
    return [*faults.vetoes(report), *faults.overdue(report), *faults.by_clause(report)]


def _paragraphs(sentences: Iterable[str], nothing: str) -> list[Block]:
    return [text(sentence) for sentence in sentences] or [text(nothing)]
