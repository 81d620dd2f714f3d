"""What a row chooses among few answers: 公开方式, 公开层级, 过程; in columns of √ or in words."""

from __future__ import annotations

from contracts.item import Method
from papers.catalog.columns import PROCESSES, Column
from papers.catalog.finding import Finding
from papers.catalog.head import Head
from papers.catalog.marks import boxes, ticked
from papers.catalog.rows import RawRow
from papers.files.spelling import on_a_line, plain


class Choices:
    """Reads the choices of one table's rows; what is wrong with them goes to the row's findings."""

    def __init__(self, sheet: str, head: Head) -> None:
        self._sheet, self._head = sheet, head

    def method(self, row: RawRow) -> Method | None:
        """公开方式; a row of a catalog of disclosure that marks none is disclosed by the office itself."""
        columns = (Column.METHOD_ACTIVE, Column.METHOD_REQUEST)
        if self._has(columns):
            active, request = (self._marked(row, column) for column in columns)
        elif Column.METHOD in self._head.columns:
            words = _chosen(row.texts.get(Column.METHOD, ""))
            active, request = "主动" in words, "申请" in words
        else:
            return Method.PROACTIVE
        if active and request:
            self._find("method.both", row, Column.METHOD_REQUEST, Column.METHOD)
            return None
        if not active and not request:
            self._find("method.unmarked", row, Column.METHOD_ACTIVE, Column.METHOD)
        return Method.ON_REQUEST if request else Method.PROACTIVE

    def tiers(self, row: RawRow) -> tuple[bool, bool] | None:
        """Whether 县级 and 乡（村）级 are marked; None where neither is."""
        columns = (Column.TIER_COUNTY, Column.TIER_TOWN)
        if self._has(columns):
            county, town = (self._marked(row, column) for column in columns)
        elif Column.TIER in self._head.columns:
            words = _chosen(row.texts.get(Column.TIER, ""))
            county, town = any(word in words for word in "县区旗"), any(word in words for word in "乡镇街村")
            # A county may be a city (县级市).
            county = county or (not town and "市" in words)
        else:
            return None
        if not county and not town:
            self._find("tier.unmarked", row, Column.TIER_COUNTY, Column.TIER)
            return None
        return county, town

    def process(self, row: RawRow) -> str:
        """过程 (五公开), several joined by 、."""
        marked = [words for column, words in PROCESSES.items() if self._marked(row, column)]
        text = row.texts.get(Column.PROCESS, "")
        named = [plain(name) for filled, name in boxes(text) if filled]
        return "、".join(marked or named) or on_a_line(text)

    def _has(self, columns: tuple[Column, ...]) -> bool:
        return any(column in self._head.columns for column in columns)

    def _marked(self, row: RawRow, column: Column) -> bool:
        if column not in self._head.columns:
            return False
        text = row.texts.get(column, "")
        marked = ticked(text)
        if marked is None and plain(text).strip("()") == plain(column.value):
            return True
        if marked is None:
            self._find("mark.unclear", row, column)
        return bool(marked)

    def _find(self, code: str, row: RawRow, *columns: Column) -> None:
        """A finding in the first of the columns that is there; a cell that has one already gets no second."""
        column = next(column for column in columns if column in self._head.columns)
        at = self._head.at(column)
        if not any(finding.column == at for finding in row.findings):
            row.findings.append(Finding(code, self._sheet, row.line, at, row.texts.get(column, "")))


def _chosen(text: str) -> str:
    """The names whose boxes are filled, or the words where there are no boxes."""
    return "".join(plain(name) for filled, name in boxes(text) if filled) or plain(text)
