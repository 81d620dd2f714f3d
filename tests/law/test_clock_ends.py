"""A period ends once; what has ended stays ended, and only a reopening begins a new one. Days as in test_clock.py."""

from __future__ import annotations

from datetime import date

import pytest

from law.calendar import CalendarView, WorkingCalendar
from law.clock import Clock, State, Step, derive, judge_periods, standing
from law.practice import Practice
from tests.law.steps import ASKED, CHARGED, CORRECTED, K, d, received, step

LAPSED_CORRECTION = [received("03-02"), ASKED]
"""To be corrected by Friday 20 March."""
LAPSED_PAYMENT = [received("03-02"), CHARGED]
"""To be paid by Friday 10 April."""
WITHDRAWN = [received("03-02"), step(K.WITHDRAWN, "03-12")]
TRANSFERRED = [received("03-02"), step(K.TRANSFERRED, "03-12")]
ANSWERED = [received("03-02"), step(K.ANSWERED, "03-12")]

ENDS = [
    ("correction lapsed", LAPSED_CORRECTION, "03-21", State.LAPSED_CORRECTION),
    ("payment lapsed", LAPSED_PAYMENT, "04-11", State.LAPSED_PAYMENT),
    ("withdrawn", WITHDRAWN, "03-12", State.WITHDRAWN),
    ("transferred", TRANSFERRED, "03-12", State.TRANSFERRED),
    ("answered", ANSWERED, "03-12", State.ANSWERED),
]
LATER = [
    (step(K.WITHDRAWN, "04-20"), "step.after_close"),
    (step(K.TRANSFERRED, "04-20"), "step.after_close"),
    (step(K.ANSWERED, "04-20"), "answer.second"),
    (step(K.CORRECTION_RECEIVED, "04-20"), "step.after_close"),
    (step(K.FEE_PAID, "04-20", amount=200), "step.after_close"),
    (step(K.FEE_WAIVED, "04-20"), "step.after_close"),
    (step(K.EXTENDED, "04-20", approved="04-20"), "step.after_close"),
    (step(K.THIRD_PARTY_ASKED, "04-20"), "step.after_close"),
]


@pytest.mark.parametrize(("steps", "ended_on", "state"), [end[1:] for end in ENDS], ids=[end[0] for end in ENDS])
@pytest.mark.parametrize(("later", "code"), LATER, ids=[later[0].kind.value for later in LATER])
def test_a_later_step_leaves_an_end_alone_and_is_found(
    view: CalendarView, steps: list[Step], ended_on: str, state: State, later: Step, code: str
) -> None:
    clock = derive([*steps, later], view)
    assert [(closing.on, closing.state) for closing in clock.closings] == [(d(ended_on), state)]
    assert [(finding.code, finding.step) for finding in clock.findings] == [(code, later.id)]


@pytest.mark.parametrize(("steps", "ended_on", "state"), [end[1:] for end in ENDS], ids=[end[0] for end in ENDS])
@pytest.mark.parametrize(("until", "due"), [(None, "06-30"), ("06-10", "06-10")])
def test_a_reopening_begins_a_new_period_after_any_end(
    calendar: WorkingCalendar, steps: list[Step], ended_on: str, state: State, until: str | None, due: str
) -> None:
    first, second = judge_periods([*steps, step(K.REOPENED, "06-01", until=until)], calendar, d("06-02"))
    assert first.ended is not None
    assert (first.ended.on, first.state) == (d(ended_on), state)
    assert (second.state, second.opened_on, second.due_on) == (State.RUNNING, d("06-01"), d(due))
    assert second.findings == ()


def test_it_may_lapse_and_be_reopened_again_and_again(view: CalendarView) -> None:
    steps = [
        *LAPSED_PAYMENT,
        step(K.REOPENED, "05-06"),
        step(K.WITHDRAWN, "05-08"),
        step(K.REOPENED, "06-01"),
        step(K.CORRECTION_REQUESTED, "06-02", until="06-12"),
        step(K.REOPENED, "07-01"),
        step(K.ANSWERED, "07-02"),
    ]
    clock = derive(steps, view)
    assert [(closing.on.isoformat()[5:], closing.state.value) for closing in clock.closings] == [
        ("04-11", "lapsed_payment"),
        ("05-08", "withdrawn"),
        ("06-13", "lapsed_correction"),
        ("07-02", "answered"),
    ]
    assert clock.findings == ()


def test_a_step_on_the_last_day_is_in_time_and_on_the_next_too_late(view: CalendarView) -> None:
    for day, state in (("03-20", State.RUNNING), ("03-21", State.LAPSED_CORRECTION)):
        assert derive([*LAPSED_CORRECTION, step(K.CORRECTION_RECEIVED, day)], view).state is state
    for day, state in (("03-20", State.ANSWERED), ("03-21", State.LAPSED_CORRECTION)):
        assert derive([*LAPSED_CORRECTION, step(K.ANSWERED, day)], view).state is state


def test_the_passing_of_days_and_a_later_step_tell_of_the_same_lapse(view: CalendarView) -> None:
    by_days = standing(derive(LAPSED_CORRECTION, view), d("05-01")).ended
    by_step = derive([*LAPSED_CORRECTION, step(K.WITHDRAWN, "04-20")], view).ended
    assert by_days == by_step


def test_a_late_correction_with_good_reason_begins_a_new_period_and_the_lapse_stays(calendar: WorkingCalendar) -> None:
    late = step(K.CORRECTION_RECEIVED, "04-20", justified=True)
    first, second = judge_periods([*LAPSED_CORRECTION, late], calendar, d("04-21"))
    assert (first.state, second.state, second.opened_on) == (State.LAPSED_CORRECTION, State.RUNNING, d("04-20"))
    assert second.due_on == calendar.latest().add_working_days(d("04-20"), 20).due_on


def test_a_notice_without_a_period_leaves_the_county_s_own(view: CalendarView) -> None:
    asked = [received("03-02"), step(K.CORRECTION_REQUESTED, "03-05")]
    clock = derive(asked, view)
    assert (clock.lapses_after, [f.code for f in clock.findings]) == (d("03-26"), ["correction.no_period"])
    assert derive(asked, view, lambda _: Practice(correction_days=10)).lapses_after == d("03-19")
    backwards = derive([received("03-02"), step(K.CORRECTION_REQUESTED, "03-05", until="03-04")], view)
    assert backwards.lapses_after == d("03-26")
    assert standing(clock, d("03-27")).state is State.LAPSED_CORRECTION


def paid(*payments: tuple[str, int]) -> list[Step]:
    return [
        received("03-02"),
        CHARGED,
        *(step(K.FEE_PAID, on, amount=amount, id=f"p{on}{amount}") for on, amount in payments),
    ]


@pytest.mark.parametrize(
    ("payments", "state", "started"),
    [
        ([("03-19", 1)], State.AWAITING_PAYMENT, "03-02"),
        ([("03-19", 1), ("03-23", 198)], State.AWAITING_PAYMENT, "03-02"),
        ([("03-19", 1), ("03-23", 199)], State.RUNNING, "03-23"),
        ([("03-19", 1), ("03-19", 199)], State.RUNNING, "03-19"),
        ([("03-19", 250)], State.RUNNING, "03-19"),
        ([("03-19", 1), ("04-10", 199)], State.RUNNING, "04-10"),
        ([("03-19", 1), ("04-11", 199)], State.LAPSED_PAYMENT, "03-02"),
    ],
)
def test_the_period_restarts_when_the_sum_is_complete(
    view: CalendarView, payments: list[tuple[str, int]], state: State, started: str
) -> None:
    clock = derive(paid(*payments), view)
    assert (clock.state, clock.started_on) == (state, d(started))


def test_a_notice_of_nothing_does_not_stop_the_clock(view: CalendarView) -> None:
    clock = derive([received("03-02"), step(K.FEE_NOTICED, "03-10")], view)
    assert (clock.state, [f.code for f in clock.findings]) == (State.RUNNING, ["fee.nothing"])


@pytest.mark.parametrize("kind", [K.WITHDRAWN, K.TRANSFERRED])
def test_what_ends_after_the_due_date_was_late_until_then(view: CalendarView, kind: K) -> None:
    on_the_day = derive([received("03-02"), step(kind, "03-30")], view)
    after = derive([received("03-02"), step(kind, "03-31")], view)
    assert (on_the_day.late, on_the_day.findings) == (False, ())
    assert (after.late, [f.code for f in after.findings]) == (True, ["ended.late"])


@pytest.mark.parametrize("kind", [K.ANSWERED, K.WITHDRAWN, K.TRANSFERRED])
def test_what_is_dated_before_the_receipt_ends_nothing(view: CalendarView, kind: K) -> None:
    clock = derive([received("03-02"), step(kind, "02-27"), step(K.ANSWERED, "03-20")], view)
    assert [closing.on for closing in clock.closings] == [d("03-20")]
    code = "answer.before_receipt" if kind is K.ANSWERED else "step.before_receipt"
    assert [f.code for f in clock.findings] == [code]


@pytest.mark.parametrize(
    ("received_on", "due", "extended"),
    [("2019-05-14", "2019-06-04", "2019-06-26"), ("2019-05-15", "2019-06-13", "2019-07-11")],
)
def test_the_law_in_force_on_the_day_of_receipt_gives_the_period(
    view: CalendarView, received_on: str, due: str, extended: str
) -> None:
    start = received(received_on)
    clock = derive([start], view)
    assert (clock.due_on, clock.original_due_on) == (d(due), d(due))
    longer = step(K.EXTENDED, "2019-05-30", approved="2019-05-30", days=None)
    assert (derive([start, longer], view).due_on, derive([start, longer], view).findings) == (d(extended), ())
    too_long = derive([start, step(K.EXTENDED, "2019-05-30", approved="2019-05-30", days=21)], view)
    assert (too_long.due_on, [f.code for f in too_long.findings]) == (d(extended), ["extension.too_long"])


def test_reopened_under_the_new_law_it_has_the_new_period(view: CalendarView) -> None:
    steps = [received("2019-03-04"), step(K.ANSWERED, "2019-03-11"), step(K.REOPENED, "2019-06-03")]
    assert derive(steps, view).due_on == date(2019, 7, 2)


def test_the_correction_is_asked_for_once_in_a_case_whatever_its_periods(view: CalendarView) -> None:
    steps = [*ANSWERED[:1], ASKED, CORRECTED, step(K.ANSWERED, "03-20"), step(K.REOPENED, "05-11")]
    clock: Clock = derive([*steps, step(K.CORRECTION_REQUESTED, "05-12", until="05-20")], view)
    assert [f.code for f in clock.findings] == ["correction.second"]
