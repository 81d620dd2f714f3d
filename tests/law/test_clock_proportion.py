"""A case of many steps costs in proportion to them: counted in calls, not in seconds, so that it holds on any machine.

Not covered: what is copied in one call (each reopened period's clock carries the history before it).
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, timedelta
from types import FrameType

import pytest

from law.calendar import CalendarView, Due, WorkingCalendar
from law.clock import Step, derive, judge_periods
from tests.law.steps import K, d, received

RECEIVED = received("03-02")
RECEIVED_ON = RECEIVED.on


class CountedView(CalendarView):
    """A view that counts what it is asked."""

    asked = 0

    def add_working_days(self, start: date, n: int) -> Due:
        self.asked += 1
        return super().add_working_days(start, n)

    def count_working_days(self, start: date, end: date) -> int:
        self.asked += 1
        return super().count_working_days(start, end)


def spread(number: int, of: int) -> date:
    """The days of a case within its 20 working days, evenly."""
    return RECEIVED_ON + timedelta(days=1 + number * 15 // of)


def same_kind(kind: K) -> Callable[[int], list[Step]]:
    def case(amount: int) -> list[Step]:
        return [
            Step(
                kind,
                spread(i, amount),
                id=f"{i:05}",
                ref=str(i),
                until=d("06-01"),
                approved_on=RECEIVED_ON,
                days=1,
            )
            for i in range(amount)
        ]

    return case


def letters_with_answers(amount: int) -> list[Step]:
    """Letters that all carry one reference, and their answers."""
    asked = [Step(K.THIRD_PARTY_ASKED, spread(i, amount), id=f"a{i:05}") for i in range(amount // 2)]
    answers = [Step(K.THIRD_PARTY_ANSWERED, s.on + timedelta(days=2), id=f"b{s.id}") for s in asked]
    return [*asked, *answers]


def letters_on_the_due_day_and_extensions(amount: int) -> list[Step]:
    """Letters that wait until an extension moves the due date past them."""
    due_on = d("03-30")
    asked = [Step(K.CO_MAKER_ASKED, due_on, id=f"a{i:05}", ref=str(i)) for i in range(amount // 2)]
    extensions = [Step(K.EXTENDED, due_on, id=f"b{i:05}", days=1, approved_on=due_on) for i in range(amount // 2)]
    return [*asked, *extensions]


def answered_and_reopened(amount: int) -> list[Step]:
    """Each answer is set aside the day after, with letters in between."""
    steps: list[Step] = []
    for i in range(amount // 4):
        day = RECEIVED_ON + timedelta(days=2 * i + 1)
        steps += [
            Step(K.ANSWERED, day, id=f"a{i:05}"),
            Step(K.REOPENED, day + timedelta(days=1), id=f"b{i:05}"),
            Step(K.THIRD_PARTY_ASKED, day + timedelta(days=1), id=f"c{i:05}", ref=str(i)),
            Step(K.FEE_PAID, day + timedelta(days=1), id=f"d{i:05}"),
        ]
    return steps


CASES: dict[str, Callable[[int], list[Step]]] = {
    **{kind.value: same_kind(kind) for kind in K},
    "letters with answers": letters_with_answers,
    "letters on the due day, extensions": letters_on_the_due_day_and_extensions,
    "answered and reopened": answered_and_reopened,
}


def calls(action: Callable[[], object]) -> int:
    """How many functions, ours and built in, and steps of generators an action runs."""
    counted = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal counted
        counted += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        action()
    finally:
        sys.setprofile(None)
    return counted


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_the_calendar_is_asked_a_few_times_a_step(calendar: WorkingCalendar, case: Callable[[int], list[Step]]) -> None:
    view = CountedView({year.year: year for year in calendar.versions})
    derive([RECEIVED, *case(150)], view)
    assert view.asked <= 4 * 150


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_twice_the_steps_take_twice_the_calls(calendar: WorkingCalendar, case: Callable[[int], list[Step]]) -> None:
    judge_periods([RECEIVED, *case(300)], calendar, None)  # the tables of the years are made
    few, many = [RECEIVED, *case(150)], [RECEIVED, *case(300)]
    once = calls(lambda: judge_periods(few, calendar, None))
    assert calls(lambda: judge_periods(many, calendar, None)) < 2.5 * once
