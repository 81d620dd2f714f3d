"""The demonstration checks itself: views against the oracle, refusals against the labels of what was sent."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from chassis.ledger.reading import day_in
from cli.bus import Bus
from cli.demonstration.inboxes import Inboxes, Places, read_inboxes
from cli.log import readable
from cli.notices import notices
from cli.organisations import Registry, read_registry
from cli.words import Words, words
from contracts import topics
from contracts.notices import REFUSED
from demo.families import expect
from demo.late import late_fact
from demo.oracle.calendar import Version
from demo.oracle.compare import Difference, differences
from demo.oracle.notices import read_calendar
from demo.sent import ACCEPTED, DUPLICATE, Schedule
from demo.units import COUNTY


@dataclass
class Comparison:
    """What the topics say, and where that differs from what was expected."""

    views: dict[str, dict[str, Any]] = field(default_factory=dict)
    obligations: dict[str, Any] = field(default_factory=dict)
    registry: Registry = field(default_factory=Registry)
    words: Words = field(default_factory=lambda: Words({}))
    refusals: Counter[str] = field(default_factory=Counter)
    differences: list[Difference] = field(default_factory=list)
    today: date = date.min
    """The last day that has begun."""
    others: int = 0
    """Records in the inboxes that the demonstration did not send."""

    @property
    def rows(self) -> int:
        """Rows of all views."""
        return sum(len(rows) for rows in self.views.values())


async def check(bus: Bus, schedule: Schedule) -> Comparison:
    """Reads views and notices, and compares them with what lies in the inboxes, as of the last day that has begun.

    On a kept state that day may be later than the demonstration's last, and others may have sent facts and notices.
    """
    comparison = Comparison(
        views={view: await bus.current(topic) for view, topic in topics.PERIODS.items()},
        obligations=await bus.current(topics.OBLIGATIONS),
        registry=await read_registry(bus),
        words=await words(bus),
    )
    late = late_fact(schedule, comparison.registry.county_of, COUNTY)
    inboxes = await read_inboxes(bus, [*schedule.all, late])
    refused = await _refusals(bus, inboxes)
    # On a kept state the fact that came after the reports lies there already.
    has_come = [(late.org, late.value)] if late.value is not None and inboxes.has(late) else []
    accepted = (
        schedule.accepted
        + has_come
        + [(org, value) for (org, offset), value in inboxes.others.items() if (org, offset) not in refused]
    )
    today = max(readable(await bus.read([topics.DAYS]), day_in))
    loaded = tuple(
        Version(year.year, year.version, frozenset(year.off), frozenset(year.work), year.known_from)
        for year in await notices(bus)
        if year.known_from is not None
    )
    expected = expect(accepted, read_calendar(later=loaded), today, comparison.registry.county_of)
    ours = {place: code for place, code in refused.items() if place in inboxes.expected}
    comparison.today = today
    comparison.others = len(inboxes.others)
    comparison.refusals.update(ours.values())
    comparison.differences = differences(expected, comparison.views, comparison.obligations) + _refusal_differences(
        inboxes.expected, ours
    )
    return comparison


async def _refusals(bus: Bus, inboxes: Inboxes) -> Places:
    """Codes of the refusals of records in the inboxes."""
    orgs = sorted({org for org, _ in (*inboxes.expected, *inboxes.others)})
    refused: Places = {}
    for record in await bus.read([topics.notices(org) for org in orgs]):
        if dict(record.headers).get("ce_type") != REFUSED.encode():
            continue
        refusal = json.loads(record.value)
        org = record.topic.removeprefix("dept.").removesuffix(".notices")
        if refusal["record"]["topic"] == topics.inbox(org):
            refused[org, refusal["record"]["offset"]] = refusal["code"]
    return refused


def _refusal_differences(places: Places, refused: Mapping[tuple[str, int], str]) -> list[Difference]:
    wanted = {place: code for place, code in places.items() if code not in {ACCEPTED, DUPLICATE}}
    return [
        Difference("refusals", f"{topics.inbox(org)}/0/{offset}", "code", wanted.get(place), refused.get(place))
        for place in sorted(wanted.keys() | refused.keys())
        if wanted.get(place) != refused.get(place)
        for org, offset in [place]
    ]
