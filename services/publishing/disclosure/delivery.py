"""Delivery of public information to the archive and the library (条例第二十五条)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date

from chassis.case import Case
from contracts.disclosure import DELIVERIES, DisclosureDelivered, Receiver
from services.publishing.disclosure.course import Course

Delivered = tuple[date, str]
"""Day of a delivery, and the fact that tells of it."""


def deliver(case: Case, went: Course) -> None:
    """Each formation and change of public information goes to both, where the county asks for it; the next delivery meets it."""
    by_receiver = deliveries(case)
    for receiver, duty in DELIVERIES.items():
        for owed in went.owed:
            if not case.profile.applies(duty, owed.opened_on):
                continue
            delivered = _first(by_receiver[receiver], owed.opened_on, owed.ended_on)
            case.owe(
                duty,
                owed.opened_on,
                met_on=delivered[0] if delivered else None,
                ended_on=owed.ended_on,
                facts=[*owed.formed_by, *([delivered[1]] if delivered else [])],
            )


def deliveries(case: Case) -> dict[Receiver, list[Delivered]]:
    """By receiver and day; counted on the way."""
    days_by_receiver: dict[Receiver, list[Delivered]] = {receiver: [] for receiver in Receiver}
    for fact in case.facts:
        if isinstance(fact.data, DisclosureDelivered):
            days_by_receiver[fact.data.receiver].append((fact.data.delivered_on, fact.id))
            case.count(fact.data.delivered_on, f"items_delivered@{fact.data.receiver}")
    return {receiver: sorted(days) for receiver, days in days_by_receiver.items()}


def _first(days: Sequence[Delivered], since: date, ended_on: date | None) -> Delivered | None:
    """The first from a day on; what comes after it need not be public any more meets nothing."""
    at = bisect_left(days, (since, ""))
    return days[at] if at < len(days) and (ended_on is None or days[at][0] <= ended_on) else None
