"""同上 and its kin in a column: the cell takes the words of another row, or it is said that there are none."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from papers.files.spelling import plain

_ABOVE = re.compile(
    r"[(]?(?:同上(?:一?行|一?栏|一?项|一?条|所述|述)?|同前(?:项|条)?|与上(?:一?行)?相?同|上同|如上|见上|〃|[′'‘’]{2}|[\"“”]{1,2}|``|//)[)]?[。.,]?"
)
_BELOW = re.compile(r"[(]?(?:同下(?:一?行|一?栏|一?项|一?条)?|与下(?:一?行)?相?同|见下)[)]?[。.,]?")
_NUMBERED = re.compile(r"[(]?同(?:第|序号)?(\d{1,6})(?:行|项|条|号)?[)]?[。.,]?")

_LONGEST = 20
"""Characters of a cell that points elsewhere."""

NOTHING, CYCLE = "same_as.nothing", "same_as.cycle"
"""Codes of findings: nothing stands there; cells point at one another."""

_CYCLE = -1


class Column(NamedTuple):
    """A column's cells, and by what a cell may name another row."""

    texts: Sequence[str]
    lines: Sequence[int]
    """Line of each row in the file, from 0."""
    orders: Callable[[], Sequence[str]]
    """What each row has in 序号; asked only where a cell says 同序号3."""


class Resolved(NamedTuple):
    """A cell that pointed elsewhere: the words there, or the code of what is wrong."""

    at: int
    text: str
    fault: str | None
    source: int | None = None
    """Position of the row with the words."""


def points_elsewhere(text: str) -> bool:
    """Whether a cell of this text would take the words of another row."""
    words = plain(text) if len(text) <= _LONGEST else ""
    return any(pattern.fullmatch(words) for pattern in (_ABOVE, _BELOW, _NUMBERED))


def resolve(column: Column, *, blank_says: bool = False) -> list[Resolved]:
    """The cells that point elsewhere; ``blank_says``: a blank cell is an answer, which another may point at."""
    texts, resolved = column.texts, []
    for at, source in _sources(_targets(column)).items():
        if source == _CYCLE:
            resolved.append(Resolved(at, "", CYCLE))
        elif source is None or not (texts[source] or blank_says):
            resolved.append(Resolved(at, "", NOTHING))
        else:
            resolved.append(Resolved(at, texts[source], None, source))
    return resolved


def _sources(targets: dict[int, int | None]) -> dict[int, int | None]:
    """For each row that points elsewhere the one where words stand, followed to the end; ``_CYCLE`` where there is no end."""
    sources: dict[int, int | None] = {}
    for start in targets:
        path: dict[int, None] = {}
        at: int | None = start
        while at in targets and at not in sources and at not in path:
            path[at] = None
            at = targets[at]
        end = _CYCLE if at in path else at
        if at is not None and at in sources:
            end = sources[at]
        sources |= dict.fromkeys(path, end)
    return sources


def _targets(column: Column) -> dict[int, int | None]:
    """Position of each row that points elsewhere → the position that it points at, None where that is outside."""
    targets: dict[int, int | None] = {}
    numbered: dict[str, int] = {}
    lines: dict[str, int] = {}
    for at, text in enumerate(column.texts):
        words = plain(text) if text and len(text) <= _LONGEST else ""
        if not words:
            continue
        if _ABOVE.fullmatch(words):
            targets[at] = at - 1 if at > 0 else None
        elif _BELOW.fullmatch(words):
            targets[at] = at + 1 if at + 1 < len(column.texts) else None
        elif pointer := _NUMBERED.fullmatch(words):
            if not lines:
                lines = {str(line + 1): place for place, line in enumerate(column.lines)}
                numbered = {plain(order): place for place, order in enumerate(column.orders())}
            targets[at] = (lines if "行" in words else numbered).get(pointer[1])
    return targets
