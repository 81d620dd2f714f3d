"""The demonstration checks itself: views against the oracle, refusals against the labels of what was sent."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from chassis.ledger.reading import day_in
from cli.bus import Bus
from cli.demonstration.inboxes import Inboxes, Places, read_inboxes
from cli.demonstration.scores import Counting, ScoreCheck, check_reports, check_scores, recorded_days
from cli.log import readable
from cli.notices import notices
from cli.organisations import Registry, read_registry
from cli.words import Words, words
from contracts import topics
from contracts.notices import REFUSED
from demo.late import late_fact
from demo.oracle.calendar import Version
from demo.oracle.compare import Difference, differences
from demo.oracle.notices import read_calendar
from demo.oracle.rows import expected_of
from demo.oracle.scores.compare import Scores
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
    late: bool = False
    """Whether the fact that comes after the reports lies there already."""
    scores: ScoreCheck = field(default_factory=ScoreCheck)
    counting: Counting | None = None
    """What the oracle counted from."""

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
    days = list(readable(await bus.read([topics.DAYS]), day_in))
    today = max(days)
    loaded = tuple(
        Version(year.year, year.version, frozenset(year.off), frozenset(year.work), year.known_from)
        for year in await notices(bus)
        if year.known_from is not None
    )
    counting = Counting(comparison.registry, read_calendar(later=loaded), await recorded_days(bus), min(days))
    each = counting.judgements(accepted, today)
    expected = expected_of(each, comparison.registry.county_of)
    comparison.counting, comparison.late = counting, bool(has_come)
    comparison.scores = await check_scores(bus, counting, each, today)
    ours = {place: code for place, code in refused.items() if place in inboxes.expected}
    comparison.today = today
    comparison.others = len(inboxes.others)
    comparison.refusals.update(ours.values())
    comparison.differences = (
        differences(expected, comparison.views, comparison.obligations)
        + _refusal_differences(inboxes.expected, ours)
        + comparison.scores.differences
    )
    return comparison


async def check_issued(
    bus: Bus, schedule: Schedule, comparison: Comparison, heads: Sequence[Mapping[str, Any]]
) -> None:
    """Adds where the issued reports differ from the oracle's scores as of their days.

    On a kept state they may have been issued on an earlier day, before the late fact; before or after what others sent, nobody knows.
    """
    counting, check = comparison.counting, comparison.scores
    if counting is None or check.unjudged:
        return
    before = len(check.differences)
    counts: dict[str, Scores] = {}
    for as_of in {head["as_of"] for head in heads} if not comparison.others else ():
        day = date.fromisoformat(as_of)
        fresh = day == comparison.today and not comparison.late
        counts[as_of] = check.expected if fresh else counting.scores(counting.judgements(schedule.accepted, day), day)
    await check_reports(bus, check, heads, counts)
    comparison.differences += check.differences[before:]


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
