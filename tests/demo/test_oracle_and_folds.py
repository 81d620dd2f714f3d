"""The oracle and the services' folds, each on its own, come to the same rows for whole simulated years."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date, datetime
from functools import cache

import pytest

from chassis.inputs import MODELS
from cli.recount import fold_all, obligations, views
from contracts.application.state import ApplicationState
from contracts.envelope import Fact
from contracts.facts import AMENDMENTS
from demo.families import expect
from demo.generate import simulated_year
from demo.oracle.compare import differences
from demo.oracle.notices import read_calendar
from demo.steps import LAST
from demo.units import county_units, read_units
from law.calendar import WorkingCalendar
from law.data import load_calendars
from services.requests.app import SPEC
from services.requests.store import Counted, counted
from services.requests.tables import counties

UNITS = county_units(read_units())
COUNTIES = {unit.org: unit.county for unit in UNITS}
CALENDAR = WorkingCalendar(load_calendars())


@cache
def applications(seed: int) -> list[tuple[str, bytes]]:
    """The facts about applications of a year, with what amends them."""
    found = []
    for org, line in simulated_year(UNITS, seed).accepted:
        event = json.loads(line)
        about = event["data"] if event["type"] in AMENDMENTS else {"fact_type": event["type"]}
        if (about.get("of_type") or about["fact_type"]).startswith("application."):
            found.append((org, line))
    return found


def fact(org: str, line: bytes) -> Fact:
    event = json.loads(line)
    time = datetime.fromisoformat(event["time"])
    data = MODELS[event["type"]].model_validate_json(json.dumps(event["data"]))
    return Fact(event["id"], event["type"], org, event["subject"], time, time.date(), data)


@pytest.mark.parametrize("seed", [101, 102, 103, 104])
@pytest.mark.parametrize("today", [date(2026, 6, 30), LAST, date(2027, 8, 2)])
def test_applications_of_a_year_count_alike_in_both(seed: int, today: date) -> None:
    lines = [
        (org, line) for org, line in applications(seed) if json.loads(line)["time"][:10] <= today.isoformat()
    ]
    facts: dict[str, list[Fact]] = defaultdict(list)
    for org, line in lines:
        one = fact(org, line)
        facts[one.key].append(one)
    states = {SPEC.states: fold_all(SPEC, facts, {}, CALENDAR, today)}
    expected = expect(lines, read_calendar(), today, COUNTIES)
    found = differences(expected, views(states, COUNTIES), obligations(states.values(), COUNTIES))
    assert found == []


def test_table_three_of_the_demonstration_comes_to_the_published_totals() -> None:
    facts: dict[str, list[Fact]] = defaultdict(list)
    for org, line in applications(101):
        one = fact(org, line)
        facts[one.key].append(one)
    found = fold_all(SPEC, facts, {}, CALENDAR, LAST)
    by_org: dict[str, list[Counted]] = defaultdict(list)
    for folded in found.values():
        assert isinstance(folded.state, ApplicationState)
        by_org[folded.state.org].append(counted(folded.state))
    county = counties(by_org, COUNTIES, 2026)["fengjie"]
    totals = {row: cells["total"] for row, cells in county["table3"].items()}
    assert (totals["1_new"], totals["3_7_total"], totals["4_carried_out"]) == (41, 32, 9)
    assert (county["broken"], county["differences"]) == ([], [])


def test_the_demonstration_shows_most_of_what_can_happen_to_an_application() -> None:
    sent = {json.loads(line)["type"].split(".")[1] for _, line in applications(101)}
    assert sent >= {
        "received", "confirmed", "registered", "reviewed", "correction_requested", "correction_received", "extended",
        "third_party_asked", "third_party_answered", "fee_noticed", "fee_paid", "answered", "delivered", "archived",
        "withdrawn", "transferred", "reopened", "review_filed", "review_decided", "complained",
    }  # fmt: skip
