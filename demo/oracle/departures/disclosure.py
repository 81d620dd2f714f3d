"""Of a piece of information: published early, though annulled, or not cleared (条例第十七条), and taken down too soon."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from demo.oracle.case import Case, Departure, Judgement
from demo.oracle.disclosed import ANNULLED, FORMED, PUBLISHED, Step, omissions, steps_of
from demo.oracle.facts import Subject

CLEARED = "可以公开"
REFERRED = "已提请确定"

_REVIEWS = (("reviewed", "reviewed_on"), ("referred", "referred_on"), ("referral_answered", "answered_on"))
"""As they follow where two are of one moment."""


def departures(judgement: Judgement) -> Iterator[Departure]:
    """Each publication is looked at when it happens."""
    case = judgement.case
    steps = list(steps_of(case.subject))
    published = [step for step in steps if step.word == PUBLISHED]
    first_formed = next((step for step in steps if step.word == FORMED), None)
    if published and first_formed is not None and published[0].on < first_formed.on:
        yield Departure(published[0].on, "published.early")
    for number, step in enumerate(steps):
        words = [earlier.word for earlier in steps[:number] if earlier.word in {FORMED, ANNULLED}]
        if step.word == PUBLISHED and words and words[-1] == ANNULLED:
            yield Departure(step.on, "published.annulled")
    for on, place, amount in judgement.judged.counts:
        if place == "counts.displays_cut_short":
            yield from [Departure(on, "display.cut_short")] * amount
    yield from _unreviewed(case, published[:1], steps)


def _unreviewed(case: Case, first: list[Step], steps: list[Step]) -> Iterator[Departure]:
    """What is published first, and anew after a change, has been reviewed and cleared."""
    anew = [omission.met for omission in omissions(steps) if omission.met is not None]
    for step in first + [step for step in anew if step not in first]:
        standing = standing_on(case.subject, step.on)
        if standing is None and case.asks("review_record", step.on):
            yield Departure(step.on, "review.missing")
        elif standing is not None and standing != CLEARED:
            yield Departure(step.on, "review.not_cleared")


def standing_on(subject: Subject, day: date) -> str | None:
    """What the review had come to by the end of that day; None where there is no record of one."""
    past = [outcome for on, outcome in reviews(subject) if on <= day]
    return past[-1] if past else None


def reviews(subject: Subject) -> list[tuple[date, str]]:
    """What the review came to, step by step."""
    steps = [
        (fact.day(field), fact.time, place, fact.text("outcome") or REFERRED)
        for place, (verb, field) in enumerate(_REVIEWS)
        for fact in subject.facts.get(f"document.{verb}.v1", ())
    ]
    return [(on, outcome) for on, _, _, outcome in sorted(steps)]
