"""A file of tables as grids: .xlsx, .xls or CSV, told apart by what is in it and not by its name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from io import BytesIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from papers.files import bounds
from papers.files.compound import SIGNATURE
from papers.files.covered import Covered
from papers.files.csv_text import rows_of
from papers.files.grid import Grid, Merge
from papers.files.old_survey import surveyed_old
from papers.files.package import Package, opened
from papers.files.refusal import SAVE_AS, NotTaken, broken, too_large
from papers.files.survey import Survey, surveyed

_EXACT = 10**15
"""Numbers of a spreadsheet have 15 digits."""
_ZIP = b"PK\x03\x04"


class FileKind(StrEnum):
    """What a file is."""

    XLSX = ".xlsx"
    XLS = ".xls"
    CSV = "CSV"


@dataclass(frozen=True)
class SheetFile:
    """The grids of a file; ``package`` is the .xlsx itself, so that it can be given back as it was."""

    kind: FileKind
    grids: list[Grid]
    macros: bool = False
    links: bool = False
    """Whether it is linked to other workbooks or to data elsewhere; they are never followed."""
    package: bytes | None = None
    from_1904: bool = False
    """Whether a day that is kept as a number is counted from 1904, not 1900."""
    unplaced_formulas: bool = False
    """Whether there are formulas of which nobody knows in which cells they stand: those of an .xls."""
    remarks: tuple[str, ...] = field(default=())
    """What the office should know of how the file was read."""


def read_file(data: bytes, name: str = "") -> SheetFile:
    """The grids of a file that is called ``name``. Raises ``NotTaken``."""
    if len(data) > bounds.MOST_BYTES:
        raise too_large(f"文件超过{bounds.MOST_BYTES // 1_000_000}兆字节")
    if not data.strip():
        raise NotTaken("file.empty", "文件是空的", "请检查选的是不是要交的文件")
    if data.startswith(_ZIP):
        package = opened(data)
        read = SheetFile(FileKind.XLSX, _xlsx(package), package.macros, package.links, package.data, package.from_1904)
    elif data.startswith(SIGNATURE):
        old = surveyed_old(data)
        read = SheetFile(
            FileKind.XLS,
            _grids(_workbook(data)),
            old.macros,
            old.links,
            from_1904=old.from_1904,
            unplaced_formulas=old.formulas,
        )
    else:
        _refuse_markup(data)
        read = SheetFile(FileKind.CSV, [Grid("", rows_of(data))])
    return replace(read, remarks=tuple(_remarks(read, name)))


def _refuse_markup(data: bytes) -> None:
    start = data[:2_000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith(b"<"):
        kind = "网页" if b"<html" in start or b"<table" in start else "XML文件"
        raise NotTaken("file.other_kind", f"这是{kind}，只是名字像工作簿", SAVE_AS)
    if start.startswith((b"{\\rtf", b"mime-version:")):
        kind = "RTF文档" if start.startswith(b"{") else "单个文件网页（.mht）"
        raise NotTaken("file.other_kind", f"这是{kind}，不是工作簿", SAVE_AS)
    if start.startswith(b"%pdf"):
        raise NotTaken("file.other_kind", "这是PDF，不是工作簿", "请向制表的部门要原来的 .xlsx 文件")


def _remarks(read: SheetFile, name: str) -> list[str]:
    remarks = []
    ending = name.lower().rpartition(".")[2] if "." in name else ""
    fitting = {
        FileKind.XLSX: {"xlsx", "xlsm", "xltx", "xltm"},
        FileKind.XLS: {"xls", "et"},
        FileKind.CSV: {"csv", "txt"},
    }
    if ending and ending not in fitting[read.kind]:
        remarks.append(f"文件名是 .{ending}，内容是{read.kind}，按{read.kind}读取")
    if read.macros:
        remarks.append("文件带有宏：只读取单元格的值，宏没有运行，也不会保留")
    return remarks


def _xlsx(package: Package) -> list[Grid]:
    rows, covered, surveys = 0, Covered(), list[Survey]()
    for xml in package.sheets:
        surveys.append(surveyed(xml, rows, covered) if xml is not None else Survey())
        rows += surveys[-1].rows
    for xml in package.others:
        covered.look_through(xml)
    return _grids(_workbook(package.data), surveys)


def _workbook(data: bytes) -> CalamineWorkbook:
    with _library(""):
        return CalamineWorkbook.from_filelike(BytesIO(data))


@contextmanager
def _library(where: str) -> Iterator[None]:
    """A file on which the reader stumbles is a damaged file; ``where`` says in which sheet."""
    try:
        yield
    except CalamineError as error:
        raise broken(f"{where}{error}") from error
    except BaseException as error:
        # What is raised where its code panics is no Exception, and has no name that could be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise broken(f"{where}内容前后不符") from error


def _grids(workbook: CalamineWorkbook, surveys: Sequence[Survey] | None = None) -> list[Grid]:
    """The sheets that hold cells; ``surveys`` of all sheets in their order."""
    known = surveys if surveys is not None else [Survey() for _ in workbook.sheets_metadata]
    if len(known) != len(workbook.sheets_metadata):
        raise broken("工作表的清单读不全")
    grids, covered = [], Covered()
    for sheet, survey in zip(workbook.sheets_metadata, known, strict=True):
        if sheet.typ == SheetTypeEnum.WorkSheet:
            with _library(f"工作表“{sheet.name}”："):
                grid = _grid(workbook.get_sheet_by_name(sheet.name))
            for merge in grid.merges:
                covered.take(merge)
            grid.hidden = sheet.visible is not SheetVisibleEnum.Visible
            grid.formulas, grid.uncomputed = survey.formulas, survey.uncomputed
            grids.append(grid)
    return grids


def _grid(sheet: CalamineSheet) -> Grid:
    texts: dict[str, str] = {}
    indent = [""] * (sheet.start[1] if sheet.start else 0)
    rows: list[list[str]] = []
    imprecise: set[tuple[int, int]] = set()
    for row in sheet.iter_rows():
        long = (at for at, value in enumerate(row, start=len(indent)) if _is_imprecise(value))
        imprecise.update((len(rows), at) for at in long)
        cells = (_text(value) for value in row)
        rows.append([*indent, *(texts.setdefault(cell, cell) for cell in cells)])
    merges = [Merge(*first, *last) for first, last in sheet.merged_cell_ranges or []]
    return Grid(sheet.name, rows, merges, imprecise=imprecise)


def _is_imprecise(value: object) -> bool:
    return isinstance(value, (int, float)) and abs(value) >= _EXACT


def _text(value: object) -> str:
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "").strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)
