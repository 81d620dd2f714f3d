"""Personal data that must never enter an event: identity card and mobile numbers in any text.

A number counts when it looks like one, whatever letters touch it: ``Phone13800138000``, ``13800138000e``.
The check digit of an identity card is not asked for, since a number with one wrong digit still tells who
it is; except for births since 2008, because offices number records the same way (500236-20200101-0001:
region, day, serial) and there the check digit decides. What is known by its own form as a number of
something else is passed over first: digests, UUIDs, and 统一社会信用代码, with which index numbers begin
(115002360086581307/2024-00105).
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final, Literal

PersonalKind = Literal["personal.id_card", "personal.mobile"]

_D = "[0-9０-９]"
_APART = " \\t\\u00a0\\u00ad\\u2000-\\u200d\\u2010-\\u2015\\u2060\\u2212\\u3000\\ufe63\\ufeff\\-－.．·_＿"
"""What people put between the groups of a number: spaces, hyphens, dots and underscores of any width, no bar and no line break."""

_GAP = f"[{_APART}]{{0,3}}"
"""`` - `` has three."""

_RUN: Final = re.compile(f"{_D}[0-9０-９{_APART}]{{10,}}")
"""Where eleven digits can stand."""

_CANDIDATE: Final = re.compile(f"{_D}(?<!{_D}{{2}})(?=(?:{_GAP}{_D}){{10}})")
"""First digit of eleven or more, written together or apart."""

_ID_CARD: Final = re.compile(f"{_D}(?:{_GAP}{_D}){{16}}{_GAP}(?:{_D}(?!{_D})|[XxＸｘ])")
_OLD_ID_CARD: Final = re.compile(f"{_D}(?:{_GAP}{_D}){{14}}(?!{_GAP}{_D})")
_MOBILE: Final = re.compile(
    f"(?:(?:[0０]{{2}})?[8８][6６]{_GAP})?[1１][3-9３-９]{_D}"
    f"(?:(?P<gap>{_GAP}){_D}{{4}}(?P=gap){_D}{{4}}|{_GAP}{_D}{{8}}|{_D}{{4}}{_GAP}{_D}{{4}})"
    f"(?!{_D})(?!(?:[.．]{_D}{{1,2}})?[ 　]*[万亿]?元(?!旦))"
)
"""Eleven digits that are no sum of money."""

_BARE_OLD_ID_CARD: Final = re.compile(
    f"[1-8１-８](?<!{_D}{{2}}){_D}{{5}}{_GAP}{_D}{{2}}{_GAP}{_D}{{2}}{_GAP}{_D}{{2}}{_GAP}{_D}{{3}}(?!{_D})"
)
"""Fifteen digits, apart only where an old card's number has a seam."""

_POSSIBLE: Final = re.compile(
    f"[1１](?:(?<![0-57-9０-５７-９][1１])[3-9３-９]{_D}(?:{_GAP}{_D}){{8}}(?!{_D})|{_GAP}[9９](?:{_GAP}{_D}){{9}})"
    f"|[2２]{_GAP}[0０](?:{_GAP}{_D}){{9}}"
)
"""A mobile number, or the part of an identity card from the year of birth on: few runs hold either."""

_H = "[0-9A-Fa-f]"
_DIGEST: Final = re.compile(
    f"(?<!{_H})(?:(?=[0-9]*[A-Fa-f])(?:{_H}{{128}}|{_H}{{64}}|{_H}{{40}}|{_H}{{32}})"
    f"|{_H}{{8}}-{_H}{{4}}-{_H}{{4}}-{_H}{{4}}-{_H}{{12}}"
    f"|{_H}{{2}}-{_H}{{32}}-{_H}{{16}}-{_H}{{2}})(?!{_H})"
)
"""Hexadecimal digests of the usual lengths, UUIDs, and trace contexts, each as a whole."""

_CREDIT_DIGITS: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_CODE: Final = re.compile(f"(?<![0-9A-Za-z])[159NY][1239][0-9]{{6}}[{_CREDIT_DIGITS}]{{10}}(?![0-9A-Za-z])")
_HIDDEN: Final = "#"

_PLAIN: Final = {0xFF10 + digit: str(digit) for digit in range(10)} | dict.fromkeys(map(ord, "Ｘｘx"), "X")
_PROVINCES: Final = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
"""First two digits of an identity card number (GB/T 2260; 81–83 residence permits)."""

_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_NUMBERED_SINCE: Final = "2008"
_OLD_FROM: Final = "30"
"""Births of old numbers from 1930: read as earlier ones, records numbered by region and day would be taken for persons."""


def find(text: str) -> PersonalKind | None:
    """What ``text`` seems to hold, if anything. Texts joined by a bar give at least what each gives."""
    for run in _RUN.findall(text):
        if _POSSIBLE.search(run) or _speaks_of_cards(text):
            return _find(_without_codes(text))
    return None


def find_in_code(text: str) -> PersonalKind | None:
    """The same for codes about persons, where an old card's number needs no word beside it."""
    for run in _RUN.findall(text):
        if _POSSIBLE.search(run) or _BARE_OLD_ID_CARD.search(run):
            return _find_in_code(_without_codes(text))
    return _find(text) if _speaks_of_cards(text) else None


def _find_in_code(text: str) -> PersonalKind | None:
    for old in _BARE_OLD_ID_CARD.finditer(text):
        number = _digits(old[0])
        if number[6:8] >= _OLD_FROM and _is_old_id_card(number):
            return "personal.id_card"
    return _find(text)


def _find(text: str) -> PersonalKind | None:
    for match in _CANDIDATE.finditer(text):
        number = _at(text, match.start())
        if number:
            return number
    return None


def _at(text: str, start: int) -> PersonalKind | None:
    card = _ID_CARD.match(text, start)
    if card and _is_id_card(_digits(card[0])):
        return "personal.id_card"
    if _speaks_of_cards(text):
        old = _OLD_ID_CARD.match(text, start)
        if old and _is_old_id_card(_digits(old[0])):
            return "personal.id_card"
    return "personal.mobile" if _MOBILE.match(text, start) else None


def _speaks_of_cards(text: str) -> bool:
    return "身份" in text or "证件" in text


def _without_codes(text: str) -> str:
    """``text`` with what is surely a code of something else made unreadable."""
    text = _DIGEST.sub(lambda code: _HIDDEN * len(code[0]), text)
    return _CREDIT_CODE.sub(lambda code: _HIDDEN * len(code[0]) if _is_credit_code(code[0]) else code[0], text)


def _digits(written: str) -> str:
    return "".join(c for c in written.translate(_PLAIN) if c in "0123456789X")


def _is_id_card(number: str) -> bool:
    born = number[6:14]
    if not _PROVINCES.match(number) or born[:2] not in {"19", "20"} or not _is_day(born):
        return False
    return born[:4] < _NUMBERED_SINCE or number[17] == _check_digit(number)


def _is_old_id_card(number: str) -> bool:
    return _PROVINCES.match(number) is not None and _is_day("19" + number[6:12])


def _check_digit(number: str) -> str:
    """GB 11643: ISO 7064 MOD 11-2 over the first seventeen digits."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return "10X98765432"[total % 11]


def _is_credit_code(code: str) -> bool:
    """GB 32100: ISO 7064 MOD 31-3. What is a person's number by its own check digit stays one."""
    values = [_CREDIT_DIGITS.index(character) for character in code]
    total = sum(value * pow(3, place, 31) for place, value in enumerate(values[:17]))
    if -total % 31 != values[17]:
        return False
    return not (code[:17].isdigit() and _is_id_card(code) and code[17] == _check_digit(code))


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(f"{text[:4]}-{text[4:6]}-{text[6:]}")
    except ValueError:
        return False
    return True
