"""What a cell's words come to, by what its column holds; what cannot be read is said, and nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from contracts.fields import PATTERN_ORG, PATTERN_URL
from papers.files.spelling import on_a_line, plain, without_breaks, without_unseen
from papers.sheets import days
from papers.sheets.columns import Column, Kind, pattern_of

_WIDE = {
    code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0).isalnum() or chr(code) in "－．：＿／"
}
_NUMBER = re.compile(
    r"[+]?(\d{1,3}(?:,\d{3})+|\d+)(?:\.0+)?(?:个?(?:条|件|人次|人|次|元|页|年|个工作日|工作日|日|天|期|度|年度))?"
)
_SLUG = re.compile(PATTERN_ORG)
_NTH = re.compile(r"第?(\d{1,9})(?:\.0)?次?")
_YES = frozenset({"是", "有", "√", "✓", "✔", "对", "y", "yes", "true", "1", "■", "☑"})
_NO = frozenset({"否", "无", "不", "没有", "×", "✗", "x", "n", "no", "false", "0", "□", "☐"})
_QUARTER = re.compile(r"(20\d\d)年?[-第]?(?:q([1-4])|([1-4一二三四])季度?)")
_MONTH = re.compile(r"(20\d\d)[年.\-/](\d{1,2})月?份?(?:-01)?")
"""A spreadsheet makes the first day of 2026-03 where the cell is no text."""
_QUARTERS = {"一": "1", "二": "2", "三": "3", "四": "4"}
_BETWEEN = re.compile(r"[、;；,，\n]+")


class Fault(NamedTuple):
    """A code of ``papers.sheets.finding``, and what it is about: words of ours, never the cell's."""

    code: str
    about: str = ""


def code_in(text: str) -> str:
    """A number or code as it is meant: no spaces or signs that nobody sees, no full-width letters and digits."""
    return without_unseen(text).translate(_WIDE)


def value_of(column: Column, text: str, units: Mapping[str, str]) -> Any | Fault:
    """What is sent for a cell's text, or what is wrong. ``units``: names of organisations → slugs, in plain spelling."""
    return _READERS[column.kind](column, text, units)


def _day(_: Column, text: str, __: Mapping[str, str]) -> Any | Fault:
    day = days.read_day(text)
    return Fault(day) if isinstance(day, str) else day.isoformat()


def _yes_no(_: Column, text: str, __: Mapping[str, str]) -> Any | Fault:
    words = plain(text).lower()
    if words in _YES:
        return True
    return False if words in _NO else Fault("choice.unknown", "是、否")


def nth_in(text: str) -> int:
    """Which time it is; 0 where that cannot be read."""
    match = _NTH.fullmatch(plain(text))
    return int(match[1]) if match else 0


def _number(_: Column, text: str, __: Mapping[str, str]) -> Any | Fault:
    match = _NUMBER.fullmatch(plain(text))
    return int(match[1].replace(",", "")) if match and len(match[1]) < 16 else Fault("number.unreadable")


def _choice(column: Column, text: str, _: Mapping[str, str]) -> Any | Fault:
    value = _chosen(column, text)
    if value is not None:
        return value
    parts = [part for part in _BETWEEN.split(plain(text)) if part]
    several = len(parts) > 1 and all(_chosen(column, part) is not None for part in parts)
    return Fault("choice.only" if several else "choice.unknown", _words(column))


def _choices(column: Column, text: str, _: Mapping[str, str]) -> Any | Fault:
    if (whole := _chosen(column, text)) is not None:
        return [whole]
    left, values = plain(text), []
    # Some of the words have a 、 of their own: the longest come first.
    for word in sorted(column.choices, key=len, reverse=True):
        if plain(word) in left:
            left = left.replace(plain(word), "\n")
            values.append(column.choices[word])
    rest = [_chosen(column, part) for part in _BETWEEN.split(left) if part]
    if None in rest:
        return Fault("choice.unknown", _words(column))
    chosen = {*values, *rest}
    return [value for value in column.choices.values() if value in chosen]


def _chosen(column: Column, text: str) -> str | None:
    """What a word chooses: it, its code, or its beginning where only one begins so."""
    words = plain(text)
    for word, value in column.choices.items():
        if words in {plain(word), value}:
            return value
    begin = {value for word, value in column.choices.items() if len(words) > 1 and plain(word).startswith(words)}
    return begin.pop() if len(begin) == 1 else None


def _words(column: Column) -> str:
    return "、".join(column.choices)


def _code(column: Column, text: str, _: Mapping[str, str]) -> Any | Fault:
    is_address = column.info is not None and pattern_of(column.info) == PATTERN_URL
    # Without a space inside an address would be another one.
    return Fault("url.spaces") if is_address and " " in on_a_line(text) else code_in(text)


def _period(_: Column, text: str, __: Mapping[str, str]) -> Any | Fault:
    words = plain(text).lower()
    if match := _QUARTER.fullmatch(words):
        quarter = match[2] or match[3]
        return f"{match[1]}-Q{_QUARTERS.get(quarter, quarter)}"
    if match := _MONTH.fullmatch(words):
        return f"{match[1]}-{int(match[2]):02d}"
    return code_in(text).upper()


def _unit(_: Column, text: str, units: Mapping[str, str]) -> Any | Fault:
    slug = units.get(plain(text), code_in(text))
    return slug if _SLUG.fullmatch(slug) else Fault("unit.unknown")


def _units(column: Column, text: str, units: Mapping[str, str]) -> Any | Fault:
    slugs = [_unit(column, part, units) for part in _BETWEEN.split(text) if part.strip()]
    return next((slug for slug in slugs if isinstance(slug, Fault)), slugs)


def _text(_: Column, text: str, __: Mapping[str, str]) -> Any | Fault:
    return without_breaks(text)


_READERS: dict[Kind, Callable[[Column, str, Mapping[str, str]], Any | Fault]] = {
    Kind.DATE: _day,
    Kind.YES_NO: _yes_no,
    Kind.NUMBER: _number,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.CODE: _code,
    Kind.PERIOD: _period,
    Kind.UNIT: _unit,
    Kind.UNITS: _units,
    Kind.TEXT: _text,
}
