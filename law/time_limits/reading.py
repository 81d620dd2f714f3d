"""Reading a cell of 公开时限: its parts, one after the other, become clauses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from law.time_limits.cell import Reading
from law.time_limits.clause import Clause
from law.time_limits.parts import part
from law.time_limits.terms import How, Note
from law.time_limits.text import MOST_CHARACTERS, normalised

_EMPTY = frozenset({"", "-", "/", "\\", "无", "暂无", "空", "待定"})
_OTHERWISE = re.compile(r"[(,。;]?[^,。;()]*另有(?:规定|要求|约定)[^。;()]*\)?")
_SPLIT = re.compile(
    r"[;。]|(?:^|(?<=[,;。]))(?:\d{1,2}[.、](?!\d)|\(?[一二三四五六七八九十\d]{1,2}\)|[一二三四五六七八九十]、)|,?其中,?(?=[^,]*?\d)"
)
_MARK = re.compile(
    r"(?<=[^\d.,;。(])(?=\d[.、](?!\d)[^\d])|(?<=[日月天年]内)(?=[^,;:。()]{2,20}:)|、(?=公示期|公告期)"
    r"|(?<=[日天内])、(?=[^、,;。:()]*?\d个?(?:工作日|日|天))"
)
_MONTHS = re.compile(
    r"每年[度的]?(?P<m>(?:\d{1,2}月(?:\d{1,2}日|[底末初份])?(?:[以之]?前)?[、,和及与])+\d{1,2}月(?:\d{1,2}日|[底末初份])?)"
)
"""Several months of every year: 每年6月、12月."""
_SCOPE = re.compile(r"^([^:,]{1,40}):(.*)$")
_ABOUT = re.compile(r"^([^,自应须]{2,30}?)(?:,|的?(?:应当|应|须)?(?=自))")
_WORDLESS = re.compile(r"^[\W_]*$")


def read(text: str) -> Reading:
    """The clauses of one cell, by its own words alone; 同上 is left for `read_column`."""
    return Reading(text, notes=(Note.TOO_LONG,)) if len(text) > MOST_CHARACTERS else _read(text)


@lru_cache(maxsize=4_096)
def _read(text: str) -> Reading:
    """Kept, as the same few wordings stand in thousands of rows."""
    plain = normalised(text)
    if plain in _EMPTY or _WORDLESS.match(plain):
        return Reading(text, notes=(Note.EMPTY,))
    if re.fullmatch(r"\(?(?:同上|同前|与上相同|同上行)\)?[。,;]?", plain):
        return Reading(text, (Clause(How.SAME_AS_ABOVE),))
    notes: list[Note] = []
    if _OTHERWISE.search(plain):
        notes.append(Note.OTHERWISE_PROVIDED)
        plain = _OTHERWISE.sub("", plain)
    clauses: list[Clause] = []
    for scope, words in _segments(plain):
        _add(clauses, notes, scope, words)
    if not clauses and not set(notes) - {Note.OTHERWISE_PROVIDED}:
        notes.append(Note.UNCLEAR)
    return Reading(text, tuple(clauses), tuple(dict.fromkeys(notes)))


def read_column(texts: Iterable[str]) -> list[Reading]:
    """A column from the top down: 同上 takes the clauses of the cell above, and keeps its own text.

    Where nothing stands above (the first row, or one of 同上 alone) there is no clause, and a note.
    """
    readings: list[Reading] = []
    above: Reading | None = None
    for text in texts:
        reading = read(text)
        if any(clause.how is How.SAME_AS_ABOVE for clause in reading.clauses):
            reading = Reading(text, notes=(Note.NOTHING_ABOVE,)) if above is None else replace(above, text=text)
        else:
            above = reading
        readings.append(reading)
    return readings


def _segments(plain: str) -> list[tuple[str, str]]:
    """What stands between semicolons, full stops and list marks, each with the scope that it names."""
    segments: list[tuple[str, str]] = []
    for piece in _SPLIT.split(_MARK.sub(";", _MONTHS.sub(_each_month, plain))):
        words = piece.strip(",")
        if words and not _WORDLESS.match(words):
            segments.append(_scoped(words, among=bool(segments)))
    return segments


def _each_month(match: re.Match[str]) -> str:
    return ";".join(f"每年{month}" for month in re.split("[、,和及与]", match["m"]))


def _scoped(words: str, *, among: bool) -> tuple[str, str]:
    """The scope that a segment names, and the rest; ``among``: something stands before it (其中…应自…)."""
    if named := _SCOPE.match(words):
        return named[1], named[2]
    if among and (about := _ABOUT.match(words)):
        return about[1], words[about.end() :]
    return "", words


def _add(clauses: list[Clause], notes: list[Note], scope: str, words: str) -> None:
    """One segment's parts: a display period or 长期 belongs to the clause before it, where it has none."""
    own = len(clauses)
    for piece in re.split(",(?![^()]*\\))", words):
        clause, remarks = part(piece)
        notes += remarks
        if clause is None:
            continue
        last = clauses[-1] if len(clauses) > own or (clauses and not scope) else None
        if last is not None and clause.how is How.SHOWN and last.display is None and last.how is not How.SHOWN:
            clauses[-1] = replace(last, display=clause.display)
        elif last is not None and clause.how is How.STANDING and len(clauses) > own:
            clauses[-1] = replace(last, standing=True)
        else:
            clauses.append(replace(clause, scope=scope or clause.scope))
