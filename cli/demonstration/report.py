"""What the demonstration tells at its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from cli.demonstration.check import Comparison
from cli.periods import containing
from cli.tables import add, period_table, plain_table
from cli.words import Words
from demo.documents import RealDocuments
from demo.units import COUNTY
from law.table3 import ROWS, row_name

SHOWN_DIFFERENCES = 50


def documents(console: Console, real: RealDocuments) -> None:
    """The real documents: how many became facts, and the rows that could not, with the reason."""
    console.print(f"{real.documents} real documents become facts; {len(real.unusable)} rows cannot:")
    for row in real.unusable:
        name = row.title or row.office or "(no title)"
        console.print(f"  {row.subject} {row.county} {name}: {row.reason}", markup=False, soft_wrap=True)


def summary(console: Console, comparison: Comparison, counts: Mapping[str, Mapping[str, int]], last_day: str) -> None:
    """Events per service, refusals, the last month, and who is most overdue."""
    events = plain_table("各服务事件数", "服务", "计数")
    for service, counted in counts.items():
        events.add_row(service, ", ".join(f"{name} {count}" for name, count in counted.items()))
    console.print(events)
    refusals = plain_table("退回记录", "代码", "条数")
    for code, count in sorted(comparison.refusals.items()):
        refusals.add_row(code, str(count))
    console.print(refusals)
    names = comparison.registry.orgs
    month = containing("monthly", last_day)
    rows = [row for row in comparison.views["monthly"].values() if row["period"] == month and row["county"] == COUNTY]
    rows.sort(key=lambda row: str(row["org"]))
    title = f"奉节县 {month}（2026 年为模拟数据，数据截至 {comparison.today}）"
    console.print(period_table(title, rows, names, comparison.words))
    of_year = [
        row for row in comparison.views["annual"].values() if row["period"] == last_day[:4] and row["county"] == COUNTY
    ]
    console.print(_counted(of_year, last_day[:4], comparison.words))
    console.print(_results(of_year, last_day[:4]))
    console.print(_most_overdue(comparison.obligations, names))


def _counted(rows: Sequence[Any], year: str, words: Words) -> Table:
    """What the county's units count in the year, of every family."""
    table = plain_table(f"奉节县 {year}（模拟，规模取自 2020 年公布数）", "栏目", "统计项", "数量")
    for code, measure in words.measures.items():
        amount = sum(row.get("counts", {}).get(code, 0) for row in rows)
        if amount:
            add(table, measure["group"], measure["chinese"], f"{amount} {measure['unit']}")
    return table


def _results(rows: Sequence[Any], year: str) -> Table:
    """The county's applications of the year by their results, as table 三 has them."""
    results: Counter[str] = Counter()
    for row in rows:
        results.update(row.get("by", {}).get("applications_results", {}))
    table = plain_table(f"依申请公开 {year}（模拟），按办理结果", "", "件数")
    for key in ROWS:
        if results[key]:
            table.add_row(row_name(key), str(results[key]))
    table.add_row("总计", str(results.total()))
    return table


def _most_overdue(obligations: Mapping[str, Any], names: Mapping[str, str]) -> Table:
    overdue = Counter(
        row["obligation"]["org"] for row in obligations.values() if row["obligation"]["status"] == "overdue"
    )
    table = plain_table("逾期最多的五个单位（模拟）", "单位", "逾期未履行义务")
    for org, count in sorted(overdue.items(), key=lambda entry: (-entry[1], entry[0]))[:5]:
        table.add_row(names.get(org, org), str(count))
    return table


def verdict(console: Console, comparison: Comparison) -> None:
    """Whether views and refusals are as the oracle says; if not, where they differ."""
    if comparison.others:
        console.print(
            f"{comparison.others} records of others lie in the inboxes, and are judged with ours", soft_wrap=True
        )
    for unjudged in comparison.scores.unjudged:
        console.print(f"not judged by the oracle: {unjudged}", style="yellow", markup=False, soft_wrap=True)
    if not comparison.differences:
        sheets, rankings, odd = (len(rows) for rows in comparison.scores.expected.views.values())
        console.print(
            f"the oracle agrees: {comparison.rows} rows of three views, {len(comparison.obligations)} open or overdue obligations, "
            f"{comparison.refusals.total()} refusals, {sheets} score sheets, {rankings} rankings, {odd} indicators, "
            f"{comparison.scores.reports} issued reports",
            style="green",
            soft_wrap=True,
        )
        return
    console.print(f"the oracle disagrees in {len(comparison.differences)} places:", style="red")
    for difference in comparison.differences[:SHOWN_DIFFERENCES]:
        console.print(f"  {difference}", markup=False, soft_wrap=True)
    if len(comparison.differences) > SHOWN_DIFFERENCES:
        console.print(f"  … and {len(comparison.differences) - SHOWN_DIFFERENCES} more")
