"""Re-arming over the turn of the year, 春节 and 国庆, and when a notice moves the calendar: as another calendar counts."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import chinese_calendar
import pytest

from contracts.disclosure import FAMILY, PUBLISH, PUBLISH_EVERYWHERE
from contracts.entry import ENTRY, PUBLISH_PERIODICALLY
from contracts.item import ITEM
from contracts.obligations import Obligation
from tests.families.disclosing import formed, published
from tests.families.making import ORG, fact, folded, owed, owing, state_of, with_notice
from tests.families.test_disclosure_channels import ASKING, BOTH
from tests.families.test_disclosure_channels import formed as formed_by_row
from tests.families.test_disclosure_channels import published as published_on

TODAY = date(2026, 12, 31)


def counted(opened_on: date, days: int) -> date:
    """Day by day, the first one not counted."""
    day = opened_on
    while days:
        day += timedelta(days=1)
        days -= chinese_calendar.is_workday(day)
    return day


@pytest.mark.parametrize(
    "changed_on", ["2025-12-15", "2026-01-28", "2026-02-14", "2026-04-30", "2026-09-18", "2026-09-30"]
)
def test_rule_4_a_change_is_due_twenty_working_days_later_over_any_holiday_and_the_first_duty_stays(
    changed_on: str,
) -> None:
    first, day = date(2025, 11, 3), date.fromisoformat(changed_on)
    facts = [formed(first.isoformat()), published("2025-11-04"), formed(changed_on, number="g")]
    before, after = owed(folded(FAMILY, facts, TODAY), PUBLISH)
    assert (before.due_on, before.status) == (counted(first, 20), "met")
    assert (after.opened_on, after.due_on) == (day, counted(day, 20))
    last = [*facts, published(after.due_on.isoformat(), number="q")]
    late = [*facts, published((after.due_on + timedelta(days=1)).isoformat(), number="q")]
    assert [owed(folded(FAMILY, each, TODAY), PUBLISH)[1].status for each in (last, late)] == ["met", "met_late"]


def test_rule_2_a_notice_moves_the_open_duty_of_a_change_and_leaves_the_first_where_it_was() -> None:
    facts = [formed("2026-03-02"), published("2026-03-03"), formed("2026-03-09", number="g")]
    moved = with_notice(date(2026, 3, 20), off=[date(2026, 3, 16)])

    def duties(today: date) -> list[Obligation]:
        return owed(folded(FAMILY, facts, today, calendar=moved), PUBLISH)

    assert [duty.due_on for duty in duties(date(2026, 3, 19))] == [date(2026, 3, 30), date(2026, 4, 7)]
    first, second = duties(date(2026, 3, 20))
    assert (first.due_on, second.due_on) == (date(2026, 3, 30), date(2026, 4, 8))
    assert second.original_due_on == date(2026, 4, 7)


def test_rule_2_a_notice_moves_what_still_has_to_be_shown_elsewhere() -> None:
    facts = [formed_by_row("2026-03-10"), published_on("2026-03-12", "政府网站")]
    moved = with_notice(date(2026, 3, 18), off=[date(2026, 3, 20)])
    result = folded(FAMILY, facts, date(2026, 3, 18), calendar=moved, linked={ITEM.kind: [BOTH]}, county=ASKING)
    (once,), (everywhere,) = owed(result, PUBLISH), owed(result, PUBLISH_EVERYWHERE)
    assert (once.due_on, everywhere.due_on) == (date(2026, 3, 24), date(2026, 3, 25))


@pytest.mark.parametrize(
    ("limit", "periods"),
    [
        ("按月公开", ["2025-11", "2025-12", "2026-01", "2026-02"]),
        ("每季度公开", ["2025-Q4", "2026-Q1"]),
        ("按年公开", ["2025", "2026"]),
    ],
)
def test_rule_8_periods_follow_one_another_over_the_turn_of_the_year_and_none_is_missing(
    limit: str, periods: list[str]
) -> None:
    row = {"origin": "国家", "domain": "社会救助", "level1": "低保", "level2": "名单", "time_limit": limit}
    listed = fact("l", "item.listed.v1", "2025-11-10", "i-1", **row, town_units=[ORG])
    item = state_of(ITEM, [listed], TODAY)
    county = owing("2021-01-01", PUBLISH_PERIODICALLY)
    entry = folded(ENTRY, [], date(2026, 2, 3), linked={ITEM.kind: [item]}, subject=f"{ORG}:i-1", county=county)
    duties = owed(entry, PUBLISH_PERIODICALLY)
    assert [duty.id.partition(":")[2] for duty in duties] == periods
    assert [duty.opened_on for duty in duties][:1] == [date(2025, 11, 10)]
    assert all(later.opened_on == before.due_on + timedelta(days=1) for before, later in pairwise(duties))
