"""The workbook that goes back: the same sheets, red where a cell is wrong, with the reason in it and beside the row."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from papers.catalog.reading import read_catalog
from papers.catalog.returned import save_returned
from tests.papers.catalog.building import GROUPED, LEAVES, ROW, codes, comma_separated, row, standard, with_parts, xlsx

RED, YELLOW = "FFFF9C9C", "FFFFEB9C"
OLD = Path(__file__).parent / "samples" / "old.xls"


def returned(data: bytes) -> bytes:
    """The file as it goes back."""
    whole = BytesIO()
    save_returned(read_catalog(data), whole)
    return whole.getvalue()


def colours(sheet: Worksheet) -> dict[str, str]:
    """Filled cells and their colours."""
    return {
        cell.coordinate: str(cell.fill.fgColor.rgb)
        for cells in sheet.iter_rows()
        for cell in cells
        if cell.fill.fill_type
    }


def test_wrong_cells_are_red_doubtful_ones_yellow_and_the_layout_stays() -> None:
    rows = [row(), row(level2="监督", request="√", limit="999天"), row(level2="办事")]

    def style(sheet: Worksheet) -> None:
        sheet.column_dimensions["D"].width = 77
        sheet["D4"].font = Font(bold=True)

    data = xlsx({"目录": [["社会救助领域标准目录"], GROUPED, LEAVES, *rows]}, {"目录": ["A1:N1", "B4:B6"]}, style)
    sheet = load_workbook(BytesIO(returned(data)))["目录"]
    assert colours(sheet) == {"L5": RED, "F5": YELLOW}
    assert "主动和依申请都勾选了" in str(sheet["L5"].comment.text)
    assert "主动和依申请都勾选了" in str(sheet["O5"].value)
    assert "天数不可能" in str(sheet["O5"].value)
    assert (sheet["O2"].value, sheet["O4"].value, sheet["O6"].value) == ("问题", None, None)
    assert (sheet.column_dimensions["D"].width, sheet["D4"].font.bold) == (77, True)
    assert {"A1:N1", "B4:B6"} == {str(area) for area in sheet.merged_cells.ranges}


def test_a_wrong_row_is_red_as_a_whole_and_a_wrong_merged_cell_at_its_beginning() -> None:
    rows = [row(level1="。。"), row(level1="", level2="监督"), row(level1="其他"), row(level1="其他")]
    sheet = load_workbook(BytesIO(returned(standard(*rows, merges=["B4:B5"]))))["目录"]
    assert {place for place, colour in colours(sheet).items() if colour == RED} == {
        "B4",
        *(f"{c}7" for c in "ABCDEFGHIJKLMN"),
    }
    assert "与“目录”第6行完全相同" in str(sheet["O7"].value)


def test_a_file_that_came_back_is_read_without_its_marks_and_marked_anew() -> None:
    first = returned(standard(row(request="√"), row(level2="监督", all="待定")))
    book = load_workbook(BytesIO(first))
    book["目录"]["L4"] = None
    whole = BytesIO()
    book.save(whole)
    assert ("column.unknown", "O2") not in codes(read_catalog(whole.getvalue()))
    sheet = load_workbook(BytesIO(returned(whole.getvalue())))["目录"]
    assert "L4" not in colours(sheet)
    assert (sheet["L4"].comment, sheet["O4"].value) == (None, None)


def test_a_row_is_as_high_as_its_reasons_and_its_own_texts_need() -> None:
    def style(sheet: Worksheet) -> None:
        sheet.column_dimensions["D"].width = 10
        sheet["D4"].alignment = Alignment(wrap_text=True)
        sheet.row_dimensions[5].height = 200
        sheet.row_dimensions[6].height = 15

    bad = {"request": "√", "limit": "999天", "body": "盖州市民政局"}
    rows = [row(content="内容" * 200, **bad), row(level2="甲", **bad), row(level2="乙", **bad), row(level2="丙")]
    data = xlsx({"目录": [["社会救助领域标准目录"], GROUPED, LEAVES, *rows]}, {}, style)
    sheet = load_workbook(BytesIO(returned(data)))["目录"]
    heights = [sheet.row_dimensions[number].height for number in (4, 5, 6, 7)]
    reasons = str(sheet["O6"].value).count("\n") + 1
    assert heights[0] == 405, "its own text is the highest"
    assert heights[1] == 200
    assert heights[2] >= 15 * reasons >= 30
    assert heights[3] is None


def test_an_old_workbook_and_a_csv_come_back_as_new_workbooks_with_the_same_texts() -> None:
    from_old = load_workbook(BytesIO(returned(OLD.read_bytes())))["目录"]
    assert (from_old["A1"].value, from_old["B4"].value, from_old["F5"].value) == (
        "奉节县社会救助领域基层政务公开标准目录",
        "综合业务",
        "同上",
    )
    table = comma_separated(
        [["社会救助领域标准目录"], GROUPED, LEAVES, ROW, row(level2="监督", request="√")], "gb18030"
    )
    from_csv = load_workbook(BytesIO(returned(table)))["目录"]
    assert colours(from_csv) == {"L5": RED}


def test_where_memory_runs_out_the_workbook_is_not_written_a_second_way(monkeypatch: pytest.MonkeyPatch) -> None:
    def exhausted(_: BytesIO) -> None:
        raise MemoryError

    monkeypatch.setattr("papers.files.returned.load_workbook", exhausted)
    with pytest.raises(MemoryError):
        returned(standard(row(request="√")))


def test_a_workbook_that_cannot_be_written_again_comes_back_without_its_styles() -> None:
    data = with_parts(
        standard(row(request="√")), {"xl/styles.xml": b"<styleSheet><cellXfs><xf fontId='9'/></cellXfs></styleSheet>"}
    )
    sheet = load_workbook(BytesIO(returned(data)))["目录"]
    assert colours(sheet)["L4"] == RED
