"""The review before publication, as the facts tell of it (条例第十七条)."""

from __future__ import annotations

from collections.abc import Iterable

from chassis.case import Case
from contracts.document import DocumentReferred, DocumentReviewed, ReferralAnswered
from contracts.envelope import Fact
from law.codes import Attribute
from law.evaluation import Evaluated
from law.findings import Finding
from law.review import ART_17, Kind, Reviewed, Standing, Step, reviewed

OF_REVIEWS = (DocumentReviewed, DocumentReferred, ReferralAnswered)
"""Facts of a review."""


def reviewed_of(facts: Iterable[Fact]) -> Reviewed:
    """The steps of the review among the facts."""
    return reviewed(step for fact in facts for step in _steps(fact))


def find_review(case: Case, course: Evaluated, review: Reviewed) -> None:
    """主动公开 although the review says that it must not be public."""
    attribute = course.held[-1].attribute if course.held else course.before
    if attribute is Attribute.PROACTIVE and review.standing is Standing.REFUSED:
        text = "公开属性为主动公开，公开前审查的结论为不得公开；请核对其一"
        on = max(review.records[-1].on, course.public_since or review.records[-1].on)
        case.find(Finding(on, "review.contradicts_attribute", ART_17, text))


def _steps(fact: Fact) -> list[Step]:
    match fact.data:
        case DocumentReviewed() as data:
            return [Step(data.reviewed_on, fact.time, Kind.REVIEWED, fact.id, data.outcome)]
        case DocumentReferred() as data:
            return [Step(data.referred_on, fact.time, Kind.REFERRED, fact.id)]
        case ReferralAnswered() as data:
            return [Step(data.answered_on, fact.time, Kind.ANSWERED, fact.id, data.outcome)]
    return []
