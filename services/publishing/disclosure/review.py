"""Nothing is published without a review, nor while it is unsure or refuses (条例第十七条).

The review is told of the document of the same number; of information that is no document likewise, by the same facts.
"""

from __future__ import annotations

from collections.abc import Sequence

from chassis.case import Case
from contracts.disclosure import REVIEW_RECORD
from law.findings import Finding
from law.review import ART_17
from services.publishing.disclosure.course import Course, Step
from services.publishing.disclosure.signature import Document, Review

CLEARED = "可以公开"


def find_unreviewed(case: Case, document: Document | None, went: Course) -> None:
    """What was published first, or anew after a change, without a record where the county asks for one, or against the record."""
    reviews = document.reviews if document else []
    for step in _publications(went):
        standing = _standing_on(reviews, step)
        if standing is None and case.profile.asks(REVIEW_RECORD.code, step.on):
            text = "发布之前没有公开审查记录；请补报“公开前审查”"
            case.find(Finding(step.on, "review.missing", ART_17, text, step.facts[0]))
        elif standing not in (None, CLEARED):
            text = f"发布时公开审查的情况为“{standing}”，应当先行确定可以公开"
            case.find(Finding(step.on, "review.not_cleared", ART_17, text, step.facts[0]))


def _publications(went: Course) -> list[Step]:
    first = went.publications[:1]
    anew = [owed.met_by for owed in went.owed if owed.met_by is not None]
    return [*first, *(step for step in anew if step not in first)]


def _standing_on(reviews: Sequence[Review], step: Step) -> str | None:
    return next((review.standing for review in reversed(reviews) if review.on <= step.on), None)
