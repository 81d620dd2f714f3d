"""Annual reports that are right, of any numbers and in any layout that offices and sites use."""

from __future__ import annotations

import csv
from collections.abc import Callable
from decimal import Decimal
from html import escape
from io import BytesIO, StringIO
from random import Random
from typing import Any

from docx import Document
from openpyxl import Workbook

from law import table2, table3, table4
from law.outcomes import Row
from law.report_check.published import Key, Table
from papers.files.spelling import plain
from tests.papers.annual import building
from tests.papers.annual.building import TITLES, Box, Rows, Texts, drawn, grid, placed

Numbers = dict[Key, Decimal]
AGENCY, YEAR = "奉节县财政局", 2024
_NAMES = (
    [f"{AGENCY}{YEAR}年政府信息公开工作年度报告"],
    [AGENCY, f"{YEAR}年政府信息公开工作年度报告"],
    [f"{AGENCY}{YEAR}年度政府", "信息公开工作年度报告"],
    [AGENCY, f"{YEAR}年度政府信息公开年度报告", "（2025年1月15日）"],
)
_WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")
_WRITTEN: tuple[Callable[[Decimal], str], ...] = (
    lambda number: f"{number:f}",
    lambda number: f"{number:f}".translate(_WIDE),
    lambda number: f"{number:,}",
    lambda number: f"{number:,}".replace(",", "，"),
    lambda number: f" {number:f}\u3000",
    lambda number: f"\u00a0{number:f}",
)
_OTHER_WORDS = {
    "本年制发件数": ("本年\n制发件数", "制发件数", "本年（2024）制发件数"),
    "本年废止件数": ("本年\n废止件数", "废止件数"),
    "现行有效件数": ("现行\n有效件数",),
    "本年处理决定数量": ("处理决定数量", "本年（2024）处理决定数量"),
    "本年收费金额（单位：万元）": ("本年收费金额(单位:万元)", "本年收费金额（万元）"),
    "行政规范性文件": ("规范性文件", "行政\n规范性文件"),
    "总计": ("合计", "总\n计"),
    "其他\n结果": ("其它结果", "其他结果"),
    table3.HINT: ("", "项目"),
}


def numbers(random: Random) -> Numbers:
    """The cells of a report without a fault."""
    most = random.choice([1, 3, 40, 12_000])

    def some() -> Decimal:
        return Decimal(random.randint(0, most) if random.random() < 0.4 else 0)

    cells: Numbers = {
        Key(Table.TWO, row, column): Decimal(0) if row == table2.REGULATIONS else some()
        for row, columns in table2.COLUMNS.items()
        for column in columns
    }
    cells[Key(Table.TWO, table2.FEES, table2.AMOUNT)] = Decimal(random.randint(0, 10**7)).scaleb(-4)
    for kind in table3.KINDS:
        column = {str(row): some() for row in Row}
        column[table3.RESULTS_TOTAL] = total = sum(column.values(), Decimal(0))
        column[table3.CARRIED_OUT] = some()
        column[table3.CARRIED_IN] = min(some(), total)
        column[table3.NEW] = total + column[table3.CARRIED_OUT] - column[table3.CARRIED_IN]
        cells |= {Key(Table.THREE, row, kind): number for row, number in column.items()}
    for row in table3.ROWS:
        kinds = [cells[Key(Table.THREE, str(row), kind)] for kind in table3.KINDS]
        cells[Key(Table.THREE, str(row), "total")] = sum(kinds, Decimal(0))
    for block in table4.Remedy:
        results = {Key(Table.FOUR, block.value, str(result)): some() for result in table4.Result}
        cells |= results | {Key(Table.FOUR, block.value, "total"): sum(results.values(), Decimal(0))}
    return cells


def texts_of(random: Random, cells: Numbers) -> dict[Key, str]:
    """The numbers in one way of writing them."""
    written = random.choice(_WRITTEN)
    return {key: written(number) for key, number in cells.items()}


def made(random: Random, texts: Texts) -> tuple[str, bytes]:
    """A file of the report in one of the layouts, and its name."""
    merged = random.choice([_as_drawn, _as_drawn, _without_merges, _filled])
    parts = [(table, merged(random, _reworded(random, building.DRAWN[table](texts)))) for table in Table]
    if random.random() < 0.3:
        parts = [
            (table, part) for table, rows in parts for part in (_cut(random, rows) if table is Table.THREE else [rows])
        ]
    ending, file = random.choice(((".docx", _docx), (".xlsx", _xlsx), (".csv", _csv), (".html", _html)))
    return f"r{ending}", file(random, random.choice(_NAMES), parts)


Parts = list[tuple[Table, Rows]]


def _reworded(random: Random, rows: Rows) -> Rows:
    half = random.random() < 0.5
    dot = random.choice(".．、")

    def word(text: str) -> str:
        text = random.choice((text, *_OTHER_WORDS.get(text, ())))
        text = text.replace(".", dot, 1) if text[1:2] == "." and text[2:3].isalpha() else text
        text = text.replace("（", "(").replace("）", ")") if half else text
        breaks = len(text) > 6 and text[-1].isalpha() and random.random() < 0.3
        at = random.randint(3, len(text) - 1) if breaks else len(text)
        return text[:at] + random.choice("\n \u3000") * breaks + text[at:]

    return [[box._replace(text=word(box.text)) for box in row] for row in rows]


def _as_drawn(_: Random, rows: Rows) -> Rows:
    return rows


def _without_merges(_: Random, rows: Rows) -> Rows:
    return [[Box(text) for text in line] for line in grid(rows)]


def _filled(random: Random, rows: Rows) -> Rows:
    """Merged cells with their text in each place; with a column and a row of numbers around it, as programs write it."""
    cells = grid(rows)
    for row, column, box in placed(rows):
        for down in range(box.down):
            cells[row + down][column : column + box.across] = [box.text] * box.across
    if random.random() < 0.5:
        cells = [[str(at) for at in range(len(cells[0]))], *cells]
        cells = [[str(at - 1) if at else "", *line] for at, line in enumerate(cells)]
    return [[Box(text) for text in line] for line in cells]


def _cut(random: Random, rows: Rows) -> list[Rows]:
    """Table 三 over two pages, with its headings on each or on the first alone."""
    lines = _without_merges(random, rows)
    at = random.randint(6, len(lines) - 3)
    head = next(row for row, line in enumerate(lines) if any("新收" in plain(box.text) for box in line))
    return [lines[:at], (lines[:head] if random.random() < 0.5 else []) + lines[at:]]


def _docx(random: Random, names: list[str], parts: Parts) -> bytes:
    page = Document()
    for line in [*names, "一、总体情况"]:
        page.add_paragraph(line)
    at: Any = page.add_table(1, 1).cell(0, 0) if random.random() < 0.2 else page
    for table, rows in parts:
        at.add_paragraph(TITLES[table])
        drawn(at.add_table, rows)
    page.add_paragraph("六、其他需要报告的事项：没有收取信息处理费。")
    return _saved(page)


def _xlsx(random: Random, names: list[str], parts: Parts) -> bytes:
    book = Workbook()
    sheet, top, left = book.worksheets[0], 1 + len(names), random.choice([0, 0, 2])
    for at, line in enumerate(names):
        sheet.cell(1 + at, 1, line)
    each, as_text = random.random() < 0.5, random.random() < 0.5
    for before, (table, rows) in zip((None, *(table for table, _ in parts)), parts, strict=False):
        if each and table is not before:
            sheet, top = book.create_sheet(f"表{table[-1]}"), 1
        for row, column, box in placed(rows):
            number = box.text.isascii() and box.text.replace(".", "", 1).isdigit() and not as_text
            sheet.cell(top + row, 1 + left + column, float(box.text) if number else box.text or None)
            if box.down > 1 or box.across > 1:
                last = (top + row + box.down - 1, left + column + box.across)
                sheet.merge_cells(None, top + row, 1 + left + column, *last)
        top = sheet.max_row + random.choice([1, 3])
    return _saved(book)


def _csv(random: Random, names: list[str], parts: Parts) -> bytes:
    text = StringIO()
    writer = csv.writer(text)
    writer.writerows([line] for line in names)
    for table, rows in parts:
        writer.writerows([*([[TITLES[table]]] if random.random() < 0.7 else []), *grid(rows)])
    return text.getvalue().encode(random.choice(["utf-8", "utf-8-sig", "gb18030"]))


def _html(_: Random, names: list[str], parts: Parts) -> bytes:
    page = "".join(f"<p>{line}</p>" for line in names)
    for table, rows in parts:
        lines = ""
        for row in rows:
            cells = (f"<td rowspan={box.down} colspan={box.across}>{escape(box.text)}</td>" for box in row)
            lines += f"<tr>{''.join(cells)}</tr>"
        page += f"<p>{TITLES[table]}</p><table>{lines}</table>"
    return f"<html><body>{page}</body></html>".encode()


def _saved(made: Any) -> bytes:
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()
