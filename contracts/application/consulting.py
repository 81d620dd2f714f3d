"""Facts about asking others before an application is answered: third parties and co-makers (条例第三十二、三十四条)."""

from __future__ import annotations

from contracts.fields import DATE, LAW, PATTERN_CODE, BusModel, Date, described


class ThirdPartyAsked(BusModel, title="征求第三方意见", meaning="the letter to a third party was sent."):
    asked_on: Date = described("发函日期", "day sent", unit=DATE, source=f"{LAW} 32")
    served_on: Date | None = described("送达日期", "day it was received; else the day sent", unit=DATE, default=None)
    ref: str = described("函件编号", "pairs letter and opinion", default="1", pattern=PATTERN_CODE)


class ThirdPartyAnswered(BusModel, title="收到第三方意见", meaning="the third party's opinion arrived."):
    answered_on: Date = described("收到日期", "day of arrival", unit=DATE, source=f"{LAW} 32")
    consents: bool | None = described("同意公开", "whether it consents to disclosure", default=None)
    ref: str = described("函件编号", "pairs letter and opinion", default="1", pattern=PATTERN_CODE)


class ThirdPartyOverridden(
    BusModel,
    title="决定公开第三方信息",
    meaning="disclosed for the public interest against the third party's opinion.",
):
    decided_on: Date = described("决定日期", "day of decision", unit=DATE, source=f"{LAW} 32")
    told_on: Date | None = described(
        "告知日期",
        "day the third party was told content and reasons",
        unit=DATE,
        source=f"{LAW} 32",
        default=None,
    )
    ref: str = described("函件编号", "pairs letter and decision", default="1", pattern=PATTERN_CODE)


class CoMakerAsked(BusModel, title="征求共同制作机关意见", meaning="the letter to a co-maker was sent."):
    asked_on: Date = described("发函日期", "day sent", unit=DATE, source=f"{LAW} 34")
    served_on: Date | None = described("送达日期", "day it was received; else the day sent", unit=DATE, default=None)
    ref: str = described("函件编号", "pairs letter and opinion", default="1", pattern=PATTERN_CODE)


class CoMakerAnswered(BusModel, title="收到共同制作机关意见", meaning="the co-maker's opinion arrived."):
    answered_on: Date = described("收到日期", "day of arrival", unit=DATE, source=f"{LAW} 34")
    consents: bool | None = described("同意公开", "whether it consents to disclosure", default=None)
    ref: str = described("函件编号", "pairs letter and opinion", default="1", pattern=PATTERN_CODE)
