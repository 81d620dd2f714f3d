"""送达: by which day an answer counts as given (国办公开办函〔2016〕235号 四)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from law.clock.steps import Step, StepKind
from law.codes import ServiceWay

_OTHERS = frozenset({StepKind.ANSWERED, StepKind.REOPENED})
"""Steps after which a delivery is another answer's."""


def served(answer: Step, after: Iterable[Step]) -> tuple[date, ServiceWay | None]:
    """The day of an answer by its way of service, and that way; ``after`` are the steps that follow the answer.

    By post the day of posting counts, whatever day it arrives; handed over that of the signature, electronically that
    on which it reached the applicant's system. Without a way, or with nothing known of the delivery, the answer's own
    day counts. What arrives after a later letter, or after the case was reopened, is not this answer's; of several
    deliveries the first is.
    """
    delivery = _first(after)
    if delivery is None:
        return answer.on, answer.way
    way = answer.way if answer.way is ServiceWay.POST else delivery.way or answer.way
    if way is None and delivery.posted_on is not None:
        way = ServiceWay.POST
    if way is None:
        return answer.on, None
    day = delivery.posted_on if way is ServiceWay.POST else delivery.on
    return max(answer.on, day or answer.on), way


def _first(after: Iterable[Step]) -> Step | None:
    for step in after:
        if step.kind in _OTHERS:
            return None
        if step.kind is StepKind.DELIVERED:
            return step
    return None
