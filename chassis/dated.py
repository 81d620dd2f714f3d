"""Facts of one kind by the day that they tell of."""

from __future__ import annotations

from datetime import date, datetime
from typing import Generic, NamedTuple, TypeVar

from chassis.case import Case
from contracts.fields import BusModel

T = TypeVar("T", bound=BusModel)


class Dated(NamedTuple, Generic[T]):
    """A fact with its day, in the order of day, time and id."""

    on: date
    time: datetime
    id: str
    data: T


def dated(case: Case, model: type[T], field: str) -> list[Dated[T]]:
    """The facts of ``model`` by the day in ``field``; of one day, as they were taken down."""
    steps = [
        Dated(getattr(fact.data, field), fact.time, fact.id, fact.data)
        for fact in case.facts
        if isinstance(fact.data, model)
    ]
    return sorted(steps, key=lambda step: step[:3])
