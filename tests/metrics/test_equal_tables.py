"""The metrics of a year equal its tables 三 and 四, whatever happened to the applications."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from chassis.counting.rows import row
from contracts.application.state import ApplicationState
from contracts.dispute import DisputeState
from contracts.envelope import Fact
from contracts.state import SubjectState
from contracts.views import PeriodRow
from law.table3 import COLUMNS, KINDS, broken, table3
from law.table4 import COLUMNS as RESULTS
from law.table4 import Remedy, table4
from services.requests.store import Counted, Disputed, decode_application, decode_dispute
from services.requests.tables import Sources, counties
from tests.families.application.populations import disputes, dockets, populations
from tests.families.application.populations import states as folded

YEARS = range(2024, 2029)


def yearly(states: Sequence[SubjectState]) -> dict[int, PeriodRow]:
    """The metrics rows of all years, as the metrics service sums them."""
    years: dict[int, Counter[str]] = {year: Counter() for year in YEARS}
    for state in states:
        for month, counts in state.counts.items():
            years.setdefault(int(month[:4]), Counter()).update(counts)
    return {year: PeriodRow.model_validate_json(row(str(year), "o", "c", counters)) for year, counters in years.items()}


def counted(state: ApplicationState) -> Counted:
    """What of the state the annual tables need, as the service's pages read it."""
    return decode_application(state.model_dump_json())


def disputed(state: DisputeState) -> Disputed:
    """The same of a dispute."""
    return decode_dispute(state.model_dump_json())


@settings(max_examples=60)
@given(facts=populations(), docket=dockets())
def test_receipts_results_and_remedies_of_each_year_are_those_of_the_tables(
    facts: list[list[Fact]], docket: list[list[Fact]]
) -> None:
    states, argued = folded(facts), disputes(docket)
    rows = yearly([*states, *argued])
    entries = [counted(state) for state in states]
    applications = [application for each in entries if (application := each.application()) is not None]
    cases = [case for state in argued if (case := disputed(state).case()) is not None]
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
        assert rows[year].by.get("applications_results_by_kind", {}) == {
            f"{kind}.{name}": three[name][kind] for kind in KINDS for name in results if three[name][kind]
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


@settings(max_examples=60)
@given(facts=populations(), docket=dockets(), split=st.integers(1, 3))
def test_no_identity_is_broken_and_the_county_is_the_sum_of_its_units(
    facts: list[list[Fact]], docket: list[list[Fact]], split: int
) -> None:
    by_org = {f"unit-{number}": Sources([], []) for number in range(split)}
    for number, state in enumerate(folded(facts)):
        by_org[f"unit-{number % split}"].applications.append(counted(state))
    for number, case in enumerate(disputes(docket)):
        by_org[f"unit-{number % split}"].disputes.append(disputed(case))
    previous = None
    for year in YEARS:
        (county,) = counties(by_org, dict.fromkeys(by_org, "fengjie"), year).values()
        assert (county["broken"], county["differences"]) == ([], [])
        assert all(unit["broken"] == [] for unit in county["units"].values())
        assert broken(county["table3"], previous) == []
        previous = county["table3"]
        assert set(previous["1_new"]) == set(COLUMNS)
