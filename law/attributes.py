"""公开属性源头认定: what a document's attribute is, and what has to fit it (条例第十三至十六条, 第十九至二十一条)."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from law.codes import Attribute
from law.simplified import SIMPLIFIED

NO_ATTRIBUTE = "no_attribute"
"""Drafted without an attribute: the office does not pass it on."""
NO_REASON = "withheld_without_reason"
"""不予公开 without a reason or without its legal basis."""

_MARKS = {
    "此件公开发布": Attribute.PROACTIVE,
    "此件主动公开": Attribute.PROACTIVE,
    "此件公开": Attribute.PROACTIVE,
    "此件删减后公开": Attribute.PROACTIVE,
    "此件依申请公开": Attribute.ON_REQUEST,
    "此件不予公开": Attribute.WITHHELD,
    "此件不公开": Attribute.WITHHELD,
}
_SEPARATED = "此件删减后公开"
_AROUND = re.compile(r"[\s「」『』“”\"'（）()【】\[\]〔〕《》。.]+")

_WITHHOLDING, _DISCLOSING = frozenset({14, 15, 16}), frozenset({19, 20, 21})
_CITED = re.compile(
    r"(?:政府信息公开|(?<![\u4e00-\u9fff]))条例》?(?:[（(][^）)]*[）)])?((?:第[一二三四五六七八九十\d]+条[^第]{0,12}?[、，和及]?)+)"
)
_ARTICLE = re.compile(r"第([一二三四五六七八九十\d]+)条")
_DIGITS = {digit: number for number, digit in enumerate("零一二三四五六七八九")}


class Mark(NamedTuple):
    """A printed mark: the attribute it says; ``separated``: printed after what must not be public was taken out."""

    attribute: Attribute
    separated: bool


def read_mark(text: str) -> Mark | None:
    """The mark under a document's date, in brackets or not: 「此件公开发布」, （此件依申请公开）; None where it is none."""
    plain = _AROUND.sub("", unicodedata.normalize("NFKC", text).translate(SIMPLIFIED))
    attribute = _MARKS.get(plain)
    return Mark(attribute, plain == _SEPARATED) if attribute is not None else None


def decided(drafted: Attribute | None, source: Attribute | None, approved: Attribute | None) -> Attribute | None:
    """The attribute of a document: a forwarded one has its source's; else what the signer decided, else what was drafted."""
    return source or approved or drafted


def why_returned(attribute: Attribute | None, reason: str | None, basis: str | None, inherited: bool) -> str:
    """Why the office does not pass a document on; empty where it does. What was inherited has its reason at the source."""
    if attribute is None:
        return NO_ATTRIBUTE
    if attribute is Attribute.WITHHELD and not inherited and not (_filled(reason) and _filled(basis)):
        return NO_REASON
    return ""


def basis_contradicts(attribute: Attribute | None, basis: str | None) -> bool:
    """Whether the articles of the 条例 that the basis cites say the opposite of the attribute.

    Arts. 14–16 withhold, arts. 19–21 disclose; a basis in another law, or in another article, contradicts nothing.
    """
    cited = articles_cited(basis or "")
    withholds, discloses = bool(cited & _WITHHOLDING), bool(cited & _DISCLOSING)
    if attribute is Attribute.PROACTIVE:
        return withholds and not discloses
    return attribute is Attribute.WITHHELD and discloses and not withholds


def articles_cited(basis: str) -> frozenset[int]:
    """Numbers of the articles of the 政府信息公开条例 that a text cites."""
    return frozenset(
        number
        for cited in _CITED.finditer(basis)
        for article in _ARTICLE.finditer(cited[1])
        if (number := _number(article[1]))
    )


def _number(text: str) -> int:
    """一 … 九十九, or digits; 0 for what is no number."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _DIGITS.get(text, 0)
    return (_DIGITS.get(tens, 0) or 1) * 10 + _DIGITS.get(ones, 0)


def _filled(text: str | None) -> bool:
    return bool(text and text.strip())
