"""Whose report of which year a title or a sentence of it names."""

from __future__ import annotations

import re
from typing import NamedTuple

from papers.files.spelling import plain

_YEAR = r"(?P<year>20\d\d)(?:年度?)?"
_OPEN = r"(?:政府信息公开|政务公开|信息公开)(?:工作)?(?:情况)?的?"
_REPORT = rf"{_OPEN}(?:年报|(?:年度?)?(?:工作)?报告)"
_TITLES = (
    re.compile(rf"^(?P<agency>){_YEAR}{_REPORT}"),
    re.compile(
        rf"(?:^|公布|编制|关于|[。，:])(?P<agency>[一-龥]{{2,30}}?)关?于?{_YEAR}(?:政府信息公开.{{0,2}})?{_REPORT}"
    ),
    re.compile(rf"(?:^|公布|编制|发布|公开){_YEAR}(?P<agency>[一-龥]{{2,30}}?)(?:的)?{_REPORT}"),
    re.compile(rf"^(?P<agency>[一-龥]{{2,30}}?){_REPORT}\(?{_YEAR}\)?"),
    re.compile(rf"^(?P<agency>[一-龥]{{2,30}}?){_OPEN}{_YEAR}(?:工作)?报告"),
    re.compile(rf"填报单位:(?P<agency>[一-龥]{{2,30}}?)年度:{_YEAR}"),
    re.compile(rf"^(?P<agency>[一-龥]{{2,30}}?){_OPEN}年度(?:工作)?报告(?P<year>)$"),
)
_PERIOD = re.compile(r"(?:期限|时限|期|时间|数据).{0,12}?(?P<year>20\d\d)年1月1日")
_ORGAN = re.compile(
    r"(?:人民政府(?:办公室|办公厅)?|办公室|[县市区乡镇局委]|街道(?:办事处)?|委员会|中心|管委会|馆|院|校|队|站|所|园)$"
)
_LEADING = re.compile(r"^.*(?:公布|发布|编制了?|公开了?|现将|关于)|^现?将|^现")


_OURS = re.compile(r"^(?:我|本|该|此)")
"""我县, 本镇: no name."""
_HAN_YEAR = re.compile(r"二[〇○零O0][〇○零O0一二三四五六七八九]{2}年")


class Title(NamedTuple):
    """What a title says; nothing where it says nothing."""

    agency: str
    year: int | None


def title_of(text: str) -> Title | None:
    """The title in ``text``, else None."""
    line = _HAN_YEAR.sub(_digits, re.sub(r"[\"“”《》]", "", plain(text)))
    if len(line) > 600:
        return None
    for words in _TITLES:
        if match := words.search(line):
            return Title(_organ(match["agency"]), int(match["year"]) if match["year"] else None)
    return None


def _digits(match: re.Match[str]) -> str:
    """二〇二三年 as 2023年."""
    return "".join(
        str("〇一二三四五六七八九".find(c)) if c in "一二三四五六七八九" else "年" if c == "年" else "0"
        for c in match.group()
    )


def _organ(text: str) -> str:
    """An organ's name; 县人民政府信息公开 has one 政府 for two."""
    name = _LEADING.sub("", text)
    if _OURS.match(name) or name in {"政府", "完成"}:
        return ""
    return f"{name}政府" if name.endswith("人民") else name


def period_of(text: str) -> int | None:
    """The year that the figures are said to cover."""
    match = _PERIOD.search(plain(text))
    return int(match["year"]) if match else None


def year_alone(text: str) -> int | None:
    """The year where ``text`` is nothing else, as the last line of a title."""
    match = re.fullmatch(r"\(?(20\d\d)年度?\)?", plain(text))
    return int(match[1]) if match else None


def organ_of(text: str) -> str:
    """``text`` where it is nothing but an organ's name, as the first line of a title on two lines."""
    line = plain(text)
    return line if len(line) <= 30 and _ORGAN.search(line) and re.fullmatch(r"[一-龥]+", line) else ""
