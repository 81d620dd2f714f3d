"""What stands in the cells of a report: blanks that are no zero, signs, fractions, rows and tables that lack."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from law import table2
from law.report_check.finding import Finding, Level, number, of_cells, where
from law.report_check.published import (
    TABLE_NAMES,
    Cell,
    Form,
    Key,
    Kind,
    PublishedReport,
    Table,
    form_keys,
    place_words,
)
from law.report_check.sums import Sums, identities

_PIECES = frozenset({"", "件", "条", "个", "起", "宗", "项", "份", "件次", "次"})


def lacking(report: PublishedReport) -> Iterator[Finding]:
    """Tables that the file does not have, and rows or columns that a table lacks."""
    for table in Table if not report.excerpt else ():
        if table is Table.TWO and report.form is Form.TRIAL:
            continue
        if not report.has(table):
            yield Finding(
                "table.missing",
                Level.WARNING,
                report.name,
                TABLE_NAMES[table],
                (),
                f"没有找到{TABLE_NAMES[table]}",
                "年度报告应有表二、表三、表四；如果表在另一个文件，请一并核对",
            )
        else:
            yield from _lacking_rows(report, table)


def _lacking_rows(report: PublishedReport, table: Table) -> Iterator[Finding]:
    missing = [key for key in form_keys(report, table) if key not in report.cells]
    for _, keys in groupby(missing, key=lambda key: key.row):
        row = tuple(keys)
        yield Finding(
            "row.missing",
            Level.ERROR,
            report.name,
            where(*row),
            (),
            "没有找到表格规定的这一行（或者其中几格）",
            "请按国办公开办函〔2021〕30号的格式补上；没有发生的填0",
            keys=row,
        )


def blanks(report: PublishedReport) -> Iterator[Finding]:
    """Cells without a number, those of a row together; and what number the other cells ask for."""
    solved = _solved(report)
    for kind, code, level, rule, remedy in (
        (Kind.BLANK, "cell.blank", Level.ERROR, "空白不等于0", "没有发生的填0；有的填实际数"),
        (Kind.MARK, "cell.mark", Level.WARNING, "写的是符号，不是数", "没有发生的填0"),
        (Kind.UNREADABLE, "cell.unreadable", Level.ERROR, "不是数", "只填阿拉伯数字，说明写在正文"),
    ):
        cells = [(key, cell) for key, cell in report.cells.items() if cell.kind is kind]
        for _, run in groupby(cells, key=lambda entry: (entry[0].table, entry[0].row, entry[1].text)):
            row = list(run)
            keys = tuple(key for key, _ in row)
            asked = "；".join(dict.fromkeys(text for key in keys for text in solved.get(key, ())))
            yield Finding(
                code,
                level,
                report.name,
                where(*keys),
                of_cells(report, *keys),
                rule,
                f"{remedy}；{asked}" if asked else remedy,
                _shown(row[0][1]),
                None,
                keys,
            )


def _shown(cell: Cell) -> str:
    return "空白" if cell.kind is Kind.BLANK else f"“{cell.text}”"


def _solved(report: PublishedReport) -> dict[Key, list[str]]:
    """Blank cell → the numbers that the identities ask for in which it alone is blank."""
    solved: dict[Key, list[str]] = {}
    for sums in identities(report):
        if len(sums.blank) == 1 and sums.change(sums.blank[0]) >= 0:
            (key,) = sums.blank
            solved.setdefault(key, []).append(_asked(sums, key))
    return solved


def _asked(sums: Sums, key: Key) -> str:
    return f"按{sums.identity.name}，{place_words(key)[1]}应为{number(sums.change(key))}"


def wrong_numbers(report: PublishedReport) -> Iterator[Finding]:
    """Numbers that cannot be what the cell asks for: below zero, parts of a piece, another unit."""
    for key, cell in report.cells.items():
        if cell.number is None:
            continue
        money = key.column == table2.AMOUNT
        if cell.number < 0:
            yield _wrong(report, key, "cell.negative", "不能小于0", "填实际数")
        elif not money and cell.number != cell.number.to_integral_value():
            yield _wrong(report, key, "cell.fraction", "件数应为整数", "填整数；金额只填在行政事业性收费一格")
        if cell.unit not in (_MONEY if money else _PIECES):
            rule = "这一格的单位是万元" if money else "这一格是件数"
            yield _wrong(report, key, "cell.unit", f"{rule}，写的是“{cell.unit}”", "换算后只填数")


_MONEY = frozenset({"", "万元", "万"})


def _wrong(report: PublishedReport, key: Key, code: str, rule: str, remedy: str) -> Finding:
    cell = report.cells[key]
    return Finding(
        code, Level.ERROR, report.name, where(key), (cell.place,), rule, remedy, cell.text.strip(), None, (key,)
    )


_NO_POWER = re.compile(r"(县|乡|镇|街道|旗|苏木|[^治]区|村|社区)(人民政府)?(党政)?(办公室|办事处|办公厅)?$")
"""Names of governments below a city with districts, which alone may make 规章 (立法法第九十三条)."""
_DEPARTMENT = re.compile(r"(局|委|委员会|办|办公室|中心|队|所|站|处|院|会|厅|行)$")
_COUNTY = re.compile(r"(?:县|旗|(?<!自治)区)")


def regulations(report: PublishedReport) -> Iterator[Finding]:
    """规章 of an organ that has no power to make any: a county's and its departments' and townships' must be 0."""
    keys = [Key(Table.TWO, table2.REGULATIONS, column) for column in table2.COLUMNS[table2.REGULATIONS]]
    filled = [key for key in keys if key in report.cells and report.cells[key].counted > 0]
    certain = _makes_none(report.agency)
    if not filled or certain is None:
        return
    for key in filled:
        yield Finding(
            "regulations.power",
            Level.ERROR if certain else Level.WARNING,
            report.name,
            where(key),
            of_cells(report, key),
            "县、乡镇和部门没有规章制定权，规章应为0" if certain else "没有规章制定权的机关，规章应为0",
            "改为0；是行政规范性文件的，填在下一行",
            number(report.cells[key].number),
            "0",
            (key,),
        )


def _makes_none(agency: str) -> bool | None:
    """Whether the organ surely has no power to make 规章 (True), perhaps (False), or has it as far as a name tells."""
    if _NO_POWER.search(agency) or (_DEPARTMENT.search(agency) and _COUNTY.search(agency)):
        return True
    return False if not agency or _DEPARTMENT.search(agency) else None


def form(report: PublishedReport) -> Iterator[Finding]:
    """The layout of 2019, and （六） as one row, where the form of 2021 holds."""
    if report.form is Form.TRIAL:
        late = report.year is not None and report.year >= 2021
        yield Finding(
            "form.trial",
            Level.WARNING if late else Level.HINT,
            report.name,
            "表二",
            (),
            f"表格是{Form.TRIAL}的格式，2021年度起用{Form.CURRENT}" if late else f"表格是{Form.TRIAL}的格式",
            "请改用2021年的格式" if late else "表三、表四照样核对；表二的旧栏目没有勾稽关系",
        )
    if report.one_row and (report.form is Form.CURRENT):
        keys = tuple(key for key in report.cells if key.row == "3_6")
        yield Finding(
            "form.one_row",
            Level.HINT,
            report.name,
            where(*keys),
            of_cells(report, *keys),
            "（六）其他处理只有一行，2021年的格式分为三项",
            "请分列逾期不补正、逾期不缴费、其他三项；勾稽关系按一行核对",
            keys=keys,
        )
