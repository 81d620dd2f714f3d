"""Which receipt counts, and an application that ends before it is confirmed. Days as in test_clock.py."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from law.calendar import CalendarView
from law.clock import State, Step, derive
from law.codes import ReceiptChannel
from law.practice import Practice
from tests.law.steps import K, d, received, step

INTERNET = received("03-02", ReceiptChannel.INTERNET)


def again(on: str, channel: ReceiptChannel = ReceiptChannel.IN_PERSON) -> Step:
    return replace(received(on, channel), id="again")


def test_a_second_receipt_moves_nothing_and_is_found(view: CalendarView) -> None:
    for steps in ([received("03-05"), again("04-20")], [again("04-20"), received("03-05")]):
        clock = derive(steps, view)
        assert (clock.receipt, clock.due_on) == ("received", d("04-02"))
        assert [(f.code, f.step) for f in clock.findings] == [("receipt.twice", "again")]
    assert derive([received("03-05"), again("03-03")], view).receipt == "again"


def test_the_receipt_by_which_it_is_received_earliest_counts(view: CalendarView) -> None:
    handed_in_later = derive([INTERNET, again("03-09")], view)
    assert (handed_in_later.receipt, handed_in_later.received_on) == ("again", d("03-09"))
    confirmed = derive([INTERNET, again("03-09"), step(K.CONFIRMED, "03-04")], view)
    assert (confirmed.receipt, confirmed.received_on) == ("received", d("03-04"))
    assert {f.code for f in confirmed.findings} == {"receipt.twice"}


def test_of_several_confirmations_the_earliest_counts(view: CalendarView) -> None:
    steps = [INTERNET, step(K.CONFIRMED, "03-06"), step(K.CONFIRMED, "03-04")]
    clock = derive(steps, view)
    assert clock.received_on == d("03-04")
    assert [(f.code, f.on) for f in clock.findings] == [("receipt.confirmed_twice", d("03-06"))]


@pytest.mark.parametrize(("own", "reported"), [("03-06", "03-04"), ("03-04", "03-06")])
def test_whether_the_receipt_or_a_fact_of_its_own_confirms_it_the_earliest_counts(
    view: CalendarView, own: str, reported: str
) -> None:
    clock = derive([INTERNET, step(K.CONFIRMED, own, id="received"), step(K.CONFIRMED, reported)], view)
    assert clock.received_on == d("03-04")
    assert [(f.code, f.on) for f in clock.findings] == [("receipt.confirmed_twice", d("03-06"))]


def test_confirmed_twice_on_one_day_is_confirmed_on_that_day(view: CalendarView) -> None:
    clock = derive([INTERNET, step(K.CONFIRMED, "03-04", id="received"), step(K.CONFIRMED, "03-04")], view)
    assert (clock.received_on, clock.findings) == (d("03-04"), ())


@pytest.mark.parametrize("channel", [ReceiptChannel.SIGNED_MAIL, ReceiptChannel.IN_PERSON, None])
def test_a_confirmation_of_what_was_signed_for_is_found_with_its_fact(
    view: CalendarView, channel: ReceiptChannel | None
) -> None:
    arrived = replace(received("03-02"), channel=channel)
    for confirmation in (step(K.CONFIRMED, "03-06"), step(K.CONFIRMED, "03-06", id="received")):
        clock = derive([arrived, confirmation], view)
        assert clock.due_on == d("03-30")
        assert [(f.code, f.step) for f in clock.findings] == [("receipt.confirmation_unneeded", confirmation.id)]


def test_the_government_s_own_system_is_not_confirmed_a_second_time(view: CalendarView) -> None:
    def automatic(_: date) -> Practice:
        return Practice(internet_confirms=True)

    assert derive([INTERNET], view, automatic).received_on == d("03-02")
    by_itself = derive([INTERNET, step(K.CONFIRMED, "03-03", id="received")], view, automatic)
    assert (by_itself.received_on, by_itself.findings) == (d("03-03"), ())
    by_phone = derive([INTERNET, step(K.CONFIRMED, "03-06")], view, automatic)
    assert (by_phone.received_on, [f.code for f in by_phone.findings]) == (
        d("03-02"),
        ["receipt.confirmation_unneeded"],
    )


@pytest.mark.parametrize("kind", [K.ANSWERED, K.WITHDRAWN, K.TRANSFERRED])
def test_what_ends_unconfirmed_is_received_on_that_day_and_has_had_no_clock(view: CalendarView, kind: K) -> None:
    end = step(kind, "03-06")
    for later in ([], [step(K.CONFIRMED, "03-09")], [again("03-09")]):
        clock = derive([INTERNET, end, *later], view)
        assert (clock.received_on, clock.opened_on, clock.due_on, clock.alert) == (d("03-06"), None, None, "")
        assert clock.receipt == "received"
        assert [f.step for f in clock.findings] == [extra.id for extra in later]


def test_what_ended_unconfirmed_may_be_reopened(view: CalendarView) -> None:
    clock = derive([INTERNET, step(K.ANSWERED, "03-06"), step(K.REOPENED, "06-01")], view)
    assert (clock.state, clock.due_on, clock.received_on) == (State.RUNNING, d("06-30"), d("03-06"))


def test_a_step_before_the_clock_starts_has_no_effect_and_says_so(view: CalendarView) -> None:
    clock = derive([INTERNET, step(K.EXTENDED, "03-04", approved="03-04")], view)
    assert (clock.state, [f.code for f in clock.findings]) == (State.NOT_STARTED, ["step.before_receipt"])
