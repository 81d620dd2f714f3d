"""A cell's text as a number: full-width digits, spaces, thousands separators, units, and the signs for nothing."""

from __future__ import annotations

import re
from decimal import Decimal

from law.report_check.published import Cell, Kind
from papers.files.spelling import plain

_NUMBER = re.compile(
    r"(?P<sign>[-−+]?)(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<unit>[一-龥]{0,3})(?:\(单位:?万?元\))?"
)
_MARKS = frozenset(
    {"/", "\\", "-", "--", "—", "——", "―", "–", "－", "无", "*", "...", "…", "……", "N/A", "n/a", "、", "."}
)


def read_cell(text: str, place: str) -> Cell:
    """The cell that stands at ``place``; a number keeps its decimals exactly."""
    bare = plain(text).replace("−", "-")
    if not bare:
        return Cell(Kind.BLANK, None, text, place)
    if bare in _MARKS or set(bare) <= {"-", "—", "/", "―", "_"}:
        return Cell(Kind.MARK, None, text, place)
    match = _NUMBER.fullmatch(bare)
    if match is None:
        return Cell(Kind.UNREADABLE, None, text, place)
    number = Decimal(match["number"].replace(",", ""))
    return Cell(Kind.NUMBER, -number if match["sign"] == "-" else number, text, place, match["unit"])


def like_number(text: str) -> bool:
    """Whether a cell holds a number or a sign for nothing."""
    return read_cell(text, "").kind in {Kind.NUMBER, Kind.MARK}
