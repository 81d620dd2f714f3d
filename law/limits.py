"""The articles and limits behind the answer clock; all in working days (工作日)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

ART_29 = "条例第二十九条"
ART_30 = "条例第三十条"
ART_31 = "条例第三十一条"
ART_32 = "条例第三十二条"
ART_33 = "条例第三十三条"
ART_34 = "条例第三十四条"
ART_35 = "条例第三十五条"
ART_36 = "条例第三十六条"
ART_42 = "条例第四十二条"
FEE_RULES = "国办函〔2020〕109号"

CORRECTION_NOTICE_DAYS = 7
"""第三十条: the one notice that asks for correction (补正) goes out within 7 days of receipt."""


class AnswerTerm(NamedTuple):
    """How long an office has to answer, and by how much that may be extended, however many notices it comes in.

    ``correction``: within how many working days 补正 has to be asked; None: the law sets no limit.
    """

    article: str
    days: int
    extension: int
    correction: int | None


_SINCE_2019 = AnswerTerm(ART_33, 20, 20, CORRECTION_NOTICE_DAYS)
_BEFORE = AnswerTerm("2008年条例（国务院令第492号）第二十四条", 15, 15, None)
_IN_FORCE = date(2019, 5, 15)
"""Day from which the 条例 of 2019 (国务院令第711号) is in force."""


def answer_term(opened_on: date) -> AnswerTerm:
    """The period of the law in force on the day of receipt, or of the order to answer anew."""
    return _BEFORE if opened_on < _IN_FORCE else _SINCE_2019


UNCONFIRMED_DAYS = 5
"""An application that lies unconfirmed for more working days than these is listed and counted; no article sets it."""

THIRD_PARTY_DAYS = 15
"""第三十二条: a third party answers within 15 days of receiving the letter; silence leaves the decision to the agency."""

CO_MAKER_DAYS = 15
"""第三十四条: a co-maker answers within 15 days; silence is consent."""

REGISTER_DAYS = 1
"""第四十五条 asks for a register and sets no limit; by default an application is in it the working day after it arrives."""

ARCHIVE_BY = (6, 30)
"""第四十五条 sets no limit; by default the file is archived by 30 June of the year after, as office files are."""

COMPLY_DAYS = 20
"""A decision or judgment that sets no day to comply is taken to leave an answer period."""

FEE_PAYMENT_DAYS = 20
"""109号: the fee is paid within 20 days counted from the day after the notice is received."""
