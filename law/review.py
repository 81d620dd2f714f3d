"""公开前审查: nothing is published without a review; what is unsure is referred (条例第十七条)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum, StrEnum
from typing import NamedTuple

from law.findings import Finding

ART_17 = "条例第十七条"


class ReviewOutcome(StrEnum):
    """What a review comes to; what is unsure is referred."""

    CLEARED = "可以公开"
    REFUSED = "不得公开"
    UNSURE = "不能确定"


class ReferralOutcome(StrEnum):
    """What who was asked decides."""

    CLEARED = "可以公开"
    REFUSED = "不得公开"


class Standing(StrEnum):
    """Where the review stands: an outcome, or that it was referred to who has to decide."""

    CLEARED = "可以公开"
    REFUSED = "不得公开"
    UNSURE = "不能确定"
    REFERRED = "已提请确定"


class Kind(IntEnum):
    """Steps of a review, in the order of the law for those of one moment."""

    REVIEWED = 0
    REFERRED = 1
    ANSWERED = 2


class Step(NamedTuple):
    """One step, in the order of day, time, law; a referral has no outcome."""

    on: date
    time: datetime
    kind: Kind
    fact: str
    outcome: ReviewOutcome | ReferralOutcome | None = None


class Record(NamedTuple):
    """Where the review stands from a day on."""

    on: date
    standing: Standing


@dataclass
class Reviewed:
    """What the steps come to: each change of standing, in order."""

    records: list[Record] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def standing(self) -> Standing | None:
        """As it stands; None without any record."""
        return self.records[-1].standing if self.records else None


def reviewed(steps: Iterable[Step]) -> Reviewed:
    """The steps in order. An answer without a referral counts, since somebody did decide, and is found."""
    course = Reviewed()
    referred = False
    for step in sorted(steps, key=lambda step: step[:4]):
        if step.kind is Kind.ANSWERED and not referred:
            text = "收到确定意见，没有提请确定的记录；请补报或者更正日期"
            course.findings.append(Finding(step.on, "review.answer_without_referral", ART_17, text, step.fact))
        referred |= step.kind is Kind.REFERRED
        standing = Standing(step.outcome) if step.outcome is not None else Standing.REFERRED
        if standing is not course.standing:
            course.records.append(Record(step.on, standing))
    return course
