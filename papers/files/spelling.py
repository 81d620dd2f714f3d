"""Words of headings and cells in one spelling, so that they can be compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from law.simplified import SIMPLIFIED

_PINYIN = re.compile(r"\([a-zA-Züāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ]+\)")
"""Mirrors in traditional characters set the reading after a character: 鎮(zhèn)."""

_UNSEEN = re.compile(r"[\s\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]+")
_SHORT = 200

_BREAK = r"(?<![^\S\r\n])[^\S\r\n]*+[\r\n]\s*+"
"""With the spaces around it; each run of them is looked at once, however long a cell is."""
_BREAKS = re.compile(_BREAK)
_SPACES = re.compile(r"[ \t\u00a0\u3000]+")
_HAN = r"[\u3001-\u303f\u4e00-\u9fff\uff00-\uffef]"
_BREAKS_IN_HAN = re.compile(rf"(?<={_HAN}){_BREAK}(?={_HAN})")
_BETWEEN_HAN = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")


def plain(text: str) -> str:
    """``text`` without spaces and line breaks, half-width and in simplified characters."""
    return _plain_short(text) if len(text) <= _SHORT else _plain(text)


@lru_cache(maxsize=10_000)
def _plain_short(text: str) -> str:
    """The same: the short texts of a table are few, and each stands in many rows."""
    return _plain(text)


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).translate(SIMPLIFIED)
    return _PINYIN.sub("", without_unseen(text))


def without_unseen(text: str) -> str:
    """``text`` without spaces, line breaks, and the signs that pages of the web leave in what is copied from them."""
    return _UNSEEN.sub("", text)


def on_a_line(text: str) -> str:
    """A name as it is meant: line breaks and spaces that a narrow column put inside are gone."""
    text = _SPACES.sub(" ", _BREAKS.sub(" ", text)).strip()
    return _BETWEEN_HAN.sub("", text)


def without_breaks(text: str) -> str:
    """A text as it is meant: the line breaks of a narrow column are gone, and the spaces between words stay."""
    return _SPACES.sub(" ", _BREAKS.sub(" ", _BREAKS_IN_HAN.sub("", text))).strip()
