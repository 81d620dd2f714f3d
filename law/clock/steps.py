"""The dated steps of an application that touch its clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from law.codes import ReceiptChannel


class StepKind(StrEnum):
    """What happened; the order here is the order in which steps of one day are taken."""

    RECEIVED = "received"
    CONFIRMED = "confirmed"
    CORRECTION_REQUESTED = "correction_requested"
    CORRECTION_RECEIVED = "correction_received"
    THIRD_PARTY_ASKED = "third_party_asked"
    THIRD_PARTY_ANSWERED = "third_party_answered"
    CO_MAKER_ASKED = "co_maker_asked"
    CO_MAKER_ANSWERED = "co_maker_answered"
    FEE_NOTICED = "fee_noticed"
    FEE_PAID = "fee_paid"
    FEE_WAIVED = "fee_waived"
    EXTENDED = "extended"
    AGREED = "agreed"
    ANSWERED = "answered"
    TRANSFERRED = "transferred"
    WITHDRAWN = "withdrawn"
    REOPENED = "reopened"


_RANK = {kind: rank for rank, kind in enumerate(StepKind)}


@dataclass(frozen=True, slots=True)
class Step:
    """One dated step.

    ``on``: the day of the step; of a notice or letter the day it was sent (postmark).
    ``id``: the fact behind it. ``channel``: of RECEIVED. ``served_on``: day the addressee got
    the letter or the fee notice (else the day it was sent is taken). ``ref`` pairs a
    consultation with its answer. ``until``: last day to correct (CORRECTION_REQUESTED), agreed
    day of answer (AGREED), day by which a new answer is ordered (REOPENED). ``days``: length of an
    extension in working days. ``approved_on``: day the head of the office consented to it.
    ``justified``: a late correction with good reason (第三十条 speaks of 无正当理由 only).
    """

    kind: StepKind
    on: date
    id: str = ""
    channel: ReceiptChannel | None = None
    served_on: date | None = None
    ref: str = ""
    until: date | None = None
    days: int = 20
    approved_on: date | None = None
    justified: bool = False


def in_order(steps: Iterable[Step]) -> list[Step]:
    """The steps by day, then kind, then id; a step given twice is one step."""
    single = set(steps)
    if len({_place(step) for step in single}) == len(single):
        return sorted(single, key=_place)
    return sorted(single, key=lambda step: (*_place(step), repr(step)))


def _place(step: Step) -> tuple[date, int, str, str]:
    return step.on, _RANK[step.kind], step.id, step.ref
