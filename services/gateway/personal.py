"""Personal data that must never enter an event: identity card and mobile numbers in any text.

A number counts when it looks like one. The check digit of an identity card is not asked for, since a
number with one wrong digit still tells who it is; except for births since 2008, because offices number
records the same way (500236-20200101-0001: region, day, serial) and there the check digit decides.
Index numbers begin with a credit code of the same length and are told apart by what follows them
(115002360086581307/2024-00105).
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final, Literal

Found = Literal["personal.id_card", "personal.mobile"]

_D = "[0-9０-９]"
_GAP = "[ \\t\\u00a0\\u00ad\\u2000-\\u200d\\u2010-\\u2015\\u2060\\u2212\\u3000\\ufe63\\ufeff\\-－.．·]{0,2}"
"""What people put between the groups of a number: spaces, hyphens and dots of any width, no line break."""

_CANDIDATE: Final = re.compile(f"{_D}(?<!{_D}{{2}})(?=(?:{_GAP}{_D}){{10}})")
"""First digit of eleven or more, written together or apart."""

_ID_CARD: Final = re.compile(f"{_D}(?:{_GAP}{_D}){{16}}{_GAP}[0-9０-９XxＸｘ](?!{_D})(?!/{_D}{{4}})")
_OLD_ID_CARD: Final = re.compile(f"{_D}(?:{_GAP}{_D}){{14}}(?!{_GAP}{_D})")
_MOBILE: Final = re.compile(
    f"(?:(?:[0０]{{2}})?[8８][6６]{_GAP})?[1１][3-9３-９]{_D}"
    f"(?:(?P<gap>{_GAP}){_D}{{4}}(?P=gap){_D}{{4}}|{_GAP}{_D}{{8}}|{_D}{{4}}{_GAP}{_D}{{4}})"
    f"(?![0-9０-９A-Fa-f])(?![.．]{_D})(?![ 　]*[万亿]?元(?!旦))"
)
"""Eleven digits, not a sum of money and not within a hexadecimal number."""

_BARE_OLD_ID_CARD: Final = re.compile(
    f"(?<![0-9A-Fa-f])[0-9]{{6}}{_GAP}[0-9]{{2}}{_GAP}[0-9]{{2}}{_GAP}[0-9]{{2}}{_GAP}[0-9]{{3}}(?![0-9A-Fa-f])"
)
"""Fifteen digits, not within a hexadecimal number."""

_HEX_LETTERS: Final = frozenset("abcdefABCDEF")
_HEX: Final = re.compile("[0-9a-f]{32,}")
_PLAIN: Final = {0xFF10 + digit: str(digit) for digit in range(10)} | dict.fromkeys(map(ord, "Ｘｘx"), "X")
_PROVINCES: Final = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
"""First two digits of an identity card number (GB/T 2260; 81–83 residence permits)."""

_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_NUMBERED_SINCE: Final = "2008"
_OLD_FROM: Final = "30"
"""Births of old numbers from 1930: read as earlier ones, records numbered by region and day would be taken for persons."""


def find(text: str) -> Found | None:
    """What ``text`` seems to hold, if anything. Texts joined by line breaks give at least what each gives."""
    for match in _CANDIDATE.finditer(text):
        found = _at(text, match.start())
        if found and not _HEX.fullmatch(text):
            return found
    return None


def find_in_code(text: str) -> Found | None:
    """The same for codes about persons, where an old card's number needs no word beside it."""
    for old in _BARE_OLD_ID_CARD.finditer(text):
        number = _digits(old[0])
        if number[6:8] >= _OLD_FROM and _is_old_id_card(number):
            return "personal.id_card"
    return find(text)


def _at(text: str, start: int) -> Found | None:
    card = _ID_CARD.match(text, start)
    if card and _is_id_card(_digits(card[0])):
        return "personal.id_card"
    if "身份" in text or "证件" in text:
        old = _OLD_ID_CARD.match(text, start)
        if old and _is_old_id_card(_digits(old[0])):
            return "personal.id_card"
    mobile = _MOBILE.match(text, start)
    return "personal.mobile" if mobile and text[max(start - 1, 0) : start] not in _HEX_LETTERS else None


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


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(f"{text[:4]}-{text[4:6]}-{text[6:]}")
    except ValueError:
        return False
    return True
