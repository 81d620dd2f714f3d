"""What a text can say in numbers, and which numbers of the tables it may mean by it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from law import table2, table3, table4
from law.outcomes import Row
from law.report_check.published import OTHERWISE, Key, PublishedReport, Table
from law.table4 import Remedy, Result

Reading = tuple[Key, ...]
"""Cells whose sum the text may mean."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a quantity is about in words, and what it may mean: the sum of one of ``readings``, the likeliest first."""

    about: str
    readings: tuple[Reading, ...]


def total(*rows: str, column: str = "total") -> Reading:
    """Cells of table 三."""
    return tuple(Key(Table.THREE, str(row), column) for row in rows)


RECEIVED = "新收申请"
"""What a claim of applications that came in is about."""
REPEALED = "废止行政规范性文件"
_IN_PROGRESS = (table3.NEW, table3.CARRIED_IN)
_GROUPS: dict[str, tuple[str, ...]] = {
    "予以公开": (Row.GRANTED,),
    "部分公开": (Row.PARTIAL,),
    "不予公开": tuple(row for row in Row if row.startswith("3_3_")),
    "无法提供": tuple(row for row in Row if row.startswith("3_4_")),
    "不予处理": tuple(row for row in Row if row.startswith("3_5_")),
    "其他处理": (Row.UNCORRECTED, Row.UNPAID, Row.OTHER),
}
_GROUP_WORDS = {
    "予以公开": re.compile(r"(?<!不)予以公开|全部公开|同意公开|(?<!不予)(?<!部分)(?<!主动)(?<!信息)(?<!申请)公开答复"),
    "部分公开": re.compile("部分公开"),
    "不予公开": re.compile("不予公开|不予以公开|不同意公开"),
    "无法提供": re.compile("无法提供|不能提供"),
    "不予处理": re.compile("不予处理|不予重复处理|不予受理"),
    "其他处理": re.compile("其他处理|作其他|其它处理"),
}
_LEAF_WORDS: dict[Row, re.Pattern[str]] = {
    Row.STATE_SECRET: re.compile("国家秘密"),
    Row.FORBIDDEN_BY_LAW: re.compile("法律、?行政法规禁止"),
    Row.SECURITY_AND_STABILITY: re.compile("三安全一稳定"),
    Row.THIRD_PARTY: re.compile("第三方合法权益"),
    Row.INTERNAL_AFFAIRS: re.compile("内部事务"),
    Row.IN_PROCESS: re.compile("过程性"),
    Row.ENFORCEMENT_FILE: re.compile("执法案卷"),
    Row.ADMINISTRATIVE_QUERY: re.compile("行政查询"),
    Row.NOT_HELD: re.compile("不掌握"),
    Row.NEEDS_MAKING: re.compile("没有现成|另行制作"),
    Row.STILL_UNCLEAR: re.compile("补正后.*不明确"),
    Row.PETITION: re.compile("信访"),
    Row.REPEATED: re.compile("(?<!反)重复申请"),
    Row.PUBLICATION: re.compile("公开出版物"),
    Row.EXCESSIVE: re.compile("大量反复"),
    Row.REISSUE: re.compile("重新出具"),
    Row.UNCORRECTED: re.compile("逾期[不未]补正"),
    Row.UNPAID: re.compile("逾期未.*缴"),
}
_APPLICANTS = {
    "自然人": ("natural",),
    "商业企业": ("business",),
    "科研机构": ("research",),
    "社会公益组织": ("charity",),
    "法律服务机构": ("legal_service",),
    "法人": ("business", "research", "charity", "legal_service", "other_org"),
}


def received(text: str) -> Claim:
    """申请 that came in; with what was carried in where the text says so or speaks of handling."""
    readings = [total(table3.NEW)]
    if re.search(r"结转|转结|累计|合计|办理|办件|处理|受理", text):
        readings.append(total(*_IN_PROGRESS))
    if re.search(r"办理|办件|处理|答复", text):
        readings.append(total(table3.RESULTS_TOTAL))
    return Claim(RECEIVED, tuple(readings))


def finished(text: str) -> Claim:
    """申请 that were finished; answers (答复) may leave out what ended without one."""
    readings = [total(table3.RESULTS_TOTAL)]
    if "答复" in text or "回复" in text:
        without = [row for row in Row if row not in _GROUPS["其他处理"]]
        readings += [total(*without), total(*(row for row in without if row not in _GROUPS["不予处理"]))]
    return Claim("办结申请", tuple(readings))


CARRIED_IN = Claim("上年结转申请", (total(table3.CARRIED_IN),))
CARRIED_OUT = Claim("结转下年度申请", (total(table3.CARRIED_OUT),))
CARRIED = Claim("结转申请", (*CARRIED_OUT.readings, *CARRIED_IN.readings))
"""Carried over, in or out: the words do not say."""


def with_carried_in(claim: Claim) -> Claim:
    """The same 申请 that came in where their sentence says that those carried in are among them."""
    both = total(*_IN_PROGRESS)
    return claim if both in claim.readings else Claim(claim.about, (*claim.readings, both))


def applicants(text: str) -> Claim | None:
    """申请 of a kind of applicant."""
    for word, columns in _APPLICANTS.items():
        if word in text and "公民" not in text:
            new = tuple(Key(Table.THREE, table3.NEW, column) for column in columns)
            old = tuple(Key(Table.THREE, table3.CARRIED_IN, column) for column in columns)
            return Claim(f"{word}申请", (new, (*new, *old)))
    return None


def result(text: str) -> Claim | None:
    """Results of 申请: the groups that ``text`` names together, or the single rows."""
    groups = [name for name, words in _GROUP_WORDS.items() if words.search(text)]
    leaves = [row for row, words in _LEAF_WORDS.items() if words.search(text)]
    readings = []
    if groups:
        readings.append(total(*(row for name in groups for row in _GROUPS[name])))
    if leaves:
        readings.append(total(*leaves))
    names = groups or [table3.row_name(row) for row in leaves]
    return Claim("、".join(names), tuple(readings)) if readings else None


def cases(remedies: Iterable[Remedy], text: str) -> Claim:
    """Reviews or lawsuits, of one outcome where ``text`` names it."""
    chosen = list(remedies)
    column, name = outcome(text) or ("total", "")
    about = "、".join(dict.fromkeys(table4.BLOCKS[remedy][0] for remedy in chosen))
    if len(chosen) == 1:
        about = "".join(table4.BLOCKS[chosen[0]])
    if column == "decided":
        decided = (Result.UPHELD, Result.CORRECTED, Result.OTHER)
        return Claim(f"{about}审结", (tuple(_case(remedy, kind) for remedy in chosen for kind in decided),))
    return Claim(f"{about}{name}", (tuple(_case(remedy, column) for remedy in chosen),))


def outcome(text: str) -> tuple[str, str] | None:
    """The column of table 四 that ``text`` names, and its words; None where it names no outcome."""
    return next(((column, name) for words, column, name in _OUTCOMES if re.search(words, text)), None)


_OUTCOMES = (
    ("未审结|正在(?:审理|复议|诉讼|办理)|审理中|复议中|诉讼中|尚未结案|未结", Result.PENDING, "尚未审结"),
    ("审结|结案|办结", "decided", "审结"),
    ("维持", Result.UPHELD, "结果维持"),
    ("纠正|撤销|确认违法", Result.CORRECTED, "结果纠正"),
    ("其他结果|其它结果", Result.OTHER, "其他结果"),
)


def _case(remedy: Remedy, column: str) -> Key:
    return Key(Table.FOUR, remedy.value, str(column))


def documents(text: str) -> Claim | None:
    """Normative documents made, repealed or in force."""
    for words, column, name in (
        ("现行有效|继续有效|保留|有效", table2.IN_FORCE, "现行有效行政规范性文件"),
        ("废止|失效", table2.REPEALED, REPEALED),
        ("制发|制定|出台|印发|新增", table2.MADE, "制发行政规范性文件"),
    ):
        if re.search(words, text):
            return Claim(name, ((Key(Table.TWO, table2.NORMATIVE, column),),))
    return None


_REPEALED_ALONE = Claim(REPEALED, ((Key(Table.TWO, table2.NORMATIVE, table2.REPEALED),),))
_LITIGATION = (Remedy.LITIGATION_DIRECT, Remedy.LITIGATION_AFTER_REVIEW)
ADDED = frozenset({_REPEALED_ALONE, cases((Remedy.REVIEW,), ""), cases(_LITIGATION, "")})
"""What a sentence may count in two steps."""

DECISIONS = {
    "行政许可": (Key(Table.TWO, table2.LICENSING, table2.DECISIONS),),
    "行政处罚": (Key(Table.TWO, table2.PENALTY, table2.DECISIONS),),
    "行政强制": (Key(Table.TWO, table2.COERCION, table2.DECISIONS),),
}
FEES = Claim("行政事业性收费", ((Key(Table.TWO, table2.FEES, table2.AMOUNT),),))


def value(report: PublishedReport, reading: Reading) -> Decimal | None:
    """The sum of the cells in ``report``; None where one is not there."""
    keys = reading
    if report.one_row:
        keys = tuple(dict.fromkeys(k._replace(row=OTHERWISE) if k.row.startswith(f"{OTHERWISE}_") else k for k in keys))
    cells = [report.cells.get(key) for key in keys]
    if any(cell is None for cell in cells):
        return None
    return sum((cell.counted for cell in cells if cell is not None), Decimal(0))
