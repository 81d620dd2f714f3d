"""Views counted afresh from the log: intake facts, days, calendars and registry, through the services' own folds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import msgspec

from chassis.calendars import working_calendar
from chassis.folding import Folded
from chassis.inputs import read_fact
from chassis.ledger import encode
from chassis.spec import Spec
from cli.bus import Bus
from cli.exits import Stop
from contracts import topics
from contracts.envelope import Fact
from contracts.states import State
from contracts.time import CalendarYear, Day
from contracts.views import AsOf, ObligationRow
from law.calendar import WorkingCalendar
from services.catalog.app import SPEC as CATALOG
from services.metrics.fold import CONTRIBUTIONS, add
from services.metrics.rows import quarter, row, total, year
from services.publishing.app import SPEC as PUBLISHING
from services.requests.app import SPEC as REQUESTS

UNMET = {"open", "overdue"}

States = dict[str, Folded]


@dataclass
class Recounted:
    """What the views must say by what the log holds; rows without their as-of."""

    day: date
    facts: int = 0
    views: dict[str, dict[str, Any]] = field(default_factory=dict)
    obligations: dict[str, Any] = field(default_factory=dict)


async def recount(bus: Bus) -> Recounted:
    """One fresh pass over the log. Raises ``Stop`` when no day has begun."""
    days = [Day.model_validate_json(record.value).day for record in await bus.read([topics.DAYS])]
    if not days:
        raise Stop(
            "no day has begun, so there is nothing to recount; publish the first: gongkai day YYYY-MM-DD"
        )
    known = await bus.current(topics.CALENDARS)
    calendar = working_calendar(
        CalendarYear.model_validate_json(msgspec.json.encode(one)) for one in known.values()
    )
    counties = {slug: one["county"] for slug, one in (await bus.current(topics.ORGS)).items()}
    recounted = Recounted(max(days))
    states = {}
    documents: States = {}
    for spec in (CATALOG, PUBLISHING, REQUESTS):
        facts = await _facts(bus, spec)
        recounted.facts += sum(map(len, facts.values()))
        references = documents if spec.reference_topic == CATALOG.states else {}
        states[spec.states] = fold_all(spec, facts, references, calendar, recounted.day)
        documents = documents or states[spec.states]
    recounted.views = views(states, counties)
    recounted.obligations = obligations(states.values(), counties)
    return recounted


async def _facts(bus: Bus, spec: Spec) -> dict[str, list[Fact]]:
    """Facts by subject; of several with one id the first in the log."""
    subjects: dict[str, dict[str, Fact]] = defaultdict(dict)
    for record in await bus.read([spec.intake]):
        fact = read_fact(record).fact
        subjects[fact.key].setdefault(fact.id, fact)
    return {key: list(facts.values()) for key, facts in subjects.items()}


def fold_all(
    spec: Spec, facts: Mapping[str, list[Fact]], references: States, calendar: WorkingCalendar, today: date
) -> States:
    """The states of a service's subjects, by key."""
    folded: States = {}
    for key in sorted(facts.keys() | references.keys()):
        reference = references.get(key)
        found = spec.fold(facts.get(key, []), reference.state if reference else None, calendar, today)
        if key in facts or found.relevant:
            folded[key] = found
    return folded


def views(states: Mapping[str, States], counties: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Rows by view and by ``<period>|<org>``, of states by topic."""
    months: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for topic, folded in states.items():
        model, contributions = CONTRIBUTIONS[topic]
        for one in folded.values():
            for month, counts in contributions(msgspec.json.decode(encode(one), type=model)).items():
                add(months[one.state.org, month], counts)
    views = {}
    for view, period in (("monthly", str), ("quarterly", quarter), ("annual", year)):
        of_period: dict[tuple[str, str], list[dict[str, int]]] = defaultdict(list)
        for (org, month), counts in months.items():
            if counts:
                of_period[period(month), org].append(counts)
        views[view] = {
            f"{name}|{org}": _plain(name, org, counties.get(org, ""), total(counts))
            for (name, org), counts in of_period.items()
        }
    return views


def _plain(period: str, org: str, county: str, counts: Mapping[str, int]) -> Any:
    made = row(period, org, county, counts, AsOf(day=None, positions={}))
    return without_as_of(msgspec.json.decode(made.model_dump_json()))


def without_as_of(found: Mapping[str, Any]) -> dict[str, Any]:
    """A row without what depends on how far it was read."""
    return {name: value for name, value in found.items() if name != "as_of"}


def obligations(states: Iterable[States], counties: Mapping[str, str]) -> dict[str, Any]:
    """Rows of what is open or overdue, by ``<org>/<subject>/<kind>``."""
    rows = {}
    for folded in states:
        for key, one in folded.items():
            for obligation in one.state.obligations:
                if obligation.status in UNMET:
                    made = ObligationRow(
                        county=counties.get(obligation.org, ""),
                        title=_title(one.state),
                        obligation=obligation,
                    )
                    rows[f"{key}/{obligation.kind}"] = msgspec.json.decode(made.model_dump_json())
    return rows


def _title(state: State) -> str | None:
    title: str | None = getattr(state, "title", None)
    return title
