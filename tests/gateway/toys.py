"""Families that the product does not know, to see that the door knows none by name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from contracts.families import FAMILIES, Families
from contracts.fields import DATE, PATTERN_CODE, BusModel, Date, described
from contracts.kit import Duty, Family, Speaker
from contracts.state import SubjectState
from law.limit import working_days


class ToyDefect(BusModel, title="问题项", meaning="a defect that an inspection came upon."):
    seen_on: Date = described("发现日期", "day it was seen", unit=DATE)
    mend_by: list[Date] = described(
        "整改期限", "days by which it is to be mended", unit=DATE, ahead=True, default_factory=list
    )


class ToyInspected(BusModel, title="检查", meaning="a unit was inspected."):
    inspected_on: Date = described("检查日期", "day of the inspection", unit=DATE)
    defects: list[ToyDefect] = described("问题", "what was wrong", default_factory=list)
    score: int | None = described("得分", "points", default=None, ge=0, le=100)


class ToyPetitioned(BusModel, title="来信", meaning="a citizen wrote a letter."):
    written_on: Date = described("来信日期", "day of the letter", unit=DATE)
    case: str | None = described("编号", "its number", default=None, pattern=PATTERN_CODE)


class ToyState(SubjectState, title="玩具事项", meaning="a subject of a toy family."):
    pass


INSPECTION = Family(
    name="toyinspection",
    service="toys",
    chinese="检查",
    english="inspection",
    facts={"inspected": ToyInspected},
    state=ToyState,
    speaker=Speaker.SUPERVISOR,
)
PETITION = Family(
    name="toypetition",
    service="toys",
    chinese="来信",
    english="letter",
    facts={"petitioned": ToyPetitioned},
    state=ToyState,
    codes_only=True,
)
MEND = Duty("toy_mend", "整改", "Mend", "玩具办法第一条", working_days(5))
DUTIFUL = Families((*FAMILIES.all, replace(INSPECTION, duties=(MEND,))))
"""The product's families and a toy with a duty of its own."""

TOYS = Families((*FAMILIES.all, INSPECTION, PETITION))

INSPECTED, PETITIONED = "toyinspection.inspected.v1", "toypetition.petitioned.v1"
DATA: dict[str, dict[str, Any]] = {
    INSPECTED: {
        "inspected_on": "2026-02-10",
        "defects": [{"seen_on": "2026-02-10", "mend_by": ["2026-04-01"]}],
        "score": 61,
    },
    PETITIONED: {"written_on": "2026-02-10", "case": "x-1"},
}
