"""The dated steps of an application that touch its clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from law.codes import ReceiptChannel, ServiceWay


class StepKind(StrEnum):
    """What happened; the order here is the order of the law: what is of one day and one time is taken in it."""

    RECEIVED = "received"
    CONFIRMED = "confirmed"
    REOPENED = "reopened"
    CORRECTION_REQUESTED = "correction_requested"
    CORRECTION_RECEIVED = "correction_received"
    THIRD_PARTY_ASKED = "third_party_asked"
    THIRD_PARTY_ANSWERED = "third_party_answered"
    CO_MAKER_ASKED = "co_maker_asked"
    CO_MAKER_ANSWERED = "co_maker_answered"
    EXTENDED = "extended"
    AGREED = "agreed"
    FEE_NOTICED = "fee_noticed"
    FEE_PAID = "fee_paid"
    FEE_WAIVED = "fee_waived"
    ANSWERED = "answered"
    DELIVERED = "delivered"
    TRANSFERRED = "transferred"
    WITHDRAWN = "withdrawn"


_NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)
"""Before any fact: a step without a time comes first on its day."""

_RANK = {kind: rank for rank, kind in enumerate(StepKind)}


@dataclass(frozen=True, slots=True)
class Step:
    """One dated step.

    ``on``: the day of the step; of a notice or letter the day it was sent (postmark), of DELIVERED the day it arrived.
    ``at``: time of the fact; it orders the steps of one day.
    ``id``: the fact behind it. ``channel``: of RECEIVED. ``served_on``: day the addressee got
    the letter or the fee notice (else the day it was sent is taken). ``ref`` pairs a
    consultation with its answer. ``until``: last day to correct (CORRECTION_REQUESTED), agreed
    day of answer (AGREED), day by which a new answer is ordered (REOPENED). ``days``: length of an
    extension in working days, None: as long as the law allows. ``approved_on``: day the head of the office
    consented to it. ``justified``: a late correction with good reason (第三十条 speaks of 无正当理由 only).
    ``amount``: 元 asked (FEE_NOTICED) or paid (FEE_PAID). ``way``: how the answer was served (ANSWERED,
    DELIVERED). ``posted_on``: day it was posted (DELIVERED).
    """

    kind: StepKind
    on: date
    id: str = ""
    at: datetime | None = None
    channel: ReceiptChannel | None = None
    served_on: date | None = None
    ref: str = ""
    until: date | None = None
    days: int | None = None
    approved_on: date | None = None
    justified: bool = False
    amount: int = 0
    way: ServiceWay | None = None
    posted_on: date | None = None


def in_order(steps: Iterable[Step]) -> list[Step]:
    """The steps by day, then time of the fact, then order of the law, then id; a step given twice is one step."""
    single = set(steps)
    if len(single) == 1:
        return list(single)
    if len({_place(step) for step in single}) == len(single):
        return sorted(single, key=_place)
    return sorted(single, key=lambda step: (*_place(step), repr(step)))


def _place(step: Step) -> tuple[date, datetime, int, str, str]:
    return step.on, step.at or _NO_TIME, _RANK[step.kind], step.id, step.ref
