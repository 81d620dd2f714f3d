"""Facts about what an applicant does against an answer: 复议, 诉讼, complaint (条例第四十七、五十一条)."""

from __future__ import annotations

from contracts.fields import DATE, LAW, PATTERN_CODE, REPORT, Date, Said, said
from law.table4 import Result


class ReviewFiled(Said):
    """申请行政复议: the applicant asked for administrative review."""

    filed_on: Date = said("申请日期", "day of filing", unit=DATE, source=f"{LAW} 51")
    case: str = said("案号", "number of the case", pattern=PATTERN_CODE)


class ReviewDecided(Said):
    """行政复议决定: the review was decided."""

    decided_on: Date = said("决定日期", "day of the decision", unit=DATE, source=f"{LAW} 51")
    case: str = said("案号", "number of the case", pattern=PATTERN_CODE)
    result: Result = said("结果", "column of table 四; pending is none", source=REPORT)
    disclose: bool = said(
        "责令公开或重新答复", "the decision orders to disclose or answer again", default=False
    )
    until: Date | None = said("履行期限", "last day to comply, when it sets one", unit=DATE, default=None)


class LawsuitFiled(Said):
    """提起行政诉讼: the applicant sued."""

    filed_on: Date = said("起诉日期", "day of filing", unit=DATE, source=f"{LAW} 51")
    case: str = said("案号", "number of the case", pattern=PATTERN_CODE)
    after_review: bool = said("经过复议", "true after 复议, false when sued directly", source=REPORT)
    co_defendant: bool = said(
        "复议机关共同被告", "the case of the 复议机关, which the original organ counts", default=False
    )


class LawsuitDecided(Said):
    """行政诉讼裁判: the lawsuit was decided."""

    decided_on: Date = said("裁判日期", "day of the judgment", unit=DATE, source=f"{LAW} 51")
    case: str = said("案号", "number of the case", pattern=PATTERN_CODE)
    result: Result = said("结果", "column of table 四; pending is none", source=REPORT)
    disclose: bool = said(
        "判令公开或重新答复", "the judgment orders to disclose or answer again", default=False
    )
    until: Date | None = said("履行期限", "last day to comply, when it sets one", unit=DATE, default=None)


class ApplicationComplained(Said):
    """投诉: a complaint about how the application was handled reached the 主管部门."""

    complained_on: Date = said("投诉日期", "day of the complaint", unit=DATE, source=f"{LAW} 47")
    ref: str | None = said("投诉编号", "number of the complaint", default=None, pattern=PATTERN_CODE)
