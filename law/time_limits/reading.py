"""Reading a cell of 公开时限: its parts, one after the other, become clauses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from law.time_limits import patterns
from law.time_limits.cell import Reading
from law.time_limits.clause import Clause
from law.time_limits.numbers import LENGTH
from law.time_limits.parts import part
from law.time_limits.terms import How, Note
from law.time_limits.text import MOST_CHARACTERS, normalised

_EMPTY = frozenset({"", "-", "/", "\\", "无", "暂无", "空", "待定"})
_OTHERWISE = re.compile(r"[(,。;]?[^,。;()]*另有(?:规定|要求|约定)[^。;()]*\)?")
_SPLIT = re.compile(
    r"[;。]|(?:^|(?<=[,;。]))(?:\d{1,2}[.、](?!\d)|\(?[一二三四五六七八九十\d]{1,2}\)|[一二三四五六七八九十]、)|,?其中,?(?=[^,]*?\d)"
)
_MARK = re.compile(
    r"(?<=[^\d.,;。(])(?=\d[.、](?!\d)[^\d])|(?<=[日月天年]内)(?=[^,;:。()]{2,20}:)|(?<!\d)、(?=公示期|公告期|长期|常年)|(?<=公开)/(?=..)|(?<=[日天])后(?=长期|常年)"
    r"|(?<=[日天内])、(?=[^、,;。:()]*?\d个?(?:工作日|日|天))"
    rf"|(?<=[日天月年]内)(?=并?(?:公示|公告)(?:期|时间|期限)?(?:为|{patterns.AT_LEAST})?{LENGTH})"
)
_MONTHS = re.compile(
    r"每年[度的]?(?P<m>(?:\d{1,2}月(?:\d{1,2}日|[底末初份])?(?:[以之]?前)?[、,和及与])+\d{1,2}月(?:\d{1,2}日|[底末初份])?)"
)
"""Several months of every year: 每年6月、12月."""
_SCOPE = re.compile(r"^([^:,]{1,40}):(.*)$")
_NO_SCOPE = re.compile("(?:公示|公告|公开|公布|发布|征求意见|征集)(?:期限|时间|时限|期)")
"""What ends in a colon and is about the limit itself, not about what is disclosed."""
_ABOUT = re.compile(rf"^([^,]{{2,30}}?)(?:,|的?{patterns.OUGHT}?(?={patterns.SELF}))")
_ASIDE = re.compile(r"(?<=[内日天开月年])\((?:其中,?)?(?P<w>[^()]*\d[^()]*)\)")
_OPENED = (How.WITHIN, How.AT_ONCE, How.PROMPTLY)
_WORDLESS = re.compile(r"^[\W_]*$")


def read(text: str) -> Reading:
    """The clauses of one cell, by its own words alone: of 同上, which `read_column` resolves, it says that nothing is above."""
    return Reading(text, notes=(Note.TOO_LONG,)) if len(text) > MOST_CHARACTERS else _read(text)


@lru_cache(maxsize=4_096)
def _read(text: str) -> Reading:
    """Kept, as the same few wordings stand in thousands of rows."""
    plain = normalised(text)
    if plain in _EMPTY or _WORDLESS.match(plain):
        return Reading(text, notes=(Note.EMPTY,))
    if re.fullmatch(r"\(?(?:同上|同前|与上相同|同上行)\)?[。,;]?", plain):
        return Reading(text, (Clause(How.SAME_AS_ABOVE),), (Note.NOTHING_ABOVE,))
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
    marked = _MARK.sub(";", _ASIDE.sub(_set_apart, _MONTHS.sub(_each_month, plain)))
    pieces = [words for piece in _SPLIT.split(marked) if not _WORDLESS.match(words := piece.strip(","))]
    return [_scoped(words, number, len(pieces)) for number, words in enumerate(pieces)]


def _each_month(match: re.Match[str]) -> str:
    return ";".join(f"每年{month}" for month in re.split("[、,和及与]", match["m"]))


def _set_apart(match: re.Match[str]) -> str:
    """What brackets say of one thing among others, or of how long it is shown, is a clause of its own.

    20个工作日内（行政处罚7个工作日内）；20个工作日内（公示7日）.
    """
    scope, words = _scoped(match["w"], 1, 2)
    clause, _ = part(words)
    if clause is not None and clause.how is How.SHOWN and not scope:
        return f",{match['w']}"
    return f";{match['w']};" if clause is not None and (scope or clause.scope) else match[0]


def _scoped(words: str, number: int, pieces: int) -> tuple[str, str]:
    """The scope that a segment names, and the rest; later ones may do so without a colon (其中…应自…)."""
    scope = ""
    if (named := _SCOPE.match(words)) and not _NO_SCOPE.fullmatch(named[1]):
        scope, words = named.groups()
    about = _ABOUT.match(words)
    if about and (number or about[0].endswith("的,")) and _is_topic(about[1]):
        return about[1], words[about.end() :]
    if pieces > 1 and (topic := patterns.TOPIC.match(words)) and _is_topic(topic[1]):
        return topic[1].removeprefix("对"), words[topic.end() :]
    return scope, words


def _is_topic(words: str) -> bool:
    """Whether words are of a thing, not a beginning, a length or an empty phrase."""
    wording = patterns.GENERAL.fullmatch(words) or patterns.BEGINNING.fullmatch(words) or part(words)[0]
    return not wording and not patterns.ENDED.search(words)


def _add(clauses: list[Clause], notes: list[Note], scope: str, words: str) -> None:
    """One segment's parts: a display period or 长期 belongs to the clause before it, where it has none.

    A beginning that stands alone (自信息形成之日起，…) opens what follows it.
    """
    own, begun = len(clauses), ""
    for phrase in re.split(",(?![^()]*\\))", words):
        piece = patterns.BY_WHOM.sub("", phrase)
        clause, remarks = part(piece)
        if clause is not None and begun and not clause.trigger and clause.how in _OPENED:
            clause, remarks = part(begun + piece)
        notes += remarks
        if clause is None:
            begun = piece if patterns.BEGINNING.fullmatch(piece) else ""
            continue
        follows = clauses and not scope and clauses[-1].how is not How.STANDING and patterns.SHOWN.match(piece)
        last = clauses[-1] if len(clauses) > own or follows else None
        if last is not None and clause.how is How.SHOWN and last.display is None and last.how is not How.SHOWN:
            clauses[-1] = replace(last, display=clause.display)
        elif len(clauses) > own and _is_one(clauses[-1], clause):
            clauses[-1] = replace(clauses[-1] if _bare(clause) else clause, scope=clauses[-1].scope)
        elif last is not None and clause.how is How.STANDING and len(clauses) > own and last.how is not How.SHOWN:
            clauses[-1] = replace(last, standing=True)
        else:
            clauses.append(replace(clause, scope=scope or clause.scope))


def _is_one(before: Clause, after: Clause) -> bool:
    """Whether two parts of a segment say one period: how often, and by which day of it (按月公开，次月10日前)."""
    return before.cycle is not None and before.cycle is after.cycle and (_bare(before) or _bare(after))


def _bare(clause: Clause) -> bool:
    return clause.how is How.PERIODIC and clause.by is None
