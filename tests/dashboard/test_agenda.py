"""Overdue, within three working days, within ten, later: counted from the watermark's day."""

from __future__ import annotations

import json
import random
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.ledger.reminders import soon
from contracts import topics
from contracts.time import CalendarYear
from contracts.views import ObligationRow
from dashboard import agenda
from dashboard.board import Unit
from dashboard.desk import Desk
from dashboard.ledger.owed import ORDERS, Counts, Order, ids
from dashboard.ledger.owed import rows as read_rows
from tests.dashboard.boards import as_read, board, reading, unit
from tests.dashboard.inside import read_in
from tests.dashboard.sample import DAY, Record, complete, gone, owed, owed_key, owed_record, registered, words


@pytest.mark.parametrize(
    ("due_on", "status", "group"),
    [
        (date(2026, 11, 17), "overdue", "overdue"),
        (date(2026, 11, 17), "open", "overdue"),
        (date(2026, 12, 17), "overdue", "overdue"),
        (DAY, "open", "within3"),
        (date(2026, 11, 23), "open", "within3"),
        (date(2026, 11, 24), "open", "within10"),
        (date(2026, 12, 2), "open", "within10"),
        (date(2026, 12, 3), "open", "later"),
        (date(2026, 11, 25), "disputed", "within10"),
    ],
)
async def test_an_obligation_falls_into_the_group_of_its_working_days_left(
    due_on: date, status: str, group: str
) -> None:
    made = read_in([registered(unit("a")), complete(DAY), _owed(due_on, status)])
    assert await _counts(made) == Counts(**{group: 1})
    assert {name: len(items) for name, items in (await _agenda(made)).groups.items() if items} == {group: 1}


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.integers(0, 60))
def test_whatever_a_department_was_reminded_of_is_in_the_nearest_group(due_on: date, before: int) -> None:
    """Where days off follow, the reminder comes on the last of the days on which as many working days are left."""
    day, calendar = due_on - timedelta(days=before), board([]).calendar
    near = due_on.toordinal() <= agenda.limits(board([complete(day)])).near
    assert near or day < soon(due_on, calendar)
    if calendar.is_working(day + timedelta(days=1)):
        assert near == (day >= soon(due_on, calendar))


@pytest.mark.parametrize("day", [date(2026, 2, 13), date(2026, 9, 30), date(2026, 12, 31), DAY])
def test_the_groups_end_where_another_working_day_would_be_left(day: date) -> None:
    made = board([complete(day)])
    ends = agenda.limits(made)
    for end, left in ((ends.near, 3), (ends.ahead, 10)):
        assert made.calendar.count_working_days(day, date.fromordinal(end)) == left
        assert made.calendar.count_working_days(day, date.fromordinal(end + 1)) == left + 1


async def test_a_holiday_notice_on_the_topic_moves_what_is_near() -> None:
    week_off = [DAY + timedelta(days=days) for days in (1, 2)]
    notice = CalendarYear(year=2026, version=9, notice="模拟通知", off=week_off, work=[], known_from=DAY)
    due = owed_record(owed("a", "1", date(2026, 11, 25)))
    known = [registered(unit("a")), complete(DAY), due]
    assert await _counts(read_in(known)) == Counts(within10=1)
    published = Record(topics.CALENDARS, "2026-9", notice.model_dump_json().encode())
    made = read_in([*known, published])
    assert await _counts(made) == Counts(within3=1)
    made.board.apply(reading(gone(published)))
    assert await _counts(made) == Counts(within10=1)
    late = published._replace(
        value=notice.model_copy(update={"known_from": DAY + timedelta(days=1)}).model_dump_json().encode()
    )
    assert await _counts(read_in([*known, late])) == Counts(within10=1)


async def test_without_a_complete_day_only_what_is_called_overdue_is_overdue() -> None:
    owing = [owed_record(owed("a", "1", DAY, status="overdue")), owed_record(owed("a", "2", DAY))]
    made = read_in([registered(unit("a")), *owing])
    assert await _counts(made) == Counts(overdue=1, later=1)
    assert (await _agenda(made)).groups["later"][0].days_left is None


async def test_the_days_left_move_with_the_watermark() -> None:
    made = read_in([registered(unit("a")), complete(DAY), owed_record(owed("a", "1", DAY + timedelta(days=6)))])
    (before,) = (await _agenda(made)).groups["within10"]
    made.board.apply(reading(complete(DAY + timedelta(days=7))))
    (after,) = (await _agenda(made)).groups["overdue"]
    assert (before.days_left, before.working) == (6, 4)
    assert (after.days_left, after.working) == (-1, 1)


async def test_counts_of_a_unit_and_of_a_county_agree_with_the_lists() -> None:
    made = read_in(
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
    county = await _agenda(made)
    assert county.counts == Counts(overdue=4, within3=2, within10=2, later=4)
    assert {group: len(items) for group, items in county.groups.items()} == county.counts._asdict()
    days = [item.row.obligation.due_on for item in county.groups["overdue"]]
    assert days == sorted(days)


async def test_steps_of_order_stand_by_themselves_in_lists_and_counts_alike() -> None:
    duties = {"register": -3, "archive": 1, "answer": 1}
    owing = [owed_record(owed("a", duty, DAY + timedelta(days=days), duty=duty)) for duty, days in duties.items()]
    made = read_in([*words(), registered(unit("a")), complete(DAY), *owing])
    listed = await _agenda(made)
    assert listed.counts == await _counts(made) == Counts(within3=1, order=2)
    assert [item.row.obligation.duty for item in listed.groups["order"]] == ["register", "archive"]
    assert [duty.code for duty in made.board.registry.steps_of_order] == [
        *("register", "archive", "review_standing"),
        *("hold_training", "report_on_itself"),
    ]


async def test_a_due_date_that_a_calendar_moved_is_marked() -> None:
    owing = [owed("a", "1", DAY, original=DAY - timedelta(days=1)), owed("a", "2", DAY)]
    items = (await _agenda(read_in(map(owed_record, owing)))).groups["later"]
    assert [(item.row.obligation.subject, item.moved) for item in items] == [("1", True), ("2", False)]


async def test_several_unmet_duties_of_one_kind_on_one_subject_stand_side_by_side() -> None:
    days = (DAY - timedelta(days=30), DAY - timedelta(days=9), DAY)
    silences = [owed_record(owed("a", "weixin", day, status="overdue")) for day in days]
    made = read_in([registered(unit("a")), complete(DAY), *silences])
    assert (await _counts(made)).overdue == 3
    assert [item.row.obligation.due_on for item in (await _agenda(made)).groups["overdue"]] == list(days)
    made.ledger.put([as_read(gone(silences[1]), 9)], {})
    assert [item.row.obligation.due_on for item in (await _agenda(made)).groups["overdue"]] == [days[0], days[2]]
    assert (await _counts(made)).overdue == 2


async def test_on_one_day_a_grave_duty_stands_before_a_step_of_order_in_a_list_by_kind() -> None:
    duties = ("register", "review_standing", "archive")
    made = read_in([*words(), *(owed_record(owed("a", "sq-1", DAY, duty=duty)) for duty in duties)])
    listed = (await _agenda(made)).groups["order"]
    assert [item.row.obligation.duty for item in listed] == ["register", "archive", "review_standing"]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("backwards", [False, True])
async def test_the_list_of_several_units_is_that_of_their_rows_sorted(order: Order, *, backwards: bool) -> None:
    chance = random.Random(order)
    duties = ("publish", "answer", "see")
    rows = [
        owed(
            chance.choice("abc"),
            f"{number:02}",
            DAY - timedelta(days=chance.randint(1, 4)),
            status=chance.choice(("open", "overdue")),
            duty=chance.choice(duties[:2]),
            title=chance.choice((None, "甲", "乙", "a")),
        )
        for number in range(60)
    ]
    units = [registered(unit("a", kind="镇")), registered(unit("b", kind="街道")), registered(unit("c", kind="部门"))]
    made = read_in([*words(), *units, complete(DAY), *map(owed_record, rows)])
    places = {item.org: place for place, item in enumerate(made.board.units("fengjie"))}

    def key(row: ObligationRow) -> tuple[Any, ...]:
        due, place, duty = (
            row.obligation.due_on,
            places[row.obligation.org],
            made.board.registry.duty(row.obligation.duty),
        )
        return {
            "due": (due, place, row.obligation.subject, duty.place, owed_key(row)),
            "unit": (place, due, owed_key(row)),
            "subject": (row.title or "", due, place, owed_key(row)),
            "kind": (duty.place, due, place, owed_key(row)),
        }[order]

    question = agenda.question(made.board, made.board.units("fengjie"), "overdue", "", order, backwards=backwards)
    numbers = made.ledger.answer(lambda connection: ids(connection, question))
    listed = made.ledger.answer(lambda connection: read_rows(connection, numbers))
    assert [row.key for row in listed] == [owed_key(row) for row in sorted(rows, key=key, reverse=backwards)]
    part = made.ledger.answer(lambda connection: ids(connection, question, 7, 5))
    assert part == numbers[7:12]


async def _counts(made: Desk) -> Counts:
    return agenda.together((await agenda.counts(made.board, made.ledger, _units(made))).values())


async def _agenda(made: Desk) -> agenda.Agenda:
    return await agenda.agenda(made.board, made.ledger, _units(made), 50)


def _units(made: Desk) -> list[Unit]:
    return [item for county in made.board.counties() for item in made.board.units(county.slug)]


def _owed(due_on: date, status: str) -> Record:
    """An obligation that is due on a day."""
    known = owed_record(owed("a", "1", due_on))
    assert known.value is not None
    value = json.loads(known.value)
    value["obligation"]["status"] = status
    return known._replace(value=json.dumps(value).encode())
