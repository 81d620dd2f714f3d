"""Day of receipt by channel (条例第三十一条)."""

from __future__ import annotations

from datetime import date

import pytest

from law.codes import ReceiptChannel
from law.receipt import receipt

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)


@pytest.mark.parametrize("channel", [ReceiptChannel.IN_PERSON, ReceiptChannel.SIGNED_MAIL, ReceiptChannel.ORAL, None])
def test_what_is_handed_in_or_signed_for_is_received_that_day(channel: ReceiptChannel | None) -> None:
    start = receipt(channel, MONDAY)
    assert (start.received_on, start.alert, start.findings) == (MONDAY, "", ())


@pytest.mark.parametrize("channel", [ReceiptChannel.IN_PERSON, ReceiptChannel.SIGNED_MAIL, ReceiptChannel.ORAL, None])
@pytest.mark.parametrize("confirmed", [MONDAY, TUESDAY])
def test_there_a_confirmation_has_no_effect_and_that_is_found(channel: ReceiptChannel | None, confirmed: date) -> None:
    start = receipt(channel, MONDAY, confirmed)
    assert start.received_on == MONDAY
    assert [f.code for f in start.findings] == ["receipt.confirmation_unneeded"]


def test_the_government_s_own_system_confirms_by_itself_where_the_county_says_so() -> None:
    """最高人民法院指导案例26号."""
    assert receipt(ReceiptChannel.INTERNET, MONDAY, internet_confirms=True).received_on == MONDAY
    assert receipt(ReceiptChannel.INTERNET, MONDAY, TUESDAY, internet_confirms=True).received_on == TUESDAY
    assert receipt(ReceiptChannel.FAX, MONDAY, internet_confirms=True).received_on is None


@pytest.mark.parametrize("channel", [ReceiptChannel.ORDINARY_MAIL, ReceiptChannel.INTERNET, ReceiptChannel.FAX])
def test_without_confirmation_the_clock_has_not_started_and_somebody_is_told(channel: ReceiptChannel) -> None:
    start = receipt(channel, MONDAY)
    assert start.received_on is None
    assert "申请人" in start.alert


@pytest.mark.parametrize("channel", [ReceiptChannel.INTERNET, ReceiptChannel.FAX])
def test_on_line_and_by_fax_the_day_of_confirmation_counts(channel: ReceiptChannel) -> None:
    start = receipt(channel, MONDAY, TUESDAY)
    assert (start.received_on, start.findings) == (TUESDAY, ())


def test_an_ordinary_letter_is_confirmed_on_the_day_it_comes() -> None:
    assert receipt(ReceiptChannel.ORDINARY_MAIL, MONDAY, MONDAY).findings == ()
    late = receipt(ReceiptChannel.ORDINARY_MAIL, MONDAY, TUESDAY)
    assert late.received_on == TUESDAY
    assert [f.code for f in late.findings] == ["receipt.confirmed_late"]


def test_a_confirmation_before_the_arrival_is_found_and_the_arrival_counts() -> None:
    start = receipt(ReceiptChannel.INTERNET, TUESDAY, MONDAY)
    assert start.received_on == TUESDAY
    assert [f.code for f in start.findings] == ["receipt.confirmed_early"]
