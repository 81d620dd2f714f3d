"""A county's profile as it stands on the bus: what its office has chosen, and the units that it holds for."""

from __future__ import annotations

from typing import Literal

from contracts.fields import DATE, PATTERN_ORG, BusModel, Date, described
from law.limit import Limit, LimitUnit
from law.practice import CORRECTION_DAYS, MOST_CORRECTION_DAYS

PROFILE = "registry.profile.v1"
"""Type of the record."""


class Span(BusModel, title="适用期间", meaning="days on which something applies, first and last day included."):
    since: Date = described("自", "first day", unit=DATE)
    until: Date | None = described("止", "last day; empty: it goes on", unit=DATE, default=None)


class FamilyChoice(BusModel, title="事项种类的口径", meaning="from which day on a kind of subject is reported."):
    family: str = described("事项种类", "name of the family, such as account", max_length=60)
    since: Date | None = described(
        "自", "first day of it; before, what is not reported is silence. Empty: never", unit=DATE, default=None
    )


class DutyChoice(BusModel, title="义务的口径", meaning="the days on which a duty is owed when it arises; none: never."):
    duty: str = described("义务种类", "code of the duty, such as register", max_length=60)
    spans: list[Span] = described("适用期间", "in the order of their days, apart from one another", max_length=50)


class LimitChoice(BusModel, title="本地期限", meaning="the county's own limit of a duty, from a day on."):
    duty: str = described("义务种类", "code of the duty, or of a check about a length of time", max_length=60)
    since: Date = described("自", "duties that arise on this day or later have this limit", unit=DATE)
    amount: int = described("数量", "how many units; of a fixed day the years after the opening", ge=0, le=3650)
    unit: LimitUnit = described("单位", "what it is counted in")
    month: int = described("月", "of a fixed day of the year; else 0", ge=0, le=12, default=0)
    day: int = described("日", "of a fixed day of the year; else 0", ge=0, le=31, default=0)

    @property
    def limit(self) -> Limit:
        """In the law's terms; ValueError for one that cannot be."""
        return Limit(self.amount, self.unit, self.month, self.day)


class CheckChoice(
    BusModel, title="核查的口径", meaning="the days on which the county asks for something; none: never."
):
    check: str = described("核查项", "code of the check, such as review_record", max_length=60)
    spans: list[Span] = described("适用期间", "in the order of their days, apart from one another", max_length=50)


class PracticeChoice(BusModel, title="办理做法", meaning="what the law leaves to an office, from a day on."):
    since: Date = described("自", "first day", unit=DATE)
    correction_days: int = described(
        "补正期限",
        "working days to correct where a 补正告知 names no period",
        ge=1,
        le=MOST_CORRECTION_DAYS,
        default=CORRECTION_DAYS,
    )
    internet_receipt: Literal["confirmed", "automatic"] = described(
        "网上申请的收到",
        "confirmed: both sides confirm (第三十一条); automatic: the system confirms by itself (指导案例26号)",
        default="confirmed",
    )


class CountyProfile(BusModel, title="县级口径", meaning="what a county has chosen, all days in one version."):
    county: str = described("县代号", "slug of the county", pattern=PATTERN_ORG, max_length=40)
    version: int = described("版本", "rises with every change; the newest holds for all days", ge=1, le=1_000_000)
    note: str = described("说明", "what it rests on", max_length=500, default="")
    families: list[FamilyChoice] = described("种类", "kinds of subject that begin late", default_factory=list)
    duties: list[DutyChoice] = described("义务", "what is not named holds as by law", default_factory=list)
    limits: list[LimitChoice] = described("期限", "limits shorter than the law's, or ours", default_factory=list)
    checks: list[CheckChoice] = described("核查", "what is asked for beside the duties", default_factory=list)
    practice: list[PracticeChoice] = described("做法", "by the day from which it holds", default_factory=list)


class ProfileRecord(
    CountyProfile, title="县级口径", meaning="a county's profile in force, and the units it holds for."
):
    revision: int = described("发布次序", "rises with every record of the county; the highest holds", ge=1)
    units: list[str] = described("适用单位", "organisations of the county, those closed meanwhile too")
    ended: dict[str, Date] = described(
        "撤销单位",
        "those of them that have a last day, with it: no duty of theirs arises later",
        unit=DATE,
        default_factory=dict,
    )
