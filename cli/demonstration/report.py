"""What the demonstration tells at its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.table import Table

from cli.demonstration.check import Found
from cli.periods import containing
from cli.tables import period_table, plain_table
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


def summary(console: Console, found: Found, counts: Mapping[str, Mapping[str, int]], last_day: str) -> None:
    """Events per service, refusals, the last month, and who is most overdue."""
    events = plain_table("各服务事件数", "服务", "计数")
    for service, counted in counts.items():
        events.add_row(service, ", ".join(f"{name} {count}" for name, count in counted.items()))
    console.print(events)
    refusals = plain_table("退回记录", "代码", "条数")
    for code, count in sorted(found.refusals.items()):
        refusals.add_row(code, str(count))
    console.print(refusals)
    names = {slug: one["name"] for slug, one in found.organisations.items()}
    month = containing("monthly", last_day)
    rows = [
        row for row in found.views["monthly"].values() if row["period"] == month and row["county"] == COUNTY
    ]
    rows.sort(key=lambda row: str(row["org"]))
    console.print(period_table(f"奉节县 {month}（2026 年为模拟数据，数据截至 {last_day}）", rows, names))
    console.print(_applications(found, last_day[:4]))
    console.print(_most_overdue(found.obligations, names))


def _applications(found: Found, year: str) -> Table:
    """The county's applications of the year as table 三 counts them, summed from the units' annual rows."""
    rows = [
        row for row in found.views["annual"].values() if row["period"] == year and row["county"] == COUNTY
    ]
    results: Counter[str] = Counter()
    for row in rows:
        results.update(row["applications_results"])
    lines = {
        "新收申请": sum(row["applications_received"] for row in rows),
        "办结": results.total(),
        **{f"  {row_name(key)}": results[key] for key in ROWS if results[key]},
        "结转下年度": sum(row["applications_open"] for row in rows),
        "延期答复": sum(row["applications_extended"] for row in rows),
        "提起复议、诉讼": sum(sum(row["remedies_filed"].values()) for row in rows),
        "收取信息处理费（元）": sum(row["fees_collected"] for row in rows),
    }
    table = plain_table(f"依申请公开 {year}（模拟，规模取自 2020 年公布数）", "", "件数")
    for name, number in lines.items():
        table.add_row(name, str(number))
    return table


def _most_overdue(obligations: Mapping[str, Any], names: Mapping[str, str]) -> Table:
    overdue = Counter(
        row["obligation"]["org"] for row in obligations.values() if row["obligation"]["status"] == "overdue"
    )
    table = plain_table("逾期最多的五个单位（模拟）", "单位", "逾期未履行义务")
    for org, count in sorted(overdue.items(), key=lambda entry: (-entry[1], entry[0]))[:5]:
        table.add_row(names.get(org, org), str(count))
    return table


def verdict(console: Console, found: Found) -> None:
    """Whether views and refusals are as the oracle says; if not, where they differ."""
    if not found.differences:
        console.print(
            f"the oracle agrees: {found.rows} rows of three views, {len(found.obligations)} open or overdue obligations, "
            f"{found.refusals.total()} refusals",
            style="green",
            soft_wrap=True,
        )
        return
    console.print(f"the oracle disagrees in {len(found.differences)} places:", style="red")
    for difference in found.differences[:SHOWN_DIFFERENCES]:
        console.print(f"  {difference}", markup=False, soft_wrap=True)
    if len(found.differences) > SHOWN_DIFFERENCES:
        console.print(f"  … and {len(found.differences) - SHOWN_DIFFERENCES} more")
