"""The answer clock, case by case. 2026-03-02 is a Monday; no holiday before 6 April."""

from __future__ import annotations

from datetime import date

import pytest

from law.calendar import CalendarView
from law.clock import Clock, State, Step, derive, standing
from law.codes import ReceiptChannel
from tests.law.steps import K, d, received, step

ASKED = step(K.CORRECTION_REQUESTED, "03-05", until="03-20")
CORRECTED = step(K.CORRECTION_RECEIVED, "03-16")
EXTENDED = step(K.EXTENDED, "03-25", approved="03-24")
LETTER = step(K.THIRD_PARTY_ASKED, "03-04", served="03-06")
OPINION = step(K.THIRD_PARTY_ANSWERED, "03-18")
CO_LETTER = step(K.CO_MAKER_ASKED, "03-11")
CO_OPINION = step(K.CO_MAKER_ANSWERED, "03-20")
CHARGED = step(K.FEE_NOTICED, "03-10", served="03-12")
PAID = step(K.FEE_PAID, "03-19")

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
    ("correction, then third party", [ASKED, CORRECTED, step(K.THIRD_PARTY_ASKED, "03-18"),
      step(K.THIRD_PARTY_ANSWERED, "03-25")], "04-21"),
    ("an extension ends with the period it extended", [EXTENDED, step(K.FEE_NOTICED, "03-26"),
      step(K.FEE_PAID, "03-27")], "04-27"),
    ("extension of 5 days twice", [step(K.EXTENDED, "03-25", approved="03-24", days=5),
      step(K.EXTENDED, "03-26", approved="03-24", days=5)], "04-14"),
    ("reopened", [step(K.ANSWERED, "03-20"), step(K.REOPENED, "06-01")], "06-30"),
    ("reopened with an ordered day", [step(K.ANSWERED, "03-20"), step(K.REOPENED, "06-01", until="06-10")], "06-10"),
]  # fmt: skip


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


VIOLATIONS = [
    ("second correction notice", [ASKED, CORRECTED, step(K.CORRECTION_REQUESTED, "03-18", until="03-25")],
     ["correction.second"], "04-14"),
    ("correction notice on the 8th day", [step(K.CORRECTION_REQUESTED, "03-12", until="03-25")],
     ["correction.late"], None),
    ("correction notice after the due date", [step(K.CORRECTION_REQUESTED, "03-31", until="04-25")],
     ["correction.after_due"], "03-30"),
    ("correction notice without a period", [step(K.CORRECTION_REQUESTED, "03-05")],
     ["correction.no_period"], None),
    ("correction nobody asked for", [CORRECTED], ["correction.unasked"], "03-30"),
    ("extension after the due date", [step(K.EXTENDED, "03-31", approved="03-24")], ["extension.after_due"], "03-30"),
    ("extension without consent", [step(K.EXTENDED, "03-25")], ["extension.unapproved"], "03-30"),
    ("extension with later consent", [step(K.EXTENDED, "03-25", approved="03-26")], ["extension.unapproved"], "03-30"),
    ("extension of 30 days", [step(K.EXTENDED, "03-25", approved="03-24", days=30)], ["extension.too_long"], "04-28"),
    ("extension twice beyond 20", [EXTENDED, step(K.EXTENDED, "04-02", approved="04-02", days=1)],
     ["extension.too_long"], "04-28"),
    ("extension while the applicant corrects", [ASKED, step(K.EXTENDED, "03-10", approved="03-09")],
     ["extension.after_due"], None),
    ("third party asked after the due date", [step(K.THIRD_PARTY_ASKED, "04-01")], ["consultation.after_due"], "03-30"),
    ("an opinion nobody asked for", [OPINION], ["consultation.unasked"], "03-30"),
    ("fee noticed after the due date", [step(K.FEE_NOTICED, "03-31")], ["fee.after_due"], "03-30"),
    ("fee noticed twice", [CHARGED, PAID, step(K.FEE_NOTICED, "03-23")], ["fee.second"], "04-17"),
    ("a payment nobody asked for", [PAID], ["fee.unasked"], "03-30"),
    ("agreed after the due date", [step(K.AGREED, "04-01", until="05-29")], ["agreed.after_due"], "03-30"),
    ("agreed on an earlier day", [step(K.AGREED, "03-20", until="03-25")], ["agreed.not_later"], "03-30"),
    ("received twice", [step(K.RECEIVED, "03-04")], ["receipt.twice"], "03-30"),
    ("a step before the receipt", [step(K.EXTENDED, "02-26", approved="02-26")], ["step.before_receipt"], "03-30"),
    ("a step after the answer", [step(K.ANSWERED, "03-20"), EXTENDED], ["step.after_close"], "03-30"),
    ("answered one day late", [step(K.ANSWERED, "03-31")], ["answer.late"], "03-30"),
    ("answered before it was received", [step(K.ANSWERED, "02-27")], ["answer.before_receipt"], "03-30"),
    ("reopened with a day already past", [step(K.ANSWERED, "03-20"), step(K.REOPENED, "06-01", until="05-10")],
     ["reopened.day_past"], "06-30"),
    ("reopened without an answer", [step(K.REOPENED, "03-20")], ["reopened.open"], "03-30"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("steps", "codes", "due"), [v[1:] for v in VIOLATIONS], ids=[v[0] for v in VIOLATIONS]
)
def test_a_violation_is_found_and_never_stops_the_fold(
    view: CalendarView, steps: list[Step], codes: list[str], due: str | None
) -> None:
    clock = derive([received("03-02"), *steps], view)
    assert [finding.code for finding in clock.findings] == codes
    assert all(finding.article and finding.text for finding in clock.findings)
    assert clock.due_on == (d(due) if due else None)


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
    unpaid = derive([received("03-02"), CHARGED, step(K.FEE_PAID, "04-11")], view)
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
    clock = derive([received("03-02"), ASKED, step(K.ANSWERED, "05-20")], view)
    assert (clock.state, clock.due_on, clock.late, clock.findings) == (State.ANSWERED, None, False, ())


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
        (d("03-02"), d("03-30")), (d("03-05"), None), (d("03-16"), d("04-14")), (d("04-14"), d("04-14")),
    ]  # fmt: skip
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
