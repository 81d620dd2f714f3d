"""How a template is printed: A4 across, the head on each page; of a wide one the pages end between steps, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

PAGE = 200
"""Characters across a page that can still be read."""
_SCALE = 54
"""Percent at which so many stand on A4 across."""
_A4 = 9
_MARGIN = 0.4
"""Inches."""


def page_ends(widths: Sequence[float], steps: Sequence[object], own: int) -> list[int]:
    """After how many columns a page ends, but for the last; none where all stand on one.

    ``widths`` in characters and ``steps`` are those of the columns; the first ``own`` stand on every page. A step that
    has room on a page is not torn.
    """
    if sum(widths) <= PAGE:
        return []
    room = PAGE - sum(widths[:own])
    ends: list[int] = []
    used = 0.0
    for _, group in groupby(range(own, len(widths)), lambda at: steps[at]):
        columns = list(group)
        if used and used + sum(widths[at] for at in columns) > room >= sum(widths[at] for at in columns):
            ends.append(columns[0])
            used = 0.0
        for at in columns:
            if used and used + widths[at] > room:
                ends.append(at)
                used = 0.0
            used += widths[at]
    return ends


def on_paper(sheet: Worksheet, repeated: str, ends: Sequence[int] = (), own: int = 0) -> None:
    """``repeated`` are the rows that stand on every page, such as "3:4"; ``ends`` and ``own`` as of `page_ends`."""
    setup, margins = sheet.page_setup, sheet.page_margins
    setup.orientation, setup.paperSize = "landscape", _A4
    margins.left = margins.right = _MARGIN
    sheet.print_title_rows = repeated
    assert sheet.oddFooter is not None
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
    if own:
        sheet.print_title_cols = f"A:{get_column_letter(own)}"
    if ends:
        # A row's pages follow one another.
        setup.scale, setup.pageOrder = _SCALE, "overThenDown"
        for end in ends:
            sheet.col_breaks.append(Break(id=end))
    else:
        setup.fitToWidth, setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
