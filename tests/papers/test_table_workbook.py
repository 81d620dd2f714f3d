"""Tables 三 and 四 as a workbook in the layout of the form, and what is wrong with them in words."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from law import table4
from law.codes import ApplicantKind
from law.outcomes import Row
from law.table3 import COLUMNS, HINT, ROWS, TITLE
from law.table4 import BLOCKS, Remedy, Result
from papers.annual import text
from papers.annual.merging import merged
from papers.annual.report import Report, problems, reports
from papers.annual.workbook import save
from services.catalog import tables as two
from services.requests.store import Counted, Disputed, Ended
from services.requests.tables import Sources, counties, unit

ORGS = {"fengjie-aa": "奉节县财政局", "fengjie-bb": "永乐镇"}
COUNTIES = {"fengjie": "奉节县"}
REVIEWED = Disputed(Remedy.REVIEW, date(2026, 2, 2), date(2026, 4, 2), Result.UPHELD, False)
ONE = [
    Counted(ApplicantKind.NATURAL, date(2026, 3, 2), [Ended(date(2026, 3, 20), Row.GRANTED)], False),
    Counted(
        ApplicantKind.RESEARCH,
        date(2025, 12, 20),
        [Ended(date(2026, 1, 9), Row.THIRD_PARTY)],
        False,
    ),
]
OTHER = [Counted(ApplicantKind.NATURAL, date(2026, 12, 20), [], False)]
COUNTING = {"fengjie-bb": two.Sources()}
COUNTING["fengjie-bb"].add(
    two.Counting(
        {
            "2026-03": {
                "documents_made@行政规范性文件": 2,
                "documents_in_force@行政规范性文件": 2,
                "administrative_fees": 12_345,
            }
        }
    )
)
BY_ORG = {"fengjie-aa": Sources(ONE, [REVIEWED]), "fengjie-bb": Sources(OTHER, [])}


def answer() -> dict[str, Any]:
    """What the services say of 2026."""
    county_of = dict.fromkeys(BY_ORG, "fengjie")
    head = {"year": 2026, "as_of": "2026-12-31"}
    second = {name: two.plain(body) for name, body in two.counties(COUNTING, county_of, 2026).items()}
    return merged(head | {"counties": counties(BY_ORG, county_of, 2026)}, head | {"counties": second})


def county(body: dict[str, Any]) -> Report:
    """The one county of an answer."""
    (report,) = reports(body, ORGS, COUNTIES)
    return report


@pytest.fixture
def book(tmp_path: Path) -> Any:
    save([county(answer())], tmp_path / "t.xlsx")
    return load_workbook(tmp_path / "t.xlsx", data_only=True)


def test_every_sheet_of_a_demonstration_says_so(tmp_path: Path) -> None:
    save([county(answer() | {"simulated": True})], tmp_path / "t.xlsx")
    sheets = load_workbook(tmp_path / "t.xlsx").worksheets
    assert len(sheets) == 4
    assert all(str(sheet.cell(2, 1).value).startswith("演示数据（模拟）") for sheet in sheets)


def numbers(sheet: Any) -> list[list[int]]:
    """The rows of numbers of a sheet."""
    rows = [[cell for cell in row if isinstance(cell, int)] for row in sheet.iter_rows(values_only=True)]
    return [row for row in rows if row]


def test_every_row_of_the_form_is_there_in_its_order_with_the_tables_numbers(book: Any) -> None:
    table = answer()["counties"]["fengjie"]["table3"]
    assert numbers(book["表三"]) == [[table[key][column] for column in COLUMNS] for key in ROWS]
    assert table["1_new"]["total"] == 2
    assert table["3_7_total"]["total"] == 2


def test_table_two_stands_in_blocks_with_the_fees_as_decimals(book: Any) -> None:
    lines = [[cell for cell in row if cell is not None] for row in book["表二"].iter_rows(min_row=3, values_only=True)]
    assert lines == [
        ["第二十条第（一）项"],
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", 0, 0, 0],
        ["行政规范性文件", 2, 0, 2],
        ["第二十条第（五）项"],
        ["信息内容", "本年处理决定数量"],
        ["行政许可", 0],
        ["第二十条第（六）项"],
        ["信息内容", "本年处理决定数量"],
        ["行政处罚", 0],
        ["行政强制", 0],
        ["第二十条第（八）项"],
        ["信息内容", "本年收费金额（单位：万元）"],
        ["行政事业性收费", 1.2345],
        [text.basis(county(answer()))],
    ]


def test_table_four_is_one_row_of_fifteen_cells(book: Any) -> None:
    (row,) = numbers(book["表四"])
    cells = answer()["counties"]["fengjie"]["table4"]
    assert row == [cells[block][column] for block in BLOCKS for column in table4.COLUMNS]
    assert len(row) == 15


def test_the_words_are_the_forms_and_headings_are_merged(book: Any) -> None:
    three, four = book["表三"], book["表四"]
    texts = {cell for row in three.iter_rows(values_only=True) for cell in row if isinstance(cell, str)}
    assert {part for path in (*ROWS.values(), *COLUMNS.values()) for part in path if part} <= texts
    assert (three["A1"].value, four["A1"].value) == (TITLE, table4.TITLE)
    assert HINT in texts
    merged = {str(area): three.cell(area.min_row, area.min_col).value for area in three.merged_cells.ranges}
    assert set(merged.values()) >= {
        "申请人情况",
        "法人或其他组织",
        "自然人",
        "总计",
        "三、本年度办理结果",
        "（三）不予公开",
    }
    assert three.page_setup.orientation == four.page_setup.orientation == "landscape"
    assert "2026-12-31" in three["A2"].value


def test_the_units_stand_beside_one_another_with_their_sum_and_the_countys_own(book: Any) -> None:
    lines = {row[0]: list(row[1:]) for row in book["各单位"].iter_rows(min_row=6, values_only=True)}
    office, other = lines["奉节县财政局"], lines["永乐镇"]
    assert lines["各单位合计"] == [a + b for a, b in zip(office, other, strict=True)]
    assert lines["奉节县（县表）"] == lines["各单位合计"]
    note, *wrong = list(lines)[list(lines).index("奉节县（县表）") + 1 :]
    assert note.startswith("编制说明：期间为2026年度，数据截至2026-12-31。")
    assert "各单位合计是上列各单位之和" in note
    assert wrong == []


def test_the_list_of_units_says_where_the_countys_own_table_is_not_their_sum(tmp_path: Path) -> None:
    body = answer()
    body["counties"]["fengjie"]["differences"] = [
        {"table": "table4", "row": "review", "column": "upheld", "county": 2, "units": 1}
    ]
    save(reports(body, ORGS, COUNTIES), tmp_path / "t.xlsx")
    last = [row[0] for row in load_workbook(tmp_path / "t.xlsx")["各单位"].iter_rows(values_only=True)][-1]
    assert last == "奉节县 表四 行政复议、结果维持：县表2，各单位之和1"


def test_a_unit_alone_has_its_three_sheets(tmp_path: Path) -> None:
    head = {"year": 2026, "as_of": None, "org": "fengjie-aa", "county": "fengjie"}
    body = merged(head | unit(Sources(ONE, [REVIEWED]), 2026), head | two.plain(two.unit(two.Sources(), 2026)))
    save(reports(body, ORGS, COUNTIES), tmp_path / "t.xlsx")
    assert load_workbook(tmp_path / "t.xlsx").sheetnames == ["表二", "表三", "表四"]


def test_a_broken_identity_and_a_difference_are_said_in_words() -> None:
    body = answer()
    tables = body["counties"]["fengjie"]
    tables["broken"] = [{"identity": "一+二=三（七）+四", "where": "natural", "left": 3, "right": 2}]
    tables["differences"] = [{"table": "table4", "row": "review", "column": "upheld", "county": 2, "units": 1}]
    assert list(problems(county(body))) == [
        "奉节县 自然人：一+二=三（七）+四不成立，左边3，右边2",
        "奉节县 表四 行政复议、结果维持：县表2，各单位之和1",
    ]


def test_a_county_without_applications_has_tables_of_zeros_where_it_is_asked_for_or_none_has_any() -> None:
    two = {**COUNTIES, "wushan": "巫山县"}
    assert [report.name for report in reports(answer(), ORGS, two)] == ["奉节县"]
    (report,) = reports(answer(), ORGS, two, "wushan")
    assert report.name == "巫山县"
    assert sum(number for cells in report.table3.values() for number in cells.values()) == 0
    nothing = {"year": 2026, "as_of": "2026-01-01", "counties": {}}
    assert [report.name for report in reports(nothing, ORGS, two)] == ["奉节县", "巫山县"]
