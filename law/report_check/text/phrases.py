"""A paragraph cut into sentences, clauses and quantities, in one spelling."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from law.simplified import SIMPLIFIED

_KEPT = frozenset("，；：。！？、（）")
_PIECES = "件次|人次|件|条|宗|起|份|个|项|例|次|批|篇|万元|元"
_NO_COUNT = "度|月|日|工作日|部门|单位|栏目|专栏|乡镇|镇街|街道|村|社区|领域|渠道|方面|平台|账号|环节|类|百分点"
"""After a number and 个: what is counted there is no case and no document."""
_HAN = "零〇一二两三四五六七八九十百"
_QUANTITY = re.compile(
    r"(?<![\d.第〔\[号-])(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<about>余|多|几)?(?P<ten>万(?!元))?"
    rf"(?P<about2>余|多)?(?P<unit>{_PIECES})(?!{_NO_COUNT})"
    rf"|(?<![第每同{_HAN}])(?P<han>[{_HAN}]{{1,5}})(?P<unit2>件|宗|起|例)(?!事)"
)
_THOUSANDS = re.compile(r"\d,\d{3}(?!\d)")
_SENTENCE = re.compile(r"[^。；;！!？?\n]+[。；;！!？?\n]?")
_MOST = 20_000
"""Characters of a paragraph that are read: no report has so long a one."""
_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit: ``before`` is what stands between the one before and it, ``after`` up to the next."""

    number: Decimal
    unit: str
    before: str
    after: str
    about: bool
    """Whether it is only about that many (余, 多, 3.2万)."""
    end: int
    """Where it ends in the text it was read from."""


def spelled(text: str) -> str:
    """``text`` without spaces, digits and letters half-width, in simplified characters; punctuation stays."""
    text = re.sub(r"\s+", "", text[:_MOST])
    return "".join(c if c in _KEPT else unicodedata.normalize("NFKC", c) for c in text).translate(SIMPLIFIED)


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph that is ``spelled``."""
    return [found.group() for found in _SENTENCE.finditer(text)]


def without_brackets(text: str) -> str:
    """``text`` without what stands in brackets, however nested; a bracket that is never closed is left."""
    kept: list[str] = []
    opened: list[int] = []
    for character in text:
        if character in "）)" and opened:
            del kept[opened.pop() :]
            continue
        if character in "（(":
            opened.append(len(kept))
        kept.append(character)
    return "".join(kept)


def bracketed(text: str) -> Iterator[str]:
    """What stands in brackets, the outermost."""
    depth, start = 0, 0
    for at, character in enumerate(text):
        if character in "（(":
            start = at + 1 if depth == 0 else start
            depth += 1
        elif character in "）)" and depth:
            depth -= 1
            if depth == 0:
                yield text[start:at]


def clauses(sentence: str) -> list[str]:
    """A sentence at its commas and colons; those in brackets and between thousands stay."""
    parts, depth, start = [], 0, 0
    for at, character in enumerate(sentence):
        depth += (character in "（(") - (character in "）)" and depth > 0)
        if depth == 0 and character in "，,：:" and not _THOUSANDS.match(sentence, max(at - 1, 0)):
            parts.append(sentence[start:at])
            start = at + 1
    return [part for part in (*parts, sentence[start:]) if part]


def quantities(clause: str) -> list[Quantity]:
    """The numbers with units in a clause."""
    matches = list(_QUANTITY.finditer(clause))
    read, at = [], 0
    ends = [match.start() for match in matches[1:]] + [len(clause)]
    for match, end in zip(matches, ends, strict=False):
        number = _number(match)
        read.append(
            Quantity(
                number,
                match["unit"] or match["unit2"],
                clause[at : match.start()],
                clause[match.end() : end],
                bool(match["about"] or match["about2"] or match["ten"]),
                match.end(),
            )
        )
        at = match.end()
    return read


def _number(match: re.Match[str]) -> Decimal:
    if match["han"]:
        return Decimal(_from_han(match["han"]))
    return Decimal(match["number"].replace(",", "")) * (10_000 if match["ten"] else 1)


def _from_han(text: str) -> int:
    total, digit = 0, 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        else:
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
    return total + digit
