"""Files that are refused as a whole, or read as what they are and not as what they are called; memory stays bounded."""

from __future__ import annotations

import struct
import subprocess
import sys
import tracemalloc
import zlib
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from papers.catalog.reading import read_catalog
from papers.files.file import read_file
from papers.files.refusal import NotTaken
from tests.papers.catalog.building import (
    GROUPED,
    LEAVES,
    LIMIT,
    ROW,
    TITLE,
    codes,
    comma_separated,
    row,
    standard,
    with_parts,
    xlsx,
)

ROOT = Path(__file__).parents[3]
SAMPLES = Path(__file__).parent / "samples"
"""``standard(ROW)`` as other programs write it: old.xls by xlwt, with a second row; password.xlsx locked with 1234."""
SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def sheet_xml(rows: str) -> bytes:
    """A worksheet's part."""
    return f'<?xml version="1.0"?><worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def zip_of(**parts: bytes) -> bytes:
    """A package that is no workbook."""
    whole = BytesIO()
    with ZipFile(whole, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return whole.getvalue()


def far_old() -> bytes:
    """Its sheet claims to begin far behind its end: the reader would keep two terabytes for it."""
    data = bytearray((SAMPLES / "old.xls").read_bytes())
    dimensions = data.index(struct.pack("<HH2I2H", 0x0200, 14, 0, 5, 0, 14))
    struct.pack_into("<I", data, dimensions + 4, 721_420_288)
    return bytes(data)


@cache
def bomb() -> bytes:
    """A sheet of 300 MB of blanks in some hundred kilobytes."""
    return with_parts(standard(ROW), {SHEET: sheet_xml(" " * 300_000_000)})


def crowded() -> bytes:
    """Its workbook is described in three million elements: as a tree they would take hundreds of megabytes."""
    data = standard(ROW)
    with ZipFile(BytesIO(data)) as package:
        described = package.read("xl/workbook.xml")
    elements = b"".join(b"<a/>" * (number % 61) + b"<b/>" * (number % 59) for number in range(50_000))
    return with_parts(
        data, {"xl/workbook.xml": described.replace(b"<sheets>", b"<sheets>" + elements + b"<sheet/>" * 201)}
    )


def liar() -> bytes:
    """A sheet that claims to be small: the size in the package's directory is not that of what is packed."""
    data = bytearray(bomb())
    with ZipFile(BytesIO(bytes(data))) as archive:
        size = archive.getinfo(SHEET).file_size
    head = zlib.crc32(sheet_xml(" " * 1_000)[:1_000])
    for at in range(len(data) - 4):
        if data[at : at + 4] == struct.pack("<I", size):
            data[at : at + 4] = struct.pack("<I", 1_000)
            data[at - 8 : at - 4] = struct.pack("<I", head)
    return bytes(data)


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "an empty file": (lambda: b" \n", "file.empty"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xfe", "file.other_kind"),
    "a web page that is called .xls": (
        lambda: b"\xef\xbb\xbf<html><table><tr><td>1</td></tr></table></html>",
        "file.other_kind",
    ),
    "a PDF": (lambda: b"%PDF-1.7 ...", "file.other_kind"),
    "an archive of something else": (lambda: zip_of(a=b"1"), "file.other_kind"),
    "a Word document": (
        lambda: zip_of(word__document__xml=b"<w/>").replace(b"document/xml", b"document.xml"),
        "file.other_kind",
    ),
    "a workbook cut off": (lambda: standard(ROW)[:3000], "file.broken"),
    "a workbook with a broken sheet": (
        lambda: with_parts(standard(ROW), {SHEET: b"<worksheet><sheetData>"}),
        "file.broken",
    ),
    "a sheet with entities": (
        lambda: with_parts(standard(ROW), {SHEET: b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'}),
        "file.broken",
    ),
    "a workbook with a password": ((SAMPLES / "password.xlsx").read_bytes, "file.encrypted"),
    "an .xls cut off": (lambda: (SAMPLES / "old.xls").read_bytes()[:4000], "file.broken"),
    "an .xls whose list of parts is cut off": (lambda: (SAMPLES / "old.xls").read_bytes()[:-33], "file.broken"),
    "an .xls that claims more rows than there can be": (far_old, "file.broken"),
    "a zip bomb": (bomb, "file.too_large"),
    "a workbook described in three million elements": (crowded, "file.too_large"),
    "a zip bomb that lies about its size": (liar, "file.broken"),
    "a sheet whose last cell is at the end of the world": (
        lambda: with_parts(standard(ROW), {SHEET: sheet_xml('<row r="1048576"><c r="CV1048576"><v>1</v></c></row>')}),
        "file.too_large",
    ),
    "a sheet with a cell in its last column": (
        lambda: with_parts(standard(ROW), {SHEET: sheet_xml('<row r="1"><c r="XFD1"><v>1</v></c></row>')}),
        "file.too_large",
    ),
    "a sheet of 100,000 rows": (
        lambda: with_parts(
            standard(ROW),
            {SHEET: sheet_xml("".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 100_001)))},
        ),
        "file.too_large",
    ),
    "a sheet whose merged cells go to the end of the world": (
        lambda: with_parts(
            standard(ROW),
            {SHEET: sheet_xml("").replace(b"</worksheet>", b'<mergeCell ref="A1:XFD1048576"/></worksheet>')},
        ),
        "file.too_large",
    ),
    "a CSV of 100,000 rows": (lambda: b"a,b\n" * 100_000, "file.too_large"),
    "more bytes than are read": (lambda: b"a," * 11_000_000, "file.too_large"),
    "a workbook without a table": (lambda: xlsx({"Sheet1": [["你好"]]}), "file.no_table"),
    "a table without rows": (standard, "file.no_rows"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_is_refused_with_the_reason_and_the_remedy(case: str) -> None:
    make, code = REFUSED[case]
    data = make()
    tracemalloc.start()
    try:
        with pytest.raises(NotTaken) as refused:
            read_catalog(data, "目录.xlsx")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (refused.value.code, bool(refused.value.remedy)) == (code, True)
    assert peak < 150_000_000, f"{peak} bytes for a file of {len(data)}"


def test_a_csv_that_is_called_xlsx_is_read_as_what_it_is_and_said_so() -> None:
    data = comma_separated([["社会救助领域标准目录"], GROUPED, LEAVES, ROW], "gb18030")
    catalog = read_catalog(data, "目录.xlsx")
    assert catalog.file.remarks == ("文件名是 .xlsx，内容是CSV，按CSV读取",)
    assert len(catalog.good) == 1


def test_an_old_workbook_is_read_like_a_new_one() -> None:
    catalog = read_catalog((SAMPLES / "old.xls").read_bytes(), "目录.xls")
    assert [entry.elements.level2 for entry in catalog.entries] == ["政策法规文件", "监督检查"]
    assert [entry.elements.level1 for entry in catalog.entries] == ["综合业务", "综合业务"], "merged downwards"
    assert catalog.entries[1].elements.time_limit == LIMIT, "同上"
    assert catalog.file.remarks == ()


def test_macros_are_passed_over_and_said_so() -> None:
    catalog = read_catalog(with_parts(standard(ROW), {"xl/vbaProject.bin": b"macros"}), "目录.xlsm")
    assert [remark.split("：")[0] for remark in catalog.file.remarks] == ["文件带有宏"]
    assert len(catalog.good) == 1


def test_a_formula_that_nobody_has_computed_is_found_in_its_cell() -> None:
    def compute(sheet: Worksheet) -> None:
        sheet["F2"] = "=G2"
        sheet["G2"] = "#REF!"

    head = ["一级事项", "二级事项", "公开内容", "公开依据", "领域", "公开时限", "公开主体"]
    data = xlsx({"目录": [head, ["a", "b", "c", "d", "养老服务", LIMIT, "县民政局"]]}, change=compute)
    catalog = read_catalog(data)
    assert [pair for pair in codes(catalog) if pair[0] == "cell.uncomputed"] == [
        ("cell.uncomputed", "F2"),
        ("cell.uncomputed", "G2"),
    ]
    assert catalog.good == []


LARGEST = """
from pathlib import Path
from papers.files.bounds import MOST_ROWS
from papers.catalog.reading import read_catalog
from tests.papers.catalog.building import GROUPED, LEAVES, comma_separated, row
rows = [row(level2=f"事项{number}", content=f"内容{number}") for number in range(MOST_ROWS - 3)]
catalog = read_catalog(comma_separated([["社会救助领域标准目录"], GROUPED, LEAVES, *rows]))
assert len(catalog.good) == len(rows)
print(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0])
"""


def test_a_formula_with_an_empty_value_is_not_computed_and_one_that_comes_to_no_text_is() -> None:
    rows = [["一级事项", "二级事项", "公开内容", "公开时限", "公开主体"], ["甲", "乙", "丙", '="20"&"日"', "县民政局"]]
    data = xlsx({"社会救助": rows})
    assert ("cell.uncomputed", "D2") in codes(read_catalog(data))
    with ZipFile(BytesIO(data)) as package:
        sheet = package.read(SHEET).decode()
    empty = sheet.replace('<c r="D2">', '<c r="D2" t="str">')
    assert empty != sheet
    computed = read_catalog(with_parts(data, {SHEET: empty.encode()}))
    assert codes(computed) == [("limit.unread", "D2")]


def test_a_hidden_sheet_is_passed_over_aloud() -> None:
    def hide_the_old(sheet: Worksheet) -> None:
        sheet.sheet_state = "hidden" if sheet.title == "旧版" else "visible"

    rows = [[TITLE], GROUPED, LEAVES, ROW]
    catalog = read_catalog(xlsx({"目录": rows, "旧版": rows}, change=hide_the_old))
    assert (len(catalog.entries), codes(catalog)) == (1, [("sheet.hidden", "")])


def test_the_largest_catalog_that_is_read_takes_bounded_memory() -> None:
    done = subprocess.run([sys.executable, "-c", LARGEST], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 400_000, "KiB at most, the interpreter and the rows themselves among them"


def test_rows_that_all_say_the_same_as_above_are_resolved_in_one_pass() -> None:
    rows = [ROW, *(row(level2=f"事项{number}", limit="同上", body="同上") for number in range(5_000))]
    entries = read_catalog(comma_separated([["社会救助领域标准目录"], GROUPED, LEAVES, *rows])).entries
    assert {entry.elements.time_limit for entry in entries} == {LIMIT}


def test_merged_areas_larger_than_the_sheet_cost_nothing() -> None:
    areas = b'</sheetData><mergeCells><mergeCell ref="A1:XFD1"/><mergeCell ref="A2:A1048576"/></mergeCells>'
    cells = sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>').replace(b"</sheetData>", areas)
    assert len(read_file(with_parts(standard(ROW), {SHEET: cells})).grids[0].rows) == 1
