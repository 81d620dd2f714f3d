"""The annual report that is written: six sections, the tables' numbers everywhere, blanks marked, nothing for report check to say."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import qn

from law.report_check.check import check
from law.report_check.published import PublishedReport, Table
from papers.annual.merging import blank
from papers.annual.paper import paper
from papers.annual.reading.reading import read_reports
from papers.annual.report import Report
from papers.annual.text import BLANK
from papers.official import word
from tests.papers.annual.building import real

REAL = real()
SECTIONS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)


def of(published: PublishedReport, **more: Any) -> Report:
    """A report with these cells."""
    tables: dict[Table, dict[str, dict[str, Any]]] = {table: defaultdict(dict) for table in Table}
    for key, cell in published.cells.items():
        number = cell.number or Decimal(0)
        tables[key.table][key.row][key.column] = int(number) if number == int(number) else float(number)
    year = published.year or 0
    return Report(
        published.agency,
        year,
        f"{year}-12-31",
        tables[Table.THREE],
        tables[Table.FOUR],
        tables[Table.TWO],
        **more,
    )


def empty(name: str, **more: Any) -> Report:
    tables = blank()
    return Report(name, 2026, "2026-12-31", tables["table3"], tables["table4"], tables["table2"], **more)


def written(report: Report) -> bytes:
    stream = BytesIO()
    word.write(paper(report), stream)
    return stream.getvalue()


def lines(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(BytesIO(data)).paragraphs]


REPORTS = {
    "a city": of(REAL["宿迁市2023"], fees=1080),
    "the year after": of(REAL["宿迁市2024"]),
    "a county without anything": empty("奉节县", units=(empty("永乐镇"),)),
    "a township that charged": empty("奉节县永乐镇", fees=420),
    "a department": empty("奉节县财政局"),
    "an office": empty("奉节县人民政府办公室"),
}


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_report_check_finds_nothing_in_it_and_reads_every_number_back(report: Report) -> None:
    (read,) = read_reports(written(report), "r.docx").reports
    assert check(read) == []
    assert (read.agency, read.year) == (report.name, report.year)
    tables = {Table.TWO: report.table2, Table.THREE: report.table3, Table.FOUR: report.table4}
    assert {key: cell.number for key, cell in read.cells.items()} == {
        (table, row, column): Decimal(str(number))
        for table, rows in tables.items()
        for row, columns in rows.items()
        for column, number in columns.items()
    }


def test_the_six_sections_stand_in_their_order_and_section_six_states_the_fees() -> None:
    text = lines(written(REPORTS["a city"]))
    assert [line for line in text if line in SECTIONS] == list(SECTIONS)
    assert any("收取信息处理费1080元" in line for line in text[text.index(SECTIONS[5]) :])
    assert any("没有收取信息处理费" in line for line in lines(written(REPORTS["the year after"])))


@pytest.mark.parametrize(
    "sentence",
    [
        "制发行政规范性文件109件，废止行政规范性文件489件，现行有效行政规范性文件597件",
        "行政许可决定1808595件、行政处罚决定2822652件、行政强制决定20163件",
        "行政事业性收费59237.2449万元",
    ],
)
def test_the_text_says_the_numbers_of_the_tables(sentence: str) -> None:
    assert any(sentence in line for line in lines(written(REPORTS["a city"])))


def test_what_only_people_can_write_is_blank_and_yellow() -> None:
    page = Document(BytesIO(written(REPORTS["a county without anything"])))
    runs = [run for paragraph in page.paragraphs for run in paragraph.runs]
    blanks = [run for run in runs if run.font.highlight_color == WD_COLOR_INDEX.YELLOW]
    assert {run.text for run in blanks} == {BLANK}
    assert len(blanks) == sum(BLANK in run.text for run in runs) == 9
    assert any(
        line.startswith("工作考核、社会评议和责任追究情况")
        for line in lines(written(REPORTS["a county without anything"]))
    )


BROKEN = {"identity": "一+二=三（七）+四", "where": "natural", "left": 3, "right": 2}


@pytest.mark.parametrize(
    ("changed", "mark"),
    [
        ({}, ""),
        ({"as_of": "2026-06-30"}, "草稿：数据截至2026-06-30，本年度尚未结束"),
        ({"broken": (BROKEN,)}, "草稿：1处勾稽关系不成立"),
        ({"simulated": True}, "演示数据（模拟）"),
    ],
)
def test_every_page_of_a_draft_or_a_demonstration_says_so(changed: dict[str, Any], mark: str) -> None:
    page = Document(BytesIO(written(replace(REPORTS["a department"], **changed))))
    assert page.sections[0].header.paragraphs[0].text == mark


def test_the_same_numbers_make_the_same_file_at_whatever_time_it_is_written() -> None:
    document = written(REPORTS["a city"])
    assert document == written(REPORTS["a city"])
    with ZipFile(BytesIO(document)) as package:
        assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_no_page_ends_within_a_table_and_labels_have_the_wide_column() -> None:
    page = Document(BytesIO(written(REPORTS["a county without anything"])))
    section = page.sections[0]
    edges = (section.page_width, section.left_margin, section.right_margin)
    room = (edges[0] or 0) - (edges[1] or 0) - (edges[2] or 0)
    for table in page.tables:
        assert all(row._tr.trPr is not None and row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        stay = [all(p.pPr.keepNext is not None for p in row._tr.iter(qn("w:p"))) for row in table.rows]
        assert stay == [*([True] * (len(stay) - 1)), False]
        widths = [column.width or 0 for column in table.columns]
        assert sum(widths) <= room
    three = [column.width or 0 for column in page.tables[1].columns]
    assert three[2] == max(three)
    assert three[2] > 2 * three[3]


def test_it_says_up_to_when_its_data_reach_and_how_its_totals_come_about() -> None:
    last = lines(written(REPORTS["a city"]))[-1]
    assert "数据截至2023-12-31" in last
    assert "表三、表四的总计是各项之和" in last
