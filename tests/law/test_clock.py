"""The answer clock, case by case. 2026-03-02 is a Monday; no holiday before 6 April."""

from __future__ import annotations

from datetime import date

import pytest

from law.calendar import CalendarView
from law.clock import Clock, State, Step, derive, standing
from law.codes import ReceiptChannel
from tests.law.steps import (
    ASKED,
    CHARGED,
    CO_LETTER,
    CO_OPINION,
    CORRECTED,
    EXTENDED,
    LETTER,
    OPINION,
    PAID,
    K,
    d,
    received,
    step,
)

DUE = [
    ("nothing else", [], "03-30"),
    ("correction asked", [ASKED], None),
    ("correction received restarts", [ASKED, CORRECTED], "04-14"),
    ("extended", [EXTENDED], "04-28"),
    ("third party asked, silent to the limit 03-27", [LETTER], "04-23"),
    ("third party answered after 10 excluded days", [LETTER, OPINION], "04-14"),
    ("co-maker answered after 7 excluded days", [CO_LETTER, CO_OPINION], "04-09"),
    ("overlapping consultations exclude each day once", [LETTER, OPINION, CO_LETTER, CO_OPINION], "04-16"),
    ("fee noticed", [CHARGED], None),
    ("paid restarts the day after", [CHARGED, PAID], "04-17"),
    ("fee waived goes on as before", [CHARGED, step(K.FEE_WAIVED, "03-17")], "03-30"),
    ("agreed later day", [step(K.AGREED, "03-20", until="05-29")], "05-29"),
    ("correction, then extension", [ASKED, CORRECTED, step(K.EXTENDED, "04-10", approved="04-10")], "05-14"),
    (
        "correction, then third party",
        [ASKED, CORRECTED, step(K.THIRD_PARTY_ASKED, "03-18"), step(K.THIRD_PARTY_ANSWERED, "03-25")],
        "04-21",
    ),
    (
        "an extension ends with the period it extended",
        [EXTENDED, step(K.FEE_NOTICED, "03-26", amount=100), step(K.FEE_PAID, "03-27", amount=100)],
        "04-27",
    ),
    (
        "extension of 5 days twice",
        [
            step(K.EXTENDED, "03-25", approved="03-24", days=5),
            step(K.EXTENDED, "03-26", approved="03-24", days=5),
        ],
        "04-14",
    ),
    ("reopened", [step(K.ANSWERED, "03-20"), step(K.REOPENED, "06-01")], "06-30"),
    (
        "reopened with an ordered day",
        [step(K.ANSWERED, "03-20"), step(K.REOPENED, "06-01", until="06-10")],
        "06-10",
    ),
]


@pytest.mark.parametrize(("steps", "due"), [case[1:] for case in DUE], ids=[case[0] for case in DUE])
def test_the_due_date_follows_from_the_steps(view: CalendarView, steps: list[Step], due: str | None) -> None:
    clock = derive([received("03-02"), *steps], view)
    assert clock.due_on == (d(due) if due else None)
    assert clock.original_due_on == d("03-30")
    assert clock.findings == ()
    assert clock.lines[0].due_on == d("03-30")
    assert not clock.provisional


@pytest.mark.parametrize("steps", [case[1] for case in DUE], ids=[case[0] for case in DUE])
def test_taking_a_step_away_gives_the_date_without_it_back(view: CalendarView, steps: list[Step]) -> None:
    start = received("03-02")
    for taken in steps:
        rest = [start, *(s for s in steps if s is not taken)]
        assert derive([*rest, taken], view) == derive([start, *steps], view)
        assert derive(rest, view) == derive(list(reversed(rest)), view)
    assert derive([start], view).due_on == d("03-30")


def test_a_correction_after_the_set_day_lapses_unless_it_is_justified(view: CalendarView) -> None:
    late = derive([received("03-02"), ASKED, step(K.CORRECTION_RECEIVED, "03-23")], view)
    assert (late.state, late.due_on, late.lapses_after) == (State.LAPSED_CORRECTION, None, d("03-20"))
    excused = derive([received("03-02"), ASKED, step(K.CORRECTION_RECEIVED, "03-23", justified=True)], view)
    assert (excused.state, excused.due_on) == (State.RUNNING, d("04-21"))


def test_a_missed_correction_lapses_when_its_last_day_is_over(view: CalendarView) -> None:
    clock = derive([received("03-02"), ASKED], view)
    on_the_day, after = standing(clock, d("03-20")), standing(clock, d("03-21"))
    assert (on_the_day.state, on_the_day.next_on) == (State.AWAITING_CORRECTION, d("03-21"))
    assert (after.state, after.overdue, after.next_on) == (State.LAPSED_CORRECTION, False, None)


def test_a_fee_is_paid_within_20_working_days_of_the_notice(view: CalendarView) -> None:
    clock = derive([received("03-02"), CHARGED], view)
    assert (clock.state, clock.lapses_after) == (State.AWAITING_PAYMENT, d("04-10"))
    assert standing(clock, d("04-11")).state is State.LAPSED_PAYMENT
    unpaid = derive([received("03-02"), CHARGED, step(K.FEE_PAID, "04-11", amount=200)], view)
    assert unpaid.state is State.LAPSED_PAYMENT


def test_an_answer_is_overdue_the_day_after_it_was_due(view: CalendarView) -> None:
    clock = derive([received("03-02")], view)
    assert [standing(clock, d(day)).overdue for day in ("03-30", "03-31")] == [False, True]
    assert standing(clock, d("03-30")).next_on == d("03-31")
    answered = derive([received("03-02"), step(K.ANSWERED, "04-10")], view)
    assert answered.late
    assert not standing(answered, d("04-20")).overdue


def test_an_answer_that_was_late_stays_late_after_reopening(view: CalendarView) -> None:
    steps = [
        received("03-02"),
        step(K.ANSWERED, "03-31"),
        step(K.REOPENED, "06-01"),
        step(K.ANSWERED, "06-05"),
    ]
    clock = derive(steps, view)
    assert [f.code for f in clock.findings] == ["answer.late"]
    assert (clock.state, clock.answered_on, clock.late) == (State.ANSWERED, d("06-05"), False)


def test_silence_of_a_third_party_leaves_the_decision_and_of_a_co_maker_is_consent(
    view: CalendarView,
) -> None:
    clock = derive([received("03-02"), LETTER, CO_LETTER], view)
    silent = standing(clock, d("04-10")).silent
    assert [(c.article, c.limit_on, c.silence) for c in silent] == [
        ("条例第三十二条", d("03-27"), "由行政机关决定"),
        ("条例第三十四条", d("04-01"), "视为同意"),
    ]
    assert standing(clock, d("03-27")).silent == ()
    answered = derive([received("03-02"), LETTER, CO_LETTER, step(K.ANSWERED, "03-30")], view)
    assert standing(answered, d("04-10")).silent == ()


def test_a_later_opinion_excludes_no_more_than_the_limit(view: CalendarView) -> None:
    late = derive([received("03-02"), LETTER, step(K.THIRD_PARTY_ANSWERED, "04-03")], view)
    assert late.due_on == derive([received("03-02"), LETTER], view).due_on
    assert late.excluded_days == 17


def test_an_unconfirmed_application_on_line_has_no_clock_but_an_alert(view: CalendarView) -> None:
    arrived = received("03-02", ReceiptChannel.INTERNET)
    clock = derive([arrived], view)
    assert (clock.state, clock.due_on, clock.original_due_on) == (State.NOT_STARTED, None, None)
    assert clock.alert
    started = derive([arrived, step(K.CONFIRMED, "03-03")], view)
    assert (started.received_on, started.due_on, started.alert) == (d("03-03"), d("03-31"), "")


def test_an_answer_without_any_receipt_is_kept(view: CalendarView) -> None:
    clock = derive([step(K.ANSWERED, "03-20")], view)
    assert (clock.state, clock.answered_on, clock.due_on) == (State.ANSWERED, d("03-20"), None)
    assert derive([], view).state is State.NOT_STARTED


def test_an_answer_to_a_case_that_waited_is_judged_by_no_due_date(view: CalendarView) -> None:
    clock = derive([received("03-02"), ASKED, step(K.ANSWERED, "03-20")], view)
    assert (clock.state, clock.due_on, clock.late, clock.waited, clock.findings) == (
        State.ANSWERED,
        None,
        False,
        True,
        (),
    )


def test_withdrawal_and_transfer_close_the_clock(view: CalendarView) -> None:
    for kind, state in ((K.WITHDRAWN, State.WITHDRAWN), (K.TRANSFERRED, State.TRANSFERRED)):
        clock = derive([received("03-02"), step(kind, "03-10")], view)
        assert clock.state is state
        assert standing(clock, d("2027-01-01")).next_on is None


def test_the_last_day_to_ask_for_a_correction_is_known_until_it_is_asked(view: CalendarView) -> None:
    assert derive([received("03-02")], view).correction_notice_due_on == d("03-11")
    assert derive([received("03-02"), ASKED], view).correction_notice_due_on is None


def test_the_explanation_follows_the_steps(view: CalendarView) -> None:
    clock: Clock = derive([received("03-02"), ASKED, CORRECTED, step(K.ANSWERED, "04-14")], view)
    assert [(line.on, line.due_on) for line in clock.lines] == [
        (d("03-02"), d("03-30")),
        (d("03-05"), None),
        (d("03-16"), d("04-14")),
        (d("04-14"), d("04-14")),
    ]
    assert isinstance(clock.lines[0].on, date)


def test_each_period_keeps_the_step_that_ended_it_and_the_first_extension_its_day(view: CalendarView) -> None:
    steps = [
        received("03-02"),
        step(K.EXTENDED, "03-20", approved="03-19", days=5),
        step(K.ANSWERED, "04-01"),
        step(K.ANSWERED, "04-02"),
        step(K.REOPENED, "05-11"),
        step(K.EXTENDED, "05-20", approved="05-19"),
        step(K.WITHDRAWN, "06-01"),
    ]
    clock = derive(steps, view)
    assert [(closing.on, closing.state) for closing in clock.closings] == [
        (d("04-01"), State.ANSWERED),
        (d("06-01"), State.WITHDRAWN),
    ]
    assert clock.extended_on == d("03-20")
    assert "answer.second" in {finding.code for finding in clock.findings}
    assert derive(steps[:1], view).closings == ()
