"""Tables 三 and 四 on the console."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from cli.annual.form import BLOCKS, COLUMNS, RESULTS, ROWS, TITLE3, TITLE4
from cli.annual.report import Report, problems
from cli.tables import plain_table

_GROUPS = {
    "新收": ("1_new",),
    "上年\n结转": ("2_carried_in",),
    "予以\n公开": ("3_1_granted",),
    "部分\n公开": ("3_2_partial",),
    "不予\n公开": tuple(key for key in ROWS if key.startswith("3_3_")),
    "无法\n提供": tuple(key for key in ROWS if key.startswith("3_4_")),
    "不予\n处理": tuple(key for key in ROWS if key.startswith("3_5_")),
    "其他\n处理": tuple(key for key in ROWS if key.startswith("3_6_")),
    "办结\n总计": ("3_7_total",),
    "结转\n下年": ("4_carried_out",),
}
_REMEDIES = {"复议": "review", "直接\n起诉": "litigation_direct", "复议后\n起诉": "litigation_after_review"}


def printed(report: Report) -> Iterator[RenderableType]:
    """The unit's or county's tables, what each unit adds to them, and what is wrong."""
    yield Text(report.heading, style="bold")
    yield table3(report)
    yield table4(report)
    if report.units:
        yield units(report.units)
    wrong = list(problems(report))
    yield Text(
        "\n".join(["勾稽关系不成立或者县表与各单位之和不符：", *wrong]) if wrong else "勾稽关系全部成立"
    )


def table3(report: Report) -> Table:
    """Table 三; the headings of groups of rows stand alone on a line."""
    table = plain_table(TITLE3, "")
    for path in COLUMNS.values():
        table.add_column(path[2] or path[1], justify="right", no_wrap=True)
    above: tuple[str, ...] = ()
    for key, path in ROWS.items():
        parts = [part for part in path if part]
        for depth, part in enumerate(parts[:-1]):
            if above[: depth + 1] != tuple(parts[: depth + 1]):
                table.add_row("  " * depth + part)
        above = tuple(parts)
        numbers = [str(report.table3[key][column]) for column in COLUMNS]
        table.add_row("  " * (len(parts) - 1) + parts[-1], *numbers)
    return table


def table4(report: Report) -> Table:
    """Table 四, a line for each of its three blocks."""
    table = plain_table(TITLE4, "")
    for name in RESULTS.values():
        table.add_column(name, justify="right", no_wrap=True)
    for block, (outer, inner) in BLOCKS.items():
        numbers = [str(report.table4[block][column]) for column in RESULTS]
        table.add_row(f"{outer}（{inner}）" if inner else outer, *numbers)
    return table


def units(found: Sequence[Report]) -> Table:
    """What each unit adds to the county's tables, results by group of rows, and the sum."""
    table = plain_table("各单位", "单位")
    for name in (*_GROUPS, *_REMEDIES):
        table.add_column(name, justify="right", no_wrap=True)
    lines = [_numbers(unit) for unit in found]
    for unit, line in zip(found, lines, strict=True):
        table.add_row(Text(unit.name), *map(str, line))
    table.add_section()
    table.add_row("合计", *(str(sum(column)) for column in zip(*lines, strict=True)))
    return table


def _numbers(unit: Report) -> list[int]:
    return [
        *(sum(unit.table3[key]["total"] for key in keys) for keys in _GROUPS.values()),
        *(unit.table4[block]["total"] for block in _REMEDIES.values()),
    ]
