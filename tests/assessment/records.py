"""States as the assessment service meets them, and the registries beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

import msgspec
from aiokafka import ConsumerRecord

from contracts.topics import DAYS, ORGS, PROFILES, RUBRICS, WATERMARK, states

Counts = Mapping[str, Mapping[str, int]]
Record: TypeAlias = "ConsumerRecord[Any, Any]"


class Owed(NamedTuple):
    """An obligation of a state."""

    duty: str
    due_on: str
    status: str
    facts: Sequence[str] = ("f",)
    opened_on: str = "2026-01-05"


class Found(NamedTuple):
    """A finding of a state."""

    code: str
    on: str
    fact: str = "f"


class Noted(NamedTuple):
    """A signal of a state."""

    code: str
    on: str
    fact: str
    amount: int = 1
    told_of: str = ""


class Log:
    """The topics that the service reads, as they grow; partition 0 of each."""

    def __init__(self) -> None:
        self.records: list[Record] = []
        self._ends: dict[str, int] = {}
        self._versions: dict[str, int] = {}

    def state(
        self,
        key: str,
        counts: Counts | None = None,
        owed: Sequence[Owed] = (),
        found: Sequence[Found] = (),
        noted: Sequence[Noted] = (),
        *,
        causes: Sequence[str] = ("f",),
        title: str | None = None,
        said: Mapping[str, Any] | None = None,
    ) -> Record:
        """The next version of a subject's state; ``said``: what else of it is read."""
        kind, org, subject = key.split("/")
        version = self._versions[key] = self._versions.get(key, 0) + 1
        body = {
            "org": org,
            "subject": subject,
            "title": title,
            "counts": counts or {},
            "obligations": [_obligation(org, subject, obligation) for obligation in owed],
            "findings": [
                {"on": each.on, "code": each.code, "article": "第二十六条", "text": each.code, "fact": each.fact}
                for each in found
            ],
            "signals": [
                {
                    "on": each.on,
                    "code": each.code,
                    "amount": each.amount,
                    "text": each.code,
                    "facts": [each.fact],
                    "told_of": each.told_of,
                }
                for each in noted
            ],
            "flags": [],
            **(said or {}),
        }
        headers = {"ce_version": str(version), "ce_causes": msgspec.json.encode(list(causes)).decode()}
        return self.add(states(kind.partition(".")[0]), key, body, headers)

    def unit(self, org: str, kind: str = "部门", county: str = "c") -> Record:
        """The registry names a unit."""
        body = {"org": org, "name": f"单位{org}", "county": county, "county_name": "某县", "kind": kind}
        return self.add(ORGS, org, body)

    def day(self, day: str) -> Record:
        """A day has begun."""
        return self.add(DAYS, day, {"day": day})

    def profile(self, county: str, version: int) -> Record:
        """A version of a county's profile holds."""
        return self.add(PROFILES, county, {"county": county, "version": version})

    def rubric(self, body: Mapping[str, Any]) -> Record:
        """A version of a rubric has been loaded."""
        return self.add(RUBRICS, f"{body['county']}/{body['version']}", body)

    def complete(self, day: str) -> Record:
        """Metrics says that everything up to this day has been counted, and of what."""
        positions = {topic: {"0": end} for topic, end in self._ends.items() if topic.endswith(".states.v1")}
        return self.add(WATERMARK, "complete", {"complete_up_to": day, "positions": positions})

    def add(self, topic: str, key: str | None, body: Any, headers: Mapping[str, str] | None = None) -> Record:
        """A record at the end of its topic."""
        offset = self._ends.get(topic, 0)
        self._ends[topic] = offset + 1
        made = ConsumerRecord(
            topic=topic,
            partition=0,
            offset=offset,
            timestamp=0,
            timestamp_type=0,
            key=None if key is None else key.encode(),
            value=body if body is None or isinstance(body, bytes) else msgspec.json.encode(body),
            checksum=None,
            serialized_key_size=0,
            serialized_value_size=0,
            headers=tuple((name, text.encode()) for name, text in (headers or {}).items()),
        )
        self.records.append(made)
        return made

    def taken(self) -> list[Record]:
        """What was added since it was last taken."""
        taken, self.records = self.records, []
        return taken


def _obligation(org: str, subject: str, owed: Owed) -> dict[str, Any]:
    return {
        "id": f"{owed.duty}:{owed.opened_on}",
        "duty": owed.duty,
        "org": org,
        "subject": subject,
        "opened_on": owed.opened_on,
        "due_on": owed.due_on,
        "original_due_on": owed.due_on,
        "provisional": False,
        "met_on": None,
        "status": owed.status,
        "facts": list(owed.facts),
        "explanation": {
            "article": "第二十六条",
            "start": owed.opened_on,
            "limit": 20,
            "unit": "个工作日",
            "calendars": {},
        },
    }
