"""The facts about an application that count, each kind by itself."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from contracts.envelope import Fact
from contracts.fields import BusModel

Data = TypeVar("Data", bound=BusModel)


class Facts:
    """All facts of a life in the order of (time, id), sorted by kind once: a fold asks for each kind, and most lives are short."""

    __slots__ = ("_by_id", "_by_kind", "_days", "_facts")

    def __init__(self, facts: Sequence[Fact]) -> None:
        self._facts = facts
        self._by_kind: dict[type[BusModel], list[tuple[str, Any]]] = {}
        self._by_id: dict[type[BusModel], dict[str, Any]] = {}
        self._days: dict[type[BusModel], list[tuple[date, str]]] = {}
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
        self, kind: type[BusModel], day: str, since: date = date.min, before: date = date.max
    ) -> tuple[date, str] | None:
        """The earliest day in the field ``day`` among facts of ``kind``, and the id of its fact; from ``since`` on, before ``before``."""
        told = self._by_kind.get(kind)
        if told is None:
            return None
        days = self._days.get(kind)
        if days is None:
            days = self._days[kind] = sorted((getattr(data, day), fact) for fact, data in told)
        at = bisect_left(days, (since, ""))
        return days[at] if at < len(days) and days[at][0] < before else None

    def first_day(self, kind: type[BusModel], day: str) -> date | None:
        """The earliest day alone."""
        first = self.first(kind, day)
        return first[0] if first else None
