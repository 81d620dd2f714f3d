"""Reading what was sent: CloudEvents lines → the facts that stand, after corrections and withdrawals."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType

CORRECTED = "fact.corrected.v1"
WITHDRAWN = "fact.withdrawn.v1"

AHEAD = {"closes_on", "effective_on", "event_on", "meets_on", "repealed_on", "takes_place_on"}
"""Days that may lie ahead of the fact that tells of them."""

Data = dict[str, object]


@dataclass(frozen=True)
class Sent:
    """One fact as it was sent."""

    org: str
    id: str
    type: str
    subject: str
    time: datetime
    data: Data
    recorded_on: date
    """The day on which it came in, or on which a correction last moved the days that it tells of."""

    @property
    def said_on(self) -> date:
        """The latest day that it tells of, without those that may lie ahead; of what tells of none its own."""
        return max(_past(self.data).values(), default=self.time.date())

    def day(self, field: str) -> date:
        """The date in ``field``."""
        return date.fromisoformat(str(self.data[field]))

    def text(self, field: str) -> str | None:
        """The text in ``field``, None when it is absent or null."""
        value = self.data.get(field)
        return None if value is None else str(value)


@dataclass
class Subject:
    """What stands about one document, piece of information or application; facts by type, oldest first."""

    org: str
    id: str
    facts: dict[str, list[Sent]]
    _listed: dict[str, frozenset[str]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def names(self, listed: str, text: str) -> bool:
        """Whether any of the facts names ``text`` in its list ``listed``: asked for every other subject, so it is worked out once."""
        if listed not in self._listed:
            lists = [fact.data.get(listed) or [] for facts in self.facts.values() for fact in facts]
            self._listed[listed] = frozenset(str(name) for names in lists if isinstance(names, list) for name in names)
        return text in self._listed[listed]

    def days_of(self, family: str) -> list[date]:
        """The day of each fact of a family; others may be about a subject of the same id."""
        own_facts = (fact for name, facts in self.facts.items() if name.split(".")[0] == family for fact in facts)
        return [fact.day(next(name for name in fact.data if name.endswith("_on"))) for fact in own_facts]

    def last(self, fact_type: str) -> Sent | None:
        """The latest fact of a type."""
        facts = self.facts.get(fact_type)
        return facts[-1] if facts else None

    def first_day(self, fact_type: str, field: str) -> date | None:
        """The earliest date in ``field`` among the facts of a type."""
        return min((fact.day(field) for fact in self.facts.get(fact_type, ())), default=None)

    def last_day(self, fact_type: str, field: str) -> date | None:
        """The date in ``field`` of the latest fact of a type."""
        fact = self.last(fact_type)
        return None if fact is None else fact.day(field)


def read(org: str, line: bytes, recorded: Mapping[tuple[str, str], date] = MappingProxyType({})) -> Sent:
    """A fact from a CloudEvent in structured mode; where the sender speaks about another organisation it is that one's.

    ``recorded``: sender and id → the day on which it came in, where that is not the day of its time.
    """
    event = json.loads(line)
    time = datetime.fromisoformat(event["time"])
    came_on = recorded.get((org, event["id"]), time.date())
    return Sent(event.get("about", org), event["id"], event["type"], event["subject"], time, event["data"], came_on)


def standing(
    records: Iterable[tuple[str, bytes]], recorded: Mapping[tuple[str, str], date] = MappingProxyType({})
) -> list[Subject]:
    """Subjects with the facts that stand. A second record with the id of an earlier one adds nothing."""
    once: dict[tuple[str, str], Sent] = {}
    for org, line in records:
        fact = read(org, line, recorded)
        once.setdefault((org, fact.id), fact)
    subjects: dict[tuple[str, str], list[Sent]] = defaultdict(list)
    for fact in sorted(once.values(), key=lambda fact: (fact.time, fact.id)):
        subjects[fact.org, fact.subject].append(fact)
    return [Subject(org, subject, _amended(facts)) for (org, subject), facts in subjects.items()]


def _amended(facts: list[Sent]) -> dict[str, list[Sent]]:
    """``facts`` in order of (time, id); the latest correction of a fact wins, a withdrawn one is gone."""
    gone = {(str(fact.data["fact"]), str(fact.data["fact_type"])) for fact in facts if fact.type == WITHDRAWN}
    corrections: dict[tuple[str, str], list[Sent]] = defaultdict(list)
    for fact in facts:
        if fact.type == CORRECTED and (fact.id, CORRECTED) not in gone:
            corrections[str(fact.data["fact"]), str(fact.data["fact_type"])].append(fact)
    stand: dict[str, list[Sent]] = defaultdict(list)
    for fact in facts:
        named = (fact.id, fact.type)
        if fact.type in {CORRECTED, WITHDRAWN} or named in gone:
            continue
        for correction in corrections.get(named, ()):
            data = correction.data["data"]
            assert isinstance(data, dict)
            moved = _past(data) != _past(fact.data)
            fact = replace(fact, data=data, recorded_on=correction.recorded_on if moved else fact.recorded_on)  # noqa: PLW2901
        stand[fact.type].append(fact)
    return dict(stand)


def _past(data: Data) -> dict[str, date]:
    """The days that it tells of, by field."""
    return {
        name: date.fromisoformat(str(value))
        for name, value in data.items()
        if name.endswith("_on") and name not in AHEAD and value is not None
    }
