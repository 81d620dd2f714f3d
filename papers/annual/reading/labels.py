"""Which row or column of the form a heading means, however it is numbered, spaced or punctuated."""

from __future__ import annotations

import re

from law import table2, table3
from law.codes import ApplicantKind
from law.outcomes import Row
from law.report_check.published import OTHERWISE
from law.table4 import Remedy, Result
from papers.files.spelling import plain

_NUMBERING = re.compile(
    r"^(?:\((?:[一二三四五六七八九十]{1,3}|\d{1,2})\)|(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、.．,:)]+|[①-⑳㈠-㈩⒈-⒛]|第[一二三四五六七八]项)+"
)
_BARE_NUMBER = re.compile(r"^[\d㈠-㈩]{1,2}(?=[一-龥])")
_PUNCTUATION = re.compile(r"[\s“”\"'‘’、，,。.;；:：()（）《》·/\-—_>|→]")


def bare(text: str) -> str:
    """A heading without its number and punctuation."""
    unnumbered = _NUMBERING.sub("", plain(text))
    return _PUNCTUATION.sub("", _BARE_NUMBER.sub("", unnumbered))


_ROWS: tuple[tuple[str, str], ...] = (
    (r"本年.{0,2}新收|^新收.*申请", table3.NEW),
    (r"上年.{0,2}结转|上一年.{0,2}结转|上年度结转", table3.CARRIED_IN),
    (r"结转(?:至|到)?下.?年|下年度继续办理", table3.CARRIED_OUT),
    (r"^部分公开", Row.PARTIAL),
    (r"^予以公开", Row.GRANTED),
    (r"国家秘密", Row.STATE_SECRET),
    (r"法律.{0,2}行政法规.{0,2}禁止|法律法规禁止", Row.FORBIDDEN_BY_LAW),
    (r"三安全一稳定", Row.SECURITY_AND_STABILITY),
    (r"第三方", Row.THIRD_PARTY),
    (r"内部事务", Row.INTERNAL_AFFAIRS),
    (r"过程性", Row.IN_PROCESS),
    (r"执法案卷", Row.ENFORCEMENT_FILE),
    (r"行政查询", Row.ADMINISTRATIVE_QUERY),
    (r"不掌握", Row.NOT_HELD),
    (r"没有现成|另行制作", Row.NEEDS_MAKING),
    (r"补正后", Row.STILL_UNCLEAR),
    (r"信访", Row.PETITION),
    (r"大量反复", Row.EXCESSIVE),
    (r"^重复申请", Row.REPEATED),
    (r"公开出版物", Row.PUBLICATION),
    (r"重新出具", Row.REISSUE),
    (r"逾期不补正|不补正", Row.UNCORRECTED),
    (r"缴纳费用|收费通知|逾期未.*缴", Row.UNPAID),
    (r"^其[他它]处理", OTHERWISE),
    (r"^其[他它]$", Row.OTHER),
    (r"^(?:总计|合计|共计)", table3.RESULTS_TOTAL),
)
_GROUPS = re.compile(r"^(?:不予公开|无法提供|不予处理|本年度?办理结果)")


_PATH = re.compile(
    r"^(?:本年度?办理结果)?[一二三四五六七]?(?:(?:不予公开|无法提供|不予处理|其[他它]处理)\d{0,2})?(?=[一-龥])"
)
"""The groups before a row in one cell: 三、本年度办理结果/（三）不予公开/1.属于国家秘密."""


def row3(labels: list[str]) -> str | None:
    """The row of table 三 that the headings before its numbers mean, the innermost last; None for none."""
    for text in reversed(labels):
        heading = bare(text)
        if not heading:
            continue
        for inner in dict.fromkeys((_PATH.sub("", heading), heading)):
            if not _GROUPS.match(inner):
                row = next((str(row) for words, row in _ROWS if re.search(words, inner)), None)
                if row is not None:
                    return row
        if not _GROUPS.match(heading):
            return None
    return None


def is_row3(text: str) -> bool:
    """Whether a cell is a heading of a row or of a group of rows of table 三."""
    heading = bare(text)
    return bool(heading) and (bool(_GROUPS.match(heading)) or row3([text]) is not None)


_ROWS2 = (
    (r"^(?:政府|部门|地方政府)?规章$", table2.REGULATIONS),
    (r"^(?:行政)?规范性文件$", table2.NORMATIVE),
    (r"^行政许可$", table2.LICENSING),
    (r"^行政处罚$", table2.PENALTY),
    (r"^行政强制(?:措施|执行)?$", table2.COERCION),
    (r"^行政事业性收费$", table2.FEES),
)


_ARTICLE = re.compile(r"^第?二十条第?[一五六八]项(?:信息内容)?")
"""Before a row of table 二 in one cell."""


def row2(text: str) -> str | None:
    """The row of table 二; None for none."""
    heading = _ARTICLE.sub("", bare(text))
    return next((row for words, row in _ROWS2 if re.search(words, heading)), None)


TRIAL_COLUMNS = re.compile(r"新制作|新公开|对外公开总数|上一年项目|本年增减|采购项目|采购总金额")
"""Headings that only the form of 2019 has."""

_COLUMNS2 = (
    (r"制发件?数|制发数|制定件数", table2.MADE),
    (r"废止件?数", table2.REPEALED),
    (r"现行有效|有效件数", table2.IN_FORCE),
    (r"处理决定数", table2.DECISIONS),
    (r"收费金额|收费总金额", table2.AMOUNT),
)


def column2(text: str) -> str | None:
    """The column of table 二; None for none."""
    heading = bare(text)
    return next((column for words, column in _COLUMNS2 if re.search(words, heading)), None)


_COLUMNS3 = {
    "自然人": ApplicantKind.NATURAL,
    "商业企业": ApplicantKind.BUSINESS,
    "科研机构": ApplicantKind.RESEARCH,
    "社会公益组织": ApplicantKind.CHARITY,
    "法律服务机构": ApplicantKind.LEGAL_SERVICE,
}


_OVER = re.compile(r"^(?:申请人情况)?(?:法人(?:或|和)其[他它]组织)?(?=[一-龥])(?!或|和)")
"""Before a column of table 三 in one cell."""


def columns3(texts: dict[int, str]) -> dict[str, int]:
    """The columns of table 三 among the texts of a row by column; 其他 and 总计 only beside another of its headings."""
    headings = {at: _OVER.sub("", bare(text)) for at, text in texts.items()}
    named = {str(_COLUMNS3[text]): at for at, text in headings.items() if text in _COLUMNS3}
    if not named and "法人或其他组织" not in headings.values():
        return {}
    for at, text in headings.items():
        if text in {"其他", "其它"}:
            named.setdefault(str(ApplicantKind.OTHER_ORG), at)
        elif text in {"总计", "合计"}:
            named.setdefault("total", at)
    return named


COLUMNS4 = {
    "结果维持": Result.UPHELD,
    "维持": Result.UPHELD,
    "结果纠正": Result.CORRECTED,
    "纠正": Result.CORRECTED,
    "其他结果": Result.OTHER,
    "其它结果": Result.OTHER,
    "其他": Result.OTHER,
    "尚未审结": Result.PENDING,
    "未审结": Result.PENDING,
    "总计": "total",
    "合计": "total",
}
"""Heading of table 四 → its column in a block."""


_BLOCKS = re.compile(r"^(?:行政复议|行政诉讼)?(?:未经复议直接起诉|复议后起诉)?")
"""Before a column of table 四 in one cell."""


def column4(text: str) -> str | None:
    """The column in a block of table 四; None for none."""
    column = COLUMNS4.get(_BLOCKS.sub("", bare(text)))
    return None if column is None else str(column)


def only4(text: str) -> bool:
    """Whether no other table has such a heading."""
    return bare(text).endswith(("结果维持", "结果纠正", "其他结果", "其它结果", "尚未审结"))


def block4(headings: list[str]) -> Remedy | None:
    """The block of table 四 that the headings over a column mean, or that stand before a row."""
    text = "".join(bare(heading) for heading in headings)
    if "复议后" in text:
        return Remedy.LITIGATION_AFTER_REVIEW
    if "未经复议" in text or "直接起诉" in text:
        return Remedy.LITIGATION_DIRECT
    return Remedy.REVIEW if "行政复议" in text and "诉讼" not in text else None
