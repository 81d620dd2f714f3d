"""Views counted afresh from the log: intake facts, days, calendars and registry, through the services' own folds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import msgspec

from chassis.case import UNMET
from chassis.clock import working_calendar
from chassis.counting.rows import row
from chassis.ledger.reading import day_in
from cli.bus import Bus
from cli.exits import Stop
from cli.folding import Folding
from cli.log import Taken, readable
from cli.notices import notices
from cli.organisations import read_registry
from cli.periods import containing
from cli.profiles import profiles, supposed
from contracts import topics
from contracts.families import FAMILIES, Families
from contracts.kit import key_of
from contracts.profile import Counties
from contracts.profile.record import CountyProfile
from contracts.state import SubjectState
from contracts.time import CalendarYear
from contracts.views import ObligationRow

States = Mapping[str, SubjectState]
CountyOf = Mapping[str, str]


@dataclass
class Recounted:
    """What the views must say by what the log holds, and the subjects that no fold can be made of."""

    day: date
    facts: int = 0
    views: dict[str, dict[str, Any]] = field(default_factory=dict)
    obligations: dict[str, Any] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)


async def recount(
    bus: Bus,
    families: Families = FAMILIES,
    notice: CalendarYear | None = None,
    profile: CountyProfile | None = None,
) -> Recounted:
    """One fresh pass over the log, as if ``notice`` or ``profile`` had come today where one is given.

    Raises ``Stop`` when no day has begun.
    """
    days = list(readable(await bus.read([topics.DAYS]), day_in))
    if not days:
        raise Stop("no day has begun, so there is nothing to recount; publish the first: gongkai day YYYY-MM-DD")
    years = await notices(bus)
    recounted = Recounted(max(days))
    if notice is not None:
        years.append(notice.model_copy(update={"known_from": recounted.day}))
    registry = await read_registry(bus)
    counties = Counties.recorded(supposed(await profiles(bus), profile, registry.county_of))
    folding = Folding(families, working_calendar(years), recounted.day, counties)
    for service in families.services:
        taken = Taken(service, families)
        taken.add(await bus.read([topics.intake(service)]))
        recounted.facts += sum(map(len, taken.facts.values()))
        folding.failed |= taken.failed
        folding.fold(service, taken.facts)
    recounted.views = views(folding.states, registry.county_of)
    recounted.obligations = obligations(folding.states, registry.county_of)
    recounted.failed = folding.failed
    return recounted


def views(states: States, counties: CountyOf) -> dict[str, dict[str, Any]]:
    """Rows by view and by ``<period>|<org>``, from what the states count."""
    counters: defaultdict[str, defaultdict[tuple[str, str], dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for state in states.values():
        for month, counts in state.counts.items():
            for view in topics.PERIODS:
                counter = counters[view][containing(view, month), state.org]
                for measure, amount in counts.items():
                    counter[measure] = counter.get(measure, 0) + amount
    return {
        view: {
            f"{period}|{org}": msgspec.json.decode(row(period, org, counties.get(org, ""), counting))
            for (period, org), counter in counters[view].items()
            if (counting := {measure: amount for measure, amount in counter.items() if amount})
        }
        for view in topics.PERIODS
    }


def obligations(states: States, counties: CountyOf) -> dict[str, Any]:
    """Rows of what is open or overdue, by ``<kind>/<org>/<subject>/<obligation id>``."""
    return {
        f"{key}/{owed.id}": ObligationRow(
            county=counties.get(owed.org, ""), kind=key_of(key).kind, title=state.title, obligation=owed
        ).model_dump(mode="json")
        for key, state in states.items()
        for owed in state.obligations
        if owed.status in UNMET
    }
