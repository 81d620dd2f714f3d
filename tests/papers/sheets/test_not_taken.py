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
from tests.papers.sheets.clerks_table import HEADS, ROW, SHEET


def test_merged_cells_that_would_take_for_ever_are_refused() -> None:
    data = table([HEADS, *([f"a-{number}", *ROW[1:]] for number in range(3_000))])
    with ZipFile(BytesIO(data)) as package:
        xml = package.read(SHEET).decode()
    merges = "<mergeCells>" + '<mergeCell ref="Z1:Z3000"/>' * 1_000 + "</mergeCells>"
    hostile = xml.replace("</sheetData>", f"</sheetData>{merges}")
    with pytest.raises(NotTaken, match="合并的单元格太多"):
        read_filled(with_parts(data, {SHEET: hostile.encode()}))


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
