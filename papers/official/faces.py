"""The one place for fonts: of each face of an official paper the name that Word gets, and the free font of the PDF.

仿宋_GB2312 and 方正小标宋 may not be passed on, so that a PDF cannot hold them. Fandol's faces stand nearest: 仿宋 of the same
proportions, and 宋 with its strokes drawn a little heavier for the title. Its bold 宋 is another weight than 小标宋, and
validators of PDF/A cannot read the widths of its letters. Which of Debian's packages hold the fonts says ``deploy/fonts.txt``.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Face(StrEnum):
    """What is set in it."""

    BODY = "body"
    TITLE = "title"
    HEADING = "heading"
    SUBHEADING = "subheading"
    CELL = "cell"


class Font(NamedTuple):
    """``word``: as the document names it; ``family``: as the PDF's font calls itself."""

    word: str
    family: str
    heavier: float = 0.0
    """By how much its strokes are drawn wider, in parts of its size."""


FONTS = {
    Face.BODY: Font("仿宋_GB2312", "FandolFang R"),
    Face.TITLE: Font("方正小标宋简体", "FandolSong", heavier=0.02),
    Face.HEADING: Font("黑体", "FandolHei"),
    Face.SUBHEADING: Font("楷体_GB2312", "FandolKai"),
    Face.CELL: Font("宋体", "FandolSong"),
}
LATIN = Font("Times New Roman", "Liberation Serif")
"""Of figures and Latin letters, in every face."""
OTHERS = ("AR PL UMing", "HanaMinB", "DejaVu Sans", "Symbola")
"""Where a face lacks a character, these have it: rare 汉字, and those beyond 65,535; other scripts; pictures. In this order."""
MISSING = "〓"
"""For a character that no font has, as compositors put it."""

ER, SAN, SI, WU = 22.0, 16.0, 14.0, 10.5
"""二号, 三号, 四号 and 五号, in points."""

WIDE_MM, HIGH_MM, TOP_MM, LEFT_MM = 156, 225, 37, 28
"""版心, 天头 and 订口 of GB/T 9704, in millimetres on A4."""
LINES, CHARACTERS = 22, 28
"""Lines of a page and characters of a line."""
RED = "C00000"


def organ_size(organ: str) -> float:
    """Of the letters of the 发文机关标志, in points: it fills a line, and is never smaller than the title."""
    return max(ER, min(62.0, 150 / 25.4 * 72 / max(1, len(organ))))
