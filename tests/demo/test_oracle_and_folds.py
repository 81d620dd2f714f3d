"""The oracle and the services' folds, each on its own, come to the same rows for whole simulated years."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from functools import cache

import msgspec
import pytest

from contracts.application import APPLICATION
from contracts.dispute import DISPUTE
from contracts.families import Families
from demo.generate import simulated_year
from demo.steps import LAST
from services.requests.store import Counted
from services.requests.tables import Sources, counties
from tests.demo.folds import COUNTIES, UNITS, Line, disagreements, folded, until


@cache
def applications(seed: int) -> list[Line]:
    """The facts about applications of a whole year and the cases over them, with what amends them."""
    return simulated_year(UNITS, seed, families=Families((DISPUTE, APPLICATION))).accepted


@cache
def smaller(seed: int) -> list[Line]:
    """A fifth of a year, with every family."""
    return simulated_year(UNITS, seed, 0.2).accepted


@pytest.mark.parametrize("seed", [101, 102, 103, 104])
@pytest.mark.parametrize("today", [date(2026, 6, 30), LAST, date(2027, 8, 2)])
def test_applications_of_a_year_count_alike_in_both(seed: int, today: date) -> None:
    assert disagreements(until(applications(seed), today), today) == []


@pytest.mark.parametrize("today", [date(2026, 6, 30), date(2027, 8, 2)])
def test_every_family_of_a_smaller_year_counts_alike_in_both(today: date) -> None:
    assert disagreements(until(smaller(105), today), today) == []


def test_table_three_of_the_demonstration_comes_to_the_published_totals() -> None:
    by_org: defaultdict[str, Sources] = defaultdict(lambda: Sources([], []))
    for key, state in folded(applications(101), LAST).states.items():
        if key.startswith(f"{APPLICATION.kind}/"):
            by_org[state.org].applications.append(msgspec.json.decode(state.model_dump_json(), type=Counted))
    county = counties(by_org, COUNTIES, 2026)["fengjie"]
    totals = {row: cells["total"] for row, cells in county["table3"].items()}
    assert (totals["1_new"], totals["3_7_total"], totals["4_carried_out"]) == (41, 32, 9)
    assert (county["broken"], county["differences"]) == ([], [])


def test_the_demonstration_shows_all_that_can_happen_to_an_application() -> None:
    sent = {json.loads(line)["type"] for _, line in applications(101)}
    known = {family.fact_type(verb) for family in (APPLICATION, DISPUTE) for verb in family.facts}
    assert known - sent <= {APPLICATION.fact_type("third_party_overridden")}
