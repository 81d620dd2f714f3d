"""Words of headings and cells in one spelling, so that they can be compared."""

from __future__ import annotations

import re
import unicodedata

from law.simplified import SIMPLIFIED

_PINYIN = re.compile(r"\([a-zA-Züāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ]+\)")
"""Mirrors in traditional characters set the reading after a character: 鎮(zhèn)."""

_BREAKS = re.compile(r"\s*[\r\n]+\s*")
_SPACES = re.compile(r"[ \t\u00a0\u3000]+")
_BETWEEN_HAN = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")


def plain(text: str) -> str:
    """``text`` without spaces and line breaks, half-width and in simplified characters."""
    text = unicodedata.normalize("NFKC", text).translate(SIMPLIFIED)
    text = "".join(c for c in text if not c.isspace() and unicodedata.category(c) not in {"Cf", "Cc"})
    return _PINYIN.sub("", text)


def on_a_line(text: str) -> str:
    """A name as it is meant: line breaks and spaces that a narrow column put inside are gone."""
    text = _SPACES.sub(" ", _BREAKS.sub(" ", text)).strip()
    return _BETWEEN_HAN.sub("", text)
