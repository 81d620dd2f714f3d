"""Overdue, within three working days, within ten, later: counted from the watermark's day."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.ledger.reminders import soon
from contracts import topics
from contracts.time import CalendarYear
from dashboard import agenda, records
from dashboard.views import ObligationRow
from tests.dashboard.boards import board, reading, unit
from tests.dashboard.sample import DAY, Record, complete, gone, owed, owed_key, owed_record, registered, words


@pytest.mark.parametrize(
    ("due_on", "status", "group"),
    [
        (date(2026, 11, 17), "overdue", "overdue"),
        (date(2026, 11, 17), "open", "overdue"),
        (DAY, "open", "within3"),
        (date(2026, 11, 23), "open", "within3"),
        (date(2026, 11, 24), "open", "within10"),
        (date(2026, 12, 2), "open", "within10"),
        (date(2026, 12, 3), "open", "later"),
        (date(2026, 11, 25), "disputed", "within10"),
    ],
)
def test_an_obligation_falls_into_the_group_of_its_working_days_left(due_on: date, status: str, group: str) -> None:
    made = board([complete(DAY)])
    assert agenda.group_of(_owed(due_on, status), made, made.calendar) == group


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.integers(0, 60))
def test_whatever_a_department_was_reminded_of_is_in_the_nearest_group(due_on: date, before: int) -> None:
    """Where days off follow, the reminder comes on the last of the days on which as many working days are left."""
    day, calendar = due_on - timedelta(days=before), board([]).calendar
    near = agenda.group_of(_owed(due_on, "open"), board([complete(day)]), calendar) == "within3"
    assert near or day < soon(due_on, calendar)
    if calendar.is_working(day + timedelta(days=1)):
        assert near == (day >= soon(due_on, calendar))


def test_a_holiday_notice_on_the_topic_moves_what_is_near() -> None:
    week_off = [DAY + timedelta(days=days) for days in (1, 2)]
    notice = CalendarYear(year=2026, version=9, notice="模拟通知", off=week_off, work=[], known_from=DAY)
    due = owed_record(owed("a", "1", date(2026, 11, 25)))
    known = [registered(unit("a")), complete(DAY), due]
    assert agenda.counts(board(known), "a") == agenda.Counts(within10=1)
    published = Record(topics.CALENDARS, "2026-9", notice.model_dump_json().encode())
    made = board([*known, published])
    assert agenda.counts(made, "a") == agenda.Counts(within3=1)
    made.apply(reading(gone(published)))
    assert agenda.counts(made, "a") == agenda.Counts(within10=1)
    late = published._replace(
        value=notice.model_copy(update={"known_from": DAY + timedelta(days=1)}).model_dump_json().encode()
    )
    assert agenda.counts(board([*known, late]), "a") == agenda.Counts(within10=1)


def test_without_a_complete_day_only_what_is_called_overdue_is_overdue() -> None:
    made = board([])
    assert agenda.group_of(_owed(DAY, "overdue"), made, made.calendar) == "overdue"
    assert agenda.group_of(_owed(DAY, "open"), made, made.calendar) == "later"


def test_the_days_left_move_with_the_watermark() -> None:
    made = board([registered(unit("a")), complete(DAY), owed_record(owed("a", "1", DAY + timedelta(days=6)))])
    (before,) = agenda.agenda(made, made.units("fengjie")).groups["within10"]
    later = board(
        [
            registered(unit("a")),
            complete(DAY + timedelta(days=7)),
            owed_record(owed("a", "1", DAY + timedelta(days=6))),
        ]
    )
    (after,) = agenda.agenda(later, later.units("fengjie")).groups["overdue"]
    assert (before.days_left, before.working_left) == (6, 4)
    assert (after.days_left, after.working_left) == (-1, 0)


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


def test_steps_of_order_stand_by_themselves_in_lists_and_counts_alike() -> None:
    duties = {"register": -3, "archive": 1, "answer": 1}
    owing = [owed_record(owed("a", duty, DAY + timedelta(days=days), duty=duty)) for duty, days in duties.items()]
    made = board([*words(), registered(unit("a")), complete(DAY), *owing])
    listed = agenda.agenda(made, made.units("fengjie"))
    assert listed.counts == agenda.counts(made, "a") == agenda.Counts(within3=1, order=2)
    assert [item.row.obligation.duty for item in listed.groups["order"]] == ["register", "archive"]
    assert [duty.code for duty in made.registry.steps_of_order] == [
        *("register", "archive", "review_standing"),
        *("hold_training", "report_on_itself"),
    ]


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


def _owed(due_on: date, status: str) -> ObligationRow:
    """An obligation that is due on a day."""
    known = owed("a", "1", due_on)
    value = json.loads(known.model_dump_json())
    value["obligation"]["status"] = status
    change = records.read(topics.OBLIGATIONS, owed_key(known).encode(), json.dumps(value).encode()).change
    assert isinstance(change, records.Owed)
    assert change.row is not None
    return change.row
