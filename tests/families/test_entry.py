"""What a unit has behind a row: periods that open by themselves, the yearly look, and what stands at a period's end.

Not covered here: order, repeats, corrections and calendars, which the conformance suite asks of every family.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from chassis.case import Folded, encode
from contracts.disclosure import FAMILY as DISCLOSURE
from contracts.entry import ENTRY, PUBLISH_PERIODICALLY, REVIEW_STANDING, EntryState
from contracts.envelope import Fact
from contracts.item import ITEM
from tests.families.making import ORG, fact, folded, owed, owing

TODAY = date(2026, 6, 30)
NAME = f"{ORG}:s-1"
COUNTY = owing("2021-01-01", PUBLISH_PERIODICALLY, REVIEW_STANDING)


def listed(limit: str, day: str = "2026-01-01", number: str = "l1", **data: Any) -> Fact:
    row = {"origin": "国家", "domain": "社会救助", "level1": "低保", "level2": "名单", "town_units": [ORG]}
    told_on = min(date.fromisoformat(day), date(2026, 6, 1))
    return fact(number, "item.listed.v1", told_on, effective_on=day, time_limit=limit, **(row | data))


def published(*days: str, down: str = "", subject: str = "d-1") -> list[Fact]:
    facts = [
        fact(f"{subject}-f", "disclosure.formed.v1", days[0], subject, attribute="主动公开", item=NAME),
        *(fact(f"{subject}-{day}", "disclosure.published.v1", day, subject, channel="政府网站") for day in days),
    ]
    return [*facts, fact(f"{subject}-w", "disclosure.withdrawn.v1", down, subject, reason="到期")] if down else facts


def entry(rows: Sequence[Fact], *disclosures: Sequence[Fact], today: date = TODAY, **rest: Any) -> Folded:
    linked = {ITEM.kind: [encode(folded(ITEM, rows, today))]}
    linked[DISCLOSURE.kind] = [
        encode(folded(DISCLOSURE, facts, today, linked={ITEM.kind: linked[ITEM.kind]})) for facts in disclosures
    ]
    return folded(ENTRY, [], today, linked=linked, subject=NAME, county=COUNTY, **rest)


def state(result: Folded) -> EntryState:
    assert isinstance(result.state, EntryState)
    return result.state


def periods(result: Folded) -> dict[str, tuple[date, str]]:
    return {duty.id.partition(":")[2]: (duty.due_on, duty.status.value) for duty in owed(result, PUBLISH_PERIODICALLY)}


def stock(result: Folded, through: str) -> dict[str, int]:
    """Measure → what stands at a month's end."""
    summed: Counter[str] = Counter()
    for month, counts in result.state.counts.items():
        if month <= through:
            summed.update({name.partition("@")[0]: number for name, number in counts.items() if "@" in name})
    return dict(summed)


def test_rule_8_each_quarter_opens_by_itself_and_the_first_publication_in_it_meets_it() -> None:
    result = entry([listed("每季度")], published("2026-02-10", "2026-03-01"))
    assert periods(result) == {"2026-Q1": (date(2026, 3, 31), "met"), "2026-Q2": (date(2026, 6, 30), "open")}
    assert owed(result, PUBLISH_PERIODICALLY)[0].met_on == date(2026, 2, 10)
    assert result.check_on == date(2026, 7, 1)


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        ("按月公开", {"2026-05": "2026-05-31", "2026-06": "2026-06-30"}),
        ("每月10日前公开上月情况", {"2026-05": "2026-05-10", "2026-06": "2026-06-10"}),
        ("每半年公布一次", {"2026-H1": "2026-06-30"}),
        ("按年公开", {"2026": "2026-12-31"}),
        ("每季度首月10日前", {"2026-Q2": "2026-04-10"}),
        ("每年5月31日前", {"2026": "2026-05-31"}),
        ("季度结束后15日内", {"2026-Q1+": "2026-04-15", "2026-Q2+": "2026-07-15"}),
        ("年度终了后三个月内", {}),
    ],
)
def test_rule_8_the_due_day_of_a_period_is_as_its_wording_says(limit: str, expected: dict[str, str]) -> None:
    result = entry(
        [listed(limit, "2026-01-01" if "结束" in limit else "2026-04-01" if "每季" in limit else "2026-05-01")]
    )
    assert {name: due.isoformat() for name, (due, _) in periods(result).items()} == expected


def test_rule_8_a_day_of_the_year_that_had_passed_when_the_row_came_is_owed_next_year() -> None:
    rows = [listed("每年3月31日前", "2026-05-01")]
    assert periods(entry(rows)) == {}
    assert periods(entry(rows, today=date(2027, 1, 1))) == {"2027": (date(2027, 3, 31), "open")}


def test_rule_8_a_month_that_was_missed_stays_overdue_and_the_next_is_its_own() -> None:
    result = entry([listed("按月公开", "2026-04-01")], published("2026-06-02"))
    assert [status for _, status in periods(result).values()] == ["overdue", "overdue", "met"]


def test_rule_8_what_comes_every_day_is_one_omission_however_long_it_lasts() -> None:
    result = entry([listed("每日", "2026-01-01")], published("2026-01-01", "2026-01-02"))
    assert [(o.opened_on, o.status) for o in owed(result, PUBLISH_PERIODICALLY)] == [
        (date(2026, 1, 1), "met"),
        (date(2026, 1, 2), "met"),
        (date(2026, 1, 3), "overdue"),
    ]


def test_rule_8_a_period_in_which_the_row_is_removed_falls_away() -> None:
    removed = fact("r1", "item.repealed.v1", "2026-05-20", reason="并入新的事项")
    result = entry([listed("每季度", "2026-04-01"), removed])
    assert periods(result) == {"2026-Q2": (date(2026, 6, 30), "excused")}


def test_rule_8_what_is_published_after_the_row_was_removed_meets_nothing_that_was_owed() -> None:
    removed = fact("r1", "item.repealed.v1", "2026-05-20", reason="并入新的事项")
    rows = [listed("每季度", "2026-04-01"), removed]
    assert [status for _, status in periods(entry(rows, published("2026-06-10"))).values()] == ["excused"]
    assert [status for _, status in periods(entry(rows, published("2026-05-10"))).values()] == ["met"]
    for_good = [listed("长期公开", "2026-01-01"), removed]
    assert [duty.status for duty in owed(entry(for_good, published("2026-06-10")), REVIEW_STANDING)] == ["excused"]


def test_rule_8_a_version_with_another_period_opens_that_one_and_ends_the_old() -> None:
    result = entry([listed("每季度", "2026-01-01"), listed("按月公开", "2026-05-01", "l2")])
    assert {name: status for name, (_, status) in periods(result).items()} == {
        "2026-Q1": "overdue",
        "2026-Q2": "excused",
        "2026-05": "overdue",
        "2026-06": "open",
    }


@pytest.mark.parametrize(
    ("days", "met"),
    [
        (["2025-01-10"], ["2025-01-10", None]),
        (["2025-01-10", "2025-02-10"], ["2025-01-10", None]),
        (["2025-01-10", "2025-12-01"], ["2025-01-10", "2025-12-01"]),
        (["2025-07-10"], ["2025-07-10", None]),
        (["2025-07-10", "2025-12-01"], ["2025-07-10", "2025-12-01"]),
    ],
)
def test_rule_8_what_is_wanted_twice_a_year_is_met_by_two_publications(days: list[str], met: list[str | None]) -> None:
    result = entry([listed("每年6月、12月", "2025-01-01")], published(*days), today=date(2025, 12, 31))
    assert [(str(duty.due_on), duty.met_on and str(duty.met_on)) for duty in owed(result, PUBLISH_PERIODICALLY)] == [
        ("2025-06-30", met[0]),
        ("2025-12-31", met[1]),
    ]


@pytest.mark.parametrize(
    ("national", "local", "due"),
    [
        ("每月10日前", "每月5日前", ["2026-05-05", "2026-06-05"]),
        ("每月5日前", "每月10日前", ["2026-05-05", "2026-06-05"]),
        ("每年", "每季度", ["2026-06-30"]),
        ("每季度", "每年", ["2026-06-30"]),
        ("季度结束后10日内", "每季度", ["2026-06-30"]),
        ("每季度", "20个工作日内", ["2026-06-30"]),
        ("20个工作日内", "每季度", ["2026-06-30"]),
    ],
)
def test_rule_5_of_the_rows_period_and_the_countys_the_sooner_is_owed_and_once(
    national: str, local: str, due: list[str]
) -> None:
    change = fact("a1", "item.adapted.v1", "2026-05-01", effective_on="2026-05-01", time_limit=local, reason="承诺")
    result = entry([listed(national, "2026-05-01"), change])
    assert [duty.due_on.isoformat() for duty in owed(result, PUBLISH_PERIODICALLY)] == due


def test_where_the_county_does_not_ask_for_it_no_period_is_owed_and_the_row_is_counted_all_the_same() -> None:
    linked = {ITEM.kind: [encode(folded(ITEM, [listed("每季度")], TODAY))]}
    result = folded(ENTRY, [], TODAY, linked=linked, subject=NAME)
    assert (result.obligations, stock(result, "2026-06")) == ([], {"entries_obliged": 1, "entries_empty": 1})


def test_what_is_public_for_good_is_looked_at_once_a_year() -> None:
    result = entry([listed("长期公开", "2024-07-01")], published("2025-03-01"))
    assert [(o.opened_on, o.due_on, o.status) for o in owed(result, REVIEW_STANDING)] == [
        (date(2024, 7, 1), date(2024, 12, 31), "overdue"),
        (date(2025, 1, 1), date(2025, 12, 31), "met"),
        (date(2026, 1, 1), date(2026, 12, 31), "open"),
    ]
    assert periods(result) == {}


def test_rule_50_what_stood_at_the_ends_of_2020_to_2023_is_counted_by_level_and_domain() -> None:
    rows = [
        listed("信息形成之日起20个工作日内", "2020-12-01"),
        fact("r1", "item.repealed.v1", "2023-06-01", reason="并入"),
    ]
    result = entry(rows, published("2021-03-01", down="2022-05-01"))
    ends = {year: stock(result, f"{year}-12") for year in (2020, 2021, 2022, 2023)}
    assert ends[2020] == {"entries_obliged": 1, "entries_empty": 1}
    assert ends[2021] == {"entries_obliged": 1, "entries_empty": 0, "entries_covered": 1}
    assert ends[2022] == {"entries_obliged": 1, "entries_empty": 1, "entries_covered": 0}
    assert ends[2023] == {"entries_obliged": 0, "entries_empty": 0, "entries_covered": 0}
    assert {name.partition("@")[2] for month in result.state.counts.values() for name in month if "@" in name} == {
        "乡级·社会救助"
    }


def test_rule_50_a_periodic_row_is_covered_by_this_period_or_the_one_before() -> None:
    result = entry([listed("每季度", "2025-01-01")], published("2025-02-10"))
    assert [(span.since, span.until) for span in state(result).covered_on] == [(date(2025, 2, 10), date(2025, 7, 1))]
    assert not state(result).covered
    again = entry([listed("每季度", "2025-01-01")], published("2025-02-10", "2026-05-01"))
    assert state(again).covered
    assert again.check_on == date(2026, 7, 1)


def test_rule_50_a_row_is_empty_from_the_day_on_which_the_last_of_several_is_taken_down() -> None:
    rows = [listed("信息形成之日起20个工作日内", "2026-01-01")]
    result = entry(
        rows, published("2026-02-01", down="2026-04-01"), published("2026-03-01", down="2026-05-01", subject="d-2")
    )
    assert [(span.since, span.until) for span in state(result).covered_on] == [(date(2026, 2, 1), date(2026, 5, 1))]
    assert state(result).publications == 2


def test_rule_50_a_domain_is_counted_by_its_name_in_the_list_of_26() -> None:
    assert state(entry([listed("每季度", domain="乡村振兴")])).domain == "扶贫"


def test_a_row_whose_first_day_is_ahead_counts_nothing_until_then() -> None:
    rows = [listed("每季度", "2026-07-10")]
    result = entry(rows)
    assert (result.state.counts, result.check_on, result.relevant) == ({}, date(2026, 7, 10), True)


def test_a_unit_that_no_version_obliges_has_no_entry() -> None:
    assert not entry([listed("每季度", town_units=["fengjie-bb"])], published("2026-02-01")).relevant


def test_what_names_another_row_is_not_behind_this_one() -> None:
    moved = [
        *published("2026-02-01"),
        fact("f2", "disclosure.formed.v1", "2026-03-01", "d-1", attribute="主动公开", item="s-2"),
    ]
    assert state(entry([listed("每年")], moved)).publications == 0
