"""An .xls looked through before it is read: how far its cells go, whether it has a password or macros."""

from __future__ import annotations

import struct
from typing import NamedTuple

from papers.files.bounds import MOST_SHEETS
from papers.files.compound import Compound
from papers.files.package import encrypted
from papers.files.refusal import SAVE_AS, NotTaken, broken, too_large
from papers.files.survey import must_fit

_BEGIN, _PASSWORD, _SEVERAL = 0x0809, 0x002F, 0x00BD
_FORMULA, _BOOK, _DATE_MODE = 0x0006, 0x01AE, 0x0022
_OWN_BOOKS = frozenset({0x0401, 0x3A01})
"""What stands in a record of a book for the file itself, and for functions that come with the program."""
_CELLS = frozenset({_FORMULA, _SEVERAL, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E})
"""Records of cells with something in them: row and column stand first."""
_DIMENSIONS = 0x0200
_AREAS = {10: "<4H", 14: "<2I2H"}
"""Size of that record, and how its area stands in it: first and last row, first and last column, those behind the last."""
_ROWS, _COLUMNS = 65_536, 256
"""Of a sheet in this format."""
_NAMES = ("Workbook", "Book")


class OldSurvey(NamedTuple):
    """What an .xls has beside values."""

    macros: bool
    formulas: bool
    links: bool
    """To other workbooks."""
    from_1904: bool
    """Whether its days are counted from 1904, not 1900."""


def surveyed_old(data: bytes) -> OldSurvey:
    """The survey of an .xls. Raises ``NotTaken`` where it is none, damaged, locked or too large."""
    compound = Compound(data)
    if "EncryptedPackage" in compound.streams:
        raise encrypted()
    name = next((name for name in _NAMES if name in compound.streams), None)
    if name is None:
        kind = "Word 文档" if "WordDocument" in compound.streams else "其他软件的文件"
        raise NotTaken("file.other_kind", f"这是{kind}，不是工作簿", SAVE_AS)
    return OldSurvey("_VBA_PROJECT_CUR" in compound.streams, *_measure(compound.read(name)))


def _measure(stream: bytes) -> tuple[bool, bool, bool]:
    """Whether there are formulas, and links to other workbooks, and whether days are counted from 1904."""
    at, sheets, total = 0, 0, 0
    formulas = links = from_1904 = False
    rows: set[int] = set()
    last_row = last_column = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        body = at + 4
        at = body + size
        if kind == _PASSWORD:
            raise encrypted()
        formulas = formulas or kind == _FORMULA
        links = links or (kind == _BOOK and size >= 4 and _names_another(stream, body))
        from_1904 = from_1904 or (kind == _DATE_MODE and any(stream[body:at]))
        if kind == _BEGIN:
            total, sheets = total + len(rows), sheets + 1
            rows, last_row, last_column = set(), 0, 0
        elif kind == _DIMENSIONS:
            _must_be_an_area(stream[body:at])
        elif kind in _CELLS and size >= 6:
            if at > len(stream):
                raise broken("单元格没有写完")
            row, column = struct.unpack_from("<HH", stream, body)
            if kind == _SEVERAL:
                column = struct.unpack_from("<H", stream, at - 2)[0]
            rows.add(row)
            last_row, last_column = max(last_row, row + 1), max(last_column, column + 1)
            must_fit(total + len(rows), last_row, last_column)
    if sheets > MOST_SHEETS:
        raise too_large(f"文件有{sheets}张工作表，最多{MOST_SHEETS}张")
    return formulas, links, from_1904


def _must_be_an_area(record: bytes) -> None:
    """The reader keeps memory for what the record claims, before it has seen a cell."""
    if (form := _AREAS.get(len(record))) is None:
        raise broken("工作表的大小没有写完")
    top, bottom, left, right = struct.unpack_from(form, record)
    if not (top <= bottom <= _ROWS and left <= right <= _COLUMNS):
        raise broken("工作表的大小不对")


def _names_another(stream: bytes, body: int) -> bool:
    return body + 4 <= len(stream) and struct.unpack_from("<H", stream, body + 2)[0] not in _OWN_BOOKS
