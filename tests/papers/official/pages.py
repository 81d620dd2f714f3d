"""A paper's PDF as it lies on its pages: lines of text with their places, in points from the page's lower left corner."""

from __future__ import annotations

from io import BytesIO
from typing import Any, NamedTuple

from pypdf import PageObject, PdfReader

from deploy.fonts import ready
from papers.official import pdf
from papers.official.blocks import Paper


class Line(NamedTuple):
    """A line: its base line, where it begins, its text, the size of its letters."""

    y: float
    x: float
    text: str
    size: float


def drawn(paper: Paper) -> bytes:
    """The paper as PDF."""
    to = BytesIO()
    pdf.write(paper, ready(), to)
    return to.getvalue()


def reader(paper: Paper) -> PdfReader:
    """The paper as PDF, read back."""
    return PdfReader(BytesIO(drawn(paper)))


def text(paper: Paper) -> str:
    """All text, without line breaks and spaces."""
    return "".join("".join(line.text for line in lines(page)) for page in reader(paper).pages).replace(" ", "")


def lines(page: PageObject, size: float | None = None) -> list[Line]:
    """The lines of a page from the top; only those of letters of this size where it is given."""
    rows: dict[float, list[Line]] = {}
    for piece in pieces(page):
        if size in {None, piece.size}:
            rows.setdefault(piece.y, []).append(piece)
    made = []
    for y, row in sorted(rows.items(), reverse=True):
        row.sort(key=lambda piece: piece.x)
        made.append(Line(y, row[0].x, "".join(piece.text for piece in row), row[0].size))
    return made


def pieces(page: PageObject) -> list[Line]:
    """The pieces of text of a page as they are drawn, upright or turned."""
    made: list[Line] = []

    def visit(piece: str, at: Any, within: Any, _font: Any, letters: float) -> None:
        if piece.strip():
            x, y = (float(within[4] * at[way] + within[5] * at[2 + way] + at[4 + way]) for way in (0, 1))
            made.append(Line(round(y, 1), x, piece.strip("\n"), letters))

    page.extract_text(visitor_text=visit)
    return made


class Rule(NamedTuple):
    """A level line: how high it lies, where it begins, how long and how thick it is, and the parts of its colour."""

    y: float
    x: float
    long: float
    thick: float
    colour: tuple[float, ...]


def rules(page: PageObject) -> list[Rule]:
    """The level lines of a page, from the top."""
    made: list[Rule] = []
    state: dict[bytes, tuple[float, ...]] = {}

    def visit(operator: bytes, operands: Any, at: Any, _within: Any) -> None:
        if operator in {b"m", b"l", b"w", b"SCN"}:
            state[operator] = tuple(float(operand) for operand in operands)
        elif operator == b"S" and state[b"m"][1] == state[b"l"][1]:
            begin, end = state[b"m"], state[b"l"]
            made.append(
                Rule(at[5] + at[3] * begin[1], at[4] + begin[0], end[0] - begin[0], state[b"w"][0], state[b"SCN"])
            )

    page.extract_text(visitor_operand_before=visit)
    return sorted(made, reverse=True)
