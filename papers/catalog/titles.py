"""The domain that a title or a sheet's name tells: 奉节县社会救助领域基层政务公开标准目录."""

from __future__ import annotations

import re
from collections.abc import Iterable

from papers.files.spelling import plain

_TITLE = re.compile(r"^(.*?)(?:领域)?(?:基层)?(?:政务|政府信息|信息)?公开(?:事项)?(?:标准)?(?:目录|清单|指引)")
_DOMAIN = re.compile(r"^(.{2,30}?)领域")
_NUMBERED = re.compile(r"^(?:附[件表录]?\d*[::.]?)?[(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})?[)、.]*")
_PLACE = re.compile(
    r"^[\u4e00-\u9fff]{2,8}?(?:省|市|自治[区州县]|县|区|旗|镇|乡|街道(?:办事处)?)(?:人民政府)?(?=[\u4e00-\u9fff]{2})"
)
_PLACES = 3
"""重庆市奉节县白帝镇… has three names of places before the domain's."""
_MEANINGLESS = re.compile(r"(?:sheet|工作表|表)\s*\d*(?:\(\d+\))?|目录|标准目录|汇总|总表", re.IGNORECASE)


def domain_of(titles: Iterable[str], sheet: str) -> str:
    """The domain of a table; empty where neither its titles nor its sheet's name tell one."""
    for title in titles:
        words = plain(title)
        if (named := _TITLE.match(words) or _DOMAIN.match(words)) and (domain := _without_place(named[1])):
            return domain
    words = plain(sheet)
    if not words or _MEANINGLESS.fullmatch(words):
        return ""
    named = _TITLE.match(words)
    return _without_place(named[1] if named else words)


def _without_place(words: str) -> str:
    words = _NUMBERED.sub("", words)
    for _ in range(_PLACES):
        words = _PLACE.sub("", words)
    words = words.removesuffix("领域").removeprefix("关于").strip('《》“”"-—()')
    return (
        ""
        if words in {"", "政务", "政府信息", "基层", "全县", "全区", "试点", "个试点", "个领域"}
        or words.endswith(("省", "市", "县", "区", "镇", "乡"))
        else words
    )
