"""A web page as paragraphs and grids: the way most reports are published, and what some sites give out as .xls or .doc."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from law.report_check.published import Passage
from papers.annual.reading.blocks import Block, Sheet, in_document
from papers.files.bounds import MOST_COLUMNS, MOST_ROWS
from papers.files.csv_text import decoded
from papers.files.grid import Grid, Merge
from papers.files.refusal import too_large

_BEGINS = re.compile(
    rb"^\s*(?:<!--.*?-->\s*|<\?xml[^>]*\?>\s*)*<(?:!doctype\s+html|html|head|meta|body|table|div|p)\b",
    re.IGNORECASE | re.DOTALL,
)
_UNSEEN = frozenset({"script", "style", "select", "button", "template", "noscript", "textarea", "svg", "nav"})
"""What a reader of the page does not read as its text."""
_INLINE = frozenset(
    {
        "a",
        "abbr",
        "b",
        "bdi",
        "em",
        "font",
        "i",
        "label",
        "mark",
        "o:p",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "u",
    }
)
_VOID = frozenset(
    {"area", "base", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
)
_MOST_DEEP = 50
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def is_page(data: bytes) -> bool:
    """Whether a file is a web page."""
    return bool(_BEGINS.match(data[:4_000].removeprefix(b"\xef\xbb\xbf")))


def page(data: bytes) -> list[Block]:
    """The paragraphs and tables of a page in its order; links alone are no paragraphs. Raises ``NotTaken``."""
    reader = _Reader()
    reader.feed(decoded(data))
    reader.close()
    blocks: list[Block] = []
    paragraphs = tables = 0
    for item in reader.finished():
        if isinstance(item, str):
            paragraphs += 1
            blocks.append(Passage(item, f"第{paragraphs}段"))
        else:
            tables += 1
            blocks.append(Sheet(item.grid(f"第{tables}个表格"), in_document))
    return blocks


@dataclass
class _Cell:
    down: int
    across: int
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        lines = "".join(self.parts).split("\n")
        return "\n".join(line.strip() for line in lines if line.strip())


@dataclass
class _Table:
    rows: list[list[_Cell]] = field(default_factory=list)
    inside: list[str | _Table] = field(default_factory=list)
    """Its paragraphs and tables in order: what it is read as where it lays out a page."""
    open: bool = False
    """Whether a cell is open."""

    @property
    def lays_out(self) -> bool:
        """Whether it holds other tables."""
        return any(isinstance(item, _Table) for item in self.inside)

    def grid(self, name: str) -> Grid:
        """Its cells laid out as a browser does."""
        if len(self.rows) > MOST_ROWS:
            raise too_large(f"表格超过{MOST_ROWS}行")
        texts: dict[tuple[int, int], str] = {}
        merges: list[Merge] = []
        for row, cells in enumerate(self.rows):
            column = 0
            for cell in cells:
                while (row, column) in texts:
                    column += 1
                down = min(cell.down or len(self.rows), len(self.rows) - row)
                if column + cell.across > MOST_COLUMNS:
                    raise too_large(f"表格超过{MOST_COLUMNS}列")
                texts |= {(row + y, column + x): "" for y in range(down) for x in range(cell.across)}
                texts[row, column] = cell.text
                if down > 1 or cell.across > 1:
                    merges.append(Merge(row, column, row + down - 1, column + cell.across - 1))
        wide = max((column + 1 for _, column in texts), default=0)
        return Grid(name, [[texts.get((row, at), "") for at in range(wide)] for row in range(len(self.rows))], merges)


class _Reader(HTMLParser):
    """Gathers what stands in the page, one table in another as deep as they are."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._page: list[str | _Table] = []
        self._tables: list[_Table] = []
        self._line: list[str] = []
        self._spoken = False
        """Whether the line has text outside of links."""
        self._links = 0
        self._skipped: list[str] = []
        """The unseen element that is open, and those in it of the same name."""

    def finished(self) -> list[str | _Table]:
        """The paragraphs and tables; those that nobody closed too."""
        while self._tables:
            self._close_table()
        self._flush()
        return self._page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if self._skipped:
            if tag == self._skipped[0]:
                self._skipped.append(tag)
            return
        unseen = tag in _UNSEEN or "hidden" in attributes or _HIDDEN.search(attributes.get("style", ""))
        if unseen and tag not in _VOID and tag not in {"br", "html", "body"}:
            self._skipped.append(tag)
        elif tag == "a":
            self._links += 1
        elif tag not in _INLINE and tag not in _VOID:
            self._flush()
            self._begin(tag, attributes)

    def handle_endtag(self, tag: str) -> None:
        if self._skipped:
            if tag == self._skipped[0]:
                self._skipped.pop()
        elif tag == "a":
            self._links = max(0, self._links - 1)
        elif tag == "table" and self._tables:
            self._close_table()
        elif tag not in _INLINE:
            self._flush()
            if tag in {"td", "th", "tr"} and self._tables:
                self._tables[-1].open = False

    def handle_data(self, data: str) -> None:
        if self._skipped:
            return
        text = re.sub(r"\s+", " ", data)
        self._line.append(text)
        self._spoken = self._spoken or (not self._links and bool(text.strip()))
        if self._tables and self._tables[-1].open:
            self._tables[-1].rows[-1][-1].parts.append(text)

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table":
            if len(self._tables) >= _MOST_DEEP:
                raise too_large("表格套表格太深")
            self._tables.append(_Table())
        elif self._tables and tag == "tr":
            self._tables[-1].rows.append([])
            self._tables[-1].open = False
        elif self._tables and tag in {"td", "th"}:
            table = self._tables[-1]
            if not table.rows:
                table.rows.append([])
            table.rows[-1].append(
                _Cell(_count(attributes.get("rowspan"), 0), max(1, _count(attributes.get("colspan"), 1)))
            )
            table.open = True

    def _flush(self) -> None:
        """Ends the paragraph, and the line in the cell."""
        line = "".join(self._line).strip()
        if line and (self._spoken or self._tables):
            self._inside().append(line)
        self._line, self._spoken = [], False
        if self._tables and self._tables[-1].open:
            self._tables[-1].rows[-1][-1].parts.append("\n")

    def _inside(self) -> list[str | _Table]:
        for table in reversed(self._tables):
            if table.open:
                return table.inside
        return self._page

    def _close_table(self) -> None:
        self._flush()
        table = self._tables.pop()
        self._inside().extend(table.inside if table.lays_out else [table])


def _count(value: str | None, least: int) -> int:
    """A span; a missing or wrong one is 1, as browsers have it."""
    match = re.match(r"\s*(\d{1,4})", value or "")
    return max(least, int(match[1])) if match else 1
