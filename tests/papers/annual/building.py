"""Annual reports as files, in the layouts that offices use, from the cells of real reports."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any, NamedTuple

from docx import Document
from openpyxl import Workbook

from law import table2, table3, table4
from law.report_check.published import OTHERWISE, Key, PublishedReport, Table
from papers.annual.reading.reading import read_reports

REAL = Path(__file__).parents[3] / "demo" / "data" / "annual_reports.csv"

Texts = Mapping[Key, str]
"""What is written in each cell of the form."""


class Box(NamedTuple):
    """A cell of a table to be drawn: its text, and how many rows and columns it is over."""

    text: str
    down: int = 1
    across: int = 1


Rows = list[list[Box]]


def real() -> dict[str, PublishedReport]:
    """The real reports by agency and year: 宿迁市2023, 宿迁市2024, 金湖县2023."""
    reading = read_reports(REAL.read_bytes(), REAL.name)
    return {f"{report.agency}{report.year}": report for report in reading.reports}


def texts_of(report: PublishedReport) -> dict[Key, str]:
    """A report's cells as they are written."""
    return {key: cell.text for key, cell in report.cells.items()}


def one_row(texts: Texts) -> dict[Key, str]:
    """（六）其他处理 as one row, as some reports print it."""
    parts = [row for row in table3.ROWS if row.startswith(f"{OTHERWISE}_")]
    kept = {key: text for key, text in texts.items() if key.row not in parts}
    for column in table3.COLUMNS:
        kept[Key(Table.THREE, OTHERWISE, column)] = str(sum(int(texts[Key(Table.THREE, row, column)]) for row in parts))
    return kept


def two(texts: Texts) -> Rows:
    """Table 二 as the form draws it."""

    def numbers(row: str) -> list[Box]:
        columns = table2.COLUMNS[row]
        return [Box(texts[Key(Table.TWO, row, column)], 1, 3 // len(columns)) for column in columns]

    rows: Rows = []
    for item in dict.fromkeys(item for item, _ in table2.ROWS.values()):
        members = [row for row, (of, _) in table2.ROWS.items() if of == item]
        columns = table2.COLUMNS[members[0]]
        heads = [Box(table2.COLUMN_NAMES[column], 1, 3 // len(columns)) for column in columns]
        rows += [[Box(item, 1, 4)], [Box("信息内容"), *heads]]
        rows += [[Box(table2.ROWS[row][1]), *numbers(row)] for row in members]
    return rows


def three(texts: Texts) -> Rows:
    """Table 三 as the form draws it."""
    names = [inner for _, _, inner in table3.COLUMNS.values() if inner]
    rows: Rows = [
        [Box(table3.HINT, 3, 3), Box("申请人情况", 1, 7)],
        [Box("自然人", 2), Box("法人或其他组织", 1, 5), Box("总计", 2)],
        [Box(name[:2] + "\n" + name[2:]) for name in names],
    ]
    headings = dict(table3.ROWS)
    if any(key.row == OTHERWISE for key in texts):
        headings = {row: parts for row, parts in headings.items() if not row.startswith(f"{OTHERWISE}_")}
        last = list(headings.items())[-2:]
        headings = dict([*list(headings.items())[:-2], (OTHERWISE, (last[0][1][0], "（六）其他处理", "")), *last])
    return [*rows, *_labelled(headings, texts)]


def _labelled(headings: Mapping[str, tuple[str, str, str]], texts: Texts) -> Rows:
    rows: Rows = []
    above: tuple[str, ...] = ()
    for row, (outer, middle, inner) in headings.items():
        boxes = []
        if not middle:
            boxes = [Box(outer, 1, 3)]
        else:
            if above[:1] != (outer,):
                boxes.append(Box(outer, sum(parts[0] == outer for parts in headings.values())))
            if not inner:
                boxes.append(Box(middle, 1, 2))
            else:
                if above[:2] != (outer, middle):
                    boxes.append(Box(middle, sum(parts[1] == middle for parts in headings.values())))
                boxes.append(Box(inner))
        above = (outer, middle)
        rows.append([*boxes, *(Box(texts[Key(Table.THREE, row, column)]) for column in table3.COLUMNS)])
    return rows


def four(texts: Texts) -> Rows:
    """Table 四 as the form draws it."""
    heads = [Box("结果\n维持"), Box("结果纠正"), Box("其他\n结果"), Box("尚未审结"), Box("总计")]
    return [
        [Box("行政复议", 1, 5), Box("行政诉讼", 1, 10)],
        [*(box._replace(down=2) for box in heads), Box("未经复议直接起诉", 1, 5), Box("复议后起诉", 1, 5)],
        [*heads, *heads],
        [Box(texts[Key(Table.FOUR, block.value, column)]) for block in table4.BLOCKS for column in table4.COLUMNS],
    ]


TITLES = {Table.TWO: table2.TITLE, Table.THREE: table3.TITLE, Table.FOUR: table4.TITLE}
DRAWN: dict[Table, Callable[[Texts], Rows]] = {Table.TWO: two, Table.THREE: three, Table.FOUR: four}


def placed(rows: Rows) -> list[tuple[int, int, Box]]:
    """Row and column of each box, as a browser lays a table out."""
    taken: set[tuple[int, int]] = set()
    boxes = []
    for row, line in enumerate(rows):
        column = 0
        for box in line:
            while (row, column) in taken:
                column += 1
            boxes.append((row, column, box))
            taken |= {(row + down, column + across) for down in range(box.down) for across in range(box.across)}
            column += box.across
    return boxes


def grid(rows: Rows) -> list[list[str]]:
    """The table without merged cells, as a CSV has it: the text in the first cell, the others empty."""
    boxes = placed(rows)
    high = max(row + box.down for row, _, box in boxes)
    wide = max(column + box.across for _, column, box in boxes)
    cells = [[""] * wide for _ in range(high)]
    for row, column, box in boxes:
        cells[row][column] = box.text
    return cells


def docx(
    title: Sequence[str],
    texts: Texts,
    *,
    section1: Iterable[str] = (),
    section6: Iterable[str] = ("本年度没有收取信息处理费。",),
    order: Sequence[Table] = tuple(Table),
    split: int | None = None,
) -> bytes:
    """A Word document: title, section 一, the tables, sections 五 and 六; ``split``: table 三 in two after that row."""
    page = Document()
    for line in title:
        page.add_paragraph(line)
    page.add_paragraph("一、总体情况")
    for line in section1:
        page.add_paragraph(line)
    for table in order:
        page.add_paragraph(TITLES[table])
        rows = DRAWN[table](texts)
        if table is Table.THREE and split is not None:
            lines = grid(rows)
            drawn(page.add_table, [[Box(text) for text in line] for line in lines[:split]])
            page.add_paragraph("")
            drawn(page.add_table, [[Box(text) for text in line] for line in lines[split:]])
        else:
            drawn(page.add_table, rows)
    page.add_paragraph("五、存在的主要问题及改进情况")
    page.add_paragraph("存在公开内容不够全面的问题，下一步将加强学习。")
    page.add_paragraph("六、其他需要报告的事项")
    for line in section6:
        page.add_paragraph(line)
    return _saved(page)


def drawn(add_table: Callable[[int, int], Any], rows: Rows) -> None:
    """Draws a table of a document with ``add_table``, its cells merged."""
    boxes = placed(rows)
    high = max(row + box.down for row, _, box in boxes)
    wide = max(column + box.across for _, column, box in boxes)
    cells = [list(row.cells) for row in add_table(high, wide).rows]
    for row, column, box in boxes:
        cell = cells[row][column]
        if box.down > 1 or box.across > 1:
            cell = cell.merge(cells[row + box.down - 1][column + box.across - 1])
        cell.text = box.text


def xlsx(
    title: Sequence[str], texts: Texts, *, sheets: bool = True, merged: bool = True, lines: Iterable[str] = ()
) -> bytes:
    """A workbook: a sheet for each table, or all on one; with merged cells or without."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "年度报告"
    at = 1
    for line in (*title, *lines):
        sheet.cell(at, 1, line)
        at += 1
    for table in Table:
        if sheets:
            sheet, at = book.create_sheet({"table2": "表二", "table3": "表三", "table4": "表四"}[table]), 1
        sheet.cell(at, 1, TITLES[table])
        top = at + 1
        for row, column, box in placed(DRAWN[table](texts)):
            number = box.text.replace(".", "", 1).isdigit()
            value: str | int | float = box.text
            if number:
                value = float(box.text) if "." in box.text else int(box.text)
            sheet.cell(top + row, 1 + column, value if box.text else None)
            if merged and (box.down > 1 or box.across > 1):
                last = (top + row + box.down - 1, column + box.across)
                sheet.merge_cells(start_row=top + row, start_column=1 + column, end_row=last[0], end_column=last[1])
        at = sheet.max_row + 2
    return _saved(book)


def comma_separated(
    title: Sequence[str], texts: Texts, *, lines: Iterable[str] = (), encoding: str = "utf-8-sig"
) -> bytes:
    """The official layout as CSV, one table under the other, without merged cells."""
    text = StringIO()
    writer = csv.writer(text)
    for line in (*title, *lines):
        writer.writerow([line])
    for table in Table:
        writer.writerow([TITLES[table]])
        writer.writerows(grid(DRAWN[table](texts)))
        writer.writerow([])
    return text.getvalue().encode(encoding)


def tidy(report: PublishedReport) -> bytes:
    """A line for each cell."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(["agency", "year", "table", "row_key", "column_key", "value"])
    for key, cell in report.cells.items():
        writer.writerow([report.agency, report.year, f"T{key.table[-1]}", key.row, key.column, cell.text])
    return text.getvalue().encode()


def _saved(made: Any) -> bytes:
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()
