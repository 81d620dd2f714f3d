"""What the cells of a workbook that comes back say: merged, 同上, lists, formulas, numbers; and what is marked in it."""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook

from papers.sheets.columns import columns_of
from papers.sheets.forms import FORMS
from papers.sheets.reading import Filled, read_filled
from papers.sheets.returned import save_returned
from papers.sheets.telling import tellings
from tests.papers.catalog.building import comma_separated, with_parts
from tests.papers.sheets.building import filled, row, table
from tests.papers.sheets.clerks_table import FACTS, HEADS, OLD, ROW, SHEET, codes, facts_of, since_1904


def test_merged_cells_and_same_as_above_take_the_words_there() -> None:
    rows = [
        HEADS,
        ["a-1", "2026-03-02", "主动公开", "甲", "", ""],
        ["a-2", "", "同上", "乙", "", ""],
        ["a-3", "〃", "“", "丙", "", ""],
    ]
    read = read_filled(table(rows, merges=["B2:B3"]))
    assert [data["formed_on"] for data in facts_of(read).values()] == ["2026-03-02"] * 3
    assert {data["attribute"] for data in facts_of(read).values()} == {"主动公开"}
    nothing = read_filled(table([HEADS, ["a-1", "同上", *ROW[2:]]]))
    assert ("same_as.nothing", "B2") in codes(nothing)


def test_a_list_stands_a_part_a_row_under_one_number_and_is_told_whole_or_not_at_all() -> None:
    heads = ["本单位编号", "编制日期", "村（社区）名称", "事项代号", "事项名称", "公开频次"]
    rows = [
        ["c-1", "2026-02-02", "红土村", "cw", "村级财务", "每季度"],
        ["", "", "", "zb", "招标", "随时"],
        ["c-2", "2026-02-02", "平安村", "cw", "村级财务", "每月"],
    ]
    lists = facts_of(read_filled(table([heads, *rows])))
    assert [part["affair"] for part in lists["c-1", "listed"]["affairs"]] == ["cw", "zb"]
    assert len(lists) == 2
    rows[1][5] = "有时"
    wrong = read_filled(table([heads, *rows]))
    assert list(facts_of(wrong)) == [("c-2", "listed")]
    assert {("choice.unknown", "F3"), ("group.held", "A2")} <= codes(wrong)
    rows[1][5], rows[1][2] = "随时", "别的村"
    assert ("group.differs", "C3") in codes(_with_facts(read_filled(table([heads, *rows]))))


def _with_facts(read: Filled) -> Filled:
    tellings(read.rows)
    return read


def test_what_is_wrong_with_several_facts_of_a_row_is_said_once() -> None:
    read = read_filled(table([HEADS, ROW, [*ROW[:3], "另", "2026-03-05", *ROW[5:]]]))
    tellings(read.rows)
    assert [finding.code for finding in read.rows[1].findings] == ["row.differs"]
    half = read_filled(table([HEADS, ROW, [*ROW[:4], "2026-03-05", ROW[5]]]))
    tellings(half.rows)
    assert [finding.code for finding in half.rows[1].findings] == ["row.differs"], "not that it is the same beside it"
    months = filled("disclosure", {"信息公开": [row("a-1")]}, _with_another_month)
    read = read_filled(months)
    tellings(read.rows)
    assert [finding.rule for finding in read.rows[1].findings] == ["编号与“信息公开”第6行相同，内容却不同"]


def _with_another_month(book: Workbook) -> None:
    sheet = book.copy_worksheet(book["信息公开"])
    sheet.title, sheet["B6"] = "二月", "2026-03-01"


def test_rows_without_a_number_are_refused_and_footers_are_left_out() -> None:
    footers = [["填表人：", "", "", "", "", ""], ["合计", "1", "", "", "", ""], ["", "", "审核人：", "", "", ""]]
    read = read_filled(table([HEADS, ROW, ["", *ROW[1:]], *footers, HEADS]))
    left_out = {("row.left_out", f"第{line}行") for line in (4, 5, 6)}
    assert codes(read) == {("row.no_number", "A3"), *left_out}
    assert facts_of(read) == FACTS
    numbered = read_filled(table([HEADS, ["注册-1", "", "", "", *ROW[4:]], ["注册-2", "2026-03-02", "", "", "", ""]]))
    assert [line.number for line in numbered.rows] == ["注册-1", "注册-2"]


def test_what_a_list_has_once_may_stand_in_a_row_above_its_parts() -> None:
    heads = ["本单位编号", "编制日期", "村（社区）名称", "事项代号", "事项名称", "公开频次"]
    rows = [
        ["c-1", "2026-02-02", "红土村", "", "", ""],
        ["", "", "", "cw", "财务", "每月"],
        ["说明：略", "", "", "", "", ""],
    ]
    lists = facts_of(read_filled(table([heads, *rows])))
    assert [part["affair"] for part in lists["c-1", "listed"]["affairs"]] == ["cw"]


def test_numbers_are_the_same_in_full_width_and_with_spaces() -> None:
    read = read_filled(table([HEADS, ["ａ－ 1", *ROW[1:]]]))
    assert list(facts_of(read)) == [("a-1", "formed"), ("a-1", "published")]
    of_a_document = read_filled(table([HEADS, ["奉节府办发〔2020〕101号", *ROW[1:]]]))
    assert of_a_document.rows[0].number == "奉节府办发〔2020〕101号"


def test_which_time_it_is_may_be_written_in_words_and_what_is_no_number_is_found_once() -> None:
    heads, again = [*HEADS, "第几次"], ["a-1", "", "", "", "2026-03-05", "公示栏"]
    read = read_filled(table([heads, [*ROW, ""], [*again, "第2次"], [*again, "再次"], [*again, "0"]]))
    tellings(read.rows)
    assert codes(read) == {("nth.unreadable", "G4"), ("nth.unreadable", "G5")}
    assert [line.nth for line in read.rows] == [1, 2, 0, 0]


def test_a_formula_is_no_value_whether_it_was_computed_or_not() -> None:
    data = table([HEADS, ROW, ["a-2", "=B2", *ROW[2:]], ["a-3", '=HYPERLINK("http://x","2026-03-02")', *ROW[2:]]])
    read = read_filled(data)
    assert {("cell.formula", "B3"), ("cell.formula", "B4")} <= codes(read)
    assert [line.refused for line in read.rows] == [False, True, True]
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
    assert facts_of(read_filled(data))["sq-1", "answered"]["reasoned"] is True
    assert [line.refused for line in read.rows] == [True, False], "one that nobody has computed is no value yet"


def test_days_as_numbers_are_read_unless_the_workbook_counts_from_another_year() -> None:
    rows: list[list[object]] = [[*HEADS], ["a-1", 46083, *ROW[2:]]]
    assert facts_of(read_filled(table(rows)))["a-1", "formed"]["formed_on"] == "2026-03-02"
    data = table(rows)
    book = load_workbook(BytesIO(data))
    book.epoch = datetime(1904, 1, 1)  # a workbook knows no zone
    other = BytesIO()
    book.save(other)
    assert ("date.other_system", "B2") in codes(read_filled(other.getvalue()))


def test_days_as_numbers_of_an_old_workbook_are_read_unless_it_counts_from_another_year() -> None:
    assert [fact["formed_on"] for fact in facts_of(read_filled(OLD)).values() if "formed_on" in fact] == [
        "2026-03-02"
    ] * 2
    plain_number, formatted_as_a_day = read_filled(since_1904(OLD)).rows
    assert [finding.code for finding in plain_number.findings] == ["date.other_system"]
    assert plain_number.refused
    (formed, *_) = formatted_as_a_day.values.values()
    assert formed["formed_on",] == "2030-03-03", "46083 days behind 1904-01-01"


def test_a_workbook_that_counts_from_1904_comes_back_counting_so() -> None:
    whole = BytesIO()
    save_returned(read_filled(since_1904(OLD)), whole)
    sent_again_as_it_came = read_filled(whole.getvalue())
    assert ("date.other_system", "B2") in codes(sent_again_as_it_came)
    assert [row.refused for row in sent_again_as_it_came.rows] == [True, False]


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
    assert (again.refused, list(facts_of(again))) == (0, [("a-1", "formed")])
    back = BytesIO()
    save_returned(again, back)
    cleaned = load_workbook(BytesIO(back.getvalue()))["信息公开"]
    assert (cleaned["B6"].fill.fgColor.rgb == "FFFF9C9C", cleaned["B6"].comment) == (False, None)


def test_a_number_that_a_spreadsheet_has_cut_is_refused_where_every_digit_counts() -> None:
    read = read_filled(table([HEADS, [20260302000000012, *ROW[1:]], ["20260302000000012", *ROW[1:]]]))
    assert codes(read) == {("cell.imprecise", "A2")}
    assert [line.refused for line in read.rows] == [True, False]
