"""A Word document (.docx) as paragraphs and grids: merged cells, tables in tables, tracked changes as they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from law.report_check.published import Passage
from papers.annual.reading.blocks import Block, Sheet, in_document
from papers.files.bounds import MOST_COLUMNS, MOST_ROWS
from papers.files.grid import Grid, Merge
from papers.files.package import parts_of
from papers.files.refusal import broken, too_large

_BODY = "word/document.xml"
_LEFT_OUT = frozenset(
    {"del", "moveFrom", "delText", "instrText", "Fallback", "pPr", "rPr", "tblPr", "tcPr", "footnoteReference"}
)
_MOST_DEEP = 20
_MOST_SPAN = 200


def document(data: bytes) -> list[Block]:
    """The paragraphs and tables of a document in its order. Raises ``NotTaken``."""
    xml = parts_of(data, {_BODY})[_BODY]
    try:
        root = ET.fromstring(xml)  # noqa: S314  # no document type passes parts_of
    except ET.ParseError as error:
        raise broken(f"正文不是完整的XML：{error}") from error
    reader = _Reader()
    body = next((child for child in root if _name(child) == "body"), None)
    if body is None:
        raise broken("没有正文")
    try:
        reader.container(body, 0)
    except RecursionError as error:
        raise broken("正文嵌套太深") from error
    return reader.blocks


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


@dataclass
class _Reader:
    blocks: list[Block] = field(default_factory=list)
    paragraphs: int = 0
    tables: int = 0

    def container(self, element: Element, depth: int) -> None:
        """Paragraphs and tables of a body, a cell or a content control."""
        if depth > _MOST_DEEP:
            raise too_large("表格套表格太深")
        for child in element:
            name = _name(child)
            if name == "p":
                self.paragraph(child)
            elif name == "tbl":
                self.table(child, depth + 1)
            elif name in {"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"}:
                self.container(child, depth + 1)

    def paragraph(self, element: Element) -> None:
        text = "".join(_texts(element)).strip()
        self.paragraphs += 1
        if text:
            self.blocks.append(Passage(text, f"第{self.paragraphs}段"))

    def table(self, element: Element, depth: int) -> None:
        """The table; what its cells hold besides text comes after it."""
        if depth > _MOST_DEEP:
            raise too_large("表格套表格太深")
        self.tables += 1
        laid = _Laid()
        for row in _children(element, "tr"):
            laid.row(row)
        self.blocks.append(Sheet(Grid(f"第{self.tables}个表格", laid.rows, laid.merges()), in_document))
        for inner in laid.inner:
            self.table(inner, depth + 1)


def _children(element: Element, wanted: str) -> Iterator[Element]:
    """Rows or cells, those in content controls and insertions too."""
    for child in element:
        name = _name(child)
        if name == wanted:
            yield child
        elif name in {"sdt", "sdtContent", "ins", "customXml", "smartTag"}:
            yield from _children(child, wanted)


def _texts(element: Element) -> Iterator[str]:
    for child in element:
        name = _name(child)
        if name == "t":
            yield child.text or ""
        elif name in {"tab", "br", "cr"}:
            yield " "
        elif name == "noBreakHyphen":
            yield "-"
        elif name not in _LEFT_OUT and name != "tbl":
            yield from _texts(child)


@dataclass
class _Laid:
    """A table laid out on its columns."""

    rows: list[list[str]] = field(default_factory=list)
    inner: list[Element] = field(default_factory=list)
    _spans: list[list[int]] = field(default_factory=list)
    """[top, left, bottom, right] of every cell."""
    _open: dict[int, list[int]] = field(default_factory=dict)
    """Left column → the span that a cell below may go on with."""

    def row(self, element: Element) -> None:
        at, top = _skipped(element), len(self.rows)
        texts, begun = [""] * at, dict[int, list[int]]()
        for cell in _children(element, "tc"):
            wide, joins = _span(cell)
            last = at + wide - 1
            if joins == "continue" and at in self._open and self._open[at][3] == last:
                span = self._open[at]
                span[2] = top
            else:
                span = [top, at, top, last]
                self._spans.append(span)
            if joins:
                begun[at] = span
            text = "\n".join("".join(_texts(paragraph)) for paragraph in _children(cell, "p")).strip()
            texts += [text, *[""] * (wide - 1)]
            self.inner += list(_children(cell, "tbl"))
            at += wide
            if at > MOST_COLUMNS:
                raise too_large(f"表格超过{MOST_COLUMNS}列")
        self._open = begun
        self.rows.append(texts)
        if len(self.rows) > MOST_ROWS:
            raise too_large(f"表格超过{MOST_ROWS}行")

    def merges(self) -> list[Merge]:
        """Cells over more than one row or column."""
        return [Merge(*span) for span in self._spans if span[:2] != span[2:]]


def _skipped(row: Element) -> int:
    for properties in (child for child in row if _name(child) == "trPr"):
        for child in properties:
            if _name(child) == "gridBefore":
                return _count(child)
    return 0


def _span(cell: Element) -> tuple[int, str]:
    wide, joins = 1, ""
    for properties in (child for child in cell if _name(child) == "tcPr"):
        for child in properties:
            if _name(child) == "gridSpan":
                wide = _count(child)
            elif _name(child) == "vMerge":
                joins = _value(child) or "continue"
    return wide, joins


def _count(element: Element) -> int:
    value = _value(element)
    return max(1, min(int(value), _MOST_SPAN)) if value.isdigit() else 1


def _value(element: Element) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == "val"), "")
