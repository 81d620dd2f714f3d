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
    pieces: dict[float, list[tuple[float, str, float]]] = {}

    def visit(piece: str, at: Any, within: Any, _font: Any, letters: float) -> None:
        if piece.strip() and size in {None, letters}:
            y = round(float(at[5]) + float(within[5]), 1)
            pieces.setdefault(y, []).append((float(at[4]) + float(within[4]), piece.strip("\n"), letters))

    page.extract_text(visitor_text=visit)
    made = []
    for y, row in sorted(pieces.items(), reverse=True):
        row.sort(key=lambda piece: piece[0])
        made.append(Line(y, row[0][0], "".join(piece for _, piece, _ in row), row[0][2]))
    return made
