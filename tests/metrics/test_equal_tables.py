"""The metrics of a year equal its tables 三 and 四, whatever happened to the applications."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.application.state import ApplicationState
from contracts.envelope import Fact
from contracts.views import PeriodRow
from law.table3 import COLUMNS, KINDS, broken, table3
from law.table4 import COLUMNS as RESULTS
from law.table4 import Remedy, table4
from services.metrics.rows import row
from services.requests.store import Counted, decode
from services.requests.tables import counties
from tests.families.application.populations import populations
from tests.families.application.populations import states as folded

YEARS = range(2024, 2029)


def yearly(states: list[ApplicationState]) -> dict[int, PeriodRow]:
    """The metrics rows of all years, as the metrics service sums them."""
    years: dict[int, Counter[str]] = {year: Counter() for year in YEARS}
    for state in states:
        for month, counts in state.counts.items():
            years.setdefault(int(month[:4]), Counter()).update(counts)
    return {year: PeriodRow.model_validate_json(row(str(year), "o", "c", counters)) for year, counters in years.items()}


def counted(state: ApplicationState) -> Counted:
    """What of the state the annual tables need, as the service's pages read it."""
    return decode(state.model_dump_json())


@settings(max_examples=60, deadline=None)
@given(facts=populations())
def test_receipts_results_and_remedies_of_each_year_are_those_of_the_tables(facts: list[list[Fact]]) -> None:
    states = folded(facts)
    rows = yearly(states)
    entries = [counted(state) for state in states]
    applications = [one for each in entries if (one := each.application()) is not None]
    cases = [case for each in entries for case in each.remedies()]
    pending: Counter[str] = Counter()
    for year in YEARS:
        three, four = table3(applications, year), table4(cases, year)
        assert {kind: three["1_new"][kind] for kind in KINDS if three["1_new"][kind]} == (
            rows[year].by.get("applications_received_by_kind", {})
        )
        assert rows[year].counts.get("applications_received", 0) == three["1_new"]["total"]
        results = {name: cells["total"] for name, cells in three.items() if name.startswith("3_")}
        assert sum(rows[year].by.get("applications_results", {}).values()) == results.pop("3_7_total")
        assert rows[year].by.get("applications_results", {}) == {
            name: number for name, number in results.items() if number
        }
        decided = {
            f"{block}.{result}": four[block][result]
            for block in Remedy
            for result in RESULTS
            if result not in {"pending", "total"} and four[block][result]
        }
        assert rows[year].by.get("remedies_decided", {}) == decided
        for block in Remedy:
            pending[block] += rows[year].by.get("remedies_filed", {}).get(block, 0) - sum(
                number for name, number in decided.items() if name.startswith(f"{block}.")
            )
            assert pending[block] == four[block]["pending"]
    still = sum(rows[year].counts.get("applications_open", 0) for year in rows)
    assert still == table3(applications, YEARS[-1])["4_carried_out"]["total"]


@settings(max_examples=60, deadline=None)
@given(facts=populations(), split=st.integers(1, 3))
def test_no_identity_is_broken_and_the_county_is_the_sum_of_its_units(facts: list[list[Fact]], split: int) -> None:
    states = folded(facts)
    by_org: dict[str, list[Counted]] = {}
    for number, state in enumerate(states):
        by_org.setdefault(f"unit-{number % split}", []).append(counted(state))
    previous = None
    for year in YEARS:
        (county,) = counties(by_org, dict.fromkeys(by_org, "fengjie"), year).values()
        assert (county["broken"], county["differences"]) == ([], [])
        assert all(unit["broken"] == [] for unit in county["units"].values())
        assert broken(county["table3"], previous) == []
        previous = county["table3"]
        assert set(previous["1_new"]) == set(COLUMNS)
