"""√ and what stands for it in real tables: in a column of marks, and in a list of boxes."""

from __future__ import annotations

import re

from papers.files.spelling import plain

TICKED = "√✓✔☑■●◼▇█⬛▣◆★▲✅🗹☒⊠▪\uf0fe\uf06e\uf052\uf0fc\uf050\uf0a7"
"""A filled box or a tick; the last six are those of the symbol fonts Wingdings and Wingdings 2."""

EMPTY = "□☐○◻⬜◯▢▫❑❒◇☆\uf0a8\uf06f\uf0a3\uf071"
"""An empty box."""

_MOUTH = re.compile(
    r"[口囗](?=\s*(?:政府|门户|两微|发布|新闻|听证|广播|电视|纸质|报刊|公开查|政务|行政|便民|入户|现场|社区|企事|村公|公示|精准|其[他它]))"
)

_YES = frozenset({"是", "有", "1", "y", "yes", "v", "对", "true", "打勾"})
_NO = frozenset({"", "-", "--", "—", "——", "/", "\\", "否", "无", "0", "×", "x", "n", "no", "false", "*"})


def ticked(text: str) -> bool | None:
    """Whether a cell of a column of marks is ticked; None where it says something else."""
    words = plain(text).lower()
    if words in _NO:
        return False
    if words in _YES:
        return True
    full, empty = any(mark in TICKED for mark in words), any(mark in EMPTY for mark in words)
    if full != empty:
        return full
    return None


def boxes(text: str) -> list[tuple[bool, str]]:
    """The names of a list of boxes, each with whether its box is filled; empty where there are no boxes.

    The character 口 stands for a box in many tables: before the names that the lists begin with.
    """
    marked = _MOUTH.sub("□", text)
    pieces = re.split(f"([{re.escape(TICKED + EMPTY)}])", marked)
    if len(pieces) < 3:
        return []
    before, *rest = pieces
    pairs = [(mark in TICKED, name.strip()) for mark, name in zip(rest[::2], rest[1::2], strict=True)]
    if before.strip() and not any(name for _, name in pairs[-1:]):
        # 县级√ 乡级√: the mark stands after the name.
        names = [before, *(name for _, name in pairs[:-1])]
        return [(filled, name.strip()) for (filled, _), name in zip(pairs, names, strict=True) if name.strip()]
    return [pair for pair in pairs if pair[1]]
