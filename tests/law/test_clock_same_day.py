"""Steps of one day: by the time of the fact, then by the order of the law. Days as in test_clock.py."""

from __future__ import annotations

from itertools import permutations

import pytest

from law.calendar import CalendarView
from law.clock import State, Step, derive
from tests.law.steps import ASKED, K, d, received, step

FIRST = step(K.ANSWERED, "03-12", id="first")


def test_reopened_and_answered_on_one_day(view: CalendarView) -> None:
    for reopened, answered in ((None, None), ("09:00", "15:00")):
        steps = [
            received("03-02"),
            FIRST,
            step(K.REOPENED, "04-01", at=reopened),
            step(K.ANSWERED, "04-01", at=answered),
        ]
        clock = derive(steps, view)
        assert [closing.on for closing in clock.closings] == [d("03-12"), d("04-01")]
        assert (clock.state, clock.findings) == (State.ANSWERED, ())


def test_answered_in_the_morning_and_reopened_in_the_afternoon(view: CalendarView) -> None:
    morning, afternoon = step(K.ANSWERED, "03-12", at="09:00"), step(K.REOPENED, "03-12", at="15:00")
    clock = derive([received("03-02"), morning, afternoon], view)
    assert (clock.state, clock.opened_on, clock.findings) == (State.RUNNING, d("03-12"), ())
    turned = [step(K.ANSWERED, "03-12", at="15:00"), step(K.REOPENED, "03-12", at="09:00")]
    clock = derive([received("03-02"), *turned], view)
    assert (clock.state, [f.code for f in clock.findings]) == (State.ANSWERED, ["reopened.open"])


def test_at_one_moment_a_reopening_comes_after_the_end_that_it_presupposes(view: CalendarView) -> None:
    steps = [received("03-02"), step(K.ANSWERED, "03-12"), step(K.REOPENED, "03-12")]
    for order in permutations(steps):
        clock = derive(order, view)
        assert (clock.state, clock.opened_on, clock.findings) == (State.RUNNING, d("03-12"), ())
    twice = derive([*steps, step(K.ANSWERED, "03-12", id="z")], view)
    assert ([c.step for c in twice.closings], twice.findings) == (["answered-03-12", "z"], ())


PAIRS: list[tuple[str, list[Step], State]] = [
    ("asked and corrected", [ASKED, step(K.CORRECTION_RECEIVED, "03-05")], State.RUNNING),
    (
        "charged and paid",
        [step(K.FEE_NOTICED, "03-05", amount=5), step(K.FEE_PAID, "03-05", amount=5)],
        State.RUNNING,
    ),
    ("charged and waived", [step(K.FEE_NOTICED, "03-05", amount=5), step(K.FEE_WAIVED, "03-05")], State.RUNNING),
    ("extended and answered", [step(K.EXTENDED, "03-05", approved="03-05"), step(K.ANSWERED, "03-05")], State.ANSWERED),
    (
        "extended and charged",
        [step(K.EXTENDED, "03-05", approved="03-05"), step(K.FEE_NOTICED, "03-05", amount=5)],
        State.AWAITING_PAYMENT,
    ),
    (
        "corrected and withdrawn",
        [ASKED, step(K.CORRECTION_RECEIVED, "03-09"), step(K.WITHDRAWN, "03-09")],
        State.WITHDRAWN,
    ),
    ("received and answered", [step(K.ANSWERED, "03-02")], State.ANSWERED),
    (
        "asked a third party and answered by it",
        [step(K.THIRD_PARTY_ASKED, "03-05"), step(K.THIRD_PARTY_ANSWERED, "03-05")],
        State.RUNNING,
    ),
]


@pytest.mark.parametrize(("steps", "state"), [pair[1:] for pair in PAIRS], ids=[pair[0] for pair in PAIRS])
def test_at_one_moment_the_order_of_the_law_holds(view: CalendarView, steps: list[Step], state: State) -> None:
    for order in permutations([received("03-02"), *steps]):
        clock = derive(order, view)
        assert (clock.state, clock.findings) == (state, ())


def test_of_two_ends_on_one_day_the_earlier_by_time_counts(view: CalendarView) -> None:
    withdrawn, answered = step(K.WITHDRAWN, "03-12", at="09:00"), step(K.ANSWERED, "03-12", at="10:00")
    clock = derive([received("03-02"), answered, withdrawn], view)
    assert (clock.state, [f.code for f in clock.findings]) == (State.WITHDRAWN, ["answer.second"])
    together = derive([received("03-02"), step(K.WITHDRAWN, "03-12"), step(K.ANSWERED, "03-12")], view)
    assert together.state is State.ANSWERED


def test_a_lapse_is_over_before_the_day_after_begins(view: CalendarView) -> None:
    steps = [received("03-02"), ASKED, step(K.REOPENED, "03-21", at="00:00"), step(K.ANSWERED, "03-21", at="08:00")]
    clock = derive(steps, view)
    assert [closing.state for closing in clock.closings] == [State.LAPSED_CORRECTION, State.ANSWERED]
    assert [closing.on for closing in clock.closings] == [d("03-21"), d("03-21")]
