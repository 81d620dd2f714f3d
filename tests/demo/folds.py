"""The services' folds on lines of facts, without any server, and where they and the oracle disagree."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date, datetime
from typing import Any

from cli.folding import Folding
from cli.recount import obligations, views
from contracts.amendments import AMENDMENTS
from contracts.envelope import Fact
from contracts.families import FAMILIES
from contracts.kit import Family, Key
from contracts.profile import Counties
from demo.families import expect
from demo.oracle.compare import Difference, differences
from demo.oracle.notices import read_calendar
from demo.units import county_units, read_units
from law.calendar import WorkingCalendar
from law.data import load_calendars
from services.gateway.profiles import packaged

UNITS = county_units(read_units())
COUNTIES = {unit.org: unit.county for unit in UNITS}
CALENDAR = WorkingCalendar(load_calendars())

PROFILES = Counties(packaged(), {org: county for org, county in COUNTIES.items() if county == "fengjie"})
"""As the gateway publishes them at its start."""

Line = tuple[str, bytes]


def family_of(event: dict[str, Any]) -> Family:
    """The family of a fact, or of the fact that an amendment is about in the end."""
    about = event["data"] if event["type"] in AMENDMENTS else {"fact_type": event["type"]}
    return FAMILIES.of_fact(about.get("of_type") or about["fact_type"])


def until(lines: list[Line], today: date) -> list[Line]:
    """What was told by the end of that day."""
    return [line for line in lines if json.loads(line[1])["time"][:10] <= today.isoformat()]


def folded(
    lines: list[Line], today: date, calendar: WorkingCalendar = CALENDAR, counties: Counties = PROFILES
) -> Folding:
    """Every subject of these facts and what flows between them, folded on one day."""
    facts: defaultdict[str, defaultdict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for org, line in lines:
        event = json.loads(line)
        family = family_of(event)
        key = Key(family.kind, event.get("about", org), event["subject"])
        time = datetime.fromisoformat(event["time"])
        data = FAMILIES.messages[event["type"]].model_validate_json(json.dumps(event["data"]))
        facts[family.service][str(key)].append(Fact(event["id"], event["type"], key, time, time.date(), data))
    folding = Folding(FAMILIES, calendar, today, counties)
    for service in FAMILIES.services:
        folding.fold(service, facts[service])
    assert folding.failed == {}
    return folding


def disagreements(lines: list[Line], today: date) -> list[Difference]:
    """Where the oracle and the folds come to different views."""
    states = folded(lines, today).states
    expected = expect(lines, read_calendar(), today, COUNTIES)
    return differences(expected, views(states, COUNTIES), obligations(states, COUNTIES))
