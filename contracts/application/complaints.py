"""A complaint about an application (条例第四十七条); reviews and lawsuits are the family ``dispute``."""

from __future__ import annotations

from contracts.fields import DATE, LAW, PATTERN_CODE, BusModel, Date, described


class ApplicationComplained(
    BusModel, title="投诉", meaning="a complaint about how the application was handled reached the 主管部门."
):
    complained_on: Date = described("投诉日期", "day of the complaint", unit=DATE, source=f"{LAW} 47")
    ref: str | None = described("投诉编号", "number of the complaint", default=None, pattern=PATTERN_CODE)
