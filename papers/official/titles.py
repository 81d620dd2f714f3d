"""Where the title of a paper is broken: lines of about one length, each of whole words (GB/T 9704: 词意完整、排列对称、长短适宜)."""

from __future__ import annotations

import math
import unicodedata

from papers.official import faces

MOST = math.floor(faces.WIDE_MM / 25.4 * 72 / faces.ER)
"""Wide characters of a line."""
_ENDS = ("关于", "县", "区", "市", "年", "度", "月", "政府", "室", "局", "委员会", "镇", "乡", "街道", "公开", "工作")
"""What a line may end with, where the word does not go on."""
_GOES_ON = frozenset("度的第0123456789、，。：；）》〉”’〕]和级办")
"""What no line begins with, or what shows that a word goes on."""
_OPENS = frozenset("（《〈“‘〔[第")
_APART = 50.0
"""What breaking a word costs; a line that is a character longer or shorter than it might be costs 1."""


def lines(title: str) -> str:
    """The title with its line breaks; lines of its own stay."""
    return "\n".join(_line(line) for line in title.split("\n"))


def width(text: str) -> float:
    """Of a line of text, in wide characters; a Latin letter or a figure is half of one."""
    return sum(map(_width, text))


def _width(character: str) -> float:
    return 1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.5


def _line(title: str) -> str:
    widths = list(map(_width, title))
    whole = sum(widths)
    if whole <= MOST:
        return title
    even = whole / math.ceil(whole / MOST)
    best: list[tuple[float, int]] = [(0.0, 0)]
    """By the end of a line: the least cost up to there, and where its line begins."""
    for end in range(1, len(title) + 1):
        cost, begin, wide = math.inf, end - 1, 0.0
        for start in range(end - 1, -1, -1):
            wide += widths[start]
            if wide > MOST and start < end - 1:
                break
            if best[start][0] + (wide - even) ** 2 < cost:
                cost, begin = best[start][0] + (wide - even) ** 2, start
        best.append((cost + (0.0 if end == len(title) else _cost(title, end)), begin))
    broken: list[str] = []
    end = len(title)
    while end:
        broken.append(title[best[end][1] : end])
        end = best[end][1]
    return "\n".join(reversed(broken))


def _cost(title: str, at: int) -> float:
    before, after = title[at - 1], title[at]
    if before in _OPENS or (before.isascii() and after.isascii()):
        return 4 * _APART
    return _APART if after in _GOES_ON or not title.endswith(_ENDS, 0, at) else 0.0
