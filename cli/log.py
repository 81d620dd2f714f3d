"""The log of facts, read as the ledgers read it: what they refuse or cannot know does not count here either."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from chassis.fence import Record
from chassis.ledger.reading import StoredFact, fact_in, read_fact
from chassis.logs import error_name
from contracts.envelope import Fact
from contracts.families import Families
from contracts.kit import key_of

_UNREADABLE = (ValueError, KeyError, AttributeError)

T = TypeVar("T")


def readable(records: Iterable[Record], read: Callable[[Record], T]) -> Iterator[T]:
    """What ``read`` makes of the records, but for those that a service puts aside."""
    for record in records:
        try:
            value = read(record)
        except _UNREADABLE:
            continue
        yield value


class Taken:
    """Facts that a service's ledger took in, by subject, from the records of its intake in the order of each partition."""

    def __init__(self, service: str, families: Families) -> None:
        self.facts: defaultdict[str, list[Fact]] = defaultdict(list)
        self.failed: dict[str, str] = {}
        """Subjects that have a fact whose data is not what its type says, and the error: no fold can be made of them."""
        self._service, self._families = service, families
        self._types: defaultdict[str, dict[str, str]] = defaultdict(dict)

    def add(self, records: Iterable[Record]) -> None:
        """Take in records. Of several with one id the first counts; a fact of a type of tomorrow is passed over."""
        for record in records:
            try:
                stored = read_fact(record, self._service, self._families)
            except _UNREADABLE:
                continue
            if self._refused(stored):
                continue
            self._types[stored.key][stored.id] = stored.type
            if stored.type not in self._families.messages:
                continue
            try:
                self.facts[stored.key].append(fact_in(record, self._service, self._families))
            except ValueError as error:
                self.failed[stored.key] = error_name(error)

    def _refused(self, fact: StoredFact) -> bool:
        """Sent before, an amendment that takes its fact for another type, or more than a subject can have."""
        types = self._types[fact.key]
        most = self._families.by_kind[key_of(fact.key).kind].most_facts
        other_type = bool(fact.names) and types.get(fact.names, fact.names_type) != fact.names_type
        return fact.id in types or other_type or len(types) >= most
