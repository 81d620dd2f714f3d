"""Overdue, within three days, within ten, later: counted from the watermark's day."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from contracts import topics
from dashboard import agenda, records
from dashboard.views import ObligationRow
from tests.dashboard.boards import board, reading, unit
from tests.dashboard.sample import DAY, complete, gone, owed, owed_key, owed_record, registered, words


@pytest.mark.parametrize(
    ("days", "status", "group"),
    [
        (-1, "overdue", "overdue"),
        (0, "open", "within3"),
        (3, "open", "within3"),
        (4, "open", "within10"),
        (10, "open", "within10"),
        (11, "open", "later"),
        (-1, "open", "overdue"),
        (5, "disputed", "within10"),
    ],
)
def test_an_obligation_falls_into_the_group_of_its_days_left(days: int, status: str, group: str) -> None:
    assert agenda.group_of(_owed(days, status), DAY) == group


def test_without_a_complete_day_only_what_is_called_overdue_is_overdue() -> None:
    assert agenda.group_of(_owed(0, "overdue"), None) == "overdue"
    assert agenda.group_of(_owed(0, "open"), None) == "later"


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
    made = board(
        [
            registered(unit("a")),
            registered(unit("b")),
            complete(DAY),
            *(
                owed_record(owed(org, str(days), DAY + timedelta(days=days)))
                for org in "ab"
                for days in (-9, -2, 1, 7, 30, 40)
            ),
        ]
    )
    units = made.units("fengjie")
    county = agenda.agenda(made, units)
    assert county.counts == agenda.together(agenda.counts(made, item.org) for item in units)
    assert county.counts == agenda.Counts(overdue=4, within3=2, within10=2, later=4)
    assert [item.row.obligation.due_on for item in county.groups["overdue"]] == sorted(
        item.row.obligation.due_on for item in county.groups["overdue"]
    )


def test_a_due_date_that_a_calendar_moved_is_marked() -> None:
    made = board([owed_record(owed("a", "1", DAY, original=DAY - timedelta(days=1))), owed_record(owed("a", "2", DAY))])
    items = agenda.agenda(made, made.units("fengjie")).groups["later"]
    assert [(item.row.obligation.subject, item.moved) for item in items] == [("1", True), ("2", False)]


def test_several_unmet_duties_of_one_kind_on_one_subject_stand_side_by_side() -> None:
    days = (DAY - timedelta(days=30), DAY - timedelta(days=9), DAY)
    silences = [owed("a", "weixin", day, status="overdue") for day in days]
    made = board([registered(unit("a")), complete(DAY), *map(owed_record, silences)])
    assert agenda.counts(made, "a").overdue == 3
    items = agenda.agenda(made, made.units("fengjie")).groups["overdue"]
    assert [item.row.obligation.due_on for item in items] == list(days)
    made.apply(reading(gone(owed_record(silences[1]))))
    assert [row.obligation.due_on for row in made.obligations("a")] == [days[0], days[2]]


def test_on_one_day_a_grave_duty_stands_before_a_step_of_order() -> None:
    duties = ("register", "archive", "answer")
    made = board([*words(), *(owed_record(owed("a", "sq-1", DAY, duty=duty)) for duty in duties)])
    assert [row.obligation.duty for row in made.obligations("a")] == ["answer", "register", "archive"]


def _owed(days: int, status: str) -> ObligationRow:
    """An obligation that is due so many days after DAY."""
    known = owed("a", "1", DAY + timedelta(days=days))
    value = json.loads(known.model_dump_json())
    value["obligation"]["status"] = status
    change = records.read(topics.OBLIGATIONS, owed_key(known).encode(), json.dumps(value).encode()).change
    assert isinstance(change, records.Owed)
    assert change.row is not None
    return change.row
