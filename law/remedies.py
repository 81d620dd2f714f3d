"""救济途径: which review and which lawsuit an applicant has against an outcome, by the day of the answer.

One table for the letters and for the suspicion of table 四. 行政复议法 as revised has sent 不予公开 to 复议 first
since 2024-01-01 (第二十三条第一款第四项); 法释〔2025〕8号 says since 2025-06-01 that this means refusals that
rest on 条例第十四至十六条, that 无法提供 and 不予处理 go to court directly, and what is no case by itself.
待律师核对: nobody who practises law has checked this table; ``doubt`` says where it needs it most.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from law.findings import Finding
from law.outcomes import AnswerCode
from law.table4 import Remedy

TO_BE_CHECKED = "本表待律师核对"
"""Stands wherever the table is shown."""

REVIEW_ACT_REVISED = date(2024, 1, 1)
"""行政复议法 (2023年修订) comes into force."""

INTERPRETATION_8 = date(2025, 6, 1)
"""法释〔2025〕8号 comes into force."""

REVIEW_DAYS = 60
"""Calendar days from knowing of the act to asking for review (行政复议法第二十条; 1999年行政复议法第九条)."""

LAWSUIT_MONTHS = 6
"""Months from knowing of the act to suing directly (行政诉讼法第四十六条, since 2015-05-01)."""

LAWSUIT_DAYS_AFTER_REVIEW = 15
"""Calendar days from the decision on review, or from the end of its period, to suing (行政诉讼法第四十五条)."""


class Act(StrEnum):
    """What an office does, or leaves undone, in an application without ending it."""

    CORRECTION = "correction"
    EXTENSION = "extension"
    FEE = "fee"
    NO_ANSWER = "no_answer"


class Court(StrEnum):
    """When a court is open."""

    DIRECT = "direct"
    """At the applicant's choice at once, or after review."""
    AFTER_REVIEW = "after_review"
    """Only after review (复议前置)."""
    PARTLY_AFTER_REVIEW = "partly_after_review"
    """For what was withheld only after review, for the rest at once."""
    NOT_BY_ITSELF = "not_by_itself"
    """Not against this alone."""


@dataclass(frozen=True, slots=True)
class Recourse:
    """What is open against an outcome that was told on or after ``since``: its clauses, its source, what is doubtful.

    With ``review`` it can be asked for within `REVIEW_DAYS`; a court within `LAWSUIT_MONTHS`, after review within
    `LAWSUIT_DAYS_AFTER_REVIEW`.
    """

    since: date
    review: bool
    court: Court
    articles: tuple[str, ...]
    source: str
    doubt: str = ""


Entry = tuple[Recourse, ...]

_OLD = ("1999年行政复议法第九条", "行政诉讼法第四十五条", "行政诉讼法第四十六条")
_NEW = ("行政复议法第二十条", "行政诉讼法第四十五条", "行政诉讼法第四十六条")
_FIRST = ("行政复议法第二十三条第一款第四项", "行政复议法第二十条", "行政复议法第三十四条", "行政诉讼法第四十五条")
_BEFORE = "行政复议法（1999年，2017年修正）"
_REVISED = "行政复议法（2023年修订）"
_EIGHT = "法释〔2025〕8号"
_MEANING = "2024年起至2025年5月，无法提供、不予处理是否也算不予公开，做法不一"

_always = Recourse(date.min, True, Court.DIRECT, _OLD, _BEFORE)
_free: Entry = (_always, Recourse(REVIEW_ACT_REVISED, True, Court.DIRECT, _NEW, _REVISED))
_refused: Entry = (
    _always,
    Recourse(REVIEW_ACT_REVISED, True, Court.AFTER_REVIEW, _FIRST, _REVISED),
    Recourse(INTERPRETATION_8, True, Court.AFTER_REVIEW, (*_FIRST, "法释〔2025〕8号第一条第二项"), _EIGHT),
)
_partly: Entry = (
    _always,
    Recourse(REVIEW_ACT_REVISED, True, Court.PARTLY_AFTER_REVIEW, (*_FIRST, "行政诉讼法第四十六条"), _REVISED),
    Recourse(
        INTERPRETATION_8,
        True,
        Court.PARTLY_AFTER_REVIEW,
        (*_FIRST, "行政诉讼法第四十六条", "法释〔2025〕8号第一条"),
        _EIGHT,
        "其余部分不是依据条例第十四至十六条的，可以直接起诉",
    ),
)
_denied: Entry = (
    _always,
    Recourse(REVIEW_ACT_REVISED, True, Court.DIRECT, _NEW, _REVISED, _MEANING),
    Recourse(INTERPRETATION_8, True, Court.DIRECT, (*_NEW, "法释〔2025〕8号第一条第一项"), _EIGHT),
)
_no_case: Entry = (
    _always,
    Recourse(REVIEW_ACT_REVISED, True, Court.DIRECT, _NEW, _REVISED, _MEANING),
    Recourse(
        INTERPRETATION_8,
        True,
        Court.NOT_BY_ITSELF,
        ("行政复议法第二十条", _EIGHT),
        _EIGHT,
        "法释〔2025〕8号只规定不能单独起诉，能否申请行政复议待核",
    ),
)
_notice: Entry = (
    Recourse(date.min, False, Court.NOT_BY_ITSELF, (), "法释〔2011〕17号", "2025年6月前只有补正告知有明文"),
    Recourse(INTERPRETATION_8, False, Court.NOT_BY_ITSELF, (_EIGHT,), _EIGHT),
)
_fee: Entry = (
    Recourse(date.min, False, Court.NOT_BY_ITSELF, ("国办函〔2020〕109号",), "国办函〔2020〕109号"),
    Recourse(INTERPRETATION_8, False, Court.NOT_BY_ITSELF, ("国办函〔2020〕109号", _EIGHT), _EIGHT),
)
_silence: Entry = (
    _always,
    Recourse(
        REVIEW_ACT_REVISED,
        True,
        Court.DIRECT,
        _NEW,
        _REVISED,
        "未履行法定职责的复议前置（第二十三条第一款第三项）是否适用于逾期不答复",
    ),
    Recourse(INTERPRETATION_8, True, Court.DIRECT, (*_NEW, "法释〔2025〕8号第二条第二款"), _EIGHT),
)
_nothing: Entry = (Recourse(date.min, False, Court.NOT_BY_ITSELF, (), "申请人自己撤回"),)

RECOURSES: dict[AnswerCode | Act, Entry] = {
    AnswerCode.ALREADY_PUBLIC: _free,
    AnswerCode.GRANTED: _free,
    AnswerCode.PARTIAL: _partly,
    AnswerCode.WITHHELD: _refused,
    AnswerCode.SPECIAL_RULES: _denied,
    AnswerCode.NOT_EXISTING: _denied,
    AnswerCode.NOT_OURS: _denied,
    AnswerCode.NEEDS_MAKING: _denied,
    AnswerCode.STILL_UNCLEAR: _denied,
    AnswerCode.PETITION: _no_case,
    AnswerCode.REPEATED: _no_case,
    AnswerCode.PUBLICATION: _denied,
    AnswerCode.EXCESSIVE: _denied,
    AnswerCode.REISSUE: _denied,
    AnswerCode.UNCORRECTED: _denied,
    AnswerCode.UNPAID: _denied,
    AnswerCode.WITHDRAWN: _nothing,
    AnswerCode.OTHER: _free,
    Act.CORRECTION: _notice,
    Act.EXTENSION: _notice,
    Act.FEE: _fee,
    Act.NO_ANSWER: _silence,
}
"""Outcome or act → what is open against it, by the day from which it is so."""


def recourse(outcome: AnswerCode | Act, on: date) -> Recourse:
    """What is open against ``outcome``, told ``on`` that day; of 逾期不答复 the day after the period ended."""
    return next(entry for entry in reversed(RECOURSES[outcome]) if entry.since <= on)


def suspicion(remedy: Remedy, filed_on: date, outcome: AnswerCode, answered_on: date) -> Finding | None:
    """未经复议直接起诉 over an outcome that has to go to review first is suspect: a warning, counted all the same.

    What was withheld only in part is no ground for it: the lawsuit may be about the rest.
    """
    if remedy is not Remedy.LITIGATION_DIRECT or recourse(outcome, answered_on).court is not Court.AFTER_REVIEW:
        return None
    text = f"{answered_on}的不予公开决定应当先申请行政复议，未经复议直接起诉请核实"
    return Finding(filed_on, "remedy.review_first", "行政复议法第二十三条", text)
