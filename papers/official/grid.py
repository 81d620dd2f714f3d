"""A table in Word's own terms. Written as XML: the library takes minutes for the tables of three hundred units."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.table import CT_Tbl

from papers.official.blocks import Box, Table

_TWIPS_IN_MM = 1440 / 25.4
_INSET = "".join(
    f'<w:{side} w:w="{twips}" w:type="dxa"/>'
    for side, twips in (("top", 40), ("left", 50), ("bottom", 40), ("right", 50))
)
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def element(table: Table, wide: float, styles: tuple[str, str], clean: Callable[[str], str]) -> CT_Tbl:
    """The table, ``wide`` in millimetres. ``styles``: ids of the paragraphs' for numbers and for words; ``clean``: of each text."""
    whole = sum(table.widths)
    widths = [int(wide * _TWIPS_IN_MM * width / whole) for width in table.widths]
    places = {
        (row, column): box for box in table.boxes for row in range(box.top, box.bottom + 1) for column in _of(box)
    }
    drawn = "".join(_row(table, row, widths, places, styles, clean) for row in range(table.high))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    made = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{_INSET}</w:tblCellMar></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{drawn}</w:tbl>"
    )
    assert isinstance(made, CT_Tbl)
    return made


def _of(box: Box) -> range:
    return range(box.left, box.right + 1)


def _row(
    table: Table,
    row: int,
    widths: list[int],
    places: dict[tuple[int, int], Box],
    styles: tuple[str, str],
    clean: Callable[[str], str],
) -> str:
    head = "<w:tblHeader/>" if row < table.head else ""
    cells = "".join(_cells(table, row, widths, places, styles, clean))
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{cells}</w:tr>"


def _cells(
    table: Table,
    row: int,
    widths: list[int],
    places: dict[tuple[int, int], Box],
    styles: tuple[str, str],
    clean: Callable[[str], str],
) -> Iterator[str]:
    keep = "<w:keepNext/>" if table.together and row < table.high - 1 else ""
    column = 0
    while column < len(widths):
        box = places.get((row, column), Box(row, column, row, column, ""))
        width = sum(widths[box.left : box.right + 1])
        span = f'<w:gridSpan w:val="{len(_of(box))}"/>' if len(_of(box)) > 1 else ""
        joined = "" if box.top == box.bottom else f'<w:vMerge w:val="{"restart" if row == box.top else "continue"}"/>'
        words = clean(box.words) if row == box.top else ""
        bold = "<w:b/>" if box.heading else ""
        size = f'<w:sz w:val="{round(2 * table.size)}"/>'
        lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in words.split("\n"))
        yield (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{joined}<w:vAlign w:val="center"/></w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="{styles[box.from_left]}"/>{keep}</w:pPr>'
            f"<w:r><w:rPr>{bold}{size}</w:rPr>{lines}</w:r></w:p></w:tc>"
        )
        column = box.right + 1
