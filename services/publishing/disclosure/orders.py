"""Decisions and judgments that order to disclose a piece of information."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from chassis.case import Case
from contracts.disclosure import COMPLY
from contracts.dispute import DISPUTE, Order
from law.compliance import period_to_comply
from services.publishing.disclosure.course import Step


class Dispute(msgspec.Struct):
    """What a disclosure needs of a review or a lawsuit."""

    subject: str
    decided_on: date | None = None
    order: Order | None = None


def comply(case: Case, publications: Sequence[Step]) -> None:
    """One duty for each order about this information, by its own day: met by the first publication after the decision."""
    for dispute in case.linked(DISPUTE.kind, Dispute):
        order, decided_on = dispute.order, dispute.decided_on
        if order is None or decided_on is None or case.key.subject not in order.disclosures:
            continue
        since = (decided_on, order.ordered_at)
        met_by = next((step for step in publications if (step.on, step.time) >= since), None)
        limit, rule = period_to_comply(order.until, order.within)
        case.owe(
            COMPLY,
            order.opened_on,
            name=dispute.subject,
            met_on=met_by.on if met_by else None,
            facts=[order.fact, *(met_by.facts if met_by else [])],
            limit=limit,
            set_on=order.until,
            rule=rule,
        )
