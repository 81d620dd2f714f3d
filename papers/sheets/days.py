"""Days as clerks write them; what could be several days is refused with what to write."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from functools import lru_cache

from papers.files.spelling import plain

UNREADABLE, NO_YEAR, NO_DAY, NO_SUCH, SHORT_YEAR, ORDER = (
    "date.unreadable",
    "date.no_year",
    "date.no_day",
    "date.no_such",
    "date.short_year",
    "date.order_unclear",
)

_SERIAL_FROM, _SERIAL_TO = 36526, 73050
"""Days since 1899-12-30 that a spreadsheet keeps for 2000-01-01 and 2099-12-31."""
_EPOCH = date(1899, 12, 30)
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
"""Behind the point stands the time of the day."""

_APART = r"[-./年·]"
_CLOCK = r"\d{1,2}[:时点](?:\d{1,2}(?:[:分]\d{0,2}(?:\.\d+)?秒?)?分?)?"
_BEHIND = re.compile(rf"(?:t|(?<!\s)\s++)(?:[上下]午\s*)?{_CLOCK}(?:\s*[ap]m)?\s*$")
"""A time of the day behind a day; it is cut off before spaces are, since they part it from the day."""
_WEEKDAY = r"[(]?(?:(?:星期|周|礼拜)[一二三四五六日天])?[)]?"
_WRITTEN = re.compile(
    rf"(\d{{4}}){_APART}(\d{{1,2}})[-./月·](\d{{1,2}})(?:[日号](?:[上下]午)?(?:{_CLOCK})?)?{_WEEKDAY}"
)
_TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})")
_WITHOUT_YEAR = re.compile(r"\d{1,2}[-./月]\d{1,2}[日号]?")
_WITHOUT_DAY = re.compile(r"\d{4}[-./年]\d{1,2}月?(?:份)?|\d{6}")
_TWO_DIGITS = re.compile(r"\d{2}[-./年]\d{1,2}[-./月]\d{1,2}[日号]?")
_YEAR_LAST = re.compile(r"\d{1,2}[-./]\d{1,2}[-./]\d{4}")

_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")


@lru_cache(2_048)
def read_day(text: str) -> date | str:
    """The day that ``text`` writes, or the code of what is wrong with it."""
    words = _arabic(plain(_BEHIND.sub("", unicodedata.normalize("NFKC", text).lower())))
    if (serial := _SERIAL.fullmatch(words)) and _SERIAL_FROM <= int(serial[1]) <= _SERIAL_TO:
        return _EPOCH + timedelta(days=int(serial[1]))
    match = _WRITTEN.fullmatch(words) or _TOGETHER.fullmatch(words)
    if match:
        try:
            return date(*(int(part) for part in match.groups()))
        except ValueError:
            return NO_SUCH
    for pattern, code in (
        (_WITHOUT_DAY, NO_DAY),
        (_WITHOUT_YEAR, NO_YEAR),
        (_TWO_DIGITS, SHORT_YEAR),
        (_YEAR_LAST, ORDER),
    ):
        if pattern.fullmatch(words):
            return code
    return UNREADABLE


def is_serial(text: str) -> bool:
    """Whether a day stands there as the number by which a spreadsheet keeps it."""
    return _SERIAL.fullmatch(unicodedata.normalize("NFKC", text).strip()) is not None


def _arabic(words: str) -> str:
    """二〇二六年三月十五日 with digits."""
    if not re.match(r"[〇○零一二三四五六七八九]{4}年", words):
        return words

    def number(match: re.Match[str]) -> str:
        tens, ones = match[1], match[2]
        return str((int(tens.translate(_DIGITS)) if tens else 1) * 10 + (int(ones.translate(_DIGITS)) if ones else 0))

    return re.sub(r"([一二三]?)十([一二三四五六七八九]?)", number, words).translate(_DIGITS)
