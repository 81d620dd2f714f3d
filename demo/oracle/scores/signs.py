"""What is no fault of one subject and may, taken together, look as if it served the numbers (docs/assessment.md, What looks odd)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from demo.oracle.application.signals import signals
from demo.oracle.beside import formation_of, showings
from demo.oracle.case import Judgement
from demo.oracle.disclosed import ANNULLED, FORMED, PUBLIC, WITHDRAWN, Step, steps_of
from demo.oracle.disclosure import shown_until
from demo.oracle.periods import month

EXTENDED, ANSWERED, RECORDED, REOPENED, GONE = "extended_near_due", "answered", "recorded_late", "reopened", "gone"
LATE_AFTER = GONE_WITHIN = timedelta(days=30)
MOST_DAYS = 20
"""Of a subject and a code, the newest."""


class Sign(NamedTuple):
    """So many steps of one subject on one day."""

    on: date
    code: str
    key: str
    amount: int
    told_of: str = ""
    """Of facts that came in late: the month that they tell of."""


def signs_of(judgement: Judgement) -> Iterator[Sign]:
    """By day, and month told of; of each code the newest."""
    steps = _late(judgement)
    if own := _OF_KIND.get(judgement.kind):
        steps += Counter((on, "", code) for on, code in own(judgement))
    for code in {code for *_, code in steps}:
        groups = sorted((on, told_of) for on, told_of, of in steps if of == code)
        for on, told_of in groups[-MOST_DAYS:]:
            yield Sign(on, code, judgement.key, steps[on, told_of, code], told_of)


def _late(judgement: Judgement) -> Counter[tuple[date, str, str]]:
    """Facts of this kind that came in long after what they tell of, by the day on which they came and the month of which they tell."""
    family = judgement.kind.partition(".")[2]
    facts = (
        fact for name, told in judgement.case.subject.facts.items() if name.split(".")[0] == family for fact in told
    )
    late = (fact for fact in facts if fact.recorded_on - fact.said_on > LATE_AFTER)
    return Counter((fact.recorded_on, month(fact.said_on), RECORDED) for fact in late)


def _of_application(judgement: Judgement) -> Iterator[tuple[date, str]]:
    yield from signals(judgement.case)


def _of_disclosure(judgement: Judgement) -> Iterator[tuple[date, str]]:
    """Taken down soon after it was put up, though nothing asked for it."""
    steps = list(steps_of(judgement.case.subject))
    for shown in showings(steps):
        up, down = shown[0], shown[-1]
        if down.word == WITHDRAWN and down.on - up.on <= GONE_WITHIN and not _had_to_go(judgement, steps, shown):
            yield down.on, GONE


def _had_to_go(judgement: Judgement, steps: list[Step], shown: list[Step]) -> bool:
    """Annulled, not for the public, with a last day of its own, or shown for as long as its item asks."""
    case, before = judgement.case, [step for step in steps if step[:3] <= shown[-1][:3]]
    held = [step.word for step in before if step.word in {ANNULLED, FORMED}]
    annulled = bool(held and held[-1] == ANNULLED) or any(step.word == ANNULLED for step in shown)
    formed = [step for step in before if step.word == FORMED]
    kept_back = bool(formed) and formed[-1].attribute not in {None, PUBLIC}
    formation = formation_of(case.subject, steps, shown)
    until = shown_until(case, shown[0])
    return (
        annulled
        or kept_back
        or (formation is not None and formation.text("take_down_by") is not None)
        or (until is not None and shown[-1].on > until)
    )


_OF_KIND: Mapping[str, Callable[[Judgement], Iterator[tuple[date, str]]]] = {
    "requests.application": _of_application,
    "publishing.disclosure": _of_disclosure,
}
