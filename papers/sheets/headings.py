"""Which sheet a table is and which column stands where, by headings as clerks change them: moved, renamed, added."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cache
from typing import NamedTuple

from papers.files.grid import Grid, Texts, spread_merged
from papers.files.spelling import plain
from papers.sheets.columns import Column, Role, columns_of
from papers.sheets.finding import Finding
from papers.sheets.forms import LAYOUTS, Layout

_SEARCHED, _DEEPEST = 30, 4
"""Rows in which a head is looked for, and rows that a merged heading stands over at most."""

_EXPLAINED = re.compile(r"[(][^()]*[)]")
_MARKS = re.compile(r"[*＊:：·.。/\-—_“”\"'《》]+")
_ALIKE = (
    (re.compile(r"(?:时间|日)$"), "日期"),
    (re.compile(r"^(?:收到|收件|接收)(?:申请)?日期$"), "到达日期"),
    (re.compile(r"^(?:信息)?(?:公开|发布|上网|挂网)日期$"), "发布日期"),
    (re.compile(r"^(?:公开|发布)(?:方式|形式)$"), "公开渠道"),
    (re.compile(r"(?:网页|页面|信息|公开)?(?:链接|网址|url)(?:地址)?$", re.IGNORECASE), "网址"),
    (re.compile(r"(?:编码|代码|号码|序列号)$"), "编号"),
    (re.compile(r"(?:途径|平台和渠道|渠道和载体)$"), "渠道"),
    (re.compile(r"(?:类型|性质|类)$"), "类别"),
    (re.compile(r"(?:原因|缘由|事由)$"), "理由"),
    (re.compile(r"^(?:信息|文件|公文|政府信息)(?:标题|名称|题目)$|^题目$"), "标题"),
    (re.compile(r"^(?:单位|本单位|自编|内部|我单位)(?:自编|内部)?编号$|^编号$|^流水号$|^文件编号$"), "本单位编号"),
    (re.compile(r"^(?:次数|次序|第几次|第次)$"), "第几次"),
)
"""Words that mean the same in a heading; a heading that is exactly a column's is never looked at by them."""


class Closeness(IntEnum):
    """How near a heading is to what the template calls a column; the nearest has the column, wherever it stands."""

    EXACT = 0
    EXPLAINED = 1
    """Exactly, with an explanation in brackets."""
    ALIKE = 2


class Match(NamedTuple):
    """What a heading may be: one column, several where it does not say of which step, or none."""

    columns: list[Column]
    closeness: Closeness = Closeness.ALIKE


@dataclass
class Head:
    """Where the columns of a layout stand in a sheet; rows and columns count from 0."""

    layout: Layout
    first: int
    below: int
    columns: dict[int, Column] = field(default_factory=dict)
    """Place → column, from the left."""
    remarks: list[Finding] = field(default_factory=list)
    last: int = 0
    """The last column with a heading."""

    def at(self, column: Column) -> int | None:
        """Where a column stands."""
        return next((at for at, known in self.columns.items() if known is column), None)

    def of(self, role: Role) -> int | None:
        """Where the column of a role stands."""
        return next((at for at, known in self.columns.items() if known.role is role), None)


def head_of(grid: Grid) -> Head | None:
    """The head of the table in ``grid``, as that of the sheet which fits best; None where there is none."""
    spread = spread_merged(grid, _SEARCHED, _DEEPEST)
    best: tuple[int, ...] = ()
    fitting: tuple[Layout, int] | None = None
    for row in range(min(_SEARCHED, len(grid.rows))):
        texts = [(text, above) for _, text, above in _texts(grid, spread, row)]
        if not any(_same(text, Role.NUMBER) for text, _ in texts):
            continue
        for layout in LAYOUTS:
            matches = [match for text, above in texts if (match := _match(layout, text, above)).columns]
            known = {match.columns[0].heading for match in matches}
            clear = {match.columns[0].heading for match in matches if len(match.columns) == 1}
            exact = {match.columns[0].heading for match in matches if match.closeness is Closeness.EXACT}
            columns = columns_of(layout)
            required = sum(column.heading in clear for column in columns if column.required)
            # What a step requires counts twice where all of it is there and called as the template calls it: columns of the clerk's
            # own do not outvote it, and neither does a word that many sheets have, such as 标题.
            lacking = {column.step for column in columns if column.required and column.heading not in clear}
            sure = {column.heading for column in columns if column.required and column.step not in lacking}
            named = int(plain(layout.name) == plain(grid.name)) * 2
            fit = (len(clear) + len(exact & clear & sure) + named, len(known), required, -len(columns))
            if len(known) >= 2 and fit > best:
                best, fitting = fit, (layout, row)
    return _head(grid, spread, *fitting) if fitting else None


def _head(grid: Grid, spread: Texts, layout: Layout, row: int) -> Head:
    head = Head(layout, row, row + 1)
    if plain(grid.name) != plain(layout.name):
        head.remarks.append(Finding("sheet.read_as", grid.name, about=layout.name))
    matches = {at: (text, _match(layout, text, above)) for at, text, above in _texts(grid, spread, row)}
    nearest = _nearest({at: match for at, (_, match) in matches.items()})
    for at, (text, match) in matches.items():
        head.last = max(head.last, at)
        if plain(text) in {Role.ORDER, Role.PROBLEM}:
            role = Role(plain(text))
            head.columns[at] = Column(role, role, role)
        elif len(match.columns) > 1:
            about = match.columns[0].heading
            head.remarks.append(Finding("column.unclear", grid.name, row, at, about=about))
        elif not match.columns:
            head.remarks.append(Finding("column.unknown", grid.name, row, at))
        elif (holder := nearest[match.columns[0].heading]) == at:
            head.columns[at] = match.columns[0]
        else:
            # A looser name beside the template's own is a column that the clerk added, and may stay.
            again = match.closeness is matches[holder][1].closeness
            head.remarks.append(Finding("column.twice" if again else "column.unknown", grid.name, row, at))
    return head


def _nearest(matches: Mapping[int, Match]) -> dict[str, int]:
    """Heading of a column → the place of the heading nearest to it, the leftmost of equals."""
    places: dict[str, int] = {}
    for at, match in sorted(matches.items(), key=lambda placed: placed[1].closeness):
        if len(match.columns) == 1:
            places.setdefault(match.columns[0].heading, at)
    return places


def _texts(grid: Grid, spread: Texts, row: int) -> Iterable[tuple[int, str, str]]:
    """Place, heading and what stands above it, merged cells spread; a heading that is merged over rows stands in the lowest."""
    for at in range(len(grid.rows[row])):
        if text := grid.text(row, at) or spread.get((row, at), ""):
            above = grid.text(row - 1, at) or spread.get((row - 1, at), "") if row else ""
            yield at, text, above if above != text else ""


def _match(layout: Layout, text: str, above: str) -> Match:
    """The columns of the layout that a heading may be, told apart by what stands above it."""
    exact, alike = _index(layout)
    for spelling, as_called in zip(_spellings(text), (Closeness.EXACT, Closeness.EXPLAINED), strict=False):
        for known, key, closeness in ((exact, spelling, as_called), (alike, _loose(spelling), Closeness.ALIKE)):
            columns = known.get(key, [])
            if len(columns) > 1 and above:
                step = _bare(above)
                columns = [column for column in columns if column.step and _bare(column.step.title) == step] or columns
            if columns:
                return Match(columns, closeness)
    return Match([])


@cache
def _index(layout: Layout) -> tuple[dict[str, list[Column]], dict[str, list[Column]]]:
    """Spelling of headings and titles → columns: as they are, and loosely."""
    exact: dict[str, list[Column]] = {}
    for column in columns_of(layout):
        for name in dict.fromkeys((_bare(column.heading), _bare(column.title))):
            exact.setdefault(name, []).append(column)
    for column in columns_of(layout):
        exact[_bare(column.heading)] = [column]
        if column.step is not None:
            exact.setdefault(_bare(f"{column.step.title}{column.title}"), [column])
    alike: dict[str, list[Column]] = {}
    for name, columns in exact.items():
        known = alike.setdefault(_loose(name), [])
        known += [column for column in columns if column not in known]
    return exact, alike


def is_heading(column: Column, text: str) -> bool:
    """Whether a cell says what the column is called, as the head does once more on each page."""
    return _bare(text) == _bare(column.heading)


def _same(text: str, role: Role) -> bool:
    return any(_loose(spelling) == _loose(_bare(role)) for spelling in _spellings(text))


def _spellings(text: str) -> Iterable[str]:
    """A heading, and without what it explains in brackets."""
    return dict.fromkeys((_bare(text), _bare(_EXPLAINED.sub("", plain(text)))))


def _bare(text: str) -> str:
    return _MARKS.sub("", plain(text)).removesuffix("(必填)").removesuffix("(选填)")


def _loose(words: str) -> str:
    for pattern, alike in _ALIKE:
        words = pattern.sub(alike, words)
    return words
