"""The real documents: due dates and late flags as a count of days by another calendar has them."""

from __future__ import annotations

import csv
from datetime import date, timedelta

import chinese_calendar
import pytest

from contracts.disclosure import FAMILY, PUBLISH
from contracts.document import FAMILY as DOCUMENT
from demo.units import DATA
from tests.families.making import fact, folded, owed, state_of

TODAY = date(2026, 11, 30)
LIMIT = 20
"""条例第二十六条, since 15 May 2019; the 条例 of 2008 has the same in its 第十八条."""


def rows() -> list[dict[str, str]]:
    """Documents with both days, signature and publication; not what was posted again years later, by another office."""
    with (DATA / "documents.csv").open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.DictReader(lines) if {"approved", "published"} <= set(row["facts"].split())]


def counted(formed_on: date) -> date:
    """Day by day, the day of the formation not counted."""
    day, left = formed_on, LIMIT
    while left:
        day += timedelta(days=1)
        left -= chinese_calendar.is_workday(day)
    return day


def test_they_are_those_with_both_days_but_for_the_plan_of_2016_that_was_posted_again_in_2023() -> None:
    assert len(rows()) == 46 - 1


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["subject"])
def test_a_real_document_is_due_and_late_as_another_calendar_counts(row: dict[str, str]) -> None:
    formed_on, published_on = date.fromisoformat(row["formed_on"]), date.fromisoformat(row["published_on"])
    attribute = row["attribute"] or "主动公开"
    drafted = fact("d", "document.drafted.v1", formed_on, title=row["title"], attribute=attribute)
    document = state_of(DOCUMENT, [drafted, fact("a", "document.approved.v1", formed_on)], TODAY)
    published = fact("p", "disclosure.published.v1", published_on, channel="政府网站")
    result = folded(FAMILY, [published], TODAY, linked={DOCUMENT.kind: [document]})
    duties = [(duty.due_on, duty.met_on, duty.status.value) for duty in owed(result, PUBLISH)]
    due_on = counted(formed_on)
    status = "met_late" if published_on > due_on else "met"
    assert duties == ([(due_on, published_on, status)] if attribute == "主动公开" else [])
    assert ("published.early" in {f.code for f in result.state.findings}) is (published_on < formed_on)
