"""The text of a report beside its tables, read from documents, workbooks and CSV."""

from __future__ import annotations

import pytest

from law import table3
from law.report_check.check import check
from law.report_check.finding import Finding, Level
from law.report_check.published import Key, Table
from papers.annual.reading.reading import read_reports
from tests.papers.annual import building
from tests.papers.annual.building import comma_separated, docx, texts_of, xlsx

REAL = building.real()
JINHU, BEFORE, SUQIAN = REAL["金湖县2023"], REAL["宿迁市2023"], REAL["宿迁市2024"]
TITLE = ["宿迁市人民政府", "2024年政府信息公开工作年度报告"]


def total(row: str) -> str:
    """A number of the column 总计 of table 三."""
    return SUQIAN.cells[Key(Table.THREE, row, "total")].text


def applications() -> str:
    """A sentence with the numbers of table 三."""
    return (
        f"2024年，全市新收政府信息公开申请{total(table3.NEW)}件，上年结转{total(table3.CARRIED_IN)}件，"
        f"办结{total(table3.RESULTS_TOTAL)}件，其中予以公开{total('3_1_granted')}件、部分公开{total('3_2_partial')}件，"
        f"结转下年度继续办理{total(table3.CARRIED_OUT)}件。"
    )


def findings(*section1: str, section6: tuple[str, ...] = ("没有收取信息处理费。",)) -> list[Finding]:
    """What is said of 宿迁市 2024 with this text."""
    data = docx(TITLE, texts_of(SUQIAN), section1=section1, section6=section6)
    return check(read_reports(data, "r.docx").reports[0], BEFORE)


def test_a_text_that_agrees_with_the_tables_is_silent() -> None:
    assert not findings(
        "（一）主动公开。全市制发行政规范性文件50件，废止227件，现行有效420件；行政事业性收费72701.26万元。",
        "（二）依申请公开情况",
        applications(),
        "因政府信息公开工作被申请行政复议170件，其中维持88件、纠正18件；行政诉讼77件，其中未经复议直接起诉25件。",
    )


@pytest.mark.parametrize(
    ("text", "left", "right", "about"),
    [
        ("全市收到政府信息公开申请9999件。", "9999", total(table3.NEW), "新收申请"),
        ("全市被申请行政复议171件。", "171", "170", "行政复议"),
        ("全市制发行政规范性文件51件。", "51", "50", "制发行政规范性文件"),
        ("全市征收行政事业性收费72701.36万元。", "72701.36", "72701.2578", "行政事业性收费"),
        ("未发生因政府信息公开申请行政复议、提起行政诉讼的案件。", "0", "247", "行政复议、行政诉讼"),
        ("全市作出行政许可决定1573178件。", "1573178", "1573179", "行政许可"),
    ],
)
def test_a_number_that_differs_is_an_error_that_names_the_paragraph_the_cell_and_both_numbers(
    text: str, left: str, right: str, about: str
) -> None:
    (finding,) = findings("（一）有关情况", text)
    assert (finding.code, finding.level, finding.left, finding.right) == (
        "text.differs",
        Level.ERROR,
        left,
        right,
    )
    assert about in finding.rule
    assert finding.places[0] == "第5段"
    assert any("表格" in place for place in finding.places[1:])


def test_a_number_of_the_office_alone_is_a_hint() -> None:
    (finding,) = findings("市政府办公室共收到政府信息公开申请48件。")
    assert (finding.code, finding.level, finding.left) == ("text.scope", Level.HINT, "48")
    assert "市政府办公室" in finding.rule


def test_a_number_of_last_year_is_compared_with_last_years_report() -> None:
    (finding,) = findings("2023年被申请行政复议441件，2022年被申请行政复议300件。")
    assert (finding.left, finding.right) == ("441", "440")
    assert "宿迁市 2023年" in finding.rule


def test_a_total_smaller_than_its_parts_is_an_error_and_one_by_channel_a_warning() -> None:
    wrong = findings("主动公开23条，其中公告15条、通知32条。", "公开100条，其中网站发布90条，微信公众号发布60条。")
    assert [(finding.code, finding.level) for finding in wrong] == [
        ("text.parts", Level.ERROR),
        ("text.parts", Level.WARNING),
    ]


def test_section_six_without_the_fee_is_a_hint() -> None:
    (finding,) = findings(section6=("无其他需要报告的事项。",))
    assert (finding.code, finding.level) == ("text.no_fee", Level.HINT)


@pytest.mark.parametrize("file", ["r.xlsx", "r.csv"])
def test_text_in_cells_is_read_as_well(file: str) -> None:
    title, lines = ["金湖县2023年政府信息公开工作年度报告"], ["2023年，全县被申请行政复议99件。"]
    make = xlsx if file == "r.xlsx" else comma_separated
    (report,) = read_reports(make(title, texts_of(JINHU), lines=lines), file).reports
    findings = [finding for finding in check(report) if finding.code == "text.differs"]
    assert [finding.left for finding in findings] == ["99"]
    assert findings[0].places[0] == ("工作表“年度报告” A2" if file == "r.xlsx" else "第2行第1列")
