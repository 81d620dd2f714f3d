"""Tables 二, 三 and 四 on the console."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from cli.tables import plain_table
from law import table2, table4
from law.outcomes import Row
from law.table3 import CARRIED_IN, CARRIED_OUT, COLUMNS, NEW, RESULTS_TOTAL, ROWS, TITLE
from law.table4 import BLOCKS, Remedy
from papers.annual.report import Report, doubts, problems

_GROUPS = {
    "新收": (NEW,),
    "上年\n结转": (CARRIED_IN,),
    "予以\n公开": (Row.GRANTED,),
    "部分\n公开": (Row.PARTIAL,),
    "不予\n公开": tuple(key for key in ROWS if key.startswith("3_3_")),
    "无法\n提供": tuple(key for key in ROWS if key.startswith("3_4_")),
    "不予\n处理": tuple(key for key in ROWS if key.startswith("3_5_")),
    "其他\n处理": tuple(key for key in ROWS if key.startswith("3_6_")),
    "办结\n总计": (RESULTS_TOTAL,),
    "结转\n下年": (CARRIED_OUT,),
}
_REMEDIES = {
    "复议": Remedy.REVIEW,
    "直接\n起诉": Remedy.LITIGATION_DIRECT,
    "复议后\n起诉": Remedy.LITIGATION_AFTER_REVIEW,
}


def printed(report: Report) -> Iterator[RenderableType]:
    """The unit's or county's tables, what each unit adds to them, and what is wrong."""
    yield Text(report.heading, style="bold")
    yield two(report)
    yield three(report)
    yield four(report)
    if report.units:
        yield units(report.units)
    wrong = list(problems(report))
    if unsure := list(doubts(report)):
        yield Text("\n".join(unsure))
    yield Text("\n".join(["勾稽关系不成立或者县表与各单位之和不符：", *wrong]) if wrong else "勾稽关系全部成立")


def two(report: Report) -> Table:
    """Table 二; cells that a row has not are empty."""
    table = plain_table(table2.TITLE, "")
    for name in table2.COLUMN_NAMES.values():
        table.add_column(name, justify="right")
    for row, (article, name) in table2.ROWS.items():
        numbers = [
            str(cells[column]) if column in (cells := report.table2[row]) else "" for column in table2.COLUMN_NAMES
        ]
        table.add_row(f"{article} {name}", *numbers)
    return table


def three(report: Report) -> Table:
    """Table 三; the headings of groups of rows stand alone on a line."""
    table = plain_table(TITLE, "")
    for _, outer, inner in COLUMNS.values():
        table.add_column(inner or outer, justify="right", no_wrap=True)
    above: tuple[str, ...] = ()
    for key, headings in ROWS.items():
        parts = tuple(heading for heading in headings if heading)
        for depth, part in enumerate(parts[:-1]):
            if above[: depth + 1] != parts[: depth + 1]:
                table.add_row("  " * depth + part)
        above = parts
        numbers = [str(report.table3[key][column]) for column in COLUMNS]
        table.add_row("  " * (len(parts) - 1) + parts[-1], *numbers)
    return table


def four(report: Report) -> Table:
    """Table 四, a line for each of its three blocks."""
    table = plain_table(table4.TITLE, "")
    for name in table4.COLUMNS.values():
        table.add_column(name, justify="right", no_wrap=True)
    for block, (outer, inner) in BLOCKS.items():
        numbers = [str(report.table4[block][column]) for column in table4.COLUMNS]
        table.add_row(f"{outer}（{inner}）" if inner else outer, *numbers)
    return table


def units(reports: Sequence[Report]) -> Table:
    """What each unit adds to the county's tables, results by group of rows, and the sum."""
    table = plain_table("各单位", "单位")
    for name in (*_GROUPS, *_REMEDIES):
        table.add_column(name, justify="right", no_wrap=True)
    lines = [_numbers(unit) for unit in reports]
    for unit, line in zip(reports, lines, strict=True):
        table.add_row(Text(unit.name), *map(str, line))
    table.add_section()
    table.add_row("合计", *(str(sum(column)) for column in zip(*lines, strict=True)))
    return table


def _numbers(unit: Report) -> list[int]:
    return [
        *(sum(unit.table3[key]["total"] for key in keys) for keys in _GROUPS.values()),
        *(unit.table4[block]["total"] for block in _REMEDIES.values()),
    ]
