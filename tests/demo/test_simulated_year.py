"""The simulated year: deterministic, shaped by the published totals, lawful in its own disorder."""

from __future__ import annotations

import json
from datetime import date
from fnmatch import fnmatchcase

import pytest

from contracts.amendments import FactCorrected
from contracts.families import FAMILIES
from demo.families import expect
from demo.generate import simulated_year
from demo.oracle.notices import read_calendar
from demo.sent import ACCEPTED, DUPLICATE
from demo.steps import LAST, START
from demo.titles import MARK
from tests.demo.whole import UNITS, counted, whole_year


def year_of(pattern: str) -> dict[str, int]:
    """What each unit's year has in the places that the pattern fits, added up."""
    rows = counted().views["annual"]
    return {
        unit.org: sum(
            int(str(number)) for place, number in rows[f"2026|{unit.org}"].items() if fnmatchcase(place, pattern)
        )
        for unit in UNITS
    }


def test_the_same_seed_gives_the_same_bytes_and_another_seed_does_not() -> None:
    assert simulated_year(UNITS, 7, 0.1) == simulated_year(UNITS, 7, 0.1)
    assert simulated_year(UNITS, 7, 0.1) != simulated_year(UNITS, 8, 0.1)


@pytest.mark.parametrize(
    ("pattern", "total"),
    [
        ("counts.items_published", 15768),
        ("counts.applications_received", 41),
        ("by.applications_results.*", 32),
        ("counts.applications_open", 9),
    ],
)
def test_the_county_comes_to_its_published_totals(pattern: str, total: int) -> None:
    assert sum(year_of(pattern).values()) == total


def test_units_whose_own_reports_were_read_have_their_own_totals() -> None:
    names = {unit.name: unit.org for unit in UNITS}
    published, received = year_of("counts.items_published"), year_of("counts.applications_received")
    own = {"鹤峰乡": 119, "公平镇": 164, "奉节县财政局": 231, "奉节县统计局": 92, "永乐镇": 23}
    assert {name: published[names[name]] for name in own} == own
    assert [received[names[name]] for name in ("鹤峰乡", "公平镇", "奉节县财政局", "奉节县统计局")] == [
        0,
        1,
        1,
        3,
    ]


def test_every_unit_has_its_share_and_some_are_late_some_silent() -> None:
    assert len(UNITS) == 40
    assert min(year_of("counts.items_published").values()) > 0
    assert sum(year_of("obligations.*.met_late").values()) > 100
    assert sum(year_of("obligations.*.overdue").values()) > 100
    assert sum(year_of("counts.documents_returned").values()) > 20
    assert sum(year_of("counts.items_withdrawn").values()) > 20
    assert sum(year_of("counts.documents_expired").values()) > 20


def test_a_scaled_year_has_the_scaled_totals() -> None:
    schedule = simulated_year(UNITS, 101, 0.1)
    judged = expect(schedule.accepted, read_calendar(), LAST, {unit.org: unit.county for unit in UNITS})
    rows = [row for key, row in judged.views["annual"].items() if key.startswith("2026|")]
    assert sum(int(str(row.get("counts.items_published", 0))) for row in rows) == 1577
    assert sum(int(str(row.get("counts.applications_received", 0))) for row in rows) == 4


AHEAD = {"effective_on", "repealed_on", "closes_on", "takes_place_on", "meets_on"}
"""Days from which a row of the catalog is another one; told before."""


def test_the_schedule_has_every_day_and_nothing_is_dated_after_its_day() -> None:
    days = whole_year().days
    assert list(days) == [date.fromordinal(day) for day in range(START.toordinal(), LAST.toordinal() + 1)]
    for day, records in days.items():
        for record in records:
            if record.expect == ACCEPTED:
                assert record.value is not None
                event = json.loads(record.value)
                assert event["time"][:10] <= day.isoformat()
                inner = event["data"].get("data")
                for data in (event["data"], inner if isinstance(inner, dict) else {}):
                    assert all(
                        value is None or value <= day.isoformat()
                        for name, value in data.items()
                        if name.endswith("_on") and name not in AHEAD
                    )


def test_repetitions_repeat_bytes_sent_before_and_reused_ids_follow_the_first() -> None:
    seen: set[tuple[str, bytes | None]] = set()
    ids: dict[tuple[str, str], bytes] = {}
    for record in whole_year().all:
        if record.expect == DUPLICATE:
            assert (record.org, record.value) in seen
        elif record.expect in {ACCEPTED, "id.reused"}:
            assert record.value is not None
            name = (record.org, json.loads(record.value)["id"])
            if record.expect == "id.reused":
                assert ids[name] != record.value
            else:
                assert name not in ids
                ids[name] = record.value
            seen.add((record.org, record.value))


def test_facts_come_late_and_corrections_overtake_what_they_correct() -> None:
    late, sent_on, amended = 0, {}, []
    for day, records in whole_year().days.items():
        for record in records:
            if record.expect == ACCEPTED and record.value is not None:
                event = json.loads(record.value)
                late += (day - date.fromisoformat(event["time"][:10])).days >= 7 and day > START
                sent_on[record.org, event["id"]] = day
                if event["type"] == "fact.corrected.v1":
                    amended.append((record.org, event["data"]["fact"], day))
    assert late > 500
    assert any(day < sent_on[org, fact] for org, fact, day in amended)


def test_every_fact_is_what_its_family_says() -> None:
    for record in whole_year().all:
        if record.expect in {ACCEPTED, DUPLICATE, "id.reused"} and record.value is not None:
            event = json.loads(record.value)
            data = FAMILIES.messages[event["type"]].model_validate_json(json.dumps(event["data"]))
            if isinstance(data, FactCorrected):
                FAMILIES.facts[data.fact_type].model_validate_json(json.dumps(event["data"]["data"]))


def test_every_made_up_title_says_that_it_is_made_up() -> None:
    titles = [
        json.loads(record.value)["data"]["title"]
        for record in whole_year().all
        if record.expect == ACCEPTED and record.value is not None and b'"title"' in record.value
        if "title" in json.loads(record.value)["data"]
    ]
    assert len(titles) > 10_000
    assert all(title.endswith(MARK) for title in titles)
