"""Published years stand: what happens later changes no table of a year before, and what has ended stays ended."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.application import APPLICATION
from contracts.application.state import ApplicationState
from contracts.envelope import Fact
from law.clock import ENDED
from law.table3 import Table3, table3
from services.requests.store import decode_application
from tests.families.application.populations import LONG_AFTER, life
from tests.families.application.said import said
from tests.families.conformance import examples
from tests.families.making import folded, own_day

YEARS = (2024, 2025, 2026)


def day_of(fact: Fact) -> date:
    """The day that a fact tells of."""
    name = own_day(type(fact.data))
    assert name is not None
    day = getattr(fact.data, name)
    assert isinstance(day, date)
    return day


def state(facts: list[Fact], today: date) -> ApplicationState:
    whole = folded(APPLICATION, facts, today).state
    assert isinstance(whole, ApplicationState)
    return whole


def table(facts: list[Fact], today: date, year: int) -> Table3:
    """The table of a year, as it is made from the state."""
    application = decode_application(state(facts, today).encoded()).application()
    return table3([application] if application else [], year)


@examples(400)
@given(life())
def test_the_table_of_a_year_is_the_same_on_its_last_day_and_long_after(facts: list[Fact]) -> None:
    for year in YEARS:
        then = [fact for fact in facts if day_of(fact).year <= year]
        assert table(then, date(year, 12, 31), year) == table(facts, LONG_AFTER, year), year


@examples(200)
@given(life(), st.integers(0, 800))
def test_what_has_ended_stays_ended_and_counted_whatever_comes_later(facts: list[Fact], number: int) -> None:
    cut = date.fromordinal(date(2024, 10, 8).toordinal() + number)
    before = state([fact for fact in facts if day_of(fact) <= cut], cut)
    after = state(facts, LONG_AFTER)
    assert [(r.on, r.row) for r in after.results[: len(before.results)]] == [(r.on, r.row) for r in before.results]
    if before.counted is not None:
        assert after.counted is not None
        assert after.counted.on == before.counted.on
    assert (before.due_on is None) or before.state not in ENDED


LAPSED = [
    said("received", "2025-11-24", applicant_kind="natural"),
    said("correction_requested", "2025-11-28", until="2025-12-20"),
]
UNPAID = [
    said("received", "2025-11-03", applicant_kind="natural"),
    said("fee_noticed", "2025-11-10", basis="pages", count=60, amount=300),
]
LATER = [
    said("withdrawn", "2026-01-10"),
    said("answered", "2026-01-08", code="uncorrected"),
    said("answered", "2026-01-08", code="granted"),
    said("transferred", "2026-01-08", to="fengjie-bb"),
    said("fee_paid", "2026-01-08", amount=300),
    said("fee_waived", "2026-01-08"),
    said("correction_received", "2026-01-08"),
    said("reopened", "2026-01-08"),
]


@pytest.mark.parametrize("later", LATER, ids=lambda fact: fact.id)
@pytest.mark.parametrize(("facts", "row", "on"), [(LAPSED, "3_6_1", "2025-12-21"), (UNPAID, "3_6_2", "2025-12-09")])
def test_a_lapse_of_last_year_keeps_its_row(facts: list[Fact], row: str, on: str, later: Fact) -> None:
    today = date(2026, 3, 2)
    whole = state([*facts, later], today)
    assert (whole.results[0].row, whole.results[0].on.isoformat(), whole.results[0].fact) == (row, on, "")
    assert table([*facts, later], today, 2025)[row]["natural"] == 1
    assert table([*facts, later], today, 2026)["2_carried_in"]["total"] == 0
    departures = [finding.fact for finding in whole.findings]
    assert (later.id in departures) == (later.type != "application.reopened.v1")


def test_a_transfer_in_a_later_year_leaves_the_year_of_receipt_and_ends_as_other() -> None:
    facts = [
        said("received", "2025-12-22", applicant_kind="natural"),
        said("transferred", "2026-01-08", to="fengjie-bb"),
    ]
    assert table(facts, LONG_AFTER, 2025)["4_carried_out"]["natural"] == 1
    later = table(facts, LONG_AFTER, 2026)
    assert (later["2_carried_in"]["natural"], later["3_6_3"]["natural"], later["4_carried_out"]["natural"]) == (1, 1, 0)


def test_what_another_took_and_gave_back_counts_here_from_the_day_it_came_back() -> None:
    facts = [
        said("received", "2025-11-03", applicant_kind="natural"),
        said("transferred", "2025-11-05", to="fengjie-bb"),
        said("reopened", "2026-02-02"),
        said("answered", "2026-02-05", code="granted"),
    ]
    assert sum(cells["total"] for cells in table(facts, LONG_AFTER, 2025).values()) == 0
    assert table(facts, LONG_AFTER, 2026)["1_new"]["natural"] == 1


def test_an_answer_signed_for_in_the_new_year_is_late_and_stays_in_the_year_it_was_given() -> None:
    facts = [
        said("received", "2025-12-02", applicant_kind="natural"),
        said("answered", "2025-12-30", code="granted", way="当面交付"),
        said("delivered", "2026-01-05"),
    ]
    whole = state(facts, LONG_AFTER)
    assert (whole.answered_on, whole.served_on, whole.way) == (date(2025, 12, 30), date(2026, 1, 5), "当面交付")
    assert [(o.status, o.met_on) for o in whole.obligations] == [("met_late", date(2026, 1, 5))]
    assert table(facts, LONG_AFTER, 2025)["3_1_granted"]["natural"] == 1
