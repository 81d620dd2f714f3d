"""The form's own words: rows and columns of tables 三 and 四 (国办公开办函〔2021〕30号), and how its headings nest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from law.codes import APPLICANT_NAMES
from law.table4 import Remedy, Result

FORM = "国办公开办函〔2021〕30号"
TITLE3 = "三、收到和处理政府信息公开申请情况"
TITLE4 = "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况"
HINT = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"

_RESULTS = "三、本年度办理结果"
_REFUSED, _UNABLE = "（三）不予公开", "（四）无法提供"
_NOT_PROCESSED, _OTHERWISE = "（五）不予处理", "（六）其他处理"

Path = tuple[str, str, str]
"""A heading from the outermost inwards; "" goes on with what stands before it."""

ROWS: dict[str, Path] = {
    "1_new": ("一、本年新收政府信息公开申请数量", "", ""),
    "2_carried_in": ("二、上年结转政府信息公开申请数量", "", ""),
    "3_1_granted": (_RESULTS, "（一）予以公开", ""),
    "3_2_partial": (_RESULTS, "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", ""),
    "3_3_1": (_RESULTS, _REFUSED, "1.属于国家秘密"),
    "3_3_2": (_RESULTS, _REFUSED, "2.其他法律行政法规禁止公开"),
    "3_3_3": (_RESULTS, _REFUSED, "3.危及“三安全一稳定”"),
    "3_3_4": (_RESULTS, _REFUSED, "4.保护第三方合法权益"),
    "3_3_5": (_RESULTS, _REFUSED, "5.属于三类内部事务信息"),
    "3_3_6": (_RESULTS, _REFUSED, "6.属于四类过程性信息"),
    "3_3_7": (_RESULTS, _REFUSED, "7.属于行政执法案卷"),
    "3_3_8": (_RESULTS, _REFUSED, "8.属于行政查询事项"),
    "3_4_1": (_RESULTS, _UNABLE, "1.本机关不掌握相关政府信息"),
    "3_4_2": (_RESULTS, _UNABLE, "2.没有现成信息需要另行制作"),
    "3_4_3": (_RESULTS, _UNABLE, "3.补正后申请内容仍不明确"),
    "3_5_1": (_RESULTS, _NOT_PROCESSED, "1.信访举报投诉类申请"),
    "3_5_2": (_RESULTS, _NOT_PROCESSED, "2.重复申请"),
    "3_5_3": (_RESULTS, _NOT_PROCESSED, "3.要求提供公开出版物"),
    "3_5_4": (_RESULTS, _NOT_PROCESSED, "4.无正当理由大量反复申请"),
    "3_5_5": (_RESULTS, _NOT_PROCESSED, "5.要求行政机关确认或重新出具已获取信息"),
    "3_6_1": (_RESULTS, _OTHERWISE, "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
    "3_6_2": (_RESULTS, _OTHERWISE, "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
    "3_6_3": (_RESULTS, _OTHERWISE, "3.其他"),
    "3_7_total": (_RESULTS, "（七）总计", ""),
    "4_carried_out": ("四、结转下年度继续办理", "", ""),
}  # fmt: skip
"""Row key of table 三 → its headings."""

_ASKED, _BODIES = "申请人情况", "法人或其他组织"
COLUMNS: dict[str, Path] = {
    **{
        kind.value: (_ASKED, name, "") if kind == "natural" else (_ASKED, _BODIES, name)
        for kind, name in APPLICANT_NAMES.items()
    },
    "total": (_ASKED, "总计", ""),
}
"""Column key of table 三 → its headings."""

BLOCKS: dict[str, tuple[str, str]] = {
    Remedy.REVIEW.value: ("行政复议", ""),
    Remedy.LITIGATION_DIRECT.value: ("行政诉讼", "未经复议直接起诉"),
    Remedy.LITIGATION_AFTER_REVIEW.value: ("行政诉讼", "复议后起诉"),
}
"""Block key of table 四 → its headings."""

RESULTS: dict[str, str] = {
    Result.UPHELD.value: "结果维持",
    Result.CORRECTED.value: "结果纠正",
    Result.OTHER.value: "其他结果",
    Result.PENDING.value: "尚未审结",
    "total": "总计",
}
"""Column key of a block → its heading."""

CELLS4: dict[tuple[str, str], Path] = {
    (block, column): (*BLOCKS[block], name) for block in BLOCKS for column, name in RESULTS.items()
}
"""(block, column) of table 四 → its headings, in the order of the form's one row."""


def row_name(key: str) -> str:
    """A row of table 三 in one line, without 三、本年度办理结果 before it."""
    path = ROWS[key]
    return " ".join(part for part in (path[1:] if path[1] else path) if part)


def place_name(key: str) -> str:
    """What a check is about: a row or column of table 三, a block or column of table 四."""
    if key in ROWS:
        return row_name(key)
    if key in BLOCKS:
        return "".join(BLOCKS[key])
    names = {**RESULTS, **{column: path[2] or path[1] for column, path in COLUMNS.items()}}
    return names.get(key, key)


class Span(NamedTuple):
    """A heading: the lines ``first`` to ``last`` that it is over, the levels ``level`` to ``until`` that it fills."""

    text: str
    first: int
    last: int
    level: int
    until: int


def spans(paths: Sequence[Path]) -> Iterator[Span]:
    """The headings of neighbouring lines joined where they share them."""
    for level in range(3):
        for prefix, group in groupby(enumerate(paths), key=lambda line: line[1][: level + 1]):
            members = list(group)
            until = level
            while until < 2 and not any(path[until + 1] for _, path in members):
                until += 1
            if prefix[level]:
                yield Span(prefix[level], members[0][0], members[-1][0], level, until)
