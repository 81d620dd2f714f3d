"""Facts about what an applicant does against an answer: 复议, 诉讼, complaint (条例第四十七、五十一条)."""

from __future__ import annotations

from contracts.fields import DATE, LAW, PATTERN_CODE, REPORT, BusModel, Date, described
from law.table4 import Result


class ReviewFiled(BusModel, title="申请行政复议", meaning="the applicant asked for administrative review."):
    filed_on: Date = described("申请日期", "day of filing", unit=DATE, source=f"{LAW} 51")
    case: str = described("案号", "number of the case", pattern=PATTERN_CODE)


class ReviewDecided(BusModel, title="行政复议决定", meaning="the review was decided."):
    decided_on: Date = described("决定日期", "day of the decision", unit=DATE, source=f"{LAW} 51")
    case: str = described("案号", "number of the case", pattern=PATTERN_CODE)
    result: Result = described("结果", "column of table 四; pending is none", source=REPORT)
    disclose: bool = described("责令公开或重新答复", "the decision orders to disclose or answer again", default=False)
    until: Date | None = described(
        "履行期限", "last day to comply, when it sets one", unit=DATE, ahead=True, default=None
    )


class LawsuitFiled(BusModel, title="提起行政诉讼", meaning="the applicant sued."):
    filed_on: Date = described("起诉日期", "day of filing", unit=DATE, source=f"{LAW} 51")
    case: str = described("案号", "number of the case", pattern=PATTERN_CODE)
    after_review: bool = described("经过复议", "true after 复议, false when sued directly", source=REPORT)
    co_defendant: bool = described(
        "复议机关共同被告", "the case of the 复议机关, which the original organ counts", default=False
    )


class LawsuitDecided(BusModel, title="行政诉讼裁判", meaning="the lawsuit was decided."):
    decided_on: Date = described("裁判日期", "day of the judgment", unit=DATE, source=f"{LAW} 51")
    case: str = described("案号", "number of the case", pattern=PATTERN_CODE)
    result: Result = described("结果", "column of table 四; pending is none", source=REPORT)
    disclose: bool = described("判令公开或重新答复", "the judgment orders to disclose or answer again", default=False)
    until: Date | None = described(
        "履行期限", "last day to comply, when it sets one", unit=DATE, ahead=True, default=None
    )


class ApplicationComplained(
    BusModel, title="投诉", meaning="a complaint about how the application was handled reached the 主管部门."
):
    complained_on: Date = described("投诉日期", "day of the complaint", unit=DATE, source=f"{LAW} 47")
    ref: str | None = described("投诉编号", "number of the complaint", default=None, pattern=PATTERN_CODE)
