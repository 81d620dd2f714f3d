"""建议纳入主动公开: what several asked for, or an applicant suggests, is decided on (条例第四十四条).

The subject is the keyed hash of the information (内容代号), as applications name it. Like applications, it has no field
of free text: nobody's name is said.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import partial

from contracts.application import QUESTION
from contracts.fields import DATE, LAW, PATTERN_CODE, BusModel, Date, described
from contracts.kit import Duty, Family, Measure, MeasureKind
from contracts.state import SubjectState
from law.limit import working_days

ART_44 = "条例第四十四条"
DECIDE_DAYS = 20
"""Working days to decide: art. 44 sets none, so a county may set another; this is the period of an answer."""


class Decision(StrEnum):
    """What the office decides on a suggestion."""

    TAKEN_UP = "纳入主动公开"
    DECLINED = "不予纳入"


class DecisionReason(StrEnum):
    """Why: the three of art. 44 for taking it up, and what speaks against it."""

    INTERESTS = "涉及公众利益调整"
    WIDELY_KNOWN = "需要公众广泛知晓"
    PARTICIPATION = "需要公众参与决策"
    ONE_PERSON = "仅涉及申请人自身"
    THIRD_PARTY = "涉及第三方合法权益"
    RESTRICTED = "属于不予公开的信息"
    ALREADY_PUBLIC = "已经主动公开"
    OUTDATED = "已失去时效"
    OTHER = "其他"


FOR_TAKING_UP = frozenset({DecisionReason.INTERESTS, DecisionReason.WIDELY_KNOWN, DecisionReason.PARTICIPATION})


class SuggestionReceived(
    BusModel, title="建议纳入主动公开", meaning="an applicant suggested that what was given be disclosed to all."
):
    received_on: Date = described("收到日期", "day it arrived", unit=DATE, source=f"{LAW} 44")
    application: str | None = described(
        "申请编号", "the application that it rests on", default=None, pattern=PATTERN_CODE
    )


class SuggestionDecided(
    BusModel, title="决定是否纳入", meaning="it was decided whether the information is disclosed actively from now on."
):
    decided_on: Date = described("决定日期", "day of the decision", unit=DATE, source=f"{LAW} 44")
    decision: Decision = described("决定", "taken up, or not", source=f"{LAW} 44")
    reason: DecisionReason = described("理由", "why", source=f"{LAW} 44")
    item: str | None = described(
        "目录事项", "catalog item under which it is disclosed, where there is one", default=None, pattern=PATTERN_CODE
    )


class SuggestionState(
    SubjectState,
    title="建议纳入主动公开",
    meaning="a suggestion of active disclosure, as the catalog service keeps it.",
):
    suggested_on: date | None = described(
        "建议日期", "day since which it has to be decided on; absent while nothing suggests it", unit=DATE, default=None
    )
    applications: list[str] = described("申请编号", "who asked, the first 200", default_factory=list)
    decided_on: date | None = described("决定日期", "day of the last decision", unit=DATE, default=None)
    decision: Decision | None = described("决定", "the last one", default=None)
    reason: DecisionReason | None = described("理由", "of the last decision", default=None)
    item: str | None = described("目录事项", "catalog item under which it is disclosed", default=None)


DECIDE = Duty(
    "decide_suggestion",
    "决定是否纳入主动公开",
    "Decide on a suggestion",
    ART_44,
    working_days(DECIDE_DAYS),
    statutory=False,
    by_default=False,
)

_measure = partial(Measure, unit="件", group="公开建议", group_english="Suggestions")

SUGGESTION = Family(
    name="suggestion",
    service="catalog",
    chinese="建议纳入主动公开",
    english="suggestion",
    facts={"received": SuggestionReceived, "decided": SuggestionDecided},
    state=SuggestionState,
    findings={
        "suggestion.reason_differs": "建议理由前后不一",
    },
    duties=(DECIDE,),
    measures=(
        _measure("suggestions", "建议", "Suggested"),
        _measure(
            "suggestions_decided",
            "建议主动公开的决定",
            "Decisions on suggestions",
            kind=MeasureKind.LABELLED,
            labels={
                Decision.TAKEN_UP.value: ("纳入主动公开", "Taken up"),
                Decision.DECLINED.value: ("不予纳入", "Declined"),
            },
        ),
    ),
    takes=(QUESTION.kind,),
    codes_only=True,
    most_facts=100,
)

FAMILIES = (SUGGESTION,)
