"""The demonstration checks itself: views against the oracle, refusals against the labels of what was sent."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cli.bus import Bus
from cli.demonstration.feed import Places
from cli.organisations import Registry, read_registry
from cli.words import Words, words
from contracts import topics
from contracts.notices import REFUSED
from demo.families import expect
from demo.oracle.compare import Difference, differences
from demo.oracle.notices import read_calendar
from demo.sent import ACCEPTED, DUPLICATE, Schedule


@dataclass
class Comparison:
    """What the topics say, and where that differs from what was expected."""

    views: dict[str, dict[str, Any]] = field(default_factory=dict)
    obligations: dict[str, Any] = field(default_factory=dict)
    registry: Registry = field(default_factory=Registry)
    words: Words = field(default_factory=lambda: Words({}))
    refusals: Counter[str] = field(default_factory=Counter)
    differences: list[Difference] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """Rows of all views."""
        return sum(len(rows) for rows in self.views.values())


async def check(bus: Bus, schedule: Schedule, places: Places) -> Comparison:
    """Reads views and notices, and compares them with what was sent."""
    comparison = Comparison(
        views={view: await bus.current(topic) for view, topic in topics.PERIODS.items()},
        obligations=await bus.current(topics.OBLIGATIONS),
        registry=await read_registry(bus),
        words=await words(bus),
    )
    counties = comparison.registry.county_of
    expected = expect(schedule.accepted, read_calendar(), max(schedule.days), counties)
    refused = await _refusals(bus, places)
    comparison.refusals.update(refused.values())
    comparison.differences = differences(expected, comparison.views, comparison.obligations) + _refusal_differences(
        places, refused
    )
    return comparison


async def _refusals(bus: Bus, places: Places) -> Places:
    """Codes of the refusals that name a record of ours."""
    orgs = sorted({org for org, _ in places})
    refused: Places = {}
    for record in await bus.read([topics.notices(org) for org in orgs]):
        if dict(record.headers).get("ce_type") != REFUSED.encode():
            continue
        refusal = json.loads(record.value)
        org = record.topic.removeprefix("dept.").removesuffix(".notices")
        place = (org, refusal["record"]["offset"])
        if place in places and refusal["record"]["topic"] == topics.inbox(org):
            refused[place] = refusal["code"]
    return refused


def _refusal_differences(places: Places, refused: Mapping[tuple[str, int], str]) -> list[Difference]:
    wanted = {place: code for place, code in places.items() if code not in {ACCEPTED, DUPLICATE}}
    return [
        Difference("refusals", f"{topics.inbox(org)}/0/{offset}", "code", wanted.get(place), refused.get(place))
        for place in sorted(wanted.keys() | refused.keys())
        if wanted.get(place) != refused.get(place)
        for org, offset in [place]
    ]
