"""What a unit's sheets have reported so far: from the records of its inbox that were not refused, whoever amended them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from contracts.amendments import CORRECTED, WITHDRAWN
from papers.sheets.changes import Known, Standing
from papers.sheets.identity import Identity, Place, read


class Record(NamedTuple):
    """A fact or an amendment as it lies in the inbox."""

    id: str
    type: str
    subject: str
    time: datetime
    data: Mapping[str, Any]


class _Correction(NamedTuple):
    time: datetime
    id: str
    data: Mapping[str, Any]


@dataclass
class _Fact:
    """A fact with what was said about it since."""

    subject: str
    data: Mapping[str, Any]
    last: datetime
    amendments: int = 0
    corrections: dict[str, _Correction] = field(default_factory=dict)
    withdrawn: bool = False
    taken_back: set[str] = field(default_factory=set)
    """Ids of corrections that were withdrawn."""

    @property
    def standing_data(self) -> Mapping[str, Any] | None:
        """Its data as they count: those of the last correction by time."""
        if self.withdrawn:
            return None
        counting = [each for name, each in self.corrections.items() if name not in self.taken_back]
        return max(counting, key=lambda each: (each.time, each.id)).data if counting else self.data


class Reported:
    """Takes records in the order of the inbox; of several with one id the first counts, as in the services."""

    def __init__(self) -> None:
        self._facts: defaultdict[Place, dict[int, _Fact]] = defaultdict(dict)
        self._amendments: list[Record] = []
        self._seen: set[tuple[str, str, str]] = set()

    def add(self, record: Record) -> None:
        """Takes a record in, if a sheet made it or it is about a fact that one made."""
        family = _family(record)
        key = (family, record.subject, record.id)
        if key in self._seen:
            return
        if record.type in {CORRECTED, WITHDRAWN}:
            if read(str(record.data.get("fact", ""))):
                self._seen.add(key)
                self._amendments.append(record)
        elif (identity := read(record.id)) and identity.amendment == 0:
            self._seen.add(key)
            fact = _Fact(record.subject, record.data, record.time)
            # A number that was told of another subject has a further generation there, see changes.
            self._facts[_place(family, identity)].setdefault(identity.generation, fact)

    def known(self) -> Known:
        """Every fact that sheets reported, as it stands: its newest generation."""
        for record in self._amendments:
            self._amend(record)
        self._amendments.clear()
        return {
            place: Standing(fact.subject, generation, fact.amendments, fact.standing_data, fact.last)
            for place, generations in self._facts.items()
            for generation, fact in [max(generations.items())]
        }

    def _amend(self, record: Record) -> None:
        named = read(str(record.data["fact"]))
        assert named is not None, "only amendments of facts of sheets were kept"
        fact = self._facts.get(_place(_family(record), named), {}).get(named.generation)
        if fact is None or fact.subject != record.subject:
            return
        own = read(record.id)
        fact.amendments = max(fact.amendments, own.amendment if own else 0)
        fact.last = max(fact.last, record.time)
        if record.type == WITHDRAWN and record.data.get("fact_type") == CORRECTED:
            fact.taken_back.add(str(record.data["fact"]))
        elif record.type == WITHDRAWN:
            fact.withdrawn = True
        elif isinstance(data := record.data.get("data"), dict):
            fact.corrections[record.id] = _Correction(record.time, record.id, data)


def _place(family: str, identity: Identity) -> Place:
    return Place(family, identity.verb, identity.nth, identity.number)


def _family(record: Record) -> str:
    """The family that a record is about in the end."""
    kind = record.type
    if kind in {CORRECTED, WITHDRAWN}:
        named = record.data.get("fact_type")
        kind = str(record.data.get("of_type") if named == CORRECTED else named)
    return kind.partition(".")[0]
