"""Overdue, within three days, within ten, later: counted from the watermark's day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dashboard import agenda
from tests.dashboard.boards import board, unit
from tests.dashboard.sample import DAY, complete, owed, owed_record, registered


@pytest.mark.parametrize(
    ("days", "status", "group"),
    [
        (-1, "overdue", "overdue"), (0, "open", "within3"), (3, "open", "within3"), (4, "open", "within10"),
        (10, "open", "within10"), (11, "open", "later"), (-1, "open", "overdue"),
    ],
)  # fmt: skip
def test_an_obligation_falls_into_the_group_of_its_days_left(days: int, status: str, group: str) -> None:
    row = owed("a", "1", DAY + timedelta(days=days), status=status)
    assert agenda.group_of(row, DAY) == group


def test_without_a_complete_day_only_what_is_called_overdue_is_overdue() -> None:
    assert agenda.group_of(owed("a", "1", DAY, status="overdue"), None) == "overdue"
    assert agenda.group_of(owed("a", "1", DAY), None) == "later"


def test_the_days_left_move_with_the_watermark() -> None:
    made = board([registered(unit("a")), complete(DAY), owed_record(owed("a", "1", DAY + timedelta(days=5)))])
    (before,) = agenda.agenda(made, made.units("fengjie")).groups["within10"]
    later = board(
        [
            registered(unit("a")),
            complete(DAY + timedelta(days=6)),
            owed_record(owed("a", "1", DAY + timedelta(days=5))),
        ]
    )
    (after,) = agenda.agenda(later, later.units("fengjie")).groups["overdue"]
    assert (before.days_left, after.days_left) == (5, -1)


def test_counts_of_a_unit_and_of_a_county_agree_with_the_lists() -> None:
    made = board([
        registered(unit("a")), registered(unit("b")), complete(DAY),
        *(owed_record(owed(org, str(days), DAY + timedelta(days=days))) for org in "ab" for days in (-9, -2, 1, 7, 30, 40)),
    ])  # fmt: skip
    units = made.units("fengjie")
    found = agenda.agenda(made, units)
    assert found.counts == agenda.together(agenda.counts(made, item.org) for item in units)
    assert found.counts == agenda.Counts(overdue=4, within3=2, within10=2, later=4)
    assert [item.row.obligation.due_on for item in found.groups["overdue"]] == sorted(
        item.row.obligation.due_on for item in found.groups["overdue"]
    )


def test_a_due_date_that_a_calendar_moved_is_marked() -> None:
    made = board(
        [owed_record(owed("a", "1", DAY, original=DAY - timedelta(days=1))), owed_record(owed("a", "2", DAY))]
    )
    items = agenda.agenda(made, made.units("fengjie")).groups["later"]
    assert [(item.row.obligation.subject, item.moved) for item in items] == [("1", True), ("2", False)]
