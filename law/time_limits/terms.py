"""The words that a reading of 公开时限 is made of: kinds of clauses, cycles, and notes for a person."""

from __future__ import annotations

from enum import StrEnum


class How(StrEnum):
    """The kinds of clauses; the values are the words for them."""

    WITHIN = "期限内"
    BEFORE = "提前"
    AT_ONCE = "实时"
    PROMPTLY = "及时"
    PERIODIC = "定期"
    STANDING = "长期"
    SHOWN = "公示"
    SAME_AS_ABOVE = "同上"


class Cycle(StrEnum):
    """How often something is disclosed anew."""

    YEAR = "每年"
    HALF_YEAR = "每半年"
    TERM = "每学期"
    QUARTER = "每季度"
    MONTH = "每月"
    WEEK = "每周"
    DAY = "每日"


class Note(StrEnum):
    """Why a person should look at a cell."""

    EMPTY = "empty"
    UNCLEAR = "unclear"
    NO_AMOUNT = "no_amount"
    NO_UNIT = "no_unit"
    AMOUNT_OUT_OF_RANGE = "amount_out_of_range"
    TOO_LONG = "too_long"
    NOTHING_ABOVE = "nothing_above"
    OTHERWISE_PROVIDED = "otherwise_provided"


NOTES: dict[Note, str] = {
    Note.EMPTY: "没有写时限",
    Note.UNCLEAR: "读不出时限，请写明起算点和期限",
    Note.NO_AMOUNT: "没有写明天数",
    Note.NO_UNIT: "天数后没有写明单位（工作日、日、月）",
    Note.AMOUNT_OUT_OF_RANGE: "天数不可能：期限应为1至366天、1至24个月或者1至5年",
    Note.TOO_LONG: "时限的文字超过1000字",
    Note.NOTHING_ABOVE: "“同上”之上没有可以照用的时限",
    Note.OTHERWISE_PROVIDED: "法律、法规另有规定的从其规定：请核对有无更短的期限",
}
"""Note → its words."""
