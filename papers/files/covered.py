"""Areas that are one thing, merged cells or a link, counted before a library makes a cell of each place that they cover.

An area names its corners alone: some bytes stand for all cells of a sheet, and the workbook that goes back has them one by one.
"""

from __future__ import annotations

from contextlib import suppress
from xml.parsers import expat

from openpyxl.utils.cell import range_boundaries
from openpyxl.xml.functions import fromstring

from papers.files.bounds import MOST_CELLS
from papers.files.grid import Merge, place
from papers.files.refusal import too_large

COVERING = frozenset({"mergeCell", "hyperlink", "comment"})
"""Elements that name an area."""
_ENCODINGS = ("ascii", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_MARKS = tuple(name.encode(encoding) for name in COVERING for encoding in _ENCODINGS)
_ROWS, _COLUMNS = 1_048_576, 16_384
"""Of a sheet; whole rows and columns are so long."""
_REMEDY = "请取消表格以外的合并单元格（开始 → 合并后居中）和超链接，保存后再交"


class Covered:
    """The cells that the areas of a file's sheets cover, one area after another."""

    def __init__(self) -> None:
        self.cells = 0

    def take(self, area: Merge) -> None:
        """Counts an area. Raises ``NotTaken`` where the file's areas cover more than is read."""
        self.cells += max(area.bottom - area.top + 1, 0) * max(area.right - area.left + 1, 0)
        if self.cells > MOST_CELLS:
            corners = f"{place(area.top, area.left)}:{place(area.bottom, area.right)}"
            what = f"合并的单元格太多（连同{corners}共{self.cells}格，一个文件最多{MOST_CELLS}格；链接所占的也算）"
            raise too_large(what, _REMEDY)

    def take_written(self, area: str) -> None:
        """Counts an area as a sheet writes it, such as F5:G9; one that the library does not understand covers nothing."""
        corners = area.rpartition("!")[2]
        if not corners:
            # A name that leads nowhere (#REF!), or what is called a comment and is none.
            return
        try:
            left, top, right, bottom = range_boundaries(corners)
        except ValueError:
            return
        self.take(Merge((top or 1) - 1, (left or 1) - 1, (bottom or _ROWS) - 1, (right or _COLUMNS) - 1))

    def look_through(self, xml: bytes) -> None:
        """Counts the areas of a part that is none of the sheets that are read. Raises ``NotTaken``.

        The library that writes the workbook takes more parts for sheets than the one that reads the cells, and notes have a place too.
        """

        def start(tag: str, attributes: dict[str, str]) -> None:
            if tag.rpartition(":")[2] in COVERING:
                self.take_written(attributes.get("ref", ""))

        parser = expat.ParserCreate()
        parser.StartElementHandler = start
        try:
            parser.Parse(xml, True)
        except (expat.ExpatError, ValueError, LookupError):
            self._look_through_as_the_library(xml)

    def _look_through_as_the_library(self, xml: bytes) -> None:
        """Counts the areas of a part in an encoding, such as GBK, that this reader does not know and the library does."""
        # What is no XML is no sheet to the library either: drawings of notes often are none.
        with suppress(SyntaxError, ValueError, LookupError):
            for element in fromstring(xml).iter():
                if str(element.tag).rpartition("}")[2] in COVERING:
                    self.take_written(element.get("ref", ""))


def names_areas(part: bytes) -> bool:
    """Whether a part may name areas at all."""
    return any(mark in part for mark in _MARKS)
