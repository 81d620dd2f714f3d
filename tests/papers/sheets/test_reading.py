"""Workbooks as they come back: columns moved, renamed and added, cells merged, 同上, tables of the clerk's own; and what is not taken."""

from __future__ import annotations

import random
import re
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from papers.files.grid import Grid
from papers.files.refusal import NotTaken
from papers.sheets.columns import Role, columns_of
from papers.sheets.forms import FORMS, LAYOUTS
from papers.sheets.headings import head_of
from papers.sheets.reading import Filled, read_filled
from papers.sheets.returned import save_returned
from papers.sheets.telling import tellings
from tests.papers.catalog.building import comma_separated, with_parts
from tests.papers.sheets.building import filled, table

SHEET = "xl/worksheets/sheet1.xml"
HEADS = ["本单位编号", "形成日期", "公开属性", "标题", "发布日期", "公开渠道"]
ROW = ["a-1", "2026-03-02", "主动公开", "低保名单", "2026年3月4日", "政府网站"]
TOLD = {
    ("a-1", "formed"): {"formed_on": "2026-03-02", "attribute": "主动公开", "title": "低保名单"},
    ("a-1", "published"): {"published_on": "2026-03-04", "channel": "政府网站"},
}


def told(read: Filled) -> dict[tuple[str, str], dict[str, Any]]:
    """Number and verb → data, of what the rows tell."""
    facts = tellings(read.rows)
    return {(telling.row.number, telling.step.verb): telling.data for telling in facts if not telling.refused}


def codes(read: Filled) -> set[tuple[str, str]]:
    """Codes and cells of the findings about rows."""
    return {(finding.code, finding.cell) for finding in read.findings if finding.row is not None}


def test_a_table_of_the_clerk_s_own_is_read_by_its_headings() -> None:
    assert told(read_filled(table([["白帝镇信息公开台账"], HEADS, ROW]))) == TOLD
    assert told(read_filled(comma_separated([HEADS, ROW], "gb18030"))) == TOLD


@settings(max_examples=30)
@given(st.permutations(range(len(HEADS))), st.integers(0, 2), st.randoms())
def test_moved_and_added_columns_change_nothing(order: list[int], added: int, chance: random.Random) -> None:
    heads, row = [HEADS[at] for at in order], [ROW[at] for at in order]
    for number in range(added):
        at = chance.randrange(len(heads) + 1)
        heads.insert(at, f"经办科室{number}")
        row.insert(at, "党政办")
    read = read_filled(table([heads, row]))
    assert told(read) == TOLD
    assert sum(code == "column.unknown" for code, _ in codes(read)) == added


@pytest.mark.parametrize(
    "heads",
    [
        ["本 单 位\n编 号", "形成时间", "公开属性*", "标题（必填）", "公开日期 ", "公开途径"],
        ["编号", "形成日期：", "公开属性", "信息标题", "发布时间", "公开渠道（政府网站等）"],
        ["單位編號", "信息形成或变更：形成日期", "公開屬性", "標題", "主动公开·发布日期", "公開渠道"],
        ["编号", "形成时间", "公开属性（主动、依申请）", "信息名称", "公开时间", "公开方式"],
        ["本单位编码", "＊形成日期", "公开属性", "文件名称", "发布日期（年月日）", "公开渠道和载体"],
    ],
)
def test_renamed_headings_are_understood(heads: list[str]) -> None:
    read = read_filled(table([heads, ROW]))
    columns = [column.heading for column in next(iter(read.heads.values())).columns.values()]
    assert {"本单位编号", "形成日期", "标题"} <= set(columns)
    assert told(read)["a-1", "formed"]["formed_on"] == "2026-03-02"
    assert told(read)["a-1", "published"] == {"published_on": "2026-03-04", "channel": "政府网站"}


def test_a_sheet_of_another_name_is_read_as_the_one_that_fits_and_that_is_said() -> None:
    (remark,) = (finding for finding in read_filled(table([HEADS, ROW])).findings if finding.code == "sheet.read_as")
    assert "信息公开" in remark.rule
    assert not any(finding.code == "sheet.read_as" for finding in read_filled(table([HEADS, ROW], "信息公开")).findings)
    as_a_document = read_filled(table([["本单位编号", "标题", "发布日期", "公开渠道"], ["a-1", *ROW[3:]]], "公文"))
    assert next(iter(as_a_document.heads.values())).layout.name == "公文"


def test_merged_cells_that_would_take_for_ever_are_refused() -> None:
    data = table([HEADS, *([f"a-{number}", *ROW[1:]] for number in range(3_000))])
    with ZipFile(BytesIO(data)) as package:
        xml = package.read(SHEET).decode()
    merges = "<mergeCells>" + '<mergeCell ref="Z1:Z3000"/>' * 1_000 + "</mergeCells>"
    hostile = xml.replace("</sheetData>", f"</sheetData>{merges}")
    with pytest.raises(NotTaken, match="合并的单元格太多"):
        read_filled(with_parts(data, {SHEET: hostile.encode()}))


def test_a_heading_that_two_steps_have_is_told_apart_by_what_stands_above_it_or_is_said_to_be_unclear() -> None:
    above = ["", "补正告知", "", "延期告知", ""]
    heads = ["本单位编号", "告知日期", "补正期限", "告知日期", "延长"]
    row = ["sq-1", "2026-03-02", "2026-03-20", "2026-03-05", "10个工作日"]
    read = read_filled(table([above, heads, row], merges=["B1:C1", "D1:E1"]))
    assert told(read) == {
        ("sq-1", "correction_requested"): {"requested_on": "2026-03-02", "until": "2026-03-20"},
        ("sq-1", "extended"): {"notified_on": "2026-03-05", "days": 10},
    }
    unclear = read_filled(table([heads, row]))
    assert {("column.unclear", "B1"), ("column.unclear", "D1")} <= codes(unclear)


def test_merged_cells_and_same_as_above_take_the_words_there() -> None:
    rows = [
        HEADS,
        ["a-1", "2026-03-02", "主动公开", "甲", "", ""],
        ["a-2", "", "同上", "乙", "", ""],
        ["a-3", "〃", "“", "丙", "", ""],
    ]
    read = read_filled(table(rows, merges=["B2:B3"]))
    assert [data["formed_on"] for data in told(read).values()] == ["2026-03-02"] * 3
    assert {data["attribute"] for data in told(read).values()} == {"主动公开"}
    nothing = read_filled(table([HEADS, ["a-1", "同上", *ROW[2:]]]))
    assert ("same_as.nothing", "B2") in codes(nothing)


def test_a_list_stands_a_part_a_row_under_one_number_and_is_told_whole_or_not_at_all() -> None:
    heads = ["本单位编号", "编制日期", "村（社区）名称", "事项代号", "事项名称", "公开频次"]
    rows = [
        ["c-1", "2026-02-02", "红土村", "cw", "村级财务", "每季度"],
        ["", "", "", "zb", "招标", "随时"],
        ["c-2", "2026-02-02", "平安村", "cw", "村级财务", "每月"],
    ]
    lists = told(read_filled(table([heads, *rows])))
    assert [part["affair"] for part in lists["c-1", "listed"]["affairs"]] == ["cw", "zb"]
    assert len(lists) == 2
    rows[1][5] = "有时"
    wrong = read_filled(table([heads, *rows]))
    assert list(told(wrong)) == [("c-2", "listed")]
    assert {("choice.unknown", "F3"), ("group.held", "A2")} <= codes(wrong)
    rows[1][5], rows[1][2] = "随时", "别的村"
    assert ("group.differs", "C3") in codes(_told(read_filled(table([heads, *rows]))))


def _told(read: Filled) -> Filled:
    tellings(read.rows)
    return read


def test_what_is_wrong_with_several_facts_of_a_row_is_said_once() -> None:
    read = read_filled(table([HEADS, ROW, [*ROW[:3], "另", "2026-03-05", *ROW[5:]]]))
    tellings(read.rows)
    assert [finding.code for finding in read.rows[1].findings] == ["row.differs"]


def test_rows_without_a_number_are_refused_and_footers_are_left_out() -> None:
    footers = [["填表人：", "", "", "", "", ""], ["合计", "1", "", "", "", ""], ["", "", "审核人：", "", "", ""]]
    read = read_filled(table([HEADS, ROW, ["", *ROW[1:]], *footers, HEADS]))
    left_out = {("row.left_out", f"第{line}行") for line in (4, 5, 6)}
    assert codes(read) == {("row.no_number", "A3"), *left_out}
    assert told(read) == TOLD


def test_what_a_list_has_once_may_stand_in_a_row_above_its_parts() -> None:
    heads = ["本单位编号", "编制日期", "村（社区）名称", "事项代号", "事项名称", "公开频次"]
    rows = [
        ["c-1", "2026-02-02", "红土村", "", "", ""],
        ["", "", "", "cw", "财务", "每月"],
        ["说明：略", "", "", "", "", ""],
    ]
    lists = told(read_filled(table([heads, *rows])))
    assert [part["affair"] for part in lists["c-1", "listed"]["affairs"]] == ["cw"]


def test_numbers_are_the_same_in_full_width_and_with_spaces() -> None:
    read = read_filled(table([HEADS, ["ａ－ 1", *ROW[1:]]]))
    assert list(told(read)) == [("a-1", "formed"), ("a-1", "published")]
    of_a_document = read_filled(table([HEADS, ["奉节府办发〔2020〕101号", *ROW[1:]]]))
    assert of_a_document.rows[0].number == "奉节府办发〔2020〕101号"


def test_a_formula_is_no_value_whether_it_was_computed_or_not() -> None:
    data = table([HEADS, ROW, ["a-2", "=B2", *ROW[2:]], ["a-3", '=HYPERLINK("http://x","2026-03-02")', *ROW[2:]]])
    read = read_filled(data)
    assert {("cell.formula", "B3"), ("cell.formula", "B4")} <= codes(read)
    assert [row.refused for row in read.rows] == [False, True, True]
    with ZipFile(BytesIO(data)) as package:
        xml = package.read(SHEET).decode()
    computed = re.sub(r"<f>B2</f><v ?/>|<f>B2</f><v></v>", "<f>B2</f><v>46083</v>", xml)
    assert computed != xml
    assert ("cell.formula", "B3") in codes(read_filled(with_parts(data, {SHEET: computed.encode()})))
    assert not any(telling.readable for telling in tellings(read.rows[1:]) if telling.step.verb == "formed")
    assert ("cell.formula", "D2") in codes(read_filled(comma_separated([HEADS, [*ROW[:3], "=1+1", *ROW[4:]]])))


def test_true_and_false_as_another_program_keeps_them_are_values() -> None:
    heads = ["本单位编号", "答复日期", "已说明理由"]
    read = read_filled(table([heads, ["sq-1", "2026-03-02", "=TRUE()"], ["sq-2", "2026-03-02", True]]))
    with ZipFile(BytesIO(table([heads, ["sq-1", "2026-03-02", "=TRUE()"]]))) as package:
        xml = package.read(SHEET).decode()
    computed = re.sub(r'<c r="C2"><f>TRUE\(\)</f><v ?/?>(</v>)?', '<c r="C2" t="b"><f>TRUE()</f><v>1</v>', xml)
    assert computed != xml
    data = with_parts(table([heads, ["sq-1", "2026-03-02", "=TRUE()"]]), {SHEET: computed.encode()})
    assert told(read_filled(data))["sq-1", "answered"]["reasoned"] is True
    assert [row.refused for row in read.rows] == [True, False], "one that nobody has computed is no value yet"


@pytest.mark.parametrize(
    ("part", "code"),
    [
        ("xl/vbaProject.bin", "file.macros"),
        ("xl/code/vbaProject.bin", "file.macros"),
        ("xl/macrosheets/sheet1.xml", "file.macros"),
        ("xl/activeX/activeX1.xml", "file.macros"),
        ("xl/externalLinks/externalLink1.xml", "file.links"),
        ("xl/connections.xml", "file.links"),
    ],
)
def test_macros_and_links_are_refused_with_words(part: str, code: str) -> None:
    with pytest.raises(NotTaken) as refused:
        read_filled(with_parts(table([HEADS, ROW]), {part: b"<x/>"}))
    assert refused.value.code == code
    assert refused.value.remedy


@pytest.mark.parametrize(("kind", "refused"), [("oleObject", True), ("image", True), ("hyperlink", False)])
def test_what_lies_outside_of_the_file_is_refused_and_the_address_of_a_page_is_not(kind: str, refused: bool) -> None:
    relations = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
        'Target="file:///x/y" TargetMode="External"/></Relationships>'
    )
    data = with_parts(table([HEADS, ROW]), {"xl/worksheets/_rels/sheet1.xml.rels": relations.encode()})
    if not refused:
        assert len(read_filled(data).rows) == 1
        return
    with pytest.raises(NotTaken, match="链接"):
        read_filled(data)


def test_a_bomb_and_a_page_of_the_web_are_refused_before_they_are_read() -> None:
    for data, code in (
        (with_parts(table([HEADS, ROW]), {SHEET: b"<a>" + b" " * 50_000_000}), "file.too_large"),
        (b"<html><table></table></html>", "file.other_kind"),
        (b"", "file.empty"),
        (table([["甲", "乙"], ["1", "2"]]), "file.no_table"),
        (table([HEADS]), "file.no_rows"),
    ):
        with pytest.raises(NotTaken) as refused:
            read_filled(data)
        assert refused.value.code == code


def test_days_as_numbers_are_read_unless_the_workbook_counts_from_another_year() -> None:
    rows: list[list[object]] = [[*HEADS], ["a-1", 46083, *ROW[2:]]]
    assert told(read_filled(table(rows)))["a-1", "formed"]["formed_on"] == "2026-03-02"
    data = table(rows)
    book = load_workbook(BytesIO(data))
    book.epoch = datetime(1904, 1, 1)  # a workbook knows no zone
    other = BytesIO()
    book.save(other)
    assert ("date.other_system", "B2") in codes(read_filled(other.getvalue()))


def test_what_is_wrong_comes_back_red_in_its_cell_with_the_reason_and_can_be_mended_there() -> None:
    data = filled("disclosure", {"信息公开": [{"本单位编号": "a-1", "形成日期": "3月2日", "公开属性": "主动公开"}]})
    read = read_filled(data)
    whole = BytesIO()
    save_returned(read, whole)
    book = load_workbook(BytesIO(whole.getvalue()))
    sheet = book["信息公开"]
    assert sheet["B6"].fill.fgColor.rgb == "FFFF9C9C"
    assert "没有写年份" in sheet["B6"].comment.text
    assert {"形成日期*", "问题"} <= {cell.value for cell in sheet[4]}
    assert len(sheet.data_validations.dataValidation) == len(columns_of(FORMS["disclosure"].layouts[0])), "lists stay"
    sheet["B6"] = "2026-03-02"
    mended = BytesIO()
    book.save(mended)
    again = read_filled(mended.getvalue())
    assert (again.refused, list(told(again))) == (0, [("a-1", "formed")])
    back = BytesIO()
    save_returned(again, back)
    cleaned = load_workbook(BytesIO(back.getvalue()))["信息公开"]
    assert (cleaned["B6"].fill.fgColor.rgb == "FFFF9C9C", cleaned["B6"].comment) == (False, None)


def test_a_number_that_a_spreadsheet_has_cut_is_refused_where_every_digit_counts() -> None:
    read = read_filled(table([HEADS, [20260302000000012, *ROW[1:]], ["20260302000000012", *ROW[1:]]]))
    assert codes(read) == {("cell.imprecise", "A2")}
    assert [row.refused for row in read.rows] == [True, False]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_a_sheet_is_known_by_its_headings_in_any_order_under_any_name(layout: Any) -> None:
    headings = [column.heading for column in columns_of(layout)]
    random.Random(7).shuffle(headings)
    head = head_of(Grid("Sheet1", [headings]))
    assert head is not None
    assert (head.layout, len(head.columns), head.of(Role.NUMBER)) == (
        layout,
        len(headings),
        headings.index("本单位编号"),
    )


def test_an_empty_workbook_is_no_sheet() -> None:
    whole = BytesIO()
    Workbook().save(whole)
    with pytest.raises(NotTaken):
        read_filled(whole.getvalue())
