"""Reports as people read them on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from cli.scores import indicator_table
from cli.tables import add, plain_table
from law.reports import REPORT_NAMES, ReportKind
from papers.assessed.cells import cell_words

STAGES = {"draft": "草稿", "checked": "已核对", "issued": "已印发"}

Row = Mapping[str, Any]


def list_table(reports: Iterable[Row]) -> Table:
    """A line a report."""
    table = plain_table("报告", "县", "种类", "期间", "编号", "印发日期", "状态", "摘要")
    for row in reports:
        numbered = f"〔{row['year']}〕{row['number']}" if row["number"] else ""
        on = row["issued_on"] if row["number"] else ""
        name = REPORT_NAMES[ReportKind(row["kind"])]
        add(table, row["county"], name, row["period"], numbered, on, STAGES[row["stage"]], row["sha256"][:12])
    return table


def head_parts(head: Row, stage: str, names: Mapping[str, str]) -> Iterator[RenderableType]:
    """Title and number, text, rankings, and what it carries of earlier reports. ``names``: of organisations, by slug."""
    numbered = f"〔{head['year']}〕{head['number']}" if stage == "issued" else STAGES[stage]
    rubric = f"细则第{head['rubric']}版" if head["rubric"] else "没有细则"
    yield Text(f"{head['title']} {numbered}", style="bold")
    yield Text(f"数据截至 {head['as_of']}，{rubric}，sha256 {head['sha256']}")
    for paragraph in head["text"]:
        yield Text(paragraph)
    own = {report["org"]: report for report in head["own_reports"]}
    for ranking in head["rankings"]:
        table = plain_table(f"排名 {ranking['roster']}", "名次", "单位", "总分", *(["自评"] if own else []))
        for place in ranking["places"]:
            own_score = [_own_score(own.get(place["org"]))] if own else []
            add(table, place["rank"], names.get(place["org"], place["org"]), place["total"], *own_score)
        if table.row_count:
            yield table
    yield from _own_tables(own.values(), names)
    if head["restated"]:
        yield Text("对以前报告的更正", style="bold")
        yield from restatement_parts(head["restated"], names)


def _own_score(report: Row | None) -> str:
    """What a unit said of its own score."""
    if report is None:
        return "未报"
    return report["score"] or ("零报告" if report["nothing_to_report"] else "未报得分")


def _own_tables(reports: Iterable[Row], names: Mapping[str, str]) -> Iterator[RenderableType]:
    """Numbers by units' own count beside those that were counted."""
    table = plain_table("自评数字", "单位", "名称", "自报", "核定")
    for report in reports:
        for figure in report["figures"]:
            counted = "—" if figure["counted"] is None else figure["counted"]
            add(table, names.get(report["org"], report["org"]), figure["name"], figure["own"], counted)
    if table.row_count:
        yield table


def part_tables(parts: Iterable[Row]) -> Iterator[RenderableType]:
    """A unit's numbers, its sheet and what looked odd, as issued."""
    for part in parts:
        table = plain_table(f"{part['name']} 统计", "项目", "数量")
        for name, amount in part["row"]["counts"].items():
            add(table, name, amount)
        if table.row_count:
            yield table
        if part["sheet"]:
            scored = plain_table(f"{part['name']} 评分表", "编号", "指标", "分值", "得分", "算式")
            for clause in part["sheet"]["clauses"]:
                add(scored, *(clause[name] for name in ("path", "title", "weight", "score", "formula")))
            yield scored
        if part["indicators"]:
            yield indicator_table(part["indicators"])


def restatement_parts(restatements: Iterable[Row], names: Mapping[str, str]) -> Iterator[RenderableType]:
    """Cell by cell what differs now, and by which facts."""
    for row in restatements:
        _, kind, period = row["report"].split("|")
        report = f"{period} {REPORT_NAMES[ReportKind(kind)]}{row['numbered']}"
        yield Text(f"更正 {report} {names.get(row['org'], row['org'])}", style="bold")
        table = plain_table("", "位置", "原值", "现值")
        for cell in row["cells"]:
            add(table, cell_words(cell["path"]), cell["before"] or "—", cell["after"] or "—")
        yield table
        for because in row["because"]:
            yield Text(f"  因 {because['key']}：{'、'.join(because['causes'])}")


def problem_lines(problems: Iterable[Row]) -> Iterator[Text]:
    """What stands against a report's being issued, and what to know."""
    for problem in problems:
        mark, style = ("不能印发", "red") if problem["grave"] else ("请留意", "yellow")
        yield Text(f"{mark}（{problem['code']}）：{problem['text']}", style=style)


def verdict(body: Row) -> str:
    """Whether an issued report holds, and what it would say otherwise by now."""
    if body["holds"]:
        restated = f"；{body['restated']}个单位的数据此后有更正" if body["restated"] else ""
        return f"与印发时一致，重新计算结果相同{restated}"
    reasons = []
    if not body["head_holds"]:
        reasons.append("报告首页与其摘要不符")
    if body["altered"]:
        reasons.append(f"分表被改动：{'、'.join(body['altered'])}")
    if body["differing"]:
        reasons.append(f"重新计算结果不同：{'、'.join(body['differing'])}")
    if body["behind"]:
        reasons.append(f"还有{body['behind']}个分区没有读到印发时的位置，稍候再试")
    return "；".join(reasons)
