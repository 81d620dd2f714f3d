"""The facts about an application that count, each kind by itself."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from contracts.envelope import Fact
from contracts.fields import BusModel

Data = TypeVar("Data", bound=BusModel)


Moment = tuple[date, datetime]
"""The place of a step: its day, and on one day the time of its fact."""

_FIRST = datetime(1, 1, 2, tzinfo=UTC)
_LAST = datetime(9999, 12, 30, tzinfo=UTC)


def beginning(day: date) -> Moment:
    """Before all steps of that day."""
    return day, _FIRST


def end(day: date) -> Moment:
    """After all steps of that day."""
    return day, _LAST


class Facts:
    """All facts of a life in the order of (time, id), sorted by kind once: a fold asks for each kind, and most lives are short."""

    __slots__ = ("_by_id", "_by_kind", "_facts", "_moments")

    def __init__(self, facts: Sequence[Fact]) -> None:
        self._facts = facts
        self._by_kind: dict[type[BusModel], list[tuple[str, Any]]] = {}
        self._by_id: dict[type[BusModel], dict[str, Any]] = {}
        self._moments: dict[type[BusModel], list[tuple[date, datetime, str]]] = {}
        for fact in facts:
            self._by_kind.setdefault(type(fact.data), []).append((fact.id, fact.data))

    def __iter__(self) -> Iterator[Fact]:
        """In the order of (time, id)."""
        return iter(self._facts)

    @property
    def by_kind(self) -> Mapping[type[BusModel], Sequence[tuple[str, Any]]]:
        """The kinds there are, each with ids and data."""
        return self._by_kind

    def of(self, kind: type[Data]) -> Sequence[tuple[str, Data]]:
        """Id and data of the facts of ``kind``, in their order."""
        return self._by_kind.get(kind, ())

    def by_id(self, kind: type[Data]) -> Mapping[str, Data]:
        """The facts of ``kind`` by their ids."""
        if kind not in self._by_id:
            self._by_id[kind] = dict(self._by_kind.get(kind, ()))
        return self._by_id[kind]

    def first(
        self, kind: type[BusModel], day: str, since: Moment | None = None, before: Moment | None = None
    ) -> tuple[date, str] | None:
        """The earliest day in the field ``day`` among facts of ``kind``, and the id of its fact; from ``since`` on, before ``before``."""
        if kind not in self._by_kind:
            return None
        moments = self._moments.get(kind)
        if moments is None:
            dated = ((getattr(fact.data, day), fact.time, fact.id) for fact in self._facts if type(fact.data) is kind)
            moments = self._moments[kind] = sorted(dated)
        at = bisect_left(moments, since) if since else 0
        if at == len(moments) or (before is not None and moments[at][:2] >= before):
            return None
        return moments[at][0], moments[at][2]

    def first_day(self, kind: type[BusModel], day: str) -> date | None:
        """The earliest day alone."""
        first = self.first(kind, day)
        return first[0] if first else None
