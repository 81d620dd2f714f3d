"""What a paper is made of, whatever it is drawn into: paragraphs, headings, tables and notes around a head and a signature."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from law.reports import day_in_words

_BLANK = re.compile(r"(【[^】]*】)")
_NOT_XML = re.compile(r"[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Run(NamedTuple):
    """A piece of text; a ``blank`` one is marked, and written over by people."""

    text: str
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; ``indent``: its first line begins two characters in."""

    runs: tuple[Run, ...]
    indent: bool = True

    @property
    def plain(self) -> str:
        """Its text in one piece."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the first (一、) or the second level (（一）)."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Note:
    """A small line under a table or before it."""

    text: str


@dataclass(frozen=True, slots=True)
class Sum:
    """A number that is the sum of other cells of its table (row, column), and stays it in a workbook."""

    value: int | Decimal
    cells: tuple[tuple[int, int], ...]


Value: TypeAlias = "str | int | float | Decimal | Sum"


class Box(NamedTuple):
    """A cell over rows ``top`` to ``bottom`` and columns ``left`` to ``right``, which count from 0."""

    top: int
    left: int
    bottom: int
    right: int
    value: Value
    heading: bool = False
    """It stands over rows, or says what they add up to."""
    from_left: bool = False
    """Words, which are read from the left."""

    @property
    def words(self) -> str:
        """As it is printed."""
        return str(self.value.value if isinstance(self.value, Sum) else self.value)


@dataclass(frozen=True, slots=True)
class Table:
    """Boxes on a grid. ``widths``: of the columns, in any one unit; ``head``: rows that stand on each page."""

    name: str
    """Of its sheet in a workbook; at most 31 characters of it are used."""
    widths: tuple[float, ...]
    boxes: tuple[Box, ...]
    head: int = 1
    size: float = 10.5
    """Of its letters, in points."""
    together: bool = False
    """It goes on a page, and is not broken."""

    @property
    def high(self) -> int:
        """Rows."""
        return 1 + max((box.bottom for box in self.boxes), default=-1)


Block: TypeAlias = "Text | Heading | Note | Table"


@dataclass(frozen=True, slots=True)
class Annex:
    """附件: it begins a page of its own."""

    title: str
    blocks: tuple[Block, ...]
    across: bool = False
    """Its tables have many words beside one another: its pages are turned (GB/T 9704: 横排表格)."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper. What is empty is not printed."""

    title: str
    day: date
    """On which it was made, or up to which its data reach: of the file, and under the signature."""
    body: tuple[Block, ...]
    organ: str = ""
    """发文机关标志, in red."""
    reference: str = ""
    """发文字号."""
    addressee: str = ""
    """主送机关."""
    formula: str = ""
    """How its numbers come about: the last paragraph but one, and with the last under each table of a workbook."""
    closing: Text | None = None
    """The last paragraph; the signature never stands on a page without it."""
    signed: str = ""
    """发文机关署名."""
    annexes: tuple[Annex, ...] = ()
    issued_by: str = ""
    """印发机关, in the 版记."""
    marks: tuple[str, ...] = ()
    """On every page: that it is a draft, or a demonstration."""
    facts: tuple[str, ...] = field(default=())
    """Period, day of the data, version of the rubric: on every sheet, and over every annex."""
    author: str = ""
    """Of the file, where nobody signs the paper."""
    identifier: str = ""
    """Of the file: by which it is known again."""
    foot: str = ""
    """At the foot of every page: which standard text it is."""
    subject: str = ""
    """Of the file: the number of its standard text."""
    dated: bool = True
    """Whether the day stands under the signature."""

    @property
    def text(self) -> tuple[Block, ...]:
        """Its body up to the last paragraph."""
        return (*self.body, text(self.formula)) if self.formula else self.body

    @property
    def written_by(self) -> str:
        """Of the file: who signs it, as far as that is known."""
        organ = self.signed.split("\n")[0] or self.organ or self.author
        return "" if _BLANK.search(organ) else organ

    @property
    def signature(self) -> list[str]:
        """The lines at its end: who signs, then the day, or the place that is left for it."""
        lines = [*self.signed.split("\n"), day_in_words(self.day) if self.dated else ""]
        return [line for line in lines if line]


def text(*pieces: str | Run, indent: bool = True) -> Text:
    """A paragraph of these pieces."""
    return Text(tuple(piece if isinstance(piece, Run) else Run(piece) for piece in pieces), indent)


def pieces(line: str) -> tuple[Run, ...]:
    """A line of a head or a signature, where 【】 holds what people write in its place."""
    return tuple(Run(piece, blank=piece.startswith("【")) for piece in _BLANK.split(line) if piece)


def rows(
    name: str,
    head: Sequence[str],
    widths: Sequence[float],
    body: Iterable[Sequence[Value]],
    *,
    left: Iterable[int] = (),
    totals: int = 0,
    size: float = 10.5,
) -> Table:
    """A plain table: a row of headings, then rows; columns ``left`` hold words, the last ``totals`` rows are sums."""
    words, lines = frozenset(left), list(body)
    boxes = [Box(0, column, 0, column, title, heading=True) for column, title in enumerate(head)]
    for top, line in enumerate(lines, start=1):
        heading = top > len(lines) - totals
        boxes += [
            Box(top, column, top, column, value, heading=heading, from_left=column in words)
            for column, value in enumerate(line)
        ]
    return Table(name, tuple(widths), tuple(boxes), size=size)


def tables(paper: Paper) -> Iterator[tuple[str, Table]]:
    """Every table, with the title of what it stands in."""
    for title, blocks in ((paper.title, paper.body), *((annex.title, annex.blocks) for annex in paper.annexes)):
        for block in blocks:
            if isinstance(block, Table):
                yield title, block


def numeral(number: int) -> str:
    """1 → 一, 12 → 十二: up to 99."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else digits[tens]) + ("十" if tens else "") + (digits[ones] if ones or not tens else "")


def clean(text: str) -> str:
    """Without what no file of XML may hold, and so neither a document nor a workbook."""
    return _NOT_XML.sub("", text)
