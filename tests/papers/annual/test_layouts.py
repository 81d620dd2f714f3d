"""The layouts in which annual reports come: whatever the file, every published cell is read, and nothing else is."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import pytest
from docx import Document
from openpyxl import Workbook

from law import table3, table4
from law.report_check.check import check
from law.report_check.published import Form, Key, PublishedReport, Table
from papers.annual.merging import blank
from papers.annual.reading.reading import read_reports
from papers.annual.report import Report
from papers.annual.workbook import save
from tests.papers.annual import building
from tests.papers.annual.building import Box, Rows, Texts, comma_separated, docx, drawn, one_row, texts_of, xlsx

REAL = building.real()
TITLE = ["{agency}人民政府", "{year}年政府信息公开工作年度报告"]


def title(report: PublishedReport, *, lines: int = 2) -> list[str]:
    """The title of a report on two lines, as most have it, or on one."""
    parts = [line.format(agency=report.agency, year=report.year) for line in TITLE]
    return parts if lines == 2 else ["".join(parts)]


def lines_of(rows: list[list[str]], top: list[str]) -> bytes:
    """A CSV."""
    text = StringIO()
    csv.writer(text).writerows([[line] for line in top] + rows)
    return text.getvalue().encode()


def flat(texts: Texts) -> list[list[str]]:
    """Headings of rows in one column, groups on lines of their own, table 四 with a row for each block."""
    rows = [["项目", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]]
    above: tuple[str, ...] = ()
    for row, headings in table3.ROWS.items():
        parts = tuple(filter(None, headings))
        rows += [[part] for depth, part in enumerate(parts[:-1]) if above[: depth + 1] != parts[: depth + 1]]
        above = parts
        rows.append([parts[-1], *(texts[Key(Table.THREE, row, column)] for column in table3.COLUMNS)])
    rows += [["四、行政复议和行政诉讼"], ["类别", "维持", "纠正", "其他结果", "尚未审结", "总计"]]
    for block, names in table4.BLOCKS.items():
        rows.append(["".join(names), *(texts[Key(Table.FOUR, block.value, column)] for column in table4.COLUMNS)])
    return rows


def at_the_left(texts: Texts) -> list[list[str]]:
    """Every row begins at the left, as a table looks when its merged cells are thrown away."""
    return [[box.text for box in row] + ["", ""] for table in Table for row in building.DRAWN[table](texts)]


def repeated(texts: Texts) -> list[list[str]]:
    """Merged cells with their text in each place."""
    rows: list[list[str]] = []
    for table in Table:
        drawn_rows = building.DRAWN[table](texts)
        cells = building.grid(drawn_rows)
        for row, column, box in building.placed(drawn_rows):
            for down in range(box.down):
                for across in range(box.across):
                    cells[row + down][column + across] = box.text
        rows += [[building.TITLES[table]], *cells]
    return rows


def in_one_cell(report: PublishedReport, texts: Texts) -> bytes:
    """The whole page in one cell of a table, as web pages come out of an editor."""
    page = Document()
    for line in title(report):
        page.add_paragraph(line)
    cell = page.add_table(1, 1).cell(0, 0)
    for table in Table:
        cell.add_paragraph(building.TITLES[table])
        drawn(cell.add_table, building.DRAWN[table](texts))
    stream = BytesIO()
    page.save(stream)
    return stream.getvalue()


def shifted(report: PublishedReport, texts: Texts) -> bytes:
    """All on one sheet, two columns to the right, in one column of headings."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in [title(report, lines=1), *flat(texts)]:
        sheet.append([None, None, *row])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


Made = tuple[str, Callable[[PublishedReport, Texts], bytes]]
"""A file's name, and what makes it of a report and the texts of its cells."""


def going_on(row: int) -> Made:
    """A document whose table 三 goes on in another table after ``row``."""
    return "r.docx", lambda report, texts: docx(title(report), texts, split=row)


LAYOUTS: dict[str, Made] = {
    "docx": ("r.docx", lambda report, texts: docx(title(report), texts)),
    "docx, tables in another order": (
        "r.docx",
        lambda report, texts: docx(title(report), texts, order=(Table.FOUR, Table.THREE, Table.TWO)),
    ),
    **{f"docx, table 三 goes on after row {row}": going_on(row) for row in (3, 10, 17, 27)},
    "docx in one cell": ("r.docx", in_one_cell),
    "xlsx, a sheet a table": ("r.xlsx", lambda report, texts: xlsx(title(report), texts)),
    "xlsx, one sheet": ("r.xlsx", lambda report, texts: xlsx(title(report), texts, sheets=False)),
    "xlsx without merged cells": ("r.xlsx", lambda report, texts: xlsx(title(report), texts, merged=False)),
    "csv": ("r.csv", lambda report, texts: comma_separated(title(report), texts)),
    "csv in GB 18030": ("r.csv", lambda report, texts: comma_separated(title(report), texts, encoding="gb18030")),
    "csv, rows at the left": ("r.csv", lambda report, texts: lines_of(at_the_left(texts), title(report))),
    "csv, merged text repeated": ("r.csv", lambda report, texts: lines_of(repeated(texts), title(report))),
    "tidy csv": ("r.csv", lambda report, _: building.tidy(report)),
}
FLAT: dict[str, Made] = {
    "flat csv": ("r.csv", lambda report, texts: lines_of(flat(texts), title(report, lines=1))),
    "flat xlsx, shifted": ("r.xlsx", shifted),
}


def read(name: str, data: bytes) -> PublishedReport:
    """The one report of a file."""
    (report,) = read_reports(data, name).reports
    return report


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", REAL)
def test_every_cell_is_read_from_every_layout(layout: str, name: str) -> None:
    original = REAL[name]
    file, made = LAYOUTS[layout]
    report = read(file, made(original, texts_of(original)))
    assert {key: cell.number for key, cell in report.cells.items()} == {
        key: cell.number for key, cell in original.cells.items()
    }
    assert (report.agency.removesuffix("人民政府"), report.year) == (original.agency, original.year)


@pytest.mark.parametrize("layout", FLAT)
@pytest.mark.parametrize("name", REAL)
def test_headings_in_one_column_and_a_row_for_each_block_are_read_too(layout: str, name: str) -> None:
    original = REAL[name]
    file, made = FLAT[layout]
    report = read(file, made(original, texts_of(original)))
    tables = {Table.THREE, Table.FOUR}
    assert {key: cell.number for key, cell in report.cells.items()} == {
        key: cell.number for key, cell in original.cells.items() if key.table in tables
    }


@pytest.mark.parametrize("layout", LAYOUTS | FLAT)
def test_the_one_contradiction_of_jinhu_2023_is_named_and_nothing_else(layout: str) -> None:
    original = REAL["金湖县2023"]
    file, made = (LAYOUTS | FLAT)[layout]
    findings = check(read(file, made(original, texts_of(original))))
    (error,) = [finding for finding in findings if finding.level == "error"]
    assert (error.code, error.left, error.right) == ("sum.broken", "0", "3")
    assert error.where == "表四 行政诉讼未经复议直接起诉、总计"
    assert len(error.places) == 5
    assert {finding.code for finding in findings} <= {"sum.broken", "table.missing"}


@pytest.mark.parametrize("name", ["宿迁市2023", "宿迁市2024"])
def test_a_consistent_report_is_silent(name: str) -> None:
    assert check(REAL[name]) == []


@pytest.mark.parametrize("layout", ["docx", "xlsx, one sheet", "csv"])
def test_other_results_in_one_row_are_summed_as_one_and_named(layout: str) -> None:
    original = REAL["宿迁市2023"]
    file, made = LAYOUTS[layout]
    report = read(file, made(original, one_row(texts_of(original))))
    assert report.one_row
    assert [(finding.code, finding.level.value) for finding in check(report)] == [("form.one_row", "hint")]


def test_signs_units_and_spaces_of_real_files_are_numbers() -> None:
    original = REAL["宿迁市2024"]
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    ways: list[Callable[[str], str]] = [
        lambda text: text.translate(wide),
        lambda text: f" {text[:1]} {text[1:]}\u00a0",
        lambda text: f"{int(text):,}" if text.isdigit() else f"{text}万元",
        lambda text: f"{text}件" if text.isdigit() else text,
        lambda text: text.replace("0", "０"),
    ]
    texts = {key: ways[at % 5](text) for at, (key, text) in enumerate(texts_of(original).items())}
    report = read("r.docx", docx(title(original), texts))
    assert [key for key, cell in report.cells.items() if cell.number != original.cells[key].number] == []
    assert check(report) == []


TRIAL: Rows = [
    [Box("第二十条第（一）项", 1, 4)],
    [Box("信息内容"), Box("本年新\n制作数量"), Box("本年新\n公开数量"), Box("对外公开总数量")],
    [Box("规章"), Box("0"), Box("0"), Box("0")],
    [Box("规范性文件"), Box("3"), Box("3"), Box("14")],
    [Box("第二十条第（五）项", 1, 4)],
    [Box("信息内容"), Box("上一年项目数量"), Box("本年增/减"), Box("处理决定数量")],
    [Box("行政许可"), Box("100"), Box("+3"), Box("776")],
    [Box("其他对外管理服务事项"), Box("9"), Box("0"), Box("54")],
    [Box("第二十条第（八）项", 1, 4)],
    [Box("信息内容"), Box("上一年项目数量"), Box("本年增/减", 1, 2)],
    [Box("行政事业性收费"), Box("10"), Box("0", 1, 2)],
    [Box("第二十条第（九）项", 1, 4)],
    [Box("信息内容"), Box("采购项目数量"), Box("采购总金额", 1, 2)],
    [Box("政府集中采购"), Box("10"), Box("1000", 1, 2)],
]


@pytest.mark.parametrize(("year", "level"), [(2020, "hint"), (2022, "warning")])
def test_the_trial_form_of_2019_is_recognised_and_named(year: int, level: str) -> None:
    page = Document()
    page.add_paragraph(f"宿迁市{year}年政府信息公开工作年度报告")
    texts = one_row(texts_of(REAL["宿迁市2023"]))
    for rows in (TRIAL, building.three(texts), building.four(texts)):
        drawn(page.add_table, rows)
    stream = BytesIO()
    page.save(stream)
    report = read("r.docx", stream.getvalue())
    assert report.form is Form.TRIAL
    assert [(finding.code, finding.level.value) for finding in check(report)] == [("form.trial", level)]


def test_two_years_in_one_document_are_two_reports() -> None:
    page = Document()
    for name in ("宿迁市2023", "宿迁市2024"):
        for line in title(REAL[name]):
            page.add_paragraph(line)
        for table in Table:
            drawn(page.add_table, building.DRAWN[table](texts_of(REAL[name])))
    stream = BytesIO()
    page.save(stream)
    reports = read_reports(stream.getvalue(), "r.docx").reports
    assert [(report.agency, report.year) for report in reports] == [("宿迁市人民政府", 2023), ("宿迁市人民政府", 2024)]
    assert check(reports[1], reports[0]) == []


def test_sheets_without_titles_are_told_apart_by_their_names() -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name in ("宿迁市2023", "宿迁市2024"):
        sheet = book.create_sheet(f"{REAL[name].year}年")
        for row in flat(texts_of(REAL[name])):
            sheet.append(row)
    stream = BytesIO()
    book.save(stream)
    reports = read_reports(stream.getvalue(), "r.xlsx").reports
    assert [(report.year, len(report.cells)) for report in reports] == [(2023, 190), (2024, 190)]


def test_other_tables_of_a_document_are_left_alone() -> None:
    original = REAL["宿迁市2023"]
    page = Document(BytesIO(docx(title(original), texts_of(original))))
    other = [[Box("类别"), *(Box("数量") for _ in range(7))], [Box("行政许可"), *(Box("3") for _ in range(7))]]
    drawn(page.add_table, [*other, [Box("总计"), *(Box("3") for _ in range(7))]])
    stream = BytesIO()
    page.save(stream)
    report = read("r.docx", stream.getvalue())
    assert check(report) == []


def test_our_own_workbook_is_read_back() -> None:
    original = REAL["金湖县2023"]

    def table(wanted: Table) -> Any:
        cells: dict[str, dict[str, int | float]] = {}
        for key, cell in original.of(wanted).items():
            number = Decimal(cell.text)
            cells.setdefault(key.row, {})[key.column] = int(number) if number == int(number) else float(number)
        return cells

    county = Report("金湖县", 2023, "2023-12-31", table(Table.THREE), table(Table.FOUR), table(Table.TWO))
    unit = Report("金湖县财政局", 2023, "2023-12-31", table3.blank(), table4.blank(), blank()["table2"])
    stream = BytesIO()
    save([replace(county, units=(unit,), simulated=True)], stream)
    report = read("t.xlsx", stream.getvalue())
    assert (report.agency, report.year) == ("金湖县", 2023)
    assert {key: cell.number for key, cell in report.cells.items()} == {
        key: cell.number for key, cell in original.cells.items()
    }
