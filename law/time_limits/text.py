"""The text of a cell in one spelling: no spaces or line breaks, half-width digits, simplified characters."""

from __future__ import annotations

import re
import unicodedata

from law.simplified import SIMPLIFIED

MOST_CHARACTERS = 1_000

_CIRCLED = re.compile("[①-⑳⑴-⒇㈠-㈩❶-❿]")
_SPELLING = {
    ord(mark): plain for mark, plain in zip("，；．：（）【】〔〕[]·•～—–－﹣", ",;.:()()()();;-----", strict=True)
}
_PINYIN = re.compile(r"\([a-züāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]+\)")
_BRACKETED = re.compile(r"(?:\(|_+)(\d{1,3})(?:\)|_+)(?=个?(?:工作日|日|天|月))")
_IN_WORDS = re.compile(r"(?<=\d)\([〇零一二三四五六七八九十百]+\)(?=个?(?:工作日|日|天|月))")
_WINDOW = re.compile(r"\d{1,2}月(?:\d{1,2}日)?(?:-|至|到)(?=\d{1,2}月)")
"""Of 每年5月1日至10月1日 the last day is that of its end."""
_NOT_CHOSEN = re.compile("□[^□■☑√]*")
_BULLET = re.compile("[■☑√]|^[-●○◆◇★▪※✓]+(?=.)")
_RANGE = re.compile(r"(?<!\d)\d{1,3}(?:-|至|到)(?=\d{1,3}个?(?:工作日|日|天|月))")
"""Of 15至20个工作日 the last day is that of the longer."""
_FIRST_MARK = re.compile(r"^1[.、](?=\d.*(?<!\d)2[.、])")
_ORDINAL = re.compile(r"(?<=[起后])[满第](?=\d)")
_TWICE = re.compile("日个工作日")
_AT_MOST = re.compile("≤|<=|≦")
_LABEL = re.compile(r"^(?:信息)?公开(?:时限|期限|时间)[:]")
_VALIDITY = re.compile(r";?有效期:[^;。]*")


_PLAIN = (
    (_BULLET, ";"),
    (_PINYIN, ""),
    (_BRACKETED, r"\1"),
    (_IN_WORDS, ""),
    (_WINDOW, ""),
    (_RANGE, ""),
    (_FIRST_MARK, ""),
    (_ORDINAL, ""),
    (_TWICE, "个工作日"),
    (_AT_MOST, "不超过"),
)


def normalised(text: str) -> str:
    """``text`` in one spelling; list marks in circles become semicolons."""
    text = _CIRCLED.sub(";", text)
    text = unicodedata.normalize("NFKC", text).translate(SIMPLIFIED).translate(_SPELLING).lower()
    text = "".join(
        character
        for character in text
        if not character.isspace() and unicodedata.category(character) not in {"Cf", "Cc"}
    )
    if any(mark in text for mark in "■☑√"):
        text = _NOT_CHOSEN.sub("", text)
    for pattern, plain in _PLAIN:
        text = pattern.sub(plain, text)
    return _VALIDITY.sub("", _LABEL.sub("", text))
