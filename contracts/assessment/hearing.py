"""What a report says of how its units were heard: own reports, appeals that nobody has decided, and why it was issued all the same."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from contracts.fields import DATE, BusModel, described


class Despite(StrEnum):
    """What holds a report up, unless the county's office says that it is issued in spite of it, and why."""

    APPEALS = "appeals"
    ORDER = "order"


class Overruled(BusModel, title="仍予印发", meaning="why a report is issued in spite of what holds it up."):
    what: Despite = described("事由", "appeals or order")
    held_up: list[str] = described("情形", "what there was, with names")
    reason: str = described("理由", "as the county's office said it", min_length=1, max_length=1_000)


class OpenAppeal(BusModel, title="未裁决的申诉", meaning="an appeal of a unit on which nobody has decided."):
    org: str = described("单位", "organisation")
    appeal: str = described("申诉编号", "the unit's own number of it")
    filed_on: date = described("申诉日期", "first filing", unit=DATE)
    against: str = described("申诉对象", "the deduction, the fault or the period, as the unit names it")


class OwnFigure(BusModel, title="自报数字", meaning="a number by the unit's own count, and by what was counted here."):
    name: str = described("名称", "code of a measure, or the unit's own words")
    own: int = described("自报", "by the unit's own count")
    counted: int | None = described("核定", "as counted; null where no measure has this code or name", default=None)


class OwnReport(BusModel, title="自评对照", meaning="what a unit said of its period, beside what was counted."):
    org: str = described("单位", "organisation")
    reported_on: date = described("报送日期", "newest report", unit=DATE)
    nothing_to_report: bool = described("零报告", "it said that nothing happened", default=False)
    score: str | None = described("自评得分", "points; null where it gave none", default=None)
    total: str | None = described("核定得分", "points; null where no rubric held", default=None)
    figures: list[OwnFigure] = described("自报数字", "each name once", default_factory=list)
