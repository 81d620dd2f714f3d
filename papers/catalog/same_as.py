"""同上 and its kin, in any column: the cell takes the words of another row, or says why it cannot."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Protocol

from papers.catalog.columns import MARKED, Column
from papers.catalog.finding import Finding
from papers.files.spelling import plain

_ABOVE = re.compile(
    r"[(]?(?:同上(?:一?行|一?栏|一?项|一?条|所述|述)?|同前(?:项|条)?|与上(?:一?行)?相?同|上同|如上|见上|〃|[′']{2}|\"|''|``)[)]?[。.,]?"
)
_BELOW = re.compile(r"[(]?(?:同下(?:一?行|一?栏|一?项|一?条)?|与下(?:一?行)?相?同|见下)[)]?[。.,]?")
_NUMBERED = re.compile(r"[(]?同(?:第|序号)?(\d{1,6})(?:行|项|条|号)?[)]?[。.,]?")

_BLANK_SAYS = MARKED | {Column.AUDIENCE_ALL, Column.AUDIENCE_GROUP}
"""Columns in which a blank cell is an answer, which the row below may point at."""

_LONGEST = 20
"""Characters of a cell that points elsewhere."""


class Texts(Protocol):
    """A row whose texts may point at other rows."""

    line: int
    texts: dict[Column, str]
    findings: list[Finding]


Find = Callable[[str, int, str], Finding]

_CYCLE = -1


def points_elsewhere(text: str) -> bool:
    """Whether a cell of this text would take the words of another row."""
    words = plain(text) if len(text) <= _LONGEST else ""
    return any(pattern.fullmatch(words) for pattern in (_ABOVE, _BELOW, _NUMBERED))


def resolve(rows: Sequence[Texts], column: Column, find: Find) -> None:
    """Replaces what points elsewhere by the words there; where there are none, the row gets a finding."""
    texts = [row.texts.get(column, "") for row in rows]
    for at, source in _sources(_targets(rows, texts)).items():
        row = rows[at]
        if source == _CYCLE:
            row.findings.append(find("same_as.cycle", row.line, texts[at]))
        elif source is None or (not texts[source] and column not in _BLANK_SAYS):
            row.findings.append(find("same_as.nothing", row.line, texts[at]))
        row.texts[column] = "" if source is None or source == _CYCLE else texts[source]


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


def _targets(rows: Sequence[Texts], texts: list[str]) -> dict[int, int | None]:
    """Position of each row that points elsewhere → the position that it points at, None where that is outside."""
    targets: dict[int, int | None] = {}
    numbered: dict[str, int] = {}
    lines: dict[str, int] = {}
    for at, text in enumerate(texts):
        words = plain(text) if text and len(text) <= _LONGEST else ""
        if not words:
            continue
        if _ABOVE.fullmatch(words):
            targets[at] = at - 1 if at > 0 else None
        elif _BELOW.fullmatch(words):
            targets[at] = at + 1 if at + 1 < len(texts) else None
        elif pointer := _NUMBERED.fullmatch(words):
            if not lines:
                lines = {str(row.line + 1): place for place, row in enumerate(rows)}
                numbered = {plain(row.texts.get(Column.ORDER, "")): place for place, row in enumerate(rows)}
            targets[at] = (lines if "行" in words else numbered).get(pointer[1])
    return targets
