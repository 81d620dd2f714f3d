"""What is not read at all: macros, links, bombs, other files, and workbooks without a table or rows."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from papers.files.refusal import NotTaken
from papers.sheets.reading import read_filled
from tests.papers.catalog.building import with_parts
from tests.papers.sheets.building import table
from tests.papers.sheets.clerks_table import FACTS, HEADS, OLD, ROW, SHEET, facts_of, merged_to_the_end


def test_merged_cells_that_would_take_for_ever_are_refused() -> None:
    data = table([HEADS, *([f"a-{number}", *ROW[1:]] for number in range(3_000))])
    with ZipFile(BytesIO(data)) as package:
        xml = package.read(SHEET).decode()
    merges = "<mergeCells>" + '<mergeCell ref="Z1:Z3000"/>' * 1_000 + "</mergeCells>"
    hostile = xml.replace("</sheetData>", f"</sheetData>{merges}")
    with pytest.raises(NotTaken, match="合并的单元格太多"):
        read_filled(with_parts(data, {SHEET: hostile.encode()}))


def with_areas(*areas: str, link: bool = False) -> bytes:
    """A clerk's table with merged cells, or links over several, as their corners alone."""
    data = table([HEADS, ROW])
    with ZipFile(BytesIO(data)) as package:
        xml = package.read(SHEET).decode()
    name, all_of_them = ("hyperlink", "hyperlinks") if link else ("mergeCell", "mergeCells")
    written = "".join(f'<{name} ref="{area}"/>' for area in areas)
    other = xml.replace("</sheetData>", f"</sheetData><{all_of_them}>{written}</{all_of_them}>")
    return with_parts(data, {SHEET: other.encode()})


def sheet_of_another_kind() -> bytes:
    """Merged cells in a sheet that one library takes for none and the other for a table."""
    data = with_areas("F5:XFD1048576")
    with ZipFile(BytesIO(data)) as package:
        relations = package.read("xl/_rels/workbook.xml.rels").replace(b"relationships/worksheet", b"x/dialogsheet")
    return with_parts(data, {"xl/_rels/workbook.xml.rels": relations})


def note_over_all_cells(encoding: str = "utf-8") -> bytes:
    """A note's place is one cell; one that claims an area would have all of it made."""
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?><comments><comment ref="A1:XFD1048576">批注</comment></comments>'
    )
    return with_parts(table([HEADS, ROW]), {"xl/comments1.xml": text.encode(encoding)})


@pytest.mark.parametrize(
    "data",
    [
        with_areas("F5:XFD1048576"),
        with_areas("A3:A1048576", "H3:H1048576"),
        with_areas("$F$5:$XFD$1048576", link=True),
        with_areas("A:XFD", link=True),
        sheet_of_another_kind(),
        note_over_all_cells(),
        note_over_all_cells("gbk"),
        note_over_all_cells("utf-32"),
        merged_to_the_end(OLD),
    ],
    ids=[
        "to the end",
        "two whole columns",
        "a link",
        "a link over columns",
        "another kind of sheet",
        "a note",
        "a note in GBK",
        "a note in UTF-32",
        "an old workbook",
    ],
)
def test_areas_of_more_cells_than_are_read_are_refused_before_any_of_them_is_made(data: bytes) -> None:
    assert len(data) < 10_000
    with pytest.raises(NotTaken, match=r"合并的单元格太多.*最多2000000格") as refused:
        read_filled(data)
    assert (refused.value.code, "取消表格以外的合并" in refused.value.remedy) == ("file.too_large", True)


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "gb2312", "x-unknown"])
def test_what_is_called_a_comment_and_is_no_note_covers_nothing_in_whatever_encoding_it_is(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><properties><comment>批注</comment></properties>'
    part = text.encode("utf-8" if encoding == "x-unknown" else encoding)
    assert facts_of(read_filled(with_parts(table([HEADS, ROW]), {"customXml/item1.xml": part}))) == FACTS


@pytest.mark.parametrize("area", ["", "#REF!", "Sheet1!#REF!", "no place"])
def test_a_link_that_stands_nowhere_covers_nothing(area: str) -> None:
    assert facts_of(read_filled(with_areas(area, link=True))) == FACTS


@pytest.mark.parametrize("areas", [["A1:A1"], ["H1:XFD1", "H2:XFD2"], ["H1:H1048576"], ["A3:F3", "G1:G2"]])
def test_a_title_over_all_columns_and_a_column_merged_as_a_whole_are_read(areas: list[str]) -> None:
    assert facts_of(read_filled(with_areas(*areas))) == FACTS


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


def test_an_empty_workbook_is_no_sheet() -> None:
    whole = BytesIO()
    Workbook().save(whole)
    with pytest.raises(NotTaken):
        read_filled(whole.getvalue())
