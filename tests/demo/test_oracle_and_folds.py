"""The oracle and the services' folds, each on its own, come to the same rows for whole simulated years."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date, datetime
from functools import cache
from typing import Any

import pytest

from cli.folding import Folding
from cli.recount import obligations, views
from contracts.amendments import AMENDMENTS
from contracts.application import APPLICATION
from contracts.envelope import Fact
from contracts.families import FAMILIES
from contracts.kit import Family, Key
from demo.families import expect
from demo.generate import simulated_year
from demo.oracle.compare import differences
from demo.oracle.notices import read_calendar
from demo.steps import LAST
from demo.units import county_units, read_units
from law.calendar import WorkingCalendar
from law.data import load_calendars
from services.requests.store import decode_application
from services.requests.tables import Sources, counties

UNITS = county_units(read_units())
COUNTIES = {unit.org: unit.county for unit in UNITS}
CALENDAR = WorkingCalendar(load_calendars())

Line = tuple[str, bytes]


def family_of(event: dict[str, Any]) -> Family:
    """The family of a fact, or of the fact that an amendment is about in the end."""
    about = event["data"] if event["type"] in AMENDMENTS else {"fact_type": event["type"]}
    return FAMILIES.of_fact(about.get("of_type") or about["fact_type"])


@cache
def accepted(seed: int, scale: float) -> list[Line]:
    return simulated_year(UNITS, seed, scale).accepted


@cache
def applications(seed: int) -> list[Line]:
    """The facts about applications of a whole year, with what amends them."""
    return [line for line in accepted(seed, 1.0) if family_of(json.loads(line[1])) is APPLICATION]


def until(lines: list[Line], today: date) -> list[Line]:
    return [line for line in lines if json.loads(line[1])["time"][:10] <= today.isoformat()]


def folded(lines: list[Line], today: date) -> Folding:
    """Every subject of these facts and what flows between them, folded on one day."""
    facts: defaultdict[str, defaultdict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for org, line in lines:
        event = json.loads(line)
        family = family_of(event)
        key = Key(family.kind, org, event["subject"])
        time = datetime.fromisoformat(event["time"])
        data = FAMILIES.messages[event["type"]].model_validate_json(json.dumps(event["data"]))
        facts[family.service][str(key)].append(Fact(event["id"], event["type"], key, time, time.date(), data))
    folding = Folding(FAMILIES, CALENDAR, today)
    for service in FAMILIES.services:
        folding.fold(service, facts[service])
    assert folding.failed == {}
    return folding


def disagreements(lines: list[Line], today: date) -> list[Any]:
    states = folded(lines, today).states
    expected = expect(lines, read_calendar(), today, COUNTIES)
    return differences(expected, views(states, COUNTIES), obligations(states, COUNTIES))


@pytest.mark.parametrize("seed", [101, 102, 103, 104])
@pytest.mark.parametrize("today", [date(2026, 6, 30), LAST, date(2027, 8, 2)])
def test_applications_of_a_year_count_alike_in_both(seed: int, today: date) -> None:
    assert disagreements(until(applications(seed), today), today) == []


@pytest.mark.parametrize("today", [date(2026, 6, 30), date(2027, 8, 2)])
def test_every_family_of_a_smaller_year_counts_alike_in_both(today: date) -> None:
    assert disagreements(until(accepted(105, 0.2), today), today) == []


def test_table_three_of_the_demonstration_comes_to_the_published_totals() -> None:
    by_org: dict[str, Sources] = defaultdict(lambda: Sources([], []))
    for key, state in folded(applications(101), LAST).states.items():
        if key.startswith(f"{APPLICATION.kind}/"):
            by_org[state.org].applications.append(decode_application(state.model_dump_json()))
    county = counties(by_org, COUNTIES, 2026)["fengjie"]
    totals = {row: cells["total"] for row, cells in county["table3"].items()}
    assert (totals["1_new"], totals["3_7_total"], totals["4_carried_out"]) == (41, 32, 9)
    assert (county["broken"], county["differences"]) == ([], [])


def test_the_demonstration_shows_most_of_what_can_happen_to_an_application() -> None:
    sent = {json.loads(line)["type"].split(".")[1] for _, line in applications(101)}
    rare = {"third_party_overridden", "co_maker_asked", "co_maker_answered", "agreed", "fee_waived"}
    rare |= {"lawsuit_filed", "lawsuit_decided"}
    assert sent >= APPLICATION.facts.keys() - rare
