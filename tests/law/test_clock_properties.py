"""Whatever the steps and their order: one clock, no exception, and the date a day-by-day count gives."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from law.calendar import WorkingCalendar, YearCalendar
from law.clock import ENDED, State, Step, StepKind, derive, judge, judge_periods, standing
from law.codes import ReceiptChannel, ServiceWay
from law.data import load_calendars
from tests.law.steps import K, d, received, step

CALENDAR = WorkingCalendar(load_calendars())
VIEW = CALENDAR.latest()
NOTICE = YearCalendar(
    2027,
    1,
    "2027年放假安排（试验）",
    d("2026-12-10"),
    frozenset({d("2027-01-01"), d("2027-01-04")}),
    frozenset(),
)


days = st.dates(date(2025, 11, 1), date(2027, 3, 1))
steps = st.builds(
    Step,
    kind=st.sampled_from(StepKind),
    on=days,
    id=st.text("abc", min_size=1, max_size=2),
    at=st.none() | st.datetimes(datetime(2025, 11, 1), datetime(2027, 3, 1), timezones=st.just(UTC)),
    channel=st.sampled_from([None, *ReceiptChannel]),
    served_on=st.none() | days,
    ref=st.sampled_from(["", "1", "2"]),
    until=st.none() | days,
    days=st.none() | st.integers(0, 40),
    approved_on=st.none() | days,
    justified=st.booleans(),
    amount=st.integers(0, 2),
    way=st.none() | st.sampled_from(ServiceWay),
    posted_on=st.none() | days,
)
cases = st.lists(steps, max_size=9)


@given(cases, st.randoms(use_true_random=False))
def test_any_order_and_any_duplication_give_the_same_clock(case: list[Step], rng: random.Random) -> None:
    shuffled = [*case, *rng.choices(case, k=3)] if case else []
    rng.shuffle(shuffled)
    assert derive(shuffled, VIEW) == derive(case, VIEW)
    assert judge(shuffled, CALENDAR, None) == judge(case, CALENDAR, None)


@given(cases)
def test_each_period_is_judged_as_if_the_reopening_after_it_had_not_come(case: list[Step]) -> None:
    case = [received("2025-11-03"), *case]
    *earlier, last = judge_periods(case, CALENDAR, None)
    assert last == judge(case, CALENDAR, None)
    assert len(last.closings) in {len(earlier), len(earlier) + 1}
    for number, clock in enumerate(earlier, start=1):
        assert clock.closings == last.closings[:number]
        assert clock.lines == last.lines[: len(clock.lines)]


@given(cases, days, st.integers(0, 60))
def test_days_that_pass_change_the_standing_and_never_the_clock(case: list[Step], today: date, later: int) -> None:
    clock = derive(case, VIEW)
    assert judge(case, CALENDAR, today) == clock == judge(case, CALENDAR, today + timedelta(days=later))
    now, then = standing(clock, today), standing(clock, today + timedelta(days=later))
    assert then.overdue >= now.overdue
    if now.next_on is None or today + timedelta(days=later) < now.next_on:
        assert (now.state, now.overdue, now.silent) == (then.state, then.overdue, then.silent)


@given(cases)
def test_a_due_date_runs_exactly_when_an_answer_is_owed(case: list[Step]) -> None:
    clock = derive([received("2026-01-05"), *case], VIEW)
    if clock.state is State.RUNNING:
        assert clock.due_on is not None
        assert clock.started_on is not None
        assert clock.due_on >= clock.started_on
    if clock.state in (
        State.AWAITING_CORRECTION,
        State.LAPSED_CORRECTION,
        State.AWAITING_PAYMENT,
        State.LAPSED_PAYMENT,
    ):
        assert clock.due_on is None
    assert 0 <= clock.extended_days <= 20
    assert clock.late <= any(f.code in {"answer.late", "ended.late"} for f in clock.findings)
    assert (clock.ended is None) == (clock.state not in ENDED)


def walk(start: date, n: int, pauses: list[tuple[date, date]]) -> date:
    """The due date counted on the fingers: a day in a pause (after its first, through its last) is skipped."""
    day = start
    while n:
        day += timedelta(days=1)
        n -= VIEW.is_working(day) and not any(a < day <= b for a, b in pauses)
    return day


@given(
    st.dates(date(2025, 1, 1), date(2026, 12, 1)),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=4),
)
def test_consultations_exclude_the_days_a_count_by_hand_excludes(start: date, offsets: list[tuple[int, int]]) -> None:
    case = [replace(received("2026-01-05"), on=start)]
    pauses: list[tuple[date, date]] = []
    for number, (ask, wait) in enumerate(offsets):
        asked = start + timedelta(days=ask)
        answered = asked + timedelta(days=wait)
        case.append(Step(K.THIRD_PARTY_ASKED, asked, id=f"a{number}", ref=str(number)))
        case.append(Step(K.THIRD_PARTY_ANSWERED, answered, id=f"b{number}", ref=str(number)))
        pauses.append((asked, min(answered, VIEW.add_working_days(asked, 15).due_on)))
    lawful: list[tuple[date, date]] = []
    for asked, end in sorted(pauses):
        if asked <= walk(start, 20, lawful):
            lawful.append((asked, end))
    assert derive(case, VIEW).due_on == walk(start, 20, lawful)


@given(st.dates(date(2025, 1, 1), date(2026, 9, 1)), st.integers(0, 7), st.integers(0, 30), st.integers(1, 40))
def test_correction_then_extension_is_forty_days_from_the_correction(start: date, ask: int, wait: int, n: int) -> None:
    asked = start + timedelta(days=ask)
    corrected = asked + timedelta(days=wait)
    case = [
        replace(received("2026-01-05"), on=start),
        Step(K.CORRECTION_REQUESTED, asked, until=corrected),
        Step(K.CORRECTION_RECEIVED, corrected),
        Step(K.EXTENDED, corrected, approved_on=corrected, days=n),
    ]
    assert derive(case, VIEW).due_on == walk(corrected, 20 + min(n, 20), [])


def test_a_notice_moves_the_open_and_leaves_the_answered() -> None:
    calendar = CALENDAR.with_notice(NOTICE)
    case = [received("2026-12-04")]
    before, after = judge(case, calendar, d("2026-12-09")), judge(case, calendar, d("2026-12-10"))
    assert (before.due_on, before.provisional) == (d("2027-01-04"), True)
    assert (after.due_on, after.provisional) == (d("2027-01-05"), False)
    for answered in ("12-09", "12-10"):
        closed = [*case, step(K.ANSWERED, answered)]
        assert judge(closed, calendar, d("2027-02-01")) == judge(closed, CALENDAR, d("2027-02-01"))
    assert not judge([*case, step(K.ANSWERED, "12-11")], calendar, None).provisional


def test_a_reopened_case_keeps_the_verdict_on_its_first_answer() -> None:
    calendar = CALENDAR.with_notice(NOTICE)
    case = [received("2026-12-04"), step(K.ANSWERED, "12-09"), step(K.REOPENED, "12-11")]
    clock = judge(case, calendar, d("2026-12-20"))
    assert clock.findings == ()
    assert not clock.provisional
    assert clock.due_on == calendar.latest().add_working_days(d("12-11"), 20).due_on


def test_a_lapse_is_judged_by_the_notices_known_until_its_last_day() -> None:
    case = [received("2026-11-23"), step(K.FEE_NOTICED, "2026-12-04", amount=100)]
    in_time, too_late = (
        CALENDAR.with_notice(replace(NOTICE, known_from=known)) for known in (d("2026-12-10"), d("2027-02-01"))
    )
    today = d("2027-03-01")
    for calendar, last in ((CALENDAR, "2027-01-04"), (in_time, "2027-01-05"), (too_late, "2027-01-04")):
        for later in ([], [step(K.FEE_PAID, "2027-02-20", amount=100)], [step(K.REOPENED, "2027-02-20")]):
            first = judge_periods([*case, *later], calendar, today)[0]
            ended = standing(first, today).ended
            assert ended is not None
            assert (ended.state, ended.on) == (State.LAPSED_PAYMENT, d(last) + timedelta(days=1))
